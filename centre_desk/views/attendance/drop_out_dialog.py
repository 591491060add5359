"""Drop-out in figures: rates by session, trade, sex or month, with the reasons; copied like any table."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from centre_desk.queries.attendance.drop_out import drop_out_rows
from centre_desk.rules.attendance.drop_out import DropOut, DropOutBy
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import month_name, percent
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.table import RIGHT, Column


class DropOutDialog(FormDialog):
    """Lines of drop-out by what is chosen."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = context.words
        super().__init__(context, parent, title=words.t("Drop-out"), verb=words.t("Close"))
        self.by = ChoiceField[DropOutBy]([(one, words.word(one)) for one in DropOutBy])
        self.add_field(words.t("Counted by"), self.by, "drop_out_by")
        self.table = DataTable(_columns(DropOutBy.SESSION, words), name="drop_out", label=words.t("Drop-out"))
        self.table.set_empty("roll", words.t("Nobody was enrolled yet."))
        self.body.addWidget(self.table, 1)
        self.resize(760, 420)
        self.by.activated.connect(lambda _at: self.read())
        self.read()

    def read(self) -> None:
        """Read the lines of what is chosen."""
        store, by, today = self.context.store, self.by.value() or DropOutBy.SESSION, self.context.today()

        def show(rows: list[DropOut]) -> None:
            self.table.rows_model.columns = tuple(_columns(by, self.words))  # only the first one's head differs
            self.table.set_rows(rows)

        self.fetch(lambda _report: drop_out_rows(store, by, today, self.words.language), show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.dismiss.hide()  # nothing is entered here


def _columns(by: DropOutBy, words: Catalogue) -> list[Column[DropOut]]:
    t = words.t
    heads = {
        DropOutBy.SESSION: t("Session"),
        DropOutBy.TRADE: t("Trade"),
        DropOutBy.SEX: t("Sex"),
        DropOutBy.MONTH: t("Month"),
    }
    return [
        Column[DropOut](heads[by], lambda row: _label(row.label, by, words), lambda row: row.label, width=190),
        Column[DropOut](t("Enrolled"), lambda row: str(row.enrolled), align=RIGHT, width=80),
        Column[DropOut](t("Dropped out"), lambda row: str(row.dropped), align=RIGHT, width=110),
        Column[DropOut](t("Rate"), lambda row: percent(*row.share, words.language), align=RIGHT, width=80),
        Column[DropOut](t("Reasons of leaving"), lambda row: _reasons(row, words)),
    ]


def _label(label: str, by: DropOutBy, words: Catalogue) -> str:
    """Return what a line is about, in words."""
    if by is DropOutBy.MONTH:
        return month_name(label, words.language)
    if by is DropOutBy.SEX:
        return words.word(Sex(label)) if label else words.t("not known")
    return label


def _reasons(row: DropOut, words: Catalogue) -> str:
    return ", ".join(f"{words.word(reason)} {count}" for reason, count in row.reasons)
