"""The marks grid by keys: what 25 marks cost, what is refused, saved, settled and reopened."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.actions.certificate import issue_certificates
from centre_desk.queries.certificate.queues import to_issue_rows
from centre_desk.queries.exam import exam_rows, marks_sheet, results_rows
from centre_desk.rules.desk import Actor
from centre_desk.rules.exam import ABSENT, Decision, ExamState, PartKind, PartPlan, score
from centre_desk.store.opening import Store
from centre_desk.views.certificate.jury_panel import JuryPanel
from centre_desk.views.exam import panel as panel_module
from centre_desk.views.parts.context import Context
from tests.builders import build_centre, build_person, build_session, enrol
from tests.builders_results import EXAM_DAY, BuiltExam, build_exam, mark_exam, settled_exam
from tests.views.hands import find, type_text, unnamed

Control = Qt.KeyboardModifier.ControlModifier
NAMES = [(f"Prénom{n:02d}", "Coulibaly") for n in range(1, 26)]
MARKS = [10 + n % 10 for n in range(25)]


class Scene:
    """An exam panel on screen, with a counter of what the hands do."""

    def __init__(self, bot: QtBot, panel: JuryPanel) -> None:
        self.bot, self.panel, self.actions = bot, panel, 0
        bot.addWidget(panel)
        panel.resize(820, 640)
        panel.load()
        with bot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        panel.cells.view.setFocus()

    def keys(self, text: str) -> None:
        """Press keys into whatever has the cursor; `\\n` is Enter."""
        for sign in text:
            target = QGuiApplication.focusObject()
            assert isinstance(target, QWidget)
            if sign == "\n":
                self.bot.keyClick(target, Qt.Key.Key_Return)
            else:
                type_text(target, sign)
            self.actions += 1

    def control(self, key: Qt.Key) -> None:
        target = QGuiApplication.focusObject()
        assert isinstance(target, QWidget)
        self.bot.keyClick(target, key, Control)
        self.actions += 1
        self.settle()

    def click(self, name: str) -> None:
        self.bot.mouseClick(find(self.panel, QPushButton, name), Qt.MouseButton.LeftButton)
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.panel.busy(), timeout=10_000)

    def dialog(self) -> QDialog:
        return next(d for d in self.panel.findChildren(QDialog) if d.isVisible())

    def submit(self) -> None:
        dialog = self.dialog()
        find(dialog, QPushButton, "dialog_verb").click()
        self.bot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
        self.settle()


MakeScene = Callable[[Actor], Scene]


@pytest.fixture
def open_panel(qtbot: QtBot, make_context: Callable[[Actor], Context]) -> MakeScene:
    return lambda actor: Scene(qtbot, JuryPanel(make_context(actor)))


@pytest.fixture
def one_part(desk_store: Store) -> BuiltExam:
    parts = [PartPlan("Pratique", PartKind.PRACTICAL)]
    return build_exam(desk_store, build_centre(desk_store), NAMES, parts=parts)


def saved(store: Store, exam: BuiltExam) -> list[object]:
    marks = marks_sheet(store, exam.exam_id, EXAM_DAY).marks
    return [marks.get((enrolment, exam.parts[0])) for enrolment in exam.enrolments]


def test_25_marks_cost_76_keys(desk_store: Store, one_part: BuiltExam, secretary: Actor, open_panel: MakeScene) -> None:
    scene = open_panel(secretary)
    scene.keys("".join(f"{mark}\n" for mark in MARKS))
    assert saved(desk_store, one_part) == [None] * 25  # Enter never publishes
    scene.control(Qt.Key.Key_S)
    assert saved(desk_store, one_part) == [score(100 * mark) for mark in MARKS]
    assert scene.actions <= 76
    assert not scene.panel.unsaved()


def test_25_pasted_marks_cost_2(
    desk_store: Store, one_part: BuiltExam, secretary: Actor, open_panel: MakeScene
) -> None:
    scene = open_panel(secretary)
    QGuiApplication.clipboard().setText("\n".join(f"{mark},5" for mark in MARKS) + "\n")
    scene.control(Qt.Key.Key_V)
    assert "25" in find(scene.panel, QLabel, "marks_told").text()
    scene.control(Qt.Key.Key_S)
    assert saved(desk_store, one_part) == [score(100 * mark + 50) for mark in MARKS]
    assert scene.actions <= 2


def test_letters_points_and_a_forgotten_shift(
    desk_store: Store, one_part: BuiltExam, secretary: Actor, open_panel: MakeScene
) -> None:
    scene = open_panel(secretary)
    scene.keys("a12.25\n&é\n")
    scene.control(Qt.Key.Key_S)
    assert saved(desk_store, one_part)[:4] == [ABSENT, score(1225), score(1200), None]


def test_what_is_no_mark_stays_in_sight(
    desk_store: Store, one_part: BuiltExam, secretary: Actor, open_panel: MakeScene
) -> None:
    scene = open_panel(secretary)
    scene.keys("21\n")
    assert "0 à 20" in find(scene.panel, QLabel, "marks_told").text()
    assert not scene.panel.unsaved()
    editor = find(scene.panel, QLineEdit, "cell_editor")
    assert editor.text() == "21"


def test_results_are_settled_by_the_button_only(
    desk_store: Store, one_part: BuiltExam, secretary: Actor, open_panel: MakeScene
) -> None:
    scene = open_panel(secretary)
    scene.keys("12\n" * 24)
    scene.click("exam_settle")
    assert "Enregistrez" in scene.panel.refusals.text()
    scene.control(Qt.Key.Key_S)
    scene.click("exam_settle")
    assert "COULIBALY Prénom25" in scene.panel.refusals.text()
    scene.keys("9\n")
    scene.control(Qt.Key.Key_S)
    scene.keys("\n")
    assert exam_rows(desk_store)[0].state is ExamState.OPEN
    scene.click("exam_settle")
    decisions = [row.decision for row in results_rows(desk_store, one_part.exam_id)]
    assert (decisions.count(Decision.PASSED), decisions.count(Decision.RESIT)) == (24, 1)
    assert "PV-2019-0001" in scene.panel.state.text()
    assert not find(scene.panel, QPushButton, "exam_settle").isVisible()
    scene.keys("15\n")
    assert not scene.panel.unsaved()


def test_an_exam_is_planned_and_its_jury_named(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    centre = build_centre(desk_store)
    session = build_session(desk_store, centre)
    enrol(desk_store, session, [build_person(desk_store, 1)])
    scene = open_panel(secretary)
    find(scene.panel, QPushButton, "empty_action").click()
    dialog = scene.dialog()
    assert unnamed(dialog) == []
    find(dialog, QLineEdit, "exam_day").setText("111119")
    type_text(find(dialog, QLineEdit, "exam_place"), "Atelier")
    scene.submit()
    [row] = exam_rows(desk_store)
    assert (row.place, row.missing) == ("Atelier", 2)
    scene.click("exam_jury")
    dialog = scene.dialog()
    assert find(dialog, QLineEdit, "jury_name_0").text() == "Mme Traoré Aminata"
    type_text(find(dialog, QLineEdit, "jury_name_1"), "M. Samaké")
    scene_verb = find(dialog, QPushButton, "dialog_verb")
    scene_verb.click()
    scene.bot.waitUntil(lambda: "fonction" in dialog.refusals.text())  # type: ignore[attr-defined]
    type_text(find(dialog, QLineEdit, "jury_function_1"), "Formateur")
    find(dialog, QRadioButton, "jury_president_1").click()
    scene.submit()
    jury = marks_sheet(desk_store, row.id, EXAM_DAY).jury
    assert [(seat.name, seat.president) for seat in jury] == [("Mme Traoré Aminata", False), ("M. Samaké", True)]


def test_the_director_reopens_before_certificates(
    desk_store: Store, director: Actor, at: datetime, open_panel: MakeScene
) -> None:
    exam = build_exam(desk_store, build_centre(desk_store))
    settled_exam(desk_store, exam, passed=2)
    scene = open_panel(director)
    scene.click("exam_reopen")
    type_text(find(scene.dialog(), QPlainTextEdit, "reason"), "Note mal recopiée")
    find(scene.dialog(), QPushButton, "dialog_verb").click()
    scene.bot.waitUntil(lambda: exam_rows(desk_store)[0].state is ExamState.OPEN)
    scene.settle()
    scene.click("exam_settle")
    [row] = exam_rows(desk_store)
    assert row.minutes_number == "PV-2019-0001-R1"
    first = to_issue_rows(desk_store)[0].source_id
    issue_certificates(desk_store, results=[first], issued_on=EXAM_DAY, by=director, at=at)
    scene.panel.load()
    scene.click("exam_reopen")
    type_text(find(scene.dialog(), QPlainTextEdit, "reason"), "Encore")
    find(scene.dialog(), QPushButton, "dialog_verb").click()
    scene.bot.waitUntil(lambda: "2019-0001" in scene.panel.refusals.text())


def test_unsaved_marks_hold_the_panel(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    centre = build_centre(desk_store)
    first = build_exam(desk_store, centre)
    build_exam(desk_store, centre, [("Ali", "Ba")], code="S-2019-002", first=50)
    scene = open_panel(secretary)
    shown = scene.panel.sheet()
    assert shown is not None
    scene.keys("12\n")
    choice = find(scene.panel, QComboBox, "exam_choice")
    choice.setCurrentIndex(1 - choice.currentIndex())
    assert scene.panel.sheet() is shown
    assert "Enregistrez" in scene.panel.refusals.text()
    scene.panel.discard()
    assert not scene.panel.unsaved()
    choice.setCurrentIndex(1 - choice.currentIndex())
    assert {shown.id, scene.panel.sheet().id} == {first.exam_id, first.exam_id + 1}  # type: ignore[union-attr]


def test_the_papers_open(
    desk_store: Store, secretary: Actor, open_panel: MakeScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, bytes]] = []
    monkeypatch.setattr(panel_module, "open_paper", lambda pdf, name: opened.append((name, pdf)) or Path(name))
    exam = build_exam(desk_store, build_centre(desk_store))
    mark_exam(desk_store, exam, [score(1400), score(1400)])
    scene = open_panel(secretary)
    scene.click("exam_marks_sheet")
    scene.click("exam_minutes")
    assert [name for name, _ in opened] == ["notes.pdf", "pv.pdf"]
    assert all(pdf.startswith(b"%PDF") for _, pdf in opened)


def test_a_trainer_marks_and_settles_nothing(
    desk_store: Store, one_part: BuiltExam, trainer: Actor, viewer: Actor, open_panel: MakeScene
) -> None:
    scene = open_panel(trainer)
    assert find(scene.panel, QLabel, "empty_sentence").isVisible()  # not a trainer of this session
    reading = open_panel(viewer)
    reading.keys("12\n")
    assert not reading.panel.unsaved()
    for name in ("exam_settle", "exam_plan", "exam_jury", "exam_save", "exam_reopen"):
        assert not find(reading.panel, QPushButton, name).isVisible()


def test_every_widget_has_names(one_part: BuiltExam, secretary: Actor, open_panel: MakeScene) -> None:
    assert unnamed(open_panel(secretary).panel) == []
