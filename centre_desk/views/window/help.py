"""The local help: the page of a screen (F1) and the printable sheet of shortcuts (Ctrl+F1).

Facts: `resources/help/<language>/<screen>.html`; the sheet is made from the menus themselves.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from centre_desk.places import resource
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.print import open_paper
from centre_desk.views.window.menus import GRID_KEYS, MenuPlan


def help_page(page: str, language: str) -> str:
    """Return the page of a screen; the page of the first screen where it has none."""
    for name in (page, "today"):
        path = resource("help", language, f"{name}.html")
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


def shortcut_sheet(plans: Sequence[MenuPlan], words: Catalogue) -> str:
    """Return the sheet of shortcuts as a page that prints."""
    parts = [f"<h1>{escape(words.t('Keyboard shortcuts'))}</h1>"]
    for plan in plans:
        keyed = [(entry.keys, words.msg(entry.text)) for entry in plan.entries if entry.keys]
        parts.append(_table(words.msg(plan.title), keyed))
    grid = [(keys, words.msg(text)) for keys, text in GRID_KEYS]
    parts.append(_table(words.t("Roll and marks"), grid))
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = "".join(f"<tr><td><b>{escape(_native(keys))}</b></td><td>{escape(text)}</td></tr>" for keys, text in rows)
    return f"<h3>{escape(title)}</h3><table cellpadding='3' width='100%'>{lines}</table>"


def _native(keys: str) -> str:
    written = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return written if "+" in keys and written else keys


class HelpDialog(QDialog):
    """Shows a page; stays open beside the work."""

    def __init__(self, words: Catalogue, page: str, parent: QWidget | None, *, file_name: str) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(words.t("Help"))
        self.resize(560, 520)
        self.browser = QTextBrowser()
        self.browser.setObjectName("help_page")
        self.browser.setAccessibleName(words.t("Help"))
        self.browser.setOpenExternalLinks(False)
        self.browser.setOpenLinks(False)
        self.browser.setHtml(page)
        print_it = form_button("help_print", words.t("Open to print"))
        close = form_button("help_close", words.t("Close"), primary=True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(print_it)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.browser)
        layout.addLayout(buttons)
        print_it.clicked.connect(lambda: open_paper(page.encode(), file_name))
        close.clicked.connect(self.accept)
