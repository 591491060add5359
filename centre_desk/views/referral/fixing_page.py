"""Step three of an import: one doubtful line after the other, each settled by one button or one value."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from centre_desk.papers.phone import show_phone
from centre_desk.queries.centre.places import TradeRow
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.plan import Answer, ImportPlan, PlannedLine
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import RIGHT, Column
from centre_desk.views.referral.choices import (
    Change,
    Choice,
    Entry,
    choices_for,
    entry_for,
    first_code,
    is_doubtful,
    put,
)
from centre_desk.views.referral.lines import FATE_TONES, fate_column, line_name, line_trade
from centre_desk.views.register.people import show_birth


class FixingPage(QWidget):
    """Lists the lines that were doubtful; `answered(places, change)` says what the user decided for which lines."""

    answered = Signal(object, object)

    def __init__(self, words: Catalogue, trades: Sequence[TradeRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._trades = trades
        self._names: Mapping[str, str] = {t.code: t.name for t in trades}
        self._plan = ImportPlan(())
        self._places: frozenset[str] = frozenset()
        self._settled: frozenset[str] = frozenset()
        self.table: DataTable[PlannedLine] = DataTable(
            [
                Column(words.t("Line"), lambda line: line.place, sort=lambda line: line.row, align=RIGHT, width=64),
                Column(words.t("Name"), line_name),
                fate_column(words),
            ],
            name="import_doubts",
            label=words.t("Doubtful lines"),
        )
        self.card = _LineCard(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.table.setMinimumWidth(276)
        row.addWidget(self.table, 2)
        row.addWidget(self.card, 3)
        self.table.chosen.connect(self._show_line)
        self.card.chosen.connect(self._answer)
        self.card.taken_back.connect(lambda: self._answer(_forget, False))

    def begin(self, plan: ImportPlan) -> None:
        """Take up the lines that are doubtful now; they stay in the list once they are settled."""
        self._places = frozenset(line.place for line in plan.lines if is_doubtful(line))
        self.show_plan(plan)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what became of the lines, and go to the next one that waits."""
        at = self.table.current_row()
        self._plan = plan
        lines = [line for line in plan.lines if line.place in self._places or is_doubtful(line)]
        self._places |= {line.place for line in lines}
        self.table.set_rows(lines)
        waiting = [line for line in self.table.rows() if is_doubtful(line)]
        after = [line for line in waiting if at is None or line.row >= at.row]
        wanted = (after or waiting or lines)[:1]
        if wanted:
            place = wanted[0].place
            self.table.select_where(lambda line: line.place == place)
        self._show_line()

    def _show_line(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        code = first_code(line)
        alike = sum(first_code(other) == code and other.place != line.place for other in self._plan.lines if code)
        entry = entry_for(line, self._trades, self._words)
        self.card.show_line(line, choices_for(line, self._words), entry, alike, self._names)

    def _answer(self, change: Change, for_all: bool) -> None:
        line = self.table.current_row()
        if line is None:
            return
        code = first_code(line)
        places = [line.place]
        if for_all and code:
            places = [other.place for other in self._plan.lines if first_code(other) == code]
        self.answered.emit(tuple(places), change)


def _forget(answer: Answer) -> Answer:
    return Answer()


class _LineCard(QFrame):
    """One line: what it says, what is doubtful, and what can be done about it."""

    chosen = Signal(object, bool)
    taken_back = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._entry: Entry | None = None
        set_look(self, "card")
        self.title, self.facts, self.doubt = QLabel(), QLabel(), QLabel()
        self.doubt.setObjectName("import_doubt")
        set_look(self.title, "heading")
        set_look(self.facts, "muted")
        self.pill = Pill(parent=self)
        self.all = QCheckBox()
        self.all.setObjectName("answer_all")
        self.typed = QLineEdit()
        self.typed.setObjectName("answer_text")
        self.picked: ChoiceField[str] = ChoiceField()
        self.picked.setObjectName("answer_choice")
        self.put = _button("answer_put", words.t("Correct"))
        self.back = _button("answer_back", words.t("Take the answer back"))
        set_look(self.back, "link")
        self._buttons = QVBoxLayout()
        self._lay_out()
        self.put.clicked.connect(self._put)
        self.picked.activated.connect(lambda _index: self._put())
        self.typed.returnPressed.connect(self._put)
        self.back.clicked.connect(self.taken_back)

    def _lay_out(self) -> None:
        for label in (self.facts, self.doubt):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        top, entry = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.pill)
        entry.addWidget(self.typed, 1)
        entry.addWidget(self.picked, 1)
        entry.addWidget(self.put)
        self._buttons.setSpacing(8)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 12)
        page.setSpacing(10)
        page.addLayout(top)
        page.addWidget(self.facts)
        page.addWidget(self.doubt)
        page.addLayout(entry)
        page.addLayout(self._buttons)
        page.addWidget(self.all)
        page.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        page.addStretch(1)

    def show_line(
        self,
        line: PlannedLine,
        choices: Sequence[Choice],
        entry: Entry | None,
        alike: int,
        trades: Mapping[str, str],
    ) -> None:
        """Show a line; the first button has the focus, so that Enter takes the likeliest answer."""
        t, doubtful = self._words.t, is_doubtful(line)
        self.title.setText(t("Line {place}: {name}", place=line.place, name=line_name(line)))
        self.pill.say(self._words.word(line.fate), FATE_TONES[line.fate])
        self.facts.setText(self._facts(line, trades))
        self.doubt.setText("\n".join(self._words.refusal(f) for f in line.findings))
        self.doubt.setAccessibleName(self.doubt.text())
        self._show_entry(entry if doubtful else None)
        for_all = [c for c in choices if c.for_all] if doubtful else []
        self.all.setChecked(False)
        self.all.setVisible(bool(for_all) and alike > 0)
        self.all.setText(
            self._words.n("and answer the other line alike", "and answer the {count} other lines alike", alike)
        )
        self.all.setAccessibleName(self.all.text())
        self.back.setVisible(not doubtful)
        self._show_choices(choices if doubtful else ())

    def _facts(self, line: PlannedLine, trades: Mapping[str, str]) -> str:
        facts, words = line.facts, self._words
        likely = [
            words.t(
                "{name}: {reasons}",
                name=one.name,
                reasons=", ".join(words.word(reason) for reason in one.likeness.reasons),
            )
            for one in line.likely
        ]
        said = (
            facts.case_number,
            words.word(facts.sex) if facts.sex else "",
            show_birth(facts.birth.day, facts.birth.year, words) if facts.birth else "",
            show_phone(facts.phone),
            facts.region,
            words.word(facts.route) if facts.route else "",
            line_trade(line, trades),
        )
        changes = [f"{before or '—'} → {after or '—'}" for _, before, after in line.changes]
        return "\n".join([" · ".join(part for part in said if part), *likely, *changes])

    def _show_entry(self, entry: Entry | None) -> None:
        self._entry = entry
        self.put.setVisible(entry is not None and not entry.choices)
        self.typed.setVisible(entry is not None and not entry.choices)
        self.picked.setVisible(entry is not None and bool(entry.choices))
        if entry is None:
            return
        label = self._words.word(entry.field)
        self.picked.setAccessibleName(label)
        self.typed.setAccessibleName(label)
        self.typed.setPlaceholderText(label)
        self.typed.setText(entry.text)
        self.picked.set_choices([("", f"{label}…"), *entry.choices])
        self.picked.setCurrentIndex(0)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        buttons = [_button(choice.name, choice.label) for choice in choices]
        for choice, button in zip(choices, buttons, strict=True):
            button.clicked.connect(self._chooser(choice))
            self._buttons.addWidget(button)
            button.show()  # at once: only what is shown takes the focus
        if self._entry is not None and self._entry.choices:
            self.picked.setFocus()
        elif self._entry is not None and choices and choices[0].name == "answer_skip":
            self.typed.setFocus()
        elif buttons:
            buttons[0].setFocus()

    def _chooser(self, choice: Choice) -> Callable[[], None]:
        return lambda: self.chosen.emit(choice.change, choice.for_all and self.all.isChecked())

    def _put(self) -> None:
        entry = self._entry
        if entry is None:
            return
        text = (self.picked.value() or "") if entry.choices else self.typed.text().strip()
        if text:
            whole_file = entry.field is Field.REFERRED_ON
            self.chosen.emit(put(entry.field, text), whole_file)


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setAutoDefault(True)
    return button
