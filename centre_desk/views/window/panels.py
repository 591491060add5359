"""The living panels of the window: made at their first show, one set a user, read again after acts.

Facts: *an unsaved entry is kept for its author alone*: when the user changes, panels with such an entry wait
out of sight for their author, all others are thrown away.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from centre_desk.actions.done import Done
from centre_desk.rules.room import Room
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.panel import Panel
from centre_desk.views.window.following import follow
from centre_desk.views.window.forms import open_form
from centre_desk.views.window.screens import Screen, Tab


class Panels(QObject):
    """Makes panels, keeps them, and knows which have to be read again."""

    done = Signal(object)
    edited = Signal()
    navigate = Signal(object, int)
    user_wanted = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._by_user: dict[int, dict[str, Panel]] = {}
        self._stale: set[Panel] = set()
        self._followed: dict[Panel, int] = {}
        self._day = context.today()

    def panel(self, tab: Tab) -> Panel:
        """Return the acting user's panel of a tab, made now if it never was."""
        mine = self._mine()
        if tab.name not in mine:
            panel = tab.make(self._context)
            panel.setObjectName(f"panel_{tab.name}")
            panel.done.connect(self._done)
            panel.edited.connect(self.edited)
            panel.navigate.connect(self.navigate)
            panel.user_wanted.connect(self.user_wanted)
            panel.form_wanted.connect(open_form)
            self._stale.add(panel)
            mine[tab.name] = panel
        return mine[tab.name]

    def refresh(self, panel: Panel) -> None:
        """Read a panel if something changed since it was last read: an act, or the day."""
        if self._context.today() != self._day:
            self._day = self._context.today()
            self.mark_all_stale()
        if panel in self._stale:
            self._stale.discard(panel)
            panel.load()

    def follow(self, panel: Panel, screen: Screen) -> None:
        """Let a panel on the screen of sessions turn to the session in sight, once after it changed."""
        here = screen is Screen.SESSIONS
        wanted = self._context.in_sight.get(Room.COURSE, 0) if here else 0
        if self._followed.get(panel, 0) != wanted:
            self._followed[panel] = wanted
            follow(panel, panel.objectName().removeprefix("panel_"), wanted)

    def mark_stale(self, touched: frozenset[Room]) -> None:
        """Remember which panels show what was touched."""
        for panel in self.everything():
            if panel.reads & touched:
                self._stale.add(panel)

    def mark_all_stale(self) -> None:
        """Let every panel be read again at its next show."""
        self._stale.update(self.everything())

    def unsaved(self) -> list[Panel]:
        """Return the acting user's panels with an entry under way."""
        return [panel for panel in self._mine().values() if panel.unsaved()]

    def anybody_unsaved(self) -> bool:
        """Tell whether any user, the acting one or another, left an entry under way."""
        return any(panel.unsaved() for panel in self.everything())

    def leave(self) -> None:
        """Keep the acting user's unsaved panels out of sight, throw the others away."""
        mine = self._mine()
        for name, panel in list(mine.items()):
            panel.hide()
            panel.setParent(None)
            if not panel.unsaved():
                self._stale.discard(mine.pop(name))
                self._followed.pop(panel, None)
                panel.deleteLater()

    def everything(self) -> Iterator[Panel]:
        """Return every living panel of every user."""
        for panels in self._by_user.values():
            yield from panels.values()

    def _mine(self) -> dict[str, Panel]:
        return self._by_user.setdefault(self._context.actor().user_id, {})

    def _done(self, done: Done) -> None:
        self.mark_stale(done.touched)
        self.done.emit(done)
