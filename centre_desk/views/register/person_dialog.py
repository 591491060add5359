"""A person by hand, in twelve fields: new, or corrected. Who may be the same person is said before writing."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.register import correct_person, register_person
from centre_desk.papers.phone import read_phone
from centre_desk.queries.register import LikelyPerson, PersonSheet, likely_people
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Described
from centre_desk.rules.register.names import normal_case_number
from centre_desk.rules.register.person import PersonFacts
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.days import Birth as TypedBirth
from centre_desk.views.parts.fields import BirthField, ChoiceField
from centre_desk.views.register.paired_form import PairedForm
from centre_desk.views.register.people import region_choices


class PersonFields:
    """The fields of a person, which the forms of the register and of the referrals share."""

    def __init__(self, context: Context) -> None:
        words = context.words
        self.family, self.given, self.married = QLineEdit(), QLineEdit(), QLineEdit()
        self.sex: ChoiceField[Sex | None] = ChoiceField(sex_choices(words))
        self.birth = BirthField(words, context.today())
        self.mother, self.phone, self.case_number = QLineEdit(), QLineEdit(), QLineEdit()
        self.region: ChoiceField[str] = ChoiceField(region_choices(words))
        self.cercle, self.quarter, self.id_number = QLineEdit(), QLineEdit(), QLineEdit()

    def show_facts(self, facts: PersonFacts) -> None:
        """Show what is known."""
        for field, text in (
            (self.family, facts.family_name),
            (self.given, facts.given_names),
            (self.married, facts.married_name),
            (self.mother, facts.mother_name),
            (self.phone, facts.phone),
            (self.case_number, facts.case_number),
            (self.cercle, facts.cercle),
            (self.quarter, facts.quarter),
            (self.id_number, facts.id_number),
        ):
            field.setText(text)
        self.sex.set_value(facts.sex)
        self.birth.set_value(TypedBirth(facts.birth.day, facts.birth.year) if facts.birth else None)
        self.region.set_value(facts.region_code)

    def facts(self, known: PersonFacts) -> PersonFacts:
        """Return what is typed, over what was known."""
        birth = self.birth.value()
        return replace(
            known,
            family_name=self.family.text(),
            given_names=self.given.text(),
            married_name=self.married.text(),
            sex=self.sex.value(),
            birth=Birth(birth.year, birth.day) if birth else None,
            mother_name=self.mother.text(),
            phone=self.phone.text(),
            case_number=self.case_number.text(),
            region_code=self.region.value() or "",
            cercle=self.cercle.text(),
            quarter=self.quarter.text(),
            id_number=self.id_number.text(),
        )


def sex_choices(words: Catalogue) -> list[tuple[Sex | None, str]]:
    """Return the two sexes, none chosen first."""
    return [(None, "—"), *((sex, words.word(sex)) for sex in Sex)]


def described(facts: PersonFacts) -> Described:
    """Return what a typed person is compared by."""
    phone = read_phone(facts.phone) or "" if facts.phone else ""
    return Described(
        facts.given_names,
        facts.family_name,
        facts.married_name,
        facts.sex,
        facts.birth,
        phone,
        normal_case_number(facts.case_number),
    )


def likely_sentence(likely: LikelyPerson, words: Catalogue) -> str:
    """Say who is already in the register, and why it may be the same person."""
    reasons = ", ".join(words.word(reason) for reason in likely.likeness.reasons)
    number = likely.row.case_number or words.t("no case number")
    return words.t(
        "{name} ({number}) is already in the register: {reasons}.",
        name=likely.row.name,
        number=number,
        reasons=reasons,
    )


class PersonDialog(PairedForm):
    """Registers a new person, or corrects one whose sheet is given."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: PersonSheet | None = None) -> None:
        t = context.words.t
        title = t("Correct {name}", name=sheet.name) if sheet else t("New person")
        super().__init__(context, parent, title=title, verb=t("Save the correction") if sheet else t("Register"))
        self.setObjectName("person_dialog")
        self._sheet = sheet
        self._warned: PersonFacts | None = None
        self.fields = PersonFields(context)
        self._add_rows()
        if sheet is not None:
            self.fields.show_facts(sheet.facts)

    def _add_rows(self) -> None:
        t, fields = self.words.t, self.fields
        self.add_field(t("Family name"), fields.family, "family")
        self.add_field(t("Given names"), fields.given, "given")
        self.add_field(t("Married name"), fields.married, "married")
        self.add_field(t("Sex"), fields.sex, "sex")
        self.add_field(t("Born on, or year"), fields.birth, "birth")
        self.add_field(t("Mother’s name"), fields.mother, "mother")
        self.add_field(t("Telephone"), fields.phone, "phone")
        self.add_field(t("Case number"), fields.case_number, "case_number")
        self.add_field(t("Region"), fields.region, "region")
        self.add_field(t("Cercle"), fields.cercle, "cercle")
        self.add_field(t("Quarter or village"), fields.quarter, "quarter")
        self.add_field(t("Identity document"), fields.id_number, "id_number")

    def submit(self) -> None:
        """Write, once the likely people were shown for just these facts."""
        if not self.ready():
            return
        facts = self.fields.facts(self._sheet.facts if self._sheet else PersonFacts())
        if self._sheet is not None or self._warned == facts:
            self._write(facts)
            return
        store = self.context.store
        self.fetch(lambda _report: likely_people(store, described(facts)), lambda found: self._warn(found, facts))

    def _warn(self, found: list[LikelyPerson], facts: PersonFacts) -> None:
        if not found:
            self._write(facts)
            return
        self._warned = facts
        self.refusals.show_sentences([likely_sentence(likely, self.words) for likely in found])
        self.verb.setText(self.words.t("Register as another person"))
        self.verb.setAccessibleName(self.verb.text())

    def _write(self, facts: PersonFacts) -> None:
        store, by, at, sheet = self.context.store, self.context.actor(), self.context.now(), self._sheet
        if sheet is None:
            self.act(lambda: register_person(store, facts=facts, by=by, at=at))
        else:
            self.act(lambda: correct_person(store, person_id=sheet.id, facts=facts, by=by, at=at))
