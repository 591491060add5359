"""A referral announced by telephone, or a person who walks in: twelve fields, person and referral in one act."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from centre_desk.actions.referral import register_referral
from centre_desk.queries.centre.places import trade_rows
from centre_desk.rules.referral import Route
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.register import ConsentPurpose, ConsentState
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import ConsentAnswer, PersonFacts, is_minor, tidy_person
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.register.person_dialog import LikelyForm


class ByHandDialog(LikelyForm):
    """Enters a referral; the likely people of the register are offered before a second sheet is made."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t, words = context.words.t, context.words
        super().__init__(
            context,
            parent,
            title=t("Referral by hand"),
            verb=t("Register"),
            other=t("Register as another person"),
        )
        self.setObjectName("by_hand_dialog")
        trades = trade_rows(context.store, words.language, active=True)
        self.route: ChoiceField[Route] = ChoiceField([(route, words.word(route)) for route in Route])
        self.trade: ChoiceField[int | None] = ChoiceField([(None, "—"), *((row.id, row.name) for row in trades)])
        self.day = DateField(words, context.today(), required=True)
        self.day.set_value(context.today())
        self.day_care = QCheckBox(t("wanted for a young child"))
        self.consent = QCheckBox(t("given for the training file and IOM"))
        self.guardian = QLineEdit()
        name_field(self.consent, "consent", t("Consent"))
        name_field(self.guardian, "consent_guardian", t("Guardian of a minor"))
        self.guardian.setPlaceholderText(t("guardian (under 18)"))
        self.guardian.hide()
        self._add_rows()
        for changed in (self.fields.birth.editingFinished, self.day.editingFinished, self.consent.clicked):
            changed.connect(self._say_who_answers)

    def _add_rows(self) -> None:
        t, fields = self.words.t, self.fields
        for label, field, name in (
            (t("Family name"), fields.family, "family"),
            (t("Given names"), fields.given, "given"),
            (t("Sex"), fields.sex, "sex"),
            (t("Born on, or year"), fields.birth, "birth"),
            (t("Telephone"), fields.phone, "phone"),
            (t("Case number"), fields.case_number, "case_number"),
            (t("Region"), fields.region, "region"),
            (t("Referred for"), self.route, "route"),
            (t("Trade"), self.trade, "trade"),
            (t("Date of referral"), self.day, "received_on"),
            (t("Day care"), self.day_care, "day_care"),
            (t("Consent"), _under_each_other(self.consent, self.guardian), "consent_row"),
        ):
            self.add_field(label, field, name)

    def _say_who_answers(self) -> None:
        """Ask for the guardian of a minor, where consent was given; twelve fields are enough for everybody else."""
        typed, day = self.fields.birth.value(), self.day.value()
        birth = Birth(typed.year, typed.day) if typed else None
        self.guardian.setVisible(self.consent.isChecked() and day is not None and is_minor(birth, day))

    def same_verb(self, name: str) -> str:
        """Say that the sheet of the register gets the referral."""
        return self.words.t("Add the referral to {name}", name=name)

    def submit(self) -> None:
        """Write, once the likely people were asked about for just these facts."""
        if not self.ready():
            return
        facts = self.fields.facts(PersonFacts())
        day, route = self.day.value(), self.route.value()
        if not self.ask_or(facts) or day is None or route is None:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        person, others = self.same() or facts, self.likely.others()
        told = tidy_person(facts)
        referral, consents = self._referral(day, route), self._consents(day)
        self.act(
            lambda: register_referral(
                store,
                person=person,
                referral=referral,
                consents=consents,
                told=told,
                apart_from=others,
                by=by,
                at=at,
            )
        )

    def _referral(self, day: date, route: Route) -> ReferralFacts:
        """Put the trade where the route needs it: wished for a training, declared for a test."""
        trade, training, child = self.trade.value(), route is Route.TRAINING, int(self.day_care.isChecked())
        return ReferralFacts(
            received_on=day,
            route=route,
            wished_trade_id=trade if training else None,
            declared_trade_id=None if training else trade,
            children=child,
            children_under_age=child,
            day_care_wished=bool(child),
        )

    def _consents(self, day: date) -> tuple[ConsentAnswer, ...]:
        if not self.consent.isChecked():
            return ()
        purposes = (ConsentPurpose.TRAINING_FILE, ConsentPurpose.TRANSFER_IOM)
        guardian = self.guardian.text().strip()
        return tuple(ConsentAnswer(purpose, ConsentState.GIVEN, day, guardian=guardian) for purpose in purposes)


def _under_each_other(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    page.setFocusProxy(widgets[0])
    return page
