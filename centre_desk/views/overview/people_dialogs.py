"""The forms that make two files one or exchange two people: found by name or number, what moves listed, why asked.

Facts: `queries/overview/people.held_facts` lists; the acts refuse what may not be.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from centre_desk.actions.overview.people import exchange_people, merge_people
from centre_desk.queries.overview.people import HeldFact, held_facts
from centre_desk.queries.register import PeopleFilter, PersonRow, people_rows
from centre_desk.rules.overview import HeldKind
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import decimal, francs, short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.register.people import show_birth

_OFFERED = 20
_DAY = 10
_MONEY = (HeldKind.CLAIM, HeldKind.PAYMENT)
_MARKS = (HeldKind.MARK, HeldKind.RESULT)


class PersonPicker:
    """A field to type a name or number into, and the people found under it to choose from."""

    def __init__(self, context: Context, changed: Callable[[], None]) -> None:
        self._context = context
        self.changed = changed
        self.typed = QLineEdit()
        self.found: ChoiceField[int | None] = ChoiceField([(None, "—")])
        self.typed.textChanged.connect(self._search)
        self.found.currentIndexChanged.connect(lambda _index: self.changed())

    def chosen(self) -> int | None:
        """Return the number of the person chosen."""
        return self.found.value()

    def _search(self, text: str) -> None:
        words = self._context.words
        rows = people_rows(self._context.store, PeopleFilter(search=text), limit=_OFFERED) if text.strip() else []
        self.found.set_choices([(row.id, _described(row, words)) for row in rows] or [(None, "—")])
        self.found.setCurrentIndex(0)
        self.changed()


def _described(row: PersonRow, words: Catalogue) -> str:
    born = show_birth(row.birth_date, row.birth_year, words)
    return f"{row.name} · {row.case_number or '—'} · {born}"


def fact_line(fact: HeldFact, words: Catalogue) -> str:
    """Return a fact as one line: day, what it is, and its figure."""
    said = [words.word(one) for one in fact.words]
    if fact.kind in _MONEY:
        said.append(francs(fact.amount, words.language))
    elif fact.kind in _MARKS and fact.amount:
        said.append(decimal(fact.amount, words.language))
    day = short_date(date.fromisoformat(fact.when), words.language) if len(fact.when) == _DAY else fact.when
    return " · ".join(part for part in (day, words.word(fact.kind), fact.detail, *said) if part)


class _PeopleDialog(FormDialog):
    """One or two people, what is held of them, and the reason."""

    def __init__(
        self, context: Context, parent: QWidget | None, *, title: str, verb: str, labels: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        t = self.words.t
        self.setMinimumWidth(560)
        self.held = QPlainTextEdit()
        self.held.setReadOnly(True)
        self.held.setObjectName("act_held")
        self.held.setAccessibleName(t("What is held of them"))
        self.held.setMinimumHeight(150)
        self.pickers: list[PersonPicker] = []
        for label, name in labels:
            picker = PersonPicker(context, self.show_held)
            self.pickers.append(picker)
            self.add_field(t("{who}: name or number", who=label), picker.typed, name)
            self.add_field(label, picker.found, f"{name}_found")
        self.reason = QLineEdit()
        self.add_field(t("Reason"), self.reason, "act_reason")
        self.body.addWidget(self.held, 1)

    def show_held(self) -> None:
        """List every mark, payment and certificate of the people chosen."""
        words, lines = self.words, []
        for picker in self.pickers:
            person = picker.chosen()
            if person is None:
                continue
            facts = held_facts(self.context.store, person)
            count = words.n("{count} fact", "{count} facts", len(facts))
            lines += [f"{picker.found.currentText()} · {count}", *(f"  {fact_line(one, words)}" for one in facts)]
        self.held.setPlainText("\n".join(lines))

    def chosen(self) -> list[int]:
        """Return the people chosen; says who is missing and returns nothing otherwise."""
        people = [picker.chosen() for picker in self.pickers]
        if None in people:
            self.refusals.show_sentences([self.words.t("Find each person by name or number first.")])
            return []
        return [person for person in people if person is not None]


class MergeDialog(_PeopleDialog):
    """Makes two files one."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        labels = ((t("File that is kept"), "kept"), (t("File that becomes part of it"), "other"))
        super().__init__(context, parent, title=t("Make two files one"), verb=t("Make them one"), labels=labels)
        self.setObjectName("merge_dialog")

    def submit(self) -> None:
        """Merge the two."""
        people = self.chosen()
        if not people:
            return
        store, by, at, reason = self.context.store, self.context.actor(), self.context.now(), self.reason.text()
        keep, other = people
        self.act(lambda: merge_people(store, keep_id=keep, other_id=other, reason=reason, by=by, at=at))


class ExchangeDialog(_PeopleDialog):
    """Exchanges two people; every mark, payment and certificate that moves stands below before it happens."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        labels = ((t("First person"), "one"), (t("Second person"), "other"))
        super().__init__(context, parent, title=t("Exchange two people"), verb=t("Exchange them"), labels=labels)
        self.setObjectName("exchange_dialog")

    def submit(self) -> None:
        """Exchange the two."""
        people = self.chosen()
        if not people:
            return
        store, by, at, reason = self.context.store, self.context.actor(), self.context.now(), self.reason.text()
        one, other = people
        self.act(lambda: exchange_people(store, one_id=one, other_id=other, reason=reason, by=by, at=at))
