"""Forms of the staff: a trainer, what they may teach and test, a day-care centre, a signatory."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from centre_desk.actions.centre.staff import (
    add_day_care_provider,
    add_signatory,
    add_trainer,
    qualify_trainer,
)
from centre_desk.queries.centre import TrainerRow, trade_rows
from centre_desk.queries.desk import user_rows
from centre_desk.rules.centre import SignatoryKind
from centre_desk.rules.desk import Role
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField


class TrainerDialog(FormDialog):
    """A trainer or certified expert; the user is who signs in as this person, if anybody does."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New trainer"), verb=t("Add the trainer"))
        self.setObjectName("add_trainer")
        self.family, self.given, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        users = [u for u in user_rows(context.store) if u.active and Role.TRAINER in u.roles]
        self.user: ChoiceField[int] = ChoiceField([(0, t("does not sign in")), *((u.id, u.name) for u in users)])
        self.add_field(t("Family name"), self.family, "trainer_family")
        self.add_field(t("Given names"), self.given, "trainer_given")
        self.add_field(t("Phone"), self.phone, "trainer_phone")
        self.add_field(t("User"), self.user, "trainer_user")

    def submit(self) -> None:
        """Add the trainer."""
        family, given, phone = self.family.text(), self.given.text(), self.phone.text()
        user = self.user.value() or None
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: add_trainer(store, family_name=family, given_names=given, phone=phone, user_id=user, by=by, at=at)
        )


class QualifyDialog(FormDialog):
    """What a trainer may teach, by which title, and whether also test."""

    def __init__(self, context: Context, parent: QWidget | None, trainer: TrainerRow) -> None:
        t = context.words.t
        title = t("Qualification of {name}", name=trainer.name)
        super().__init__(context, parent, title=title, verb=t("Record the qualification"))
        self.setObjectName("qualify_trainer")
        self._trainer = trainer
        trades = trade_rows(context.store, self.words.language, active=True)
        self.trade: ChoiceField[int] = ChoiceField([(row.id, row.name) for row in trades])
        self.paper, self.obtained = QLineEdit(), DateField(self.words, context.today())
        self.assessor = QCheckBox(t("may also test this trade"))
        self.add_field(t("Trade"), self.trade, "qualify_trade")
        self.add_field(t("Diploma or title"), self.paper, "qualify_title")
        self.add_field(t("Obtained on"), self.obtained, "qualify_obtained")
        self.add_field(t("Expert"), self.assessor, "qualify_assessor")

    def submit(self) -> None:
        """Record the qualification."""
        trade, title, obtained = self.trade.value(), self.paper.text(), self.obtained.value()
        wrong = self.obtained.mark()
        if wrong or trade is None:
            self.refusals.show_sentences([wrong or self.words.t("Offer a trade first, in the tab Trades.")])
            return
        number, assessor = self._trainer.id, self.assessor.isChecked()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: qualify_trainer(
                store,
                trainer_id=number,
                trade_id=trade,
                title=title,
                obtained_on=obtained,
                assessor=assessor,
                by=by,
                at=at,
            )
        )


class ProviderDialog(FormDialog):
    """A day-care centre whose cost IOM covers."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New day-care centre"), verb=t("Add the day-care centre"))
        self.setObjectName("add_provider")
        self.name, self.phone, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.add_field(t("Name"), self.name, "provider_name")
        self.add_field(t("Phone"), self.phone, "provider_phone")
        self.add_field(t("Address"), self.address, "provider_address")

    def submit(self) -> None:
        """Add the day-care centre."""
        name, phone, address = self.name.text(), self.phone.text(), self.address.text()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: add_day_care_provider(store, name=name, phone=phone, address=address, by=by, at=at))


class SignatoryDialog(FormDialog):
    """Who signs as what, from which day on."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New signatory"), verb=t("Name the signatory"))
        self.setObjectName("add_signatory")
        self.kind: ChoiceField[SignatoryKind] = ChoiceField([(k, self.words.word(k)) for k in SignatoryKind])
        self.name, self.function_fr, self.function_en = QLineEdit(), QLineEdit(), QLineEdit()
        self.start = DateField(self.words, context.today(), required=True)
        self.start.set_value(context.today())
        self.add_field(t("Signs as"), self.kind, "signatory_kind")
        self.add_field(t("Name"), self.name, "signatory_name")
        self.add_field(t("Function in French"), self.function_fr, "signatory_function_fr")
        self.add_field(t("Function in English"), self.function_en, "signatory_function_en")
        self.add_field(self.words.p("first day", "From"), self.start, "signatory_from")

    def submit(self) -> None:
        """Name the signatory."""
        start, kind = self.start.value(), self.kind.value()
        if start is None or kind is None:
            self.refusals.show_sentences([self.start.mark()])
            return
        name, fr, en = self.name.text(), self.function_fr.text(), self.function_en.text()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: add_signatory(
                store, kind=kind, name=name, function_fr=fr, function_en=en, valid_from=start, by=by, at=at
            )
        )
