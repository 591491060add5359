"""Small forms on one person: a child, the end of a dependance, a consent."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from centre_desk.actions.register import add_dependant, end_dependant, record_consent, withdraw_consent
from centre_desk.queries.register import DependantRow, PersonSheet
from centre_desk.rules.register import ConsentPurpose, ConsentState, Kinship, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import ConsentAnswer, is_minor
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import BirthField, ChoiceField, DateField
from centre_desk.views.register.person_dialog import sex_choices


class DependantDialog(FormDialog):
    """Adds a child or another who depends on the person."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: PersonSheet) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Who depends on {name}", name=sheet.name), verb=t("Add to the list"))
        self.setObjectName("dependant_dialog")
        self._person_id = sheet.id
        self.name = QLineEdit()
        self.kinship: ChoiceField[Kinship] = ChoiceField([(k, self.words.word(k)) for k in Kinship])
        self.sex: ChoiceField[Sex | None] = ChoiceField(sex_choices(self.words))
        self.birth = BirthField(self.words, context.today(), required=True)
        self.add_field(t("Name"), self.name, "dependant_name")
        self.add_field(t("Born on, or year"), self.birth, "dependant_birth")
        self.add_field(t("Sex"), self.sex, "dependant_sex")
        self.add_field(t("Kinship"), self.kinship, "dependant_kinship")

    def submit(self) -> None:
        """Add the dependant; day care looks at the birth, so it must be there."""
        if not self.ready():
            return
        store, by, at, person_id = self.context.store, self.context.actor(), self.context.now(), self._person_id
        typed = self.birth.value()
        birth = Birth(typed.year, typed.day) if typed else None
        name, sex, kinship = self.name.text(), self.sex.value(), self.kinship.value() or Kinship.CHILD
        self.act(
            lambda: add_dependant(
                store, person_id=person_id, name=name, kinship=kinship, sex=sex, birth=birth, by=by, at=at
            )
        )


class EndDependantDialog(FormDialog):
    """Takes a dependant off the list from a day on, with the reason."""

    def __init__(self, context: Context, parent: QWidget | None, row: DependantRow) -> None:
        t = context.words.t
        title = t("{name} no longer depends on the person", name=row.name)
        super().__init__(context, parent, title=title, verb=t("Take off the list"))
        self.setObjectName("end_dependant_dialog")
        self._row_id = row.id
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.reason = QLineEdit()
        self.add_field(self.words.p("dependant", "From"), self.day, "ended_on")
        self.add_field(t("Reason"), self.reason, "ended_reason")

    def submit(self) -> None:
        """Write the end."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        store, by, at, row_id = self.context.store, self.context.actor(), self.context.now(), self._row_id
        reason = self.reason.text()
        self.act(lambda: end_dependant(store, dependant_id=row_id, ended_on=day, reason=reason, by=by, at=at))


class WithdrawDialog(FormDialog):
    """Records that the person takes a consent back, on the day on which they said so."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: PersonSheet, purpose: ConsentPurpose) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Withdrawal of {name}", name=sheet.name), verb=t("Withdraw"))
        self.setObjectName("withdraw_dialog")
        self._person_id, self._purpose = sheet.id, purpose
        self.explain(t("{purpose}: from this day on, lists and exports leave the person out.",
                       purpose=self.words.word(purpose).capitalize()), "withdraw_purpose")  # fmt: skip
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.add_field(t("Withdrawn on"), self.day, "withdrawn_on")

    def submit(self) -> None:
        """Write the withdrawal."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        person_id, purpose = self._person_id, self._purpose
        self.act(lambda: withdraw_consent(store, person_id=person_id, purpose=purpose, on_date=day, by=by, at=at))


class ConsentDialog(FormDialog):
    """Records what the person answers for one purpose."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: PersonSheet, purpose: ConsentPurpose) -> None:
        t, words = context.words.t, context.words
        super().__init__(context, parent, title=t("Consent of {name}", name=sheet.name), verb=t("Record the answer"))
        self.setObjectName("consent_dialog")
        self._person_id = sheet.id
        self.purpose: ChoiceField[ConsentPurpose] = ChoiceField([(p, words.word(p)) for p in ConsentPurpose])
        self.purpose.set_value(purpose)
        states = (ConsentState.GIVEN, ConsentState.REFUSED)
        self.state: ChoiceField[ConsentState] = ChoiceField([(s, words.word(s)) for s in states])
        self.day = DateField(words, context.today(), required=True)
        self.day.set_value(context.today())
        self.day.editingFinished.connect(self._say_who_signs)
        self._birth = sheet.facts.birth
        self.language, self.witness, self.guardian = QLineEdit(), QLineEdit(), QLineEdit()
        self.thumb = QCheckBox(t("thumb print instead of a signature"))
        for label, field, name in (
            (t("Purpose"), self.purpose, "consent_purpose"),
            (t("Answer"), self.state, "consent_state"),
            (t("Date"), self.day, "consent_date"),
            (t("Language spoken"), self.language, "consent_language"),
            (t("Witness"), self.witness, "consent_witness"),
            (t("Guardian of a minor"), self.guardian, "consent_guardian"),
            (t("Signed by"), self.thumb, "consent_thumb"),
        ):
            self.add_field(label, field, name)
        self._say_who_signs()

    def _say_who_signs(self) -> None:
        """Ask for a guardian where the person is a minor on the day of the answer."""
        day = self.day.value()
        minor = day is not None and is_minor(self._birth, day)
        self.guardian.setPlaceholderText(self.words.t("required: under 18") if minor else "")

    def submit(self) -> None:
        """Record the answer."""
        day, purpose, state = self.day.value(), self.purpose.value(), self.state.value()
        if not self.ready() or day is None or purpose is None or state is None:
            return
        answer = ConsentAnswer(
            purpose,
            state,
            day,
            self.language.text().strip(),
            self.witness.text().strip(),
            self.thumb.isChecked(),
            self.guardian.text().strip(),
        )
        store, by, at, person_id = self.context.store, self.context.actor(), self.context.now(), self._person_id
        self.act(lambda: record_consent(store, person_id=person_id, answer=answer, by=by, at=at))
