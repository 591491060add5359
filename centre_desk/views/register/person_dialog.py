"""A person by hand, in twelve fields: new, or corrected. Who may be the same person is asked before writing."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.register import correct_person, register_person
from centre_desk.papers.phone import read_phone
from centre_desk.queries.register import LikelyPerson, PersonSheet, likely_people, person_sheet
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Described
from centre_desk.rules.register.names import normal_case_number, with_capitals
from centre_desk.rules.register.person import PersonFacts, lay_over, tidy_person
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.days import Birth as TypedBirth
from centre_desk.views.parts.fields import BirthField, ChoiceField, DateField
from centre_desk.views.register.identity_field import IdentityField
from centre_desk.views.register.likely_choice import LikelyChoice
from centre_desk.views.register.paired_form import PairedForm
from centre_desk.views.register.people import changes_words, region_choices


class PersonFields:
    """The fields of a person, which the forms of the register and of the referrals share."""

    def __init__(self, context: Context) -> None:
        words = context.words
        self.family, self.given, self.married = QLineEdit(), QLineEdit(), QLineEdit()
        self.sex: ChoiceField[Sex | None] = ChoiceField(sex_choices(words))
        self.birth = BirthField(words, context.today())
        self.mother, self.phone, self.case_number = QLineEdit(), QLineEdit(), QLineEdit()
        self.region: ChoiceField[str] = ChoiceField(region_choices(words))
        self.cercle, self.quarter = QLineEdit(), QLineEdit()
        self.paper = IdentityField(words, self._born)
        self.birth_place, self.individual_number = QLineEdit(), QLineEdit()
        self.return_country, self.education, self.remarks = QLineEdit(), QLineEdit(), QLineEdit()
        self.return_date = DateField(words, context.today())
        self._as_typed = ""
        self.given.editingFinished.connect(self._write_capitals)
        self.sex.currentIndexChanged.connect(lambda _index: self.paper.look_again())
        self.birth.editingFinished.connect(self.paper.look_again)

    def _write_capitals(self) -> None:
        """Give names typed in small letters their capitals, once: whoever takes them away again is obeyed."""
        typed = self.given.text()
        raised = with_capitals(typed)
        if raised not in (typed, with_capitals(self._as_typed)):
            self.given.setText(raised)
        self._as_typed = typed

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
            (self.birth_place, facts.birth_place),
            (self.individual_number, facts.individual_number),
            (self.return_country, facts.return_country),
            (self.education, facts.education),
            (self.remarks, facts.remarks),
        ):
            field.setText(text)
        self._as_typed = facts.given_names
        self.return_date.set_value(facts.return_date)
        self.sex.set_value(facts.sex)
        self.birth.set_value(TypedBirth(facts.birth.day, facts.birth.year) if facts.birth else None)
        self.region.set_value(facts.region_code)
        self.paper.set_value(facts.id_kind, facts.id_number)

    def facts(self, known: PersonFacts) -> PersonFacts:
        """Return what is typed, over what was known."""
        birth = self.birth.value()
        id_kind, id_number = self.paper.value()
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
            birth_place=self.birth_place.text(),
            individual_number=self.individual_number.text(),
            return_country=self.return_country.text(),
            return_date=self.return_date.value(),
            education=self.education.text(),
            remarks=self.remarks.text(),
            id_kind=id_kind,
            id_number=id_number,
        )

    def _born(self) -> tuple[Sex | None, int | None]:
        birth = self.birth.value()
        return self.sex.value(), birth.year if birth else None


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


class LikelyForm(PairedForm):
    """A form of a person that asks, once for the same facts, whether it is one of the likely people.

    Three ways out: it is one of them, whose sheet takes what was typed; another person; or their sheet is opened
    and nothing is written: the form is hidden as it is, and who opened it keeps it to be opened again.
    """

    open_wanted = Signal(int)

    def __init__(
        self, context: Context, parent: QWidget | None, *, title: str, verb: str, other: str, rows: int = 6
    ) -> None:
        super().__init__(context, parent, title=title, verb=verb, rows=rows)
        self._verbs = (verb, other)
        self._asked: PersonFacts | None = None
        self.fields = PersonFields(context)
        self.likely = LikelyChoice(context.words, self)
        self.body.addWidget(self.likely)
        self.likely.changed.connect(self._say_verb)
        self.likely.opened.connect(self._open)

    def ask_or(self, facts: PersonFacts) -> bool:
        """Tell whether the likely people were asked about for just these facts; else look for them."""
        if self._asked == facts:
            return True
        store = self.context.store
        self.fetch(lambda _report: likely_people(store, described(facts)), lambda found: self._ask(found, facts))
        return False

    def same(self) -> int | None:
        """Return who of the register it is; None for another person."""
        chosen = self.likely.chosen()
        return chosen.row.id if chosen is not None else None

    def same_verb(self, name: str) -> str:
        """Return what the verb says when it is one of the register."""
        raise NotImplementedError

    def _ask(self, found: list[LikelyPerson], facts: PersonFacts) -> None:
        self._asked = facts
        self.likely.ask(found)
        self._say_verb()
        if not found:
            self.submit()

    def _say_verb(self) -> None:
        chosen = self.likely.chosen()
        other = self._verbs[1 if self.likely.isVisibleTo(self) else 0]
        self.verb.setText(other if chosen is None else self.same_verb(chosen.row.name))
        self.verb.setAccessibleName(self.verb.text())
        note = ""
        if chosen is not None and self._asked is not None:
            known = person_sheet(self.context.store, chosen.row.id).facts
            note = changes_words(known, lay_over(known, tidy_person(self._asked)), self.words)
        self.likely.set_note(note)
        self.refusals.changed.emit()  # the form grows by what was asked

    def _open(self, person_id: int) -> None:
        self.hide()  # not closed: what was typed is taken up again after the look
        self.open_wanted.emit(person_id)


class PersonDialog(LikelyForm):
    """Registers a new person, or corrects one whose sheet is given."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: PersonSheet | None = None) -> None:
        t = context.words.t
        super().__init__(
            context,
            parent,
            title=t("Correct {name}", name=sheet.name) if sheet else t("New person"),
            verb=t("Save the correction") if sheet else t("Register"),
            other=t("Register as another person"),
            rows=9 if sheet else 6,
        )
        self.setObjectName("person_dialog")
        self._sheet = sheet
        self._add_rows()
        if sheet is not None:
            self._add_more_rows()
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
        self.add_captioned(fields.paper.kind, fields.paper, "paper", t("Identity document"))

    def _add_more_rows(self) -> None:
        """Add what IOM's lists bring beyond the twelve fields: the person may have it put right."""
        t, fields = self.words.t, self.fields
        self.add_field(t("Born at"), fields.birth_place, "birth_place")
        self.add_field(t("Individual number"), fields.individual_number, "individual_number")
        self.add_field(t("Returned from"), fields.return_country, "return_country")
        self.add_field(t("Returned on"), fields.return_date, "return_date")
        self.add_field(t("Education"), fields.education, "education")
        self.add_field(t("Remarks"), fields.remarks, "remarks")

    def focus_field(self, name: str) -> None:
        """Put the cursor into the field of a name: what is missing is one click away."""
        for field in self.fields_shown:
            if field.objectName() == name:
                field.setFocus()

    def same_verb(self, name: str) -> str:
        """Say that the sheet of the register takes what was typed."""
        return self.words.t("Update the file of {name}", name=name)

    def submit(self) -> None:
        """Write, once the likely people were asked about for just these facts."""
        if not self.ready():
            return
        store, by, at, sheet = self.context.store, self.context.actor(), self.context.now(), self._sheet
        facts = self.fields.facts(sheet.facts if sheet else PersonFacts())
        if sheet is not None:
            self.act(lambda: correct_person(store, person_id=sheet.id, facts=facts, by=by, at=at))
            return
        if not self.ask_or(facts):
            return
        same, others = self.same(), self.likely.others()
        if same is None:
            self.act(lambda: register_person(store, facts=facts, apart_from=others, by=by, at=at))
        else:
            over = lay_over(person_sheet(store, same).facts, tidy_person(facts))
            self.act(lambda: correct_person(store, person_id=same, facts=over, by=by, at=at))
