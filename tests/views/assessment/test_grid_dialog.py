"""A grid is revised, and a first one written, by clicks and keys; tests keep the version they were planned on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from centre_desk.actions.assessment import adopt_reference_grids, plan_tests
from centre_desk.actions.centre.places import add_trade
from centre_desk.queries.assessment import GridDraft, grid_draft, grid_rows, skills_test_sheet
from centre_desk.rules.assessment import Bounds, GridState, TestKind
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.views.assessment.grids_panel import GridsPanel
from tests.builders import build_centre, build_person
from tests.builders_results import ADMIN, KADIA, MONDAY, build_referral
from tests.views.assessment.scene import Left, MakeScene, Scene
from tests.views.hands import find, type_text, unnamed

Key = Qt.Key
BUTTONS = ("grid_revise", "grid_first", "grid_adopt")
CTRL = Qt.KeyboardModifier.ControlModifier


def masons(store: Store) -> dict[int, GridState]:
    """Return the versions of the masons' grid of skills."""
    rows = [row for row in grid_rows(store) if row.trade_code == "MACO" and row.kind is TestKind.SKILLS]
    return {row.version: row.state for row in rows}


def drafts(store: Store, version: int) -> GridDraft:
    return next(
        grid_draft(store, row.id)
        for row in grid_rows(store)
        if (row.trade_code, row.kind, row.version) == ("MACO", TestKind.SKILLS, version)
    )


def choose(scene: Scene, version: int) -> None:
    """Click the version of the masons' grid in the list."""
    table = find(scene.panel, QTableView, "grids")
    model = table.model()
    at = next(
        n
        for n in range(model.rowCount())
        if (model.index(n, 0).data(), model.index(n, 1).data()) == ("Maçonnerie", str(version))
    )
    table.scrollTo(model.index(at, 0))
    scene.bot.mouseClick(table.viewport(), Left, pos=table.visualRect(model.index(at, 0)).center())


def press(scene: Scene, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QGuiApplication.focusObject()
    assert isinstance(target, QWidget)
    scene.bot.keyClick(target, key, modifier)


def write(dialog: QDialog, name: str, text: str) -> None:
    field = find(dialog, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def open_form(scene: Scene, button: str) -> QDialog:
    scene.click(button)
    dialog = scene.dialog()
    dialog.activateWindow()
    scene.bot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    return dialog


def test_a_grid_is_revised_and_adopted(desk_store: Store, director: Actor, open_panel: MakeScene) -> None:
    centre = build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    plan = {"store": desk_store, "planned_on": MONDAY.date(), "by": KADIA, "at": MONDAY}
    people = [build_referral(desk_store, build_person(desk_store, n), centre) for n in (1, 2)]
    early = plan_tests(referral_ids=people[:1], **plan)  # type: ignore[arg-type]
    scene = open_panel(ADMIN, GridsPanel)
    scene.click("grid_revise")
    assert "Choisissez" in scene.panel.refusals.text()
    choose(scene, 1)
    assert "70" in find(scene.panel, QLabel, "grid_shares").text()
    dialog = open_form(scene, "grid_revise")
    assert unnamed(dialog) == []
    table = find(dialog, QTableView, "grid_lines")
    first = [line.label_fr for line in drafts(desk_store, 1).lines]
    assert [table.model().index(n, 1).data() for n in range(10)] == first
    write(dialog, "grid_passing", "75")
    write(dialog, "criterion_label_fr", "Lit un plan coté")
    assert find(dialog, QLineEdit, "criterion_label_en").text() == ""  # the English of before no longer fits
    write(dialog, "criterion_label_en", "Reads a dimensioned plan")
    press(scene, Key.Key_Return)  # on to the second criterion; nothing is saved by Enter
    assert find(dialog, QLineEdit, "criterion_label_fr").text() == first[1]
    write(dialog, "criterion_weight", "5")
    press(scene, Key.Key_Down, CTRL)
    press(scene, Key.Key_N, CTRL)
    type_text(find(dialog, QLineEdit, "criterion_label_fr"), "Nettoie le chantier")
    scene.bot.mouseClick(find(dialog, QCheckBox, "criterion_eliminating"), Left)
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), Left)
    scene.bot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    scene.settle()
    assert masons(desk_store) == {1: GridState.PROPOSAL, 2: GridState.PROPOSAL}
    before, after = drafts(desk_store, 1), drafts(desk_store, 2)
    assert after.bounds == Bounds(75, 50, 20)
    assert [line.label_fr for line in after.lines] == [
        "Lit un plan coté",
        first[2],
        first[1],
        "Nettoie le chantier",
        *first[3:],
    ]
    assert after.lines[0].label_en == "Reads a dimensioned plan"
    assert (after.lines[2].weight, after.lines[2].label_en) == (5, before.lines[1].label_en)
    assert (after.lines[3].eliminating, after.lines[3].threshold_points) == (True, 2)
    assert after.lines[4:] == before.lines[3:]
    chosen = open_panel(director, GridsPanel)
    choose(chosen, 2)
    chosen.click("grid_adopt")
    assert masons(desk_store) == {1: GridState.PROPOSAL, 2: GridState.ADOPTED}
    late = plan_tests(referral_ids=people[1:], **plan)  # type: ignore[arg-type]
    assert [skills_test_sheet(desk_store, test.id).grid_version for test in (early, late)] == [1, 2]


def test_what_cannot_be_keyed_is_refused_in_sight(desk_store: Store, open_panel: MakeScene) -> None:
    build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    scene = open_panel(ADMIN, GridsPanel)
    choose(scene, 1)
    dialog = open_form(scene, "grid_revise")
    table = find(dialog, QTableView, "grid_lines")
    for _ in range(9):
        scene.bot.mouseClick(find(dialog, QPushButton, "criterion_remove"), Left)
    assert table.model().rowCount() == 1
    write(dialog, "criterion_label_fr", " ")
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), Left)
    assert "Critère 1" in find(dialog, QLabel, "refusal_lines").text()
    scene.bot.mouseClick(find(dialog, QPushButton, "criterion_remove"), Left)
    assert not find(dialog, QLineEdit, "criterion_label_fr").isEnabled()
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), Left)
    assert "au moins un critère" in find(dialog, QLabel, "refusal_lines").text()
    scene.bot.mouseClick(find(dialog, QPushButton, "criterion_add"), Left)
    type_text(find(dialog, QLineEdit, "criterion_label_fr"), "Monte un mur")
    write(dialog, "criterion_points", "12")
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), Left)
    assert "de 1 à 9" in find(dialog, QLabel, "refusal_lines").text()
    write(dialog, "criterion_points", "9")
    write(dialog, "grid_tolerance", "120")
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), Left)
    assert "de 0 à 100" in find(dialog, QLabel, "refusal_lines").text()
    assert masons(desk_store) == {1: GridState.PROPOSAL}


def test_a_trade_without_a_grid_gets_its_first(desk_store: Store, open_panel: MakeScene) -> None:
    build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    scene = open_panel(ADMIN, GridsPanel)
    scene.click("grid_first")
    assert "Chaque filière a ses grilles" in scene.panel.refusals.text()  # management has no equipment to test
    add_trade(desk_store, code="AGRI", name_fr="Agriculture", name_en="Crop farming", by=ADMIN, at=MONDAY)
    scene.panel.load()
    dialog = open_form(scene, "grid_first")
    purpose = find(dialog, QComboBox, "grid_purpose")
    assert [purpose.itemText(n).split(" · ")[0] for n in range(purpose.count())] == ["Agriculture"] * 2
    scene.bot.keyClick(purpose, Key.Key_Down)
    write(dialog, "criterion_competence_fr", "Préparer")
    write(dialog, "criterion_label_fr", "Attelle la charrue")
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), Left)
    scene.bot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    scene.settle()
    [row] = [row for row in grid_rows(desk_store) if row.trade_code == "AGRI"]
    assert (row.kind, row.version, row.state) == (TestKind.EQUIPMENT, 1, GridState.PROPOSAL)
    assert find(scene.panel, QTableView, "grid_criteria").model().index(0, 1).data() == "Attelle la charrue"


def test_only_who_manages_the_settings_writes_grids(
    desk_store: Store, secretary: Actor, director: Actor, open_panel: MakeScene
) -> None:
    build_centre(desk_store)
    for actor, hidden in ((secretary, True), (director, False)):
        scene = open_panel(actor, GridsPanel)
        scene.panel.resize(1400, 640)  # wide enough for every button to stand in the line
        assert [find(scene.panel, QPushButton, name).isHidden() for name in BUTTONS] == [hidden] * 3
