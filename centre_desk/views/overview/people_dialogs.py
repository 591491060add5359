"""The forms that make two files one or exchange two people: found by name or number, what moves listed, why asked.

Facts: `queries/overview/people.held_facts` and `exchange` list; the acts refuse what may not be.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from centre_desk.actions.overview.people import exchange_people, merge_people
from centre_desk.queries.overview.exchange import ExchangeLine, ExchangePlan, exchange_plan
from centre_desk.queries.overview.people import HeldFact, file_facts, held_facts
from centre_desk.queries.register import PeopleFilter, people_rows, person_sheet
from centre_desk.rules.overview import HeldKind
from centre_desk.rules.overview.exchange import ExchangeEffect
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import differ_in_kind
from centre_desk.rules.register.person import PersonFacts
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import decimal, francs, month_name, short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.style import set_look
from centre_desk.views.register.people import person_words, show_birth
from centre_desk.views.register.person_dialog import described

_OFFERED = 20
_TWO = 2
_TYPED = 168
_WEIGHT = (
    ExchangeEffect.CANCELLED,
    ExchangeEffect.HAND_ON,
    ExchangeEffect.CORRECTED,
    ExchangeEffect.STAYS,
    ExchangeEffect.MOVES,
    ExchangeEffect.FOLLOWS,
)
"""What becomes of facts, what has to be done something about first."""
_WIDTH = 620
_DAY = 10
_MONEY = (HeldKind.CLAIM, HeldKind.PAYMENT)
_MARKS = (HeldKind.MARK, HeldKind.RESULT)


class PersonPicker(QWidget):
    """A field to type a name or number into, and beside it the people found under it to choose from."""

    def __init__(self, context: Context, changed: Callable[[], None], *, label: str, name: str) -> None:
        super().__init__()
        self._context = context
        self.changed = changed
        self.typed = QLineEdit()
        self.found: ChoiceField[int | None] = ChoiceField([(None, "—")])
        self.found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.typed.setPlaceholderText(context.words.t("name or number"))
        self.typed.setFixedWidth(_TYPED)
        name_field(self.typed, name, context.words.t("{who}: name or number", who=label))
        name_field(self.found, f"{name}_found", label)
        caption = QLabel(label)
        set_look(caption, "muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.typed)
        row.addWidget(self.found, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption)
        column.addLayout(row)
        self.typed.textChanged.connect(self._search)
        self.found.currentIndexChanged.connect(lambda _index: self._tell())

    def chosen(self) -> int | None:
        """Return the number of the person chosen."""
        return self.found.value()

    def offer(self, person_id: int) -> None:
        """Offer one person, whom another list has named."""
        self._show(PeopleFilter(ids=frozenset({person_id})))

    def _search(self, text: str) -> None:
        self._show(PeopleFilter(search=text) if text.strip() else None)

    def _show(self, wanted: PeopleFilter | None) -> None:
        rows = people_rows(self._context.store, wanted, limit=_OFFERED) if wanted else []
        choices = [(row.id, person_words(row, self._context.words)) for row in rows]
        self.found.set_choices(choices or [(None, "—")])
        self.found.setCurrentIndex(0)
        self._tell()

    def _tell(self) -> None:
        self.found.setToolTip(self.found.currentText())
        self.changed()


def fact_line(fact: HeldFact, words: Catalogue) -> str:
    """Return a fact as one line: day, what it is, and its figure."""
    said = [words.word(one) for one in fact.words]
    if fact.kind in _MONEY:
        said.append(francs(fact.amount, words.language))
    elif fact.kind in _MARKS and fact.amount:
        said.append(decimal(fact.amount, words.language))
    if len(fact.when) == _DAY:
        day = short_date(date.fromisoformat(fact.when), words.language)
    else:
        day = month_name(fact.when, words.language) if fact.when else ""
    return " · ".join(part for part in (day, words.word(fact.kind), fact.detail, *said) if part)


class _PeopleDialog(FormDialog):
    """One or two people, what is held of them, and the reason."""

    def __init__(
        self, context: Context, parent: QWidget | None, *, title: str, verb: str, labels: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        t = self.words.t
        self.setMinimumWidth(_WIDTH)
        self.held = QPlainTextEdit()
        self.held.setReadOnly(True)
        self.held.setObjectName("act_held")
        self.held.setAccessibleName(t("What is held of them"))
        self.held.setMinimumHeight(130)
        self.pickers: list[PersonPicker] = []
        for label, name in labels:
            picker = PersonPicker(context, self.show_held, label=label, name=name)
            self.pickers.append(picker)
            self.form.addRow(picker)
        self.reason = QLineEdit()
        self.add_field(t("Reason"), self.reason, "act_reason")
        self.body.addWidget(self.held, 1)

    def offer(self, *people: int) -> None:
        """Offer people whom another list has named, in the order of the fields."""
        for picker, person in zip(self.pickers, people, strict=True):
            picker.offer(person)

    def facts_of(self, person_id: int) -> list[HeldFact]:
        """Return what is listed of a person."""
        return held_facts(self.context.store, person_id)

    def show_held(self) -> None:
        """List every mark, payment and certificate of the people chosen."""
        words, lines = self.words, []
        for picker in self.pickers:
            person = picker.chosen()
            if person is None:
                continue
            facts = self.facts_of(person)
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
        self.differs = QLabel()
        self.differs.setObjectName("merge_differs")
        self.differs.setWordWrap(True)
        self.sure = QCheckBox(t("they are one person all the same"))
        name_field(self.sure, "merge_sure", self.sure.text())
        self.body.insertWidget(0, self.differs)
        self.body.insertWidget(1, self.sure)
        self.differs.hide()
        self.sure.hide()

    def facts_of(self, person_id: int) -> list[HeldFact]:
        """Return what moves with the file, too: its referrals, consents and dependants."""
        store = self.context.store
        return [*file_facts(store, person_id), *held_facts(store, person_id)]

    def show_held(self) -> None:
        """Say above the list what of the two differs; a tick is asked for where sex or birth do."""
        super().show_held()
        known = [picker.chosen() for picker in self.pickers]
        sheets = [person_sheet(self.context.store, one).facts for one in known if one is not None]
        two = len(sheets) == _TWO and known[0] != known[1]
        self.differs.setText(different_words(sheets[0], sheets[1], self.words) if two else "")
        self.differs.setVisible(bool(self.differs.text()))
        self.sure.setChecked(False)
        self.sure.setVisible(two and differ_in_kind(*(described(facts) for facts in sheets)))
        self.refusals.changed.emit()  # the form grows by what is asked

    def submit(self) -> None:
        """Merge the two."""
        people = self.chosen()
        if not people:
            return
        store, by, at, reason = self.context.store, self.context.actor(), self.context.now(), self.reason.text()
        keep, other = people
        sure = self.sure.isChecked()
        self.act(lambda: merge_people(store, keep_id=keep, other_id=other, reason=reason, sure=sure, by=by, at=at))


def different_words(kept: PersonFacts, other: PersonFacts, words: Catalogue) -> str:
    """Say what of sex, birth and case number is not the same in two files, the kept one first; nothing if all is."""
    told = [
        (
            (words.p("compared", "sex"), words.word(one.sex) if one.sex else "—"),
            (words.p("compared", "birth"), _birth_words(one.birth, words)),
            (words.p("compared", "case number"), one.case_number or "—"),
        )
        for one in (kept, other)
    ]
    pairs = zip(*told, strict=True)
    differ = [f"{label} {first} / {second}" for (label, first), (_, second) in pairs if first != second]
    return words.t("The two differ: {what}", what=" · ".join(differ)) if differ else ""


def _birth_words(birth: Birth | None, words: Catalogue) -> str:
    return show_birth(birth.day, birth.year, words) if birth else "—"


class ExchangeDialog(_PeopleDialog):
    """Exchanges two people; what becomes of every mark, payment and certificate stands below before it happens."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        self.money: ChoiceField[bool] = ChoiceField([
            (True, t("reached who was named then: balance it by arrears")),
            (False, t("reached who stands there from now on")),
        ])  # fmt: skip
        labels = ((t("First person"), "one"), (t("Second person"), "other"))
        super().__init__(context, parent, title=t("Exchange two people"), verb=t("Exchange them"), labels=labels)
        self.setObjectName("exchange_dialog")
        self.add_field(t("Money already paid"), self.money, "exchange_money")
        self.money.currentIndexChanged.connect(lambda _index: self.show_held())

    def show_held(self) -> None:
        """List what becomes of each fact, what is balanced, and what stands in the way with its remedy."""
        people = [person for picker in self.pickers if (person := picker.chosen()) is not None]
        self.refusals.clear()
        if len(people) < _TWO:
            super().show_held()
            return
        one, other = people
        stays, today = bool(self.money.value()), self.context.today()
        plan = exchange_plan(self.context.store, one, other, stays=stays, by=self.context.actor(), today=today)
        self.refusals.show_refusals(plan.obstacles)
        self.held.setPlainText("\n".join(plan_lines(plan, self.words)))

    def submit(self) -> None:
        """Exchange the two."""
        people = self.chosen()
        if not people:
            return
        store, by, at, reason = self.context.store, self.context.actor(), self.context.now(), self.reason.text()
        one, other = people
        stays = bool(self.money.value())
        self.act(
            lambda: exchange_people(
                store, one_id=one, other_id=other, reason=reason, money_stays=stays, by=by, at=at
            )
        )


def plan_lines(plan: ExchangePlan, words: Catalogue) -> Iterator[str]:
    """Say a plan, what weighs first: money, then certificates and other effects by file, the many half-days last."""
    yield from _balance_lines(plan, words)
    for file_id, name in plan.names.items():
        own = [line for line in plan.lines if line.file_id == file_id]
        yield f"{name} · {words.n('{count} fact', '{count} facts', len(own))}"
        for effect in _WEIGHT:
            lines = [line for line in own if line.effect is effect and line.fact.kind is not HeldKind.ATTENDANCE]
            yield from _effect_lines(effect, lines, words)
    for file_id, name in plan.names.items():
        marks = [line for line in plan.lines if line.file_id == file_id and line.fact.kind is HeldKind.ATTENDANCE]
        if marks:
            yield f"{name} · {words.n('{count} half-day', '{count} half-days', len(marks))}"
        for effect in _WEIGHT:
            yield from _effect_lines(effect, [line for line in marks if line.effect is effect], words)


def _effect_lines(effect: ExchangeEffect, lines: Sequence[ExchangeLine], words: Catalogue) -> Iterator[str]:
    if lines:
        yield f"  {words.word(effect).format(name=lines[0].name)}"
        yield from (f"    {fact_line(line.fact, words)}" for line in lines)


def _balance_lines(plan: ExchangePlan, words: Catalogue) -> Iterator[str]:
    for one in plan.balances:
        told = {
            "name": one.name,
            "month": month_name(one.month, words.language),
            "amount": francs(abs(one.amount), words.language),
        }
        if one.amount > 0:
            yield words.t("To be paid to {name} as arrears of {month}: {amount}", **told)
        else:
            yield words.t("To be recovered from {name}, paid too much for {month}: {amount}", **told)
