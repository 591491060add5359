"""The planted troubles of an office's three files, found and settled through the window, line by line."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_desk.models.referral import ReferralLine
from centre_desk.queries.register import people_count
from centre_desk.rules.referral import LineFate
from centre_desk.views.parts.context import Context
from centre_desk.views.referral.import_dialog import FIX, IMPORT, PREVIEW, ImportDialog
from centre_desk.views.referral.panel import ReferralsPanel
from tests.views.hands import find, type_path
from tests.views.referral.importing import FILES, click, dialog, press, settle, shown_panel

ANSWERS: dict[str, Any] = json.loads((FILES / "answers.json").read_text("utf-8"))
FATES = {
    "question": {"À décider"},
    "refused": {"Refusée"},
    "refused or question": {"Refusée", "À décider"},
    "never evaluated, the line is kept": {"À ajouter", "À décider"},
}
SAID = {
    "probable duplicate of place": ("Peut-être ",),
    "same case number twice": ("figure déjà à la ligne", "dit la même chose"),
    "no name": ("Le nom manque",),
    "unknown trade": ("n’est pas une filière du centre",),
    "born in the future": ("après l’orientation",),
    "under 15": ("moins de 15 ans",),
    "no consent": ("Pas de consentement",),
    "no case number": ("Pas de numéro de dossier",),
}


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> ReferralsPanel:
    return shown_panel(qtbot, context)


def choose(qtbot: QtBot, panel: ReferralsPanel, path: Path) -> ImportDialog:
    """Step one: the button, the file by its name."""
    click(qtbot, panel, panel.bring)
    type_path(qtbot, panel, "import_chooser", path)
    settle(qtbot, panel)
    return dialog(panel)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_planted_troubles_are_found_and_settled_through_the_window(
    qtbot: QtBot, panel: ReferralsPanel, name: str
) -> None:
    told = ANSWERS[name]
    planted = {trouble["place"]: trouble for trouble in told["planted"]}
    form = choose(qtbot, panel, FILES / name)
    assert form.pages.currentIndex() == PREVIEW
    model = form.preview.table.model()
    fates = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert len(fates) == told["lines"]
    remarks = [model.index(row, model.columnCount() - 1).data() for row in range(model.rowCount())]
    for place, fate in enumerate(fates):
        trouble = planted.get(place)
        if trouble is None:
            assert fate == "À ajouter" or "Pas de consentement" in remarks[place], place
            continue
        assert fate in FATES[trouble["expect"]], trouble
        assert any(said in remarks[place] for said in SAID.get(trouble["kind"], ("",))), trouble
    places = [line.place for line in form.preview.table.rows()]
    doubtful = sum(fate in ("Refusée", "À décider") for fate in fates)
    click(qtbot, panel, form.verb)
    assert form.pages.currentIndex() == FIX
    seen = settle_each(qtbot, panel, form)
    assert len(seen) == doubtful
    wanted = {places[place] for place in planted if planted[place]["kind"] != "formula in a text cell"}
    assert wanted <= seen
    click(qtbot, panel, form.verb)
    assert form.pages.currentIndex() == IMPORT
    sound = fates.count("À ajouter")
    assert f"{sound} ajoutées" in form.outcome.sentence()
    assert people_count(panel.context.store) == sound
    with panel.context.store.read() as db:
        rows = db.execute(select(ReferralLine.line, ReferralLine.fate).order_by(ReferralLine.id)).all()
    left = LineFate.SKIPPED
    assert [fate for _, fate in rows] == [LineFate.NEW if fate == "À ajouter" else left for fate in fates]


def settle_each(qtbot: QtBot, panel: ReferralsPanel, form: ImportDialog) -> set[str]:
    """Step three: read each doubt as it comes, and leave each line out by its button."""
    table, card, seen = form.fixing.table, form.fixing.card, set[str]()
    for _ in range(table.model().rowCount()):
        line = table.current_row()
        assert line is not None
        assert card.doubt.text(), line.place
        assert find(card, QPushButton, "answer_skip").isVisible()
        press(qtbot, panel, "answer_skip")
        seen.add(line.place)
    return seen
