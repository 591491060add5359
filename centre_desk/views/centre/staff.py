"""Trainers with what they teach and test, day-care centres, signatories."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from centre_desk.actions.centre.staff import close_day_care_provider, trainer_leaves
from centre_desk.actions.done import Done
from centre_desk.queries.centre import (
    ProviderRow,
    SignatoryRow,
    TrainerRow,
    providers_rows,
    signatory_rows,
    trainers_rows,
)
from centre_desk.rules.room import Room
from centre_desk.texts.formats import short_date
from centre_desk.views.centre.ending_dialog import EndingDialog
from centre_desk.views.centre.section import Section
from centre_desk.views.centre.staff_dialogs import ProviderDialog, QualifyDialog, SignatoryDialog, TrainerDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import GAP, Panel
from centre_desk.views.parts.table import Column


class StaffPanel(Panel):
    """Trainers above; day care and signatories side by side below."""

    reads = frozenset({Room.CENTRE})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Trainers and partners"))
        self.add = self.head.add_button("trainer_add", t("New trainer"), primary=True)
        self.trainers: Section[TrainerRow] = Section(
            t("Trainers and experts"), self._trainer_columns(), name="trainers"
        )
        self.trainers.table.set_empty("people", t("No trainer yet."), t("New trainer"), self.open_trainer)
        self.trainers.add_act("trainer_qualify", t("Qualification…"), self.open_qualification)
        self.trainers.add_act("trainer_leave", t("Leaves…"), self.open_leaving)
        self.providers: Section[ProviderRow] = Section(t("Day care"), self._provider_columns(), name="providers")
        self.providers.table.set_empty("empty", t("No day-care centre yet."))
        self.providers.add_act("provider_add", t("Add…"), self.open_provider)
        self.providers.add_act("provider_close", t("Close…"), self.open_closing)
        self.signatories: Section[SignatoryRow] = Section(
            t("Signatories"), self._signatory_columns(), name="signatories"
        )
        self.signatories.table.set_empty("empty", t("Nobody is named to sign yet."))
        self.signatories.add_act("signatory_add", t("Name a signatory…"), self.open_signatory)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.providers, 2)
        row.addWidget(self.signatories, 3)
        self.body.addWidget(self.trainers, 3)
        self.body.addLayout(row, 2)
        self.add.clicked.connect(self.open_trainer)
        self.trainers.table.opened.connect(lambda _row: self.open_qualification())

    def load(self) -> None:
        """Read trainers, day-care centres and signatories."""
        self.trainers.table.set_rows(trainers_rows(self.context.store))
        self.providers.table.set_rows(providers_rows(self.context.store))
        self.signatories.table.set_rows(signatory_rows(self.context.store, self.words.language))

    def open_trainer(self) -> None:
        """Ask for a new trainer."""
        self.show_dialog(TrainerDialog(self.context, self))

    def open_provider(self) -> None:
        """Ask for a new day-care centre."""
        self.show_dialog(ProviderDialog(self.context, self))

    def open_signatory(self) -> None:
        """Ask who signs from now on."""
        self.show_dialog(SignatoryDialog(self.context, self))

    def open_qualification(self) -> None:
        """Ask what the chosen trainer may teach."""
        trainer = self.trainers.table.current_row()
        if trainer is None:
            self.refusals.show_sentences([self.words.t("Choose a trainer in the table first.")])
        else:
            self.show_dialog(QualifyDialog(self.context, self, trainer))

    def open_leaving(self) -> None:
        """Ask from which day the chosen trainer no longer works here."""
        trainer = self.trainers.table.current_row()
        if trainer is None:
            self.refusals.show_sentences([self.words.t("Choose a trainer in the table first.")])
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()

        def leave(day: date) -> Done:
            return trainer_leaves(store, trainer_id=trainer.id, on=day, by=by, at=at)

        t = self.words.t
        title = t("{name} leaves the centre", name=trainer.name)
        self.show_dialog(EndingDialog(self.context, self, title=title, verb=t("Record the leaving"), end=leave))

    def open_closing(self) -> None:
        """Ask from which day the chosen day-care centre takes no more children."""
        provider = self.providers.table.current_row()
        if provider is None:
            self.refusals.show_sentences([self.words.t("Choose a day-care centre in the table first.")])
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()

        def close(day: date) -> Done:
            return close_day_care_provider(store, provider_id=provider.id, on=day, by=by, at=at)

        t = self.words.t
        title = t("Close {site}", site=provider.name)
        self.show_dialog(EndingDialog(self.context, self, title=title, verb=t("Record the closing"), end=close))

    def _trainer_columns(self) -> list[Column[TrainerRow]]:
        t = self.words.t
        return [
            Column(t("Name"), lambda row: row.name),
            Column(t("Teaches"), lambda row: ", ".join(row.teaches)),
            Column(t("Tests"), lambda row: ", ".join(row.tests), spare=True),
            Column(t("Phone"), lambda row: row.phone, width=136, spare=True),
            Column(
                t("State"),
                lambda row: t("left on {day}", day=short_date(row.left_on)) if row.left_on else t("works here"),
                width=120,
                spare=True,
                tone=lambda row: Tone.IDLE if row.left_on else Tone.OK,
            ),
        ]

    def _provider_columns(self) -> list[Column[ProviderRow]]:
        t = self.words.t
        return [
            Column(t("Name"), lambda row: row.name),
            Column(
                t("State"),
                lambda row: t("closed") if row.closed_on else t("open"),
                width=84,
                tone=lambda row: Tone.IDLE if row.closed_on else Tone.OK,
                tip=lambda row: row.phone,
            ),
        ]

    def _signatory_columns(self) -> list[Column[SignatoryRow]]:
        t, p = self.words.t, self.words.p
        first, last = p("first day", "From"), p("last day", "To")
        return [
            Column(t("Name"), lambda row: row.name),
            Column(t("Function"), lambda row: row.function),
            Column(first, lambda row: short_date(row.valid_from), lambda row: row.valid_from, width=96, spare=True),
            Column(last, lambda row: short_date(row.valid_to), lambda row: row.valid_to, width=96, spare=True),
        ]
