"""The roll by keys and by clicks: what it may cost, what it refuses, what it saves, what can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.actions.attendance import apply_marks, record_excuse
from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Excuse, Roll
from centre_desk.models.desk import Correction, Month
from centre_desk.queries.attendance import slots_of
from centre_desk.queries.desk import journal_rows
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason, RollState
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.store.opening import Store
from centre_desk.views.attendance import more
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, ReasonDialog
from tests.builders import build_centre, build_person, build_session, enrol, take_roll
from tests.views.conftest import MOMENT
from tests.views.hands import find, type_text, unnamed

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED
Control = Qt.KeyboardModifier.ControlModifier
Left = Qt.MouseButton.LeftButton
MakeContext = Callable[[Actor], Context]


@dataclass
class Scene:
    """A panel on a session of 25, with all rolls of the first week taken, at Monday 11 November, morning."""

    bot: QtBot
    panel: AttendancePanel
    store: Store
    session_id: int
    people: list[int]
    enrolments: list[int]

    def slot(self, day: int, half: HalfDay = AM) -> int:
        wanted = (date(2019, 11, day), half)
        return next(s.slot_id for s in slots_of(self.store, self.session_id) if (s.day, s.half_day) == wanted)

    def marks(self, day: int = 11, half: HalfDay = AM) -> list[MarkValue]:
        """The saved marks of a half-day in the order of the register."""
        with self.store.read() as db:
            found = db.query(AttendanceMark).filter_by(day=date(2019, 11, day), half_day=half)
            by_enrolment = {mark.enrolment_id: mark.value for mark in found}
        return [by_enrolment[e] for e in self.enrolments if e in by_enrolment]

    def roll(self, day: int = 11, half: HalfDay = AM) -> Roll | None:
        with self.store.read() as db:
            roll = db.query(Roll).filter_by(day=date(2019, 11, day), half_day=half).one_or_none()
            if roll is not None:
                db.expunge(roll)
            return roll

    def keys(self, text: str) -> None:
        """Press keys into whatever has the cursor; `\\n` is Enter."""
        for sign in text:
            target = QGuiApplication.focusObject()
            assert target is not None
            if sign == "\n":
                self.bot.keyClick(target, Qt.Key.Key_Return)
            else:
                assert isinstance(target, QWidget)
                type_text(target, sign)
        self.settle()

    def click_cell(self, number: int, slot_id: int) -> None:
        view = self.panel.cells.view
        rows = [row.id for row in self.panel.grid.rows]
        columns = [column.id for column in self.panel.grid.columns]
        index = self.panel.grid.index(rows.index(self.enrolments[number - 1]), columns.index(slot_id))
        self.bot.mouseClick(view.viewport(), Left, pos=view.visualRect(index).center())

    def click(self, name: str) -> None:
        self.bot.mouseClick(find(self.panel, QPushButton, name), Left)
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.panel.busy(), timeout=10_000)

    def dialog(self) -> FormDialog:
        dialogs = [d for d in self.panel.findChildren(QDialog) if d.isVisible()]
        assert len(dialogs) == 1
        assert isinstance(dialogs[0], FormDialog)
        return dialogs[0]

    def submit(self) -> None:
        dialog = self.dialog()
        self.bot.mouseClick(dialog.verb, Left)
        self.bot.waitUntil(lambda: not dialog.busy(), timeout=10_000)
        if not dialog.isVisible():
            with self.bot.waitActive(self.panel):
                self.panel.activateWindow()

    def day(self) -> str:
        return self.panel.bar.day.text()

    def said(self) -> list[str]:
        return self.panel.entry.preview.texts()


@pytest.fixture
def scene(qtbot: QtBot, context: Context) -> Scene:
    store = context.store
    centre = build_centre(store)
    people = [build_person(store, n, given=f"P{n:02d}", family="Keïta") for n in range(1, 26)]
    session_id = build_session(store, centre)
    enrolments = enrol(store, session_id, people)
    for day in (4, 5, 6, 7, 8):
        for half in (AM, PM) if day < 8 else (AM,):
            take_roll(store, session_id, date(2019, 11, day), half, {people[4]: A} if day == 8 else {})
    panel = AttendancePanel(context)
    qtbot.addWidget(panel)
    panel.resize(820, 682)
    panel.load()
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.entry.field.setFocus()
    qtbot.wait(20)
    return Scene(qtbot, panel, store, session_id, people, [enrolments[p] for p in people])


def exceptions(**marks: MarkValue) -> list[MarkValue]:
    """Twenty-five marks, all present but `n07=A`."""
    return [marks.get(f"n{n:02d}", P) for n in range(1, 26)]


# What a roll may cost


def test_without_a_session_no_step_is_offered(qtbot: QtBot, desk_store: Store, context: Context) -> None:
    panel = AttendancePanel(context)
    qtbot.addWidget(panel)
    panel.load()
    with qtbot.waitExposed(panel):
        panel.show()
    steps = ("roll_previous", "roll_day", "roll_next", "roll_more")
    assert [panel.findChild(QPushButton, name).isVisible() for name in steps] == [False] * 4


def test_two_absent_of_twenty_five_cost_eight_keys(scene: Scene) -> None:
    assert scene.day() == "lundi 11, matin"
    typed = "0719=23\n"
    assert len(typed) == 8
    scene.keys(typed)
    assert scene.marks() == exceptions(n07=A, n19=A)
    roll = scene.roll()
    assert roll is not None
    assert (roll.state, roll.signatures) == (RollState.VALIDATED, 23)


def test_all_present_cost_four_keys(scene: Scene) -> None:
    typed = "=25\n"
    assert len(typed) == 4
    scene.keys(typed)
    assert scene.marks() == exceptions()


def test_two_absent_cost_three_clicks_and_the_count(scene: Scene) -> None:
    slot = scene.slot(11)
    scene.click_cell(7, slot)
    scene.click_cell(19, slot)
    scene.keys("=23")
    scene.click("roll_validate")
    assert scene.marks() == exceptions(n07=A, n19=A)


def test_a_click_turns_absent_late_excused_and_back(scene: Scene) -> None:
    slot, seen = scene.slot(11), []
    for _ in range(4):
        scene.click_cell(7, slot)
        seen.append(scene.panel.entry.field.text())
    assert seen == ["07", "07r", "07j", ""]


def test_an_unshifted_azerty_row_counts_as_digits(scene: Scene) -> None:
    scene.keys('àè&ç=é"\n')
    assert scene.marks() == exceptions(n07=A, n19=A)


# What is refused


def test_enter_in_an_empty_field_does_nothing(scene: Scene) -> None:
    for _ in range(3):
        scene.keys("\n")
    assert scene.roll() is None
    assert scene.panel.refusals.text() == ""
    assert scene.day() == "lundi 11, matin"


@pytest.mark.parametrize("sign", [*"0123456789=rjpPa ,;", "\n"])
def test_no_single_key_makes_presences(scene: Scene, sign: str) -> None:
    scene.keys(sign)
    scene.panel.entry.field.clear()
    scene.panel.cells.view.setFocus()
    scene.panel.cells.view.selectAll()
    scene.keys(sign)
    assert scene.marks() == []
    scene.panel.grid.forget_all()


def test_the_button_says_what_is_missing(scene: Scene) -> None:
    scene.click("roll_validate")
    assert "Comptez les signatures" in scene.panel.refusals.text()
    assert scene.marks() == []


def test_a_count_that_differs_is_refused_with_the_names(scene: Scene) -> None:
    scene.keys("0719=22\n")
    assert "07 KEÏTA P07, 19 KEÏTA P19" in scene.panel.refusals.text()
    assert scene.marks() == []
    assert scene.panel.entry.field.text() == "0719=22"
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_Backspace)
    assert scene.panel.refusals.text() == ""


def test_what_is_not_understood_is_said_before_enter(scene: Scene) -> None:
    scene.keys("26x")
    (problem, *_rest) = scene.said()
    assert "numéro 26" in problem
    assert "« x » n’est pas compris".replace("« x »", "«\u00a0x\u00a0»") in problem


def test_a_preview_names_people_before_enter(scene: Scene) -> None:
    scene.keys("07")
    assert scene.said() == ["absents\u00a0: 07 KEÏTA P07", "24 présents"]
    scene.keys("19r=24")
    assert scene.said() == ["absents\u00a0: 07 KEÏTA P07", "retards\u00a0: 19 KEÏTA P19", "24 présents = 24 signatures"]
    assert scene.marks() == []
    face = scene.panel.grid.face_at(6, scene.panel.grid.columns.index(column_of(scene, 11)))
    assert face.text == "A"


def column_of(scene: Scene, day: int, half: HalfDay = AM) -> object:
    slot = scene.slot(day, half)
    return next(column for column in scene.panel.grid.columns if column.id == slot)


# Moving, keeping, taking back


def test_after_a_roll_the_next_one_due_is_shown_and_it_can_be_taken_back(scene: Scene) -> None:
    scene.keys("07=24\n")
    assert scene.day() == "lundi 11, après-midi"
    assert scene.said() == ["lundi 11, matin\u00a0: appel validé, 24 présents"]
    assert scene.panel.entry.preview.undo.isVisible()
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_Z, Control)
    scene.settle()
    assert scene.marks() == []
    assert (scene.day(), scene.panel.entry.field.text()) == ("lundi 11, matin", "07=24")
    roll = scene.roll()
    assert roll is not None
    assert roll.state is RollState.WITHDRAWN
    scene.keys("\n")
    assert scene.marks() == exceptions(n07=A)


def test_page_keys_go_by_half_days_and_keep_what_was_typed(scene: Scene) -> None:
    scene.keys("07")
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_PageUp)
    assert scene.day() == "vendredi 8, matin"
    assert scene.said() == ["Validé\u00a0: 24 présents = 24 signatures"]
    assert scene.panel.unsaved()
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_PageDown)
    assert scene.panel.entry.field.text() == "07"
    scene.panel.discard()
    assert not scene.panel.unsaved()


def test_a_roll_validated_before_is_not_validated_twice(scene: Scene) -> None:
    scene.panel.open_item(-scene.slot(8))
    scene.keys("=25\n")
    assert "déjà validé" in scene.panel.refusals.text()
    assert scene.marks(8) == exceptions(n05=A)


def test_a_half_day_to_come_is_refused(scene: Scene) -> None:
    scene.panel.open_item(-scene.slot(12))
    scene.keys("=25\n")
    assert "12/11/2019" in scene.panel.refusals.text()
    assert scene.marks(12) == []


def test_a_known_reason_is_proposed(scene: Scene, secretary: Actor, at: datetime) -> None:
    record_excuse(
        scene.store, person_id=scene.people[2], first_day=date(2019, 11, 11), last_day=date(2019, 11, 13),
        reason=ExcuseReason.ILLNESS, by=secretary, at=at,
    )  # fmt: skip
    scene.panel.load()
    scene.keys("=24\n")
    assert scene.marks() == exceptions(n03=AJ)
    with scene.store.read() as db:
        assert db.query(AttendanceMark).filter_by(value=AJ).one().reason == "illness"
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_PageUp)
    assert scene.panel.grid.row_note(scene.panel.grid.rows[2]).startswith("maladie")


def undo(scene: Scene) -> None:
    scene.panel.entry.field.setFocus()
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_Z, Control)
    scene.settle()


def test_a_roll_taken_back_by_the_menu_is_no_step_any_more(scene: Scene) -> None:
    scene.keys("=25\n")
    scene.keys("07=24\n")
    assert scene.day() == "lundi 11, après-midi"
    choose(scene, "Reprendre l’appel…")
    assert scene.marks(11, PM) == []
    undo(scene)
    assert scene.panel.refusals.text() == ""
    assert scene.marks(11, AM) == []
    undo(scene)
    assert scene.panel.refusals.text() == ""  # nothing is left to take back


def test_what_was_saved_yesterday_is_taken_back_with_a_reason(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.keys("=25\n")
    monkeypatch.setattr(scene.panel.context, "_clock", lambda: MOMENT + timedelta(days=1))
    undo(scene)
    dialog = scene.dialog()
    assert isinstance(dialog, ReasonDialog)
    assert "lundi 11, matin" in find(dialog, QLabel, "taken_back").text()
    type_text(dialog.reason, "mauvaise feuille")
    scene.submit()
    scene.settle()
    assert scene.marks() == []
    assert journal_rows(scene.store)[0].reason == "mauvaise feuille"


def test_a_step_of_a_closed_month_is_refused_once(scene: Scene) -> None:
    scene.keys("=25\n")
    with scene.store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))
    undo(scene)
    assert "clôturé" in scene.panel.refusals.text()
    scene.panel.refusals.clear()
    undo(scene)
    assert scene.panel.refusals.text() == ""
    assert scene.marks() == exceptions()


def reason_of(scene: Scene, number: int) -> str | None:
    with scene.store.read() as db:
        query = db.query(AttendanceMark.reason).filter_by(enrolment_id=scene.enrolments[number - 1], day=MOMENT.date())
        return query.scalar()


def test_undo_brings_reasons_back_with_their_marks(scene: Scene, secretary: Actor, at: datetime) -> None:
    cell = (scene.enrolments[2], scene.slot(11))
    apply_marks(scene.store, marks={cell: AJ}, reasons={cell: "illness"}, by=secretary, at=at)
    scene.panel.load()
    scene.panel.cells.go_to(*cell)
    scene.panel.cells.view.setFocus()
    scene.keys("p")
    scene.bot.keyClick(scene.panel.cells.view, Qt.Key.Key_S, Control)
    scene.settle()
    assert (scene.marks(), reason_of(scene, 3)) == ([P], "")
    undo(scene)
    assert (scene.marks(), reason_of(scene, 3)) == ([AJ], "illness")
    scene.keys("03p=25\n")
    assert (scene.marks(), reason_of(scene, 3)) == (exceptions(), "")
    undo(scene)
    assert (scene.marks(), reason_of(scene, 3)) == ([AJ], "illness")


def test_undo_leaves_alone_who_was_excused_meanwhile(scene: Scene, secretary: Actor, at: datetime) -> None:
    slot = scene.slot(11)
    scene.panel.cells.go_to(scene.enrolments[2], slot)
    scene.panel.cells.view.setFocus()
    scene.keys("aa")
    scene.bot.keyClick(scene.panel.cells.view, Qt.Key.Key_S, Control)
    scene.settle()
    record_excuse(
        scene.store, person_id=scene.people[2], first_day=date(2019, 11, 11), last_day=date(2019, 11, 11),
        reason=ExcuseReason.ILLNESS, by=secretary, at=at,
    )  # fmt: skip
    scene.panel.load()
    undo(scene)
    assert (scene.marks(), reason_of(scene, 3)) == ([AJ], "illness")


def test_undo_of_a_roll_leaves_alone_who_was_excused_meanwhile(scene: Scene, secretary: Actor, at: datetime) -> None:
    cell = (scene.enrolments[2], scene.slot(11))
    apply_marks(scene.store, marks={cell: A}, by=secretary, at=at)
    scene.panel.load()
    scene.keys("=24\n")
    record_excuse(
        scene.store, person_id=scene.people[2], first_day=date(2019, 11, 11), last_day=date(2019, 11, 11),
        reason=ExcuseReason.ILLNESS, by=secretary, at=at,
    )  # fmt: skip
    scene.panel.load()
    undo(scene)
    assert (scene.marks(), reason_of(scene, 3)) == ([AJ], "illness")
    scene.keys("\n")  # the text is there again
    assert scene.marks() == exceptions(n03=AJ)


def test_undo_goes_on_to_the_step_before(scene: Scene) -> None:
    scene.keys("=25\n")
    scene.keys("07=24\n")
    undo(scene)
    assert (scene.marks(11, PM), scene.panel.entry.field.text()) == ([], "07=24")
    undo(scene)
    assert (scene.marks(11, AM), scene.day(), scene.panel.entry.field.text()) == ([], "lundi 11, matin", "=25")
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_PageDown)
    assert scene.panel.entry.field.text() == "07=24"  # nothing that was typed is lost


def test_a_known_reason_does_not_replace_one_that_stands(scene: Scene, secretary: Actor, at: datetime) -> None:
    cell = (scene.enrolments[2], scene.slot(11))
    apply_marks(scene.store, marks={cell: AJ}, reasons={cell: "tribunal"}, by=secretary, at=at)
    record_excuse(
        scene.store, person_id=scene.people[2], first_day=date(2019, 11, 11), last_day=date(2019, 11, 11),
        reason=ExcuseReason.ILLNESS, by=secretary, at=at,
    )  # fmt: skip
    scene.panel.load()
    scene.keys("=24\n")
    assert reason_of(scene, 3) == "tribunal"


# Not held


def test_a_half_day_not_held_and_held_after_all(scene: Scene) -> None:
    scene.click("roll_not_held")
    dialog = scene.dialog()
    dialog.submit()
    assert "payée" in dialog.refusals.text()
    assert "qui a décidé" in dialog.refusals.text()  # both at once
    paid = dialog.paid  # type: ignore[attr-defined]
    paid.setFocus()
    scene.bot.keyClick(paid, Qt.Key.Key_Down)
    type_text(find(dialog, QLineEdit, "not_held_decided_by"), "La directrice")
    scene.submit()
    roll = scene.roll()
    assert roll is not None
    assert (roll.state, roll.not_held_reason, roll.paid) == (RollState.NOT_HELD, NotHeldReason.POWER, True)
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_PageUp)
    assert scene.said() == ["Non tenue\u00a0: coupure de courant · payée · décidé par La directrice"]
    scene.click("roll_not_held")
    roll = scene.roll()
    assert roll is not None
    assert roll.state is RollState.WITHDRAWN


# The grid


def test_the_grid_pastes_and_saves_as_one_act(scene: Scene) -> None:
    view = scene.panel.cells.view
    scene.panel.cells.go_to(scene.enrolments[0], scene.slot(11))
    view.setFocus()
    QGuiApplication.clipboard().setText("P\nA\nx\nR\n")
    scene.bot.keyClick(view, Qt.Key.Key_V, Control)
    assert scene.marks() == []
    assert scene.panel.unsaved()
    assert find(scene.panel, QPushButton, "roll_save_grid").text() == "Enregistrer 3 marques"
    assert "refus" in scene.said()[0]
    scene.bot.keyClick(view, Qt.Key.Key_S, Control)
    scene.settle()
    assert scene.marks() == [P, A, R]
    assert not scene.panel.unsaved()
    scene.click("roll_undo")
    assert scene.marks() == []


def test_a_key_on_many_cells_fills_the_unmarked_and_spares_the_excused(scene: Scene) -> None:
    grid, view, slot = scene.panel.grid, scene.panel.cells.view, scene.slot(11)
    one, two, three = scene.enrolments[:3]
    grid.set_values({(one, slot): R, (two, slot): AJ})
    at = [column.id for column in grid.columns].index(slot)
    view.selectColumn(at)
    view.setFocus()
    scene.keys("a")
    assert [grid.value_of((e, slot)) for e in (one, two, three)] == [R, AJ, A]
    scene.keys("p")  # nothing is unmarked any more: it is asked for
    assert [grid.value_of((e, slot)) for e in (one, two, three)] == [P, AJ, P]
    assert scene.marks() == []


def test_marks_entered_in_the_grid_are_kept_by_the_roll(scene: Scene) -> None:
    scene.panel.cells.go_to(scene.enrolments[1], scene.slot(11))
    scene.panel.cells.view.setFocus()
    scene.keys("a")
    scene.panel.entry.field.setFocus()
    scene.keys("=24\n")
    assert scene.marks() == exceptions(n02=A)
    assert not scene.panel.unsaved()


def test_marks_that_wait_survive_another_month_with_their_undo(scene: Scene) -> None:
    with scene.store.begin() as db:
        from centre_desk.models.course import SessionSlot

        db.add(SessionSlot(session_id=scene.session_id, day=date(2019, 12, 2), half_day=AM))
    scene.panel.load()
    view = scene.panel.cells.view
    scene.panel.cells.go_to(scene.enrolments[0], scene.slot(11))
    view.setFocus()
    scene.bot.keyClicks(view, "aa")
    scene.panel.open_item(-slots_of(scene.store, scene.session_id)[-1].slot_id)
    assert scene.panel.unsaved()
    assert scene.panel.grid.pending() == {}
    scene.panel.open_item(-scene.slot(11))
    assert len(scene.panel.grid.pending()) == 2
    view.setFocus()
    scene.bot.keyClick(view, Qt.Key.Key_Z, Control)
    assert len(scene.panel.grid.pending()) == 1


def test_a_correction_of_an_earlier_roll_asks_for_reason_and_count(scene: Scene) -> None:
    with scene.store.begin() as db:
        for roll in db.query(Roll):
            roll.at = roll.at - timedelta(days=2)
    scene.panel.load()
    scene.panel.cells.go_to(scene.enrolments[4], scene.slot(8))
    scene.panel.cells.view.setFocus()
    scene.bot.keyClicks(scene.panel.cells.view, "p")
    scene.click("roll_save_grid")
    scene.submit()
    assert "Écrivez pourquoi il change" in scene.dialog().refusals.text()
    dialog = scene.dialog()
    type_text(find(dialog, QLineEdit, "correction_reason"), "feuille relue")
    count = find(dialog, QLineEdit, f"correction_count_{scene.slot(8)}")
    count.setText("beaucoup")
    dialog.submit()
    assert "comme un nombre" in dialog.refusals.text()
    count.setText("25")
    scene.submit()
    assert scene.marks(8) == exceptions()
    roll = scene.roll(8)
    assert roll is not None
    assert roll.signatures == 25


def test_a_closed_month_is_corrected_beside_its_marks(scene: Scene) -> None:
    with scene.store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))
    scene.panel.load()
    scene.panel.open_item(-scene.slot(8))
    scene.keys("=25\n")
    assert "déjà validé" in scene.panel.refusals.text()
    scene.panel.cells.go_to(scene.enrolments[4], scene.slot(8))
    assert scene.panel.grid.locked_at(4, 8)
    choose(scene, "Corriger un mois clos…")
    dialog = scene.dialog()
    dialog.mark.set_value(AJ)  # type: ignore[attr-defined]
    type_text(find(dialog, QLineEdit, "closed_reason"), "certificat reçu")
    scene.submit()
    with scene.store.read() as db:
        assert db.query(Correction).one().new == "AJ"


def choose(scene: Scene, text: str) -> None:
    scene.click("roll_more")
    menu = scene.panel.bar.more.findChild(QMenu)
    action = next(action for action in menu.actions() if action.text() == text)
    action.trigger()
    menu.close()
    scene.settle()


def test_a_reason_for_several_days_is_recorded(scene: Scene) -> None:
    scene.panel.cells.go_to(scene.enrolments[3], scene.slot(11))
    choose(scene, "Absence justifiée…")
    dialog = scene.dialog()
    scene.submit()
    assert "Choisissez le motif" in dialog.refusals.text()
    assert "qui était absent" not in dialog.refusals.text()  # the cursor of the grid says who
    find(dialog, QComboBox, "excuse_reason").setCurrentIndex(0)
    last = find(dialog, QLineEdit, "excuse_last")
    last.selectAll()
    scene.bot.keyClicks(last, "131119")
    scene.submit()
    with scene.store.read() as db:
        excuse = db.query(Excuse).one()
        assert (excuse.person_id, excuse.first_day, excuse.last_day) == (
            scene.people[3], date(2019, 11, 11), date(2019, 11, 13),
        )  # fmt: skip
    assert scene.panel.grid.face_at(3, 9).text == "AJ"


def test_without_a_row_chosen_nobody_is_excused_by_one_enter(scene: Scene) -> None:
    choose(scene, "Absence justifiée…")
    dialog = scene.dialog()
    scene.submit()
    assert "Choisissez qui était absent" in dialog.refusals.text()
    assert "Choisissez le motif" in dialog.refusals.text()
    with scene.store.read() as db:
        assert db.query(Excuse).count() == 0
    dialog.reject()


def test_undo_stops_at_an_excused_absence_and_skips_to_nothing_older(scene: Scene) -> None:
    scene.keys("=25\n")
    scene.panel.cells.go_to(scene.enrolments[3], scene.slot(12))
    choose(scene, "Absence justifiée…")
    find(scene.dialog(), QComboBox, "excuse_reason").setCurrentIndex(0)
    scene.submit()
    scene.keys("=19")
    field = scene.panel.entry.field
    for _ in range(5):
        scene.bot.keyClick(field, Qt.Key.Key_Z, Control)
        scene.settle()
    assert field.text() == ""
    assert "l’annulation s’arrête ici" in scene.panel.refusals.text()
    roll = scene.roll()
    assert roll is not None
    assert roll.state is RollState.VALIDATED


def test_a_block_pasted_after_a_click_goes_to_the_cell_clicked(scene: Scene) -> None:
    slot = scene.slot(11)
    scene.click_cell(1, slot)
    field = scene.panel.entry.field
    assert field.text() != ""
    QGuiApplication.clipboard().setText("A\nR\nP\n")
    scene.bot.keyClick(field, Qt.Key.Key_V, Control)
    assert field.text() == ""
    assert scene.panel.grid.pending() == {(scene.enrolments[n], slot): mark for n, mark in enumerate((A, R, P))}
    scene.panel.discard()


def test_a_block_pasted_into_what_was_typed_stays_in_the_field(scene: Scene) -> None:
    scene.click_cell(1, scene.slot(11))
    scene.keys("=")
    QGuiApplication.clipboard().setText("A\nR")
    scene.bot.keyClick(scene.panel.entry.field, Qt.Key.Key_V, Control)
    assert scene.panel.grid.pending() == {}
    scene.panel.discard()


def test_a_letter_that_is_no_mark_opens_no_field(scene: Scene) -> None:
    scene.panel.cells.go_to(scene.enrolments[0], scene.slot(11))
    scene.bot.keyClick(scene.panel.cells.view, "x")
    assert scene.panel.cells.view.findChild(QLineEdit, "cell_editor") is None
    assert any("x" in text for text in scene.panel.entry.preview.texts())
    assert scene.panel.grid.pending() == {}


def test_sheets_are_printed_then_received(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr(more, "open_paper", lambda pdf, name: opened.append(pdf) or Path(name))
    link = find(scene.panel, QPushButton, "roll_sheet")
    assert link.text() == "Imprimer la feuille"
    scene.click("roll_sheet")
    scene.bot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert opened[0].startswith(b"%PDF")
    assert link.text() == "Feuille n°\u00a00001\u00a0: noter la réception"
    scene.click("roll_sheet")
    scene.submit()
    assert link.text() == "Feuille n°\u00a00001, reçue le 11/11"
    choose(scene, "Imprimer les feuilles de toutes les sessions")
    scene.bot.waitUntil(lambda: len(opened) == 2, timeout=10_000)
    with scene.store.read() as db:
        assert db.query(AttendanceSheet).one().print_count == 2


# Who sees what


def test_a_trainer_without_sessions_sees_an_empty_state(
    qtbot: QtBot, make_context: MakeContext, trainer: Actor
) -> None:
    panel = AttendancePanel(make_context(trainer))
    qtbot.addWidget(panel)
    panel.load()
    panel.show()
    assert find(panel, QLabel, "empty_sentence").isVisible()


def test_who_only_reads_cannot_write(scene: Scene, make_context: MakeContext, viewer: Actor) -> None:
    panel = AttendancePanel(make_context(viewer))
    scene.bot.addWidget(panel)
    panel.load()
    assert not panel.entry.field.isEnabled()
    assert panel.grid.locked_at(0, 9)


def test_rates_and_legend_stand_below(scene: Scene) -> None:
    said = find(scene.panel, QLabel, "roll_rates").text()
    assert said == "Assiduité de la session à ce jour 100\u202f% · du prévu 26\u202f%"
    assert "retard" in find(scene.panel, QLabel, "roll_legend").text()
    spoken = scene.panel.grid.spoken_at(4, 8)
    assert spoken == "KEÏTA P05, vendredi 8\u00a0novembre\u00a02019, matin\u00a0: absent"


def test_everything_has_a_name(scene: Scene) -> None:
    assert unnamed(scene.panel) == []


def test_a_click_on_a_name_column_point_outside_does_nothing(scene: Scene) -> None:
    scene.bot.mouseClick(scene.panel.cells.view.viewport(), Left, pos=QPoint(700, 5))
    assert scene.panel.entry.field.text() == ""
