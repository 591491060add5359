"""Any sequence of keys, pastes, undos, redos, excuses, saves and reloads of the roll's grid gives a plain model's grid.

The grid is driven by the keys of its view; the model beside it knows saved marks, marks that wait, and steps.
"""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from centre_desk.queries.attendance.grid import GridHalfDay, GridPerson, GridSheet
from centre_desk.queries.attendance.reading import Terms
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.figures import Figures, Stay
from centre_desk.rules.course import HalfDay
from centre_desk.texts.catalogue import catalogue
from centre_desk.views.attendance.roll_grid import KEYS, RollGrid
from centre_desk.views.parts.grid.frame import CellGrid

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
P, A, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.EXCUSED
Control = Qt.KeyboardModifier.ControlModifier
TODAY = date(2019, 11, 6)
HALVES = (
    GridHalfDay(11, date(2019, 11, 4), AM),
    GridHalfDay(12, date(2019, 11, 4), PM, RollState.NOT_HELD, None, NotHeldReason.POWER),
    GridHalfDay(13, date(2019, 11, 5), AM),
    GridHalfDay(14, date(2019, 11, 6), AM),
    GridHalfDay(15, date(2019, 11, 7), AM),  # to come
)
PEOPLE = (
    GridPerson(1, 101, 1, "Awa", "", Stay(date(2019, 11, 4))),
    GridPerson(2, 102, 2, "Issa", "", Stay(date(2019, 11, 5))),  # enrolled late
    GridPerson(3, 103, 3, "Oumou", "", Stay(date(2019, 11, 4), date(2019, 11, 5))),  # left early
)
EVERY = [(person.enrolment_id, half.slot_id) for person in PEOPLE for half in HALVES]
OPEN = {(1, 11), (1, 13), (1, 14), (2, 13), (2, 14), (3, 11), (3, 13)}
READ = {"P": P, "a": A, "r": MarkValue.LATE, "j": AJ}
Cell = tuple[int, int]
Cells = dict[Cell, MarkValue]
Step = dict[Cell, Any]
SAVED = "whatever is saved"
cells = st.sampled_from(sorted(OPEN))
corners = st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(0, 2), st.integers(0, 4))


def month(marks: Cells, excuses: dict[Cell, ExcuseReason], name: str = "2019-11") -> GridSheet:
    """A month of the session with these marks saved and these reasons known."""
    return GridSheet(
        session_id=1, session="Maçonnerie 2", month=name, trainer="", open=True, terms=Terms(None, 80),
        absences_in_a_row=3, half_days=HALVES if name == "2019-11" else (), people=PEOPLE, marks=dict(marks),
        reasons={}, excuses=dict(excuses), sheets={}, total=Figures(), numbers={1: "Awa", 2: "Issa", 3: "Oumou"},
    )  # fmt: skip


class Roll(RuleBasedStateMachine):
    """The grid beside a model of a few dictionaries."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: Cells = {(1, 11): P}
        self.waits: dict[Cell, MarkValue | None] = {}
        self.excuses: dict[Cell, ExcuseReason] = {}
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.window = QWidget()
        self.grid = RollGrid(catalogue("en"), self.window)
        self.frame = CellGrid(self.grid, catalogue("en"), name="roll", label="roll", parent=self.window)
        self.frame.set_direct_keys(KEYS)
        self.view = self.frame.view
        self.show()

    def teardown(self) -> None:
        self.window.deleteLater()

    # What a person does

    @rule(cell=cells, value=st.sampled_from([None, *MarkValue]))
    def edit(self, cell: Cell, value: MarkValue | None) -> None:
        self.grid.set_values({cell: value})  # as the field of a cell does
        self.change({cell: value})

    @rule(corners=corners, key=st.sampled_from("parj"))
    def press_a_key_on_a_selection(self, corners: tuple[int, int, int, int], key: str) -> None:
        picked = self.select(*corners)
        QTest.keyClick(self.view, key)
        value = KEYS[key]
        self.fill(dict.fromkeys(picked, value)) if len(picked) > 1 else self.change(dict.fromkeys(picked, value))

    @rule(corners=corners)
    def clear_a_selection(self, corners: tuple[int, int, int, int]) -> None:
        picked = self.select(*corners)
        QTest.keyClick(self.view, Qt.Key.Key_Delete)
        self.change(dict.fromkeys(picked))

    @rule(corners=corners)
    def fill_down(self, corners: tuple[int, int, int, int]) -> None:
        picked = self.select(*corners)
        QTest.keyClick(self.view, Qt.Key.Key_D, Control)
        highest: dict[int, MarkValue | None] = {}
        for cell in sorted(picked):
            highest.setdefault(cell[1], self.now(cell))
        self.fill({cell: highest[cell[1]] for cell in picked})

    @rule(
        corners=corners,
        block=st.lists(st.lists(st.sampled_from([*READ, "", "x"]), min_size=1, max_size=5), min_size=1, max_size=3),
    )
    def paste(self, corners: tuple[int, int, int, int], block: list[list[str]]) -> None:
        self.select(*corners)
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in block) + "\n")
        QTest.keyClick(self.view, Qt.Key.Key_V, Control)
        while block and block[-1] == [""]:
            block = block[:-1]
        top, left, bottom, right = ordered(*corners)
        if len(block) == 1 and len(block[0]) == 1:
            block = [block[0] * (right - left + 1)] * (bottom - top + 1)
        said = {
            (PEOPLE[top + down].enrolment_id, HALVES[left + across].slot_id): READ[text]
            for down, line in enumerate(block)
            for across, text in enumerate(line)
            if text in READ and top + down < len(PEOPLE) and left + across < len(HALVES)
        }
        self.change({c: v for c, v in said.items() if c in OPEN and (v is AJ or not self.excused(c))})

    @rule()
    def undo(self) -> None:
        QTest.keyClick(self.view, Qt.Key.Key_Z, Control)
        self.step(self.done, self.undone)

    @rule()
    def redo(self) -> None:
        QTest.keyClick(self.view, Qt.Key.Key_Y, Control)
        self.step(self.undone, self.done)

    @precondition(lambda self: self.waits)
    @rule()
    def save(self) -> None:
        self.saved = {cell: value for cell in EVERY if (value := self.now(cell)) is not None}
        self.grid.forget()
        self.waits, self.done, self.undone = {}, [], []
        self.show()

    # What happens elsewhere

    @rule()
    def reload(self) -> None:
        """Read the month again, as after an act elsewhere; steps stay as long as something waits."""
        self.show()
        self.waits = {cell: value for cell, value in self.waits.items() if value != self.saved.get(cell)}
        if not self.waits:
            self.done, self.undone = [], []

    @rule(cell=cells, value=st.sampled_from([None, P, A, MarkValue.LATE]))
    def save_elsewhere(self, cell: Cell, value: MarkValue | None) -> None:
        """Somebody else saves another mark, but never over an excused one."""
        if self.saved.get(cell) is not AJ:
            self.saved = {c: v for c, v in (self.saved | {cell: value}).items() if v is not None}
        self.reload()

    @rule(cell=cells)
    def excuse(self, cell: Cell) -> None:
        """Record a known reason: an absence that was entered is excused, what is to be entered will be proposed."""
        self.excuses[cell] = ExcuseReason.ILLNESS
        if self.saved.get(cell) is A:
            self.saved[cell] = AJ
            self.waits.pop(cell, None)  # excused is never overwritten, not by what waits either
            for steps in (self.done, self.undone):
                steps[:] = [left for step in steps if (left := {c: v for c, v in step.items() if c != cell})]
        self.reload()

    @rule()
    def change_screen(self) -> None:
        """Go to another month and come back."""
        self.grid.show_sheet(month({}, {}, "2019-12"), TODAY, 0, writes=True)
        self.reload()

    # What must hold

    @invariant()
    def the_grid_is_the_model(self) -> None:
        assert {cell: self.grid.value_of(cell) for cell in EVERY} == {cell: self.now(cell) for cell in EVERY}
        assert self.grid.pending() == self.waits
        for (place, person), (number, half) in product(enumerate(PEOPLE), enumerate(HALVES)):
            assert self.grid.locked_at(place, number) is ((person.enrolment_id, half.slot_id) not in OPEN)

    # The model

    def show(self) -> None:
        self.grid.show_sheet(month(self.saved, self.excuses), TODAY, 14, writes=True)

    def now(self, cell: Cell) -> MarkValue | None:
        return self.waits[cell] if cell in self.waits else self.saved.get(cell)

    def excused(self, cell: Cell) -> bool:
        return self.now(cell) is AJ or (self.now(cell) is None and cell in self.excuses)

    def select(self, *corners: int) -> list[Cell]:
        """Select a block of cells; return those of them that take a mark."""
        top, left, bottom, right = ordered(*corners)
        block = QItemSelection(self.grid.index(top, left), self.grid.index(bottom, right))
        self.view.setCurrentIndex(self.grid.index(top, left))
        self.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        picked = product(PEOPLE[top : bottom + 1], HALVES[left : right + 1])
        return [cell for person, half in picked if (cell := (person.enrolment_id, half.slot_id)) in OPEN]

    def fill(self, values: dict[Cell, MarkValue | None]) -> None:
        """Touch the unmarked; where nothing is unmarked, all but the excused."""
        said = {cell: value for cell, value in values.items() if value is not None and self.now(cell) is not AJ}
        self.change({c: v for c, v in said.items() if self.now(c) is None and c not in self.excuses} or said)

    def change(self, values: dict[Cell, MarkValue | None]) -> None:
        real = {cell: value for cell, value in values.items() if value is not self.now(cell)}
        if real:
            self.done.append({cell: self.waits.get(cell, SAVED) for cell in real})
            self.undone = []
            self.put(real)

    def step(self, source: list[Step], target: list[Step]) -> None:
        """Take the last step that still changes something."""
        changed = False
        while source and not changed:
            step = source.pop()
            before = [self.now(cell) for cell in step]
            target.append({cell: self.waits.get(cell, SAVED) for cell in step})
            self.put(step)
            changed = before != [self.now(cell) for cell in step]

    def put(self, step: Step) -> None:
        for cell, value in step.items():
            self.waits.pop(cell, None)
            if value != SAVED and value is not self.saved.get(cell):
                self.waits[cell] = value


def ordered(top: int, left: int, bottom: int, right: int) -> tuple[int, int, int, int]:
    """Put the corners of a block in their order."""
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


@pytest.mark.usefixtures("qapp")
class TestRollMachine(Roll.TestCase):  # type: ignore[misc, name-defined]
    """Hypothesis looks for a sequence that tells them apart."""

    settings = settings(max_examples=120, stateful_step_count=30, deadline=None)


@pytest.mark.usefixtures("qapp")
def test_undo_brings_back_what_is_saved_by_then_and_not_what_was() -> None:
    """An absence that waited to become a presence, and was excused meanwhile, stays excused."""
    roll = Roll()
    roll.saved = {(1, 11): A}
    roll.reload()
    roll.edit((1, 11), P)
    roll.edit((1, 13), P)  # something still waits, so that the steps stay
    roll.excuse((1, 11))
    roll.the_grid_is_the_model()
    assert roll.grid.value_of((1, 11)) is AJ
    roll.undo()
    roll.undo()
    roll.the_grid_is_the_model()
    assert roll.grid.pending() == {}
    roll.teardown()


@pytest.mark.usefixtures("qapp")
def test_a_pasted_block_spares_the_excused_and_counts_them_as_refused() -> None:
    roll = Roll()
    roll.saved = {(1, 13): AJ}
    roll.excuses = {(2, 13): ExcuseReason.ILLNESS}
    roll.show()
    told: list[str] = []
    roll.view.told.connect(lambda sentence, _tone: told.append(sentence))
    roll.paste((0, 2, 0, 2), [["P"], ["P"], ["P"]])
    assert roll.grid.pending() == {(3, 13): P}
    assert told[0].split("\n") == [
        "1 value taken, 2 refused", "Awa\u00a0: excused, it stays AJ", "Issa\u00a0: excused, it stays AJ",
    ]  # fmt: skip
    roll.teardown()
