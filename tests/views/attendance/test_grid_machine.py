"""Any sequence of edits, pastes, undos, redos, saves and reloads of the roll's grid gives the grid of a plain model."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from centre_desk.queries.attendance.grid import GridHalfDay, GridPerson, GridSheet
from centre_desk.queries.attendance.reading import Terms
from centre_desk.rules.attendance import MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.figures import Figures, Stay
from centre_desk.rules.course import HalfDay
from centre_desk.texts.catalogue import catalogue
from centre_desk.views.attendance.roll_grid import RollGrid
from centre_desk.views.parts.grid.block import plan_paste

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
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
OPEN = {(1, 11), (1, 13), (1, 14), (2, 13), (2, 14), (3, 11), (3, 13)}
READ = {"P": MarkValue.PRESENT, "a": MarkValue.ABSENT, "r": MarkValue.LATE, "j": MarkValue.EXCUSED}
Cells = dict[tuple[int, int], MarkValue]


def month(marks: Cells, name: str = "2019-11") -> GridSheet:
    """A month of the session with these marks saved."""
    return GridSheet(
        session_id=1, session="Maçonnerie 2", month=name, trainer="", open=True, terms=Terms(None, 80),
        absences_in_a_row=3, half_days=HALVES if name == "2019-11" else (), people=PEOPLE, marks=dict(marks),
        reasons={}, excuses={}, sheets={}, total=Figures(), numbers={1: "Awa", 2: "Issa", 3: "Oumou"},
    )  # fmt: skip


class Roll(RuleBasedStateMachine):
    """The grid beside a model of three dictionaries."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: Cells = {(1, 11): MarkValue.PRESENT}
        self.now: Cells = dict(self.saved)
        self.done: list[Cells] = []
        self.undone: list[Cells] = []
        self.grid = RollGrid(catalogue("en"))
        self.grid.show_sheet(month(self.saved), TODAY, 14, writes=True)

    @rule(cell=st.sampled_from(sorted(OPEN)), value=st.sampled_from([None, *MarkValue]))
    def edit(self, cell: tuple[int, int], value: MarkValue | None) -> None:
        self.grid.set_values({cell: value})
        self.change({cell: value})

    @rule(
        top=st.integers(0, 2),
        left=st.integers(0, 4),
        block=st.lists(st.lists(st.sampled_from([*READ, "", "x"]), min_size=1, max_size=5), min_size=1, max_size=3),
    )
    def paste(self, top: int, left: int, block: list[list[str]]) -> None:
        self.grid.set_values(plan_paste(self.grid, block, top, left).values)
        cells = {
            (PEOPLE[top + down].enrolment_id, HALVES[left + across].slot_id): READ[text]
            for down, line in enumerate(block)
            for across, text in enumerate(line)
            if text in READ and top + down < len(PEOPLE) and left + across < len(HALVES)
        }
        self.change({cell: value for cell, value in cells.items() if cell in OPEN})

    @rule()
    def undo(self) -> None:
        self.grid.undo()
        if self.done:
            self.undone.append(self.now)
            self.now = self.done.pop()

    @rule()
    def redo(self) -> None:
        self.grid.redo()
        if self.undone:
            self.done.append(self.now)
            self.now = self.undone.pop()

    @rule()
    def reload(self) -> None:
        """Read the month again, as after an act elsewhere; steps stay as long as something waits."""
        self.grid.show_sheet(month(self.saved), TODAY, 14, writes=True)
        self.forget_steps_when_nothing_waits()

    @rule()
    def change_screen(self) -> None:
        """Go to another month and come back."""
        self.grid.show_sheet(month({}, "2019-12"), TODAY, 0, writes=True)
        self.reload()

    @precondition(lambda self: self.now != self.saved)
    @rule()
    def save(self) -> None:
        self.saved = dict(self.now)
        self.grid.forget()
        self.grid.show_sheet(month(self.saved), TODAY, 14, writes=True)
        self.done, self.undone = [], []

    @invariant()
    def the_grid_is_the_model(self) -> None:
        every = [(person.enrolment_id, half.slot_id) for person in PEOPLE for half in HALVES]
        shown = {cell: value for cell in every if (value := self.grid.value_of(cell)) is not None}
        assert shown == self.now
        waits = {cell: self.now.get(cell) for cell in every if self.now.get(cell) != self.saved.get(cell)}
        assert self.grid.pending() == waits
        for number, half in enumerate(HALVES):
            for place, person in enumerate(PEOPLE):
                assert self.grid.locked_at(place, number) is ((person.enrolment_id, half.slot_id) not in OPEN)

    def change(self, values: dict[tuple[int, int], MarkValue | None]) -> None:
        after = {cell: value for cell, value in (self.now | values).items() if value is not None}
        if after != self.now:
            self.done.append(self.now)
            self.now, self.undone = after, []

    def forget_steps_when_nothing_waits(self) -> None:
        if self.now == self.saved:
            self.done, self.undone = [], []


TestRollMachine = Roll.TestCase
TestRollMachine.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
