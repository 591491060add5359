"""Any sequence of rolls, saves of the grid, excuses, rolls taken back and Ctrl+Z leaves what a plain model leaves.

The panel works on a real desk, by its keys and its menu; the model beside it knows marks with reasons, which rolls
stand, and the steps that can be taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.actions.attendance import record_excuse
from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.queries.attendance import slots_of
from centre_desk.rules.attendance import SIGNED, ExcuseReason, MarkValue, RollState
from centre_desk.store.opening import Store
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.parts.context import Context
from tests.builders import BuiltCentre, build_centre, build_person, build_session, enrol
from tests.views.attendance.test_control import pick
from tests.views.hands import find, type_text

P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED
LETTERS = {P: "p", A: "a", R: "r", AJ: "j"}
Control = Qt.KeyboardModifier.ControlModifier
Cell = tuple[int, int]
Mark = tuple[MarkValue, str]
PEOPLE, HALVES = range(3), range(4)


@dataclass
class Step:
    """What was saved: what it left in its cells and what stood there before; of a roll, its half-day."""

    wrote: dict[Cell, MarkValue | None]
    before: dict[Cell, Mark | None]
    half: int | None = None


@dataclass
class World:
    """The desk that the examples share, each with a session of its own."""

    bot: QtBot
    context: Context
    centre: BuiltCentre
    sessions: int = 0
    panels: list[AttendancePanel] = field(default_factory=list)


class SavedSteps(RuleBasedStateMachine):
    """One session of three people and four half-days that are over."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.bot, self.store = world, world.bot, world.context.store
        world.sessions += 1
        first = 100 * world.sessions
        self.people = [build_person(self.store, first + n, given=f"P{n}", family="Keïta") for n in PEOPLE]
        code = f"S-2019-{world.sessions:03d}"
        self.session = build_session(self.store, world.centre, code=code, name=f"Cours {world.sessions}")
        enrolments = enrol(self.store, self.session, self.people)
        self.enrolments = [enrolments[person] for person in self.people]
        self.slots = slots_of(self.store, self.session)[: len(HALVES)]
        self.marks: dict[Cell, Mark] = {}
        self.rolls: set[int] = set()
        self.excuses: set[tuple[int, date]] = set()
        self.steps: list[Step] = []
        self.panel = AttendancePanel(world.context)
        self.bot.addWidget(self.panel)
        self.panel.resize(900, 700)
        self.panel.load()
        self.panel.show()
        self.panel.show_session(self.session)

    def teardown(self) -> None:
        self.panel.discard()
        self.panel.hide()

    # What a person does

    @precondition(lambda self: len(self.rolls) < len(HALVES))
    @rule(half=st.sampled_from(HALVES), absent=st.sets(st.sampled_from(PEOPLE)))
    def validate(self, half: int, absent: set[int]) -> None:
        if half in self.rolls:
            return
        self.open(half)
        roll: dict[Cell, Mark] = {}
        for person in PEOPLE:
            cell = (person, half)
            known = self.marks.get(cell) or ((AJ, "") if self.excused(cell) else (P, ""))
            if known == (AJ, "") and self.excused(cell):
                known = (AJ, "illness")
            roll[cell] = (A, "") if person in absent and known[0] not in (A, AJ) else known
        signed = sum(value in SIGNED for value, _ in roll.values())
        self.panel.entry.field.setText("")
        type_text(self.panel.entry.field, "".join(f"{person + 1:02d}" for person in sorted(absent)) + f"={signed}")
        self.bot.keyClick(self.panel.entry.field, Qt.Key.Key_Return)
        self.settle()
        self.keep(roll, half)
        self.rolls.add(half)

    @rule(person=st.sampled_from(PEOPLE), half=st.sampled_from(HALVES), value=st.sampled_from([None, *MarkValue]))
    def save_in_the_grid(self, person: int, half: int, value: MarkValue | None) -> None:
        cell = (person, half)
        now = self.marks[cell][0] if cell in self.marks else None
        if now is value or (half in self.rolls and not {now, value} <= {A, AJ}):
            return  # a validated roll keeps its count of signatures
        self.open(half)
        view = self.panel.cells.view
        self.panel.cells.go_to(self.enrolments[person], self.slots[half].slot_id)
        self.bot.keyClick(view, Qt.Key.Key_Delete if value is None else LETTERS[value])
        self.bot.mouseClick(find(self.panel, QPushButton, "roll_save_grid"), Qt.MouseButton.LeftButton)
        self.settle()
        self.keep({cell: (value, "") if value is not None else None}, None)

    @rule()
    def undo(self) -> None:
        entry = self.panel.entry.field
        if entry.text() != entry.given_back:
            entry.setText("")  # else Ctrl+Z is about what was typed
        self.bot.keyClick(entry, Qt.Key.Key_Z, Control)
        self.settle()
        if not self.steps:
            return
        step = self.steps.pop()
        for cell, before in step.before.items():
            now = self.marks[cell][0] if cell in self.marks else None
            if now is step.wrote[cell]:
                self.put(cell, before)
        self.rolls.discard(step.half if step.half is not None else -1)

    @precondition(lambda self: self.rolls)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        half = data.draw(st.sampled_from(sorted(self.rolls)))
        self.open(half)
        pick(self.bot, self.panel, "Reprendre l’appel…")
        self.settle()
        self.marks = {cell: mark for cell, mark in self.marks.items() if cell[1] != half}
        self.rolls.discard(half)
        self.steps = [step for step in self.steps if step.half != half]

    # What happens elsewhere

    @rule(person=st.sampled_from(PEOPLE), half=st.sampled_from(HALVES))
    def excuse(self, person: int, half: int) -> None:
        day, context = self.slots[half].day, self.world.context
        record_excuse(
            self.store, person_id=self.people[person], first_day=day, last_day=day, reason=ExcuseReason.ILLNESS,
            by=context.actor(), at=context.now(),
        )  # fmt: skip
        self.excuses.add((person, day))
        for cell, (value, _) in list(self.marks.items()):
            if cell[0] == person and self.slots[cell[1]].day == day and value is A:
                self.marks[cell] = (AJ, "illness")
        self.panel.load()

    # What must hold

    @invariant()
    def the_desk_is_the_model(self) -> None:
        places = {(slot.day, slot.half_day): number for number, slot in enumerate(self.slots)}
        with self.store.read() as db:
            marks = db.query(AttendanceMark).filter_by(session_id=self.session).all()
            rolls = db.query(Roll).filter_by(session_id=self.session, state=RollState.VALIDATED).all()
            found = {
                (self.enrolments.index(m.enrolment_id), places[m.day, m.half_day]): (m.value, m.reason) for m in marks
            }
            stand = {places[roll.day, roll.half_day] for roll in rolls}
        assert found == self.marks
        assert stand == self.rolls
        assert bool(self.panel.steps) is bool(self.steps)

    # The model

    def excused(self, cell: Cell) -> bool:
        return (cell[0], self.slots[cell[1]].day) in self.excuses

    def keep(self, marks: dict[Cell, Mark | None], half: int | None) -> None:
        before = {cell: self.marks.get(cell) for cell in marks}
        self.steps.append(Step({cell: mark[0] if mark else None for cell, mark in marks.items()}, before, half))
        for cell, mark in marks.items():
            self.put(cell, mark)

    def put(self, cell: Cell, mark: Mark | None) -> None:
        self.marks.pop(cell, None)
        if mark is not None:
            self.marks[cell] = mark

    def open(self, half: int) -> None:
        self.panel.open_item(-self.slots[half].slot_id)

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.panel.busy(), timeout=10_000)


def test_saved_steps_are_taken_back_as_a_model_takes_them(
    qtbot: QtBot, desk_store: Store, context: Context
) -> None:
    world = World(qtbot, context, build_centre(desk_store))
    make: Callable[[], SavedSteps] = lambda: SavedSteps(world)  # noqa: E731
    run_state_machine_as_test(
        make,
        settings=settings(
            max_examples=20,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
