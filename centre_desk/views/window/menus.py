"""The menu bar: every entry does something, most have a key; the same table prints the sheet of shortcuts.

Facts: the menus and keys of screens. The window hands in what each entry does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from centre_desk.texts.catalogue import N_, NP_, Catalogue, Msg
from centre_desk.views.window.screens import ScreenPlan


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu. An empty text is a separating line."""

    name: str
    text: Msg
    act: Callable[[], None]
    keys: str = ""


@dataclass(frozen=True, slots=True)
class MenuPlan:
    """One menu of the bar."""

    name: str
    title: Msg
    entries: tuple[Entry, ...]


LINE = Entry("", Msg(""), lambda: None)

# Keys that have no menu entry, for the printed sheet.
GRID_KEYS: tuple[tuple[str, Msg], ...] = (
    ("F2", N_("Change the cell")),
    ("Enter", N_("Go down the column and stay in edit")),
    ("Tab", N_("Go to the next cell")),
    ("Del", N_("Clear the selected cells")),
    ("Ctrl+D", N_("Fill down")),
    ("Ctrl+V", N_("Paste a block from a spreadsheet")),
    ("P A R J", N_("Present, absent, late, excused in the roll")),
    ("PgUp PgDown", N_("Previous or next half-day of the roll")),
)

EDIT_MENU: tuple[tuple[str, Msg, str, str], ...] = (
    ("edit_undo", N_("Undo"), "Ctrl+Z", "undo"),
    ("edit_redo", N_("Redo"), "Ctrl+Y", "redo"),
    ("edit_cut", N_("Cut"), "Ctrl+X", "cut"),
    ("edit_copy", N_("Copy"), "Ctrl+C", "copy"),
    ("edit_paste", N_("Paste"), "Ctrl+V", "paste"),
    ("edit_all", N_("Select all"), "Ctrl+A", "selectAll"),
)


def edit_entries() -> tuple[Entry, ...]:
    """Return the entries that speak to whatever holds the cursor."""
    return tuple(Entry(name, text, _to_focus(verb), keys) for name, text, keys, verb in EDIT_MENU)


def _to_focus(verb: str) -> Callable[[], None]:
    def act() -> None:
        done = getattr(QApplication.focusWidget(), verb, None)
        if callable(done):
            done()

    return act


def screen_entries(plans: Sequence[ScreenPlan], show: Callable[[ScreenPlan], None]) -> tuple[Entry, ...]:
    """Return one entry a screen, Ctrl+1 to Ctrl+9 and Ctrl+0 by its place among all ten."""

    def entry(number: int, plan: ScreenPlan) -> Entry:
        return Entry(f"show_{plan.screen.value}", plan.title, lambda: show(plan), f"Ctrl+{(number + 1) % 10}")

    return tuple(entry(number, plan) for number, plan in enumerate(plans))


def fill_menu_bar(bar: QMenuBar, plans: Sequence[MenuPlan], words: Catalogue) -> dict[str, QAction]:
    """Make the menus; return the actions by name."""
    bar.clear()
    actions: dict[str, QAction] = {}
    for plan in plans:
        menu = QMenu(words.msg(plan.title), bar)
        menu.setObjectName(f"menu_{plan.name}")
        bar.addMenu(menu)
        for entry in plan.entries:
            _add(menu, entry, words, actions)
    return actions


def _add(menu: QMenu, entry: Entry, words: Catalogue, actions: dict[str, QAction]) -> None:
    if not entry.name:
        menu.addSeparator()
        return
    action = QAction(words.msg(entry.text), menu)
    action.setObjectName(entry.name)
    if entry.keys:
        action.setShortcut(QKeySequence(entry.keys))
    action.triggered.connect(lambda _checked=False: entry.act())
    menu.addAction(action)
    actions[entry.name] = action


TITLES: dict[str, Msg] = {
    "file": NP_("menu", "File"),
    "edit": NP_("menu", "Edit"),
    "view": NP_("menu", "View"),
    "session": NP_("menu", "Session"),
    "reports": NP_("menu", "Reports"),
    "tools": NP_("menu", "Tools"),
    "help": NP_("menu", "Help"),
}
