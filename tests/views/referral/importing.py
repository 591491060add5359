"""What the window tests of an import share: a desk with every trade, the dialog, and a hand that waits."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.views.parts.context import Context
from centre_desk.views.referral.import_dialog import ImportDialog
from centre_desk.views.referral.panel import ReferralsPanel
from tests.faults.desk import add_trades
from tests.views.hands import find

FILES = Path(__file__).parent.parent.parent / "fixtures" / "referrals"
LEFT = Qt.MouseButton.LeftButton


def shown_panel(qtbot: QtBot, context: Context) -> ReferralsPanel:
    """Show the panel on a desk with all the trades of the reference list."""
    with context.store.begin() as db:
        add_trades(db)
    made = ReferralsPanel(context)
    qtbot.addWidget(made)
    made.resize(800, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.load()
    return made


def settle(qtbot: QtBot, panel: ReferralsPanel) -> None:
    """Wait until nothing runs, and let the window hear of it."""
    qtbot.waitUntil(lambda: not panel.context.runner.busy(), timeout=20_000)
    QApplication.processEvents()


def dialog(panel: ReferralsPanel) -> ImportDialog:
    """Return the import that is open."""
    return next(one for one in panel.findChildren(ImportDialog) if one.isVisible())


def opened(qtbot: QtBot, panel: ReferralsPanel, path: Path) -> ImportDialog:
    """Open the import of a file."""
    panel.open_import(path)
    settle(qtbot, panel)
    return dialog(panel)


def press(qtbot: QtBot, panel: ReferralsPanel, name: str) -> None:
    """Click a button of the card of the line that is being put right."""
    qtbot.mouseClick(find(dialog(panel).fixing.card, QPushButton, name), LEFT)
    settle(qtbot, panel)


def click(qtbot: QtBot, panel: ReferralsPanel, button: QPushButton) -> None:
    """Click a button that can be seen, and wait for what it does."""
    assert button.isVisible(), button.objectName()
    qtbot.mouseClick(button, LEFT)
    settle(qtbot, panel)
