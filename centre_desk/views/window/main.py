"""The main window: left bar, screens, menus, save state; carries acts from panel to panel.

Facts: screens and the house (*a panel opens another by the signal `navigate`*). The window never writes: it
tells panels to read again, and the status line what was saved.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.actions.done import Done
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused
from centre_desk.rules.room import Room
from centre_desk.views.parts.banner import Banner
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, QuestionDialog
from centre_desk.views.parts.drops import dropped_file
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.window.keeper import BackupKeeper
from centre_desk.views.window.menus import MenuPlan, fill_menu_bar
from centre_desk.views.window.nav import NavBar
from centre_desk.views.window.page import ScreenPage
from centre_desk.views.window.panels import Panels
from centre_desk.views.window.plans import menu_plans
from centre_desk.views.window.screens import Screen, place_of, screens_for, tabs_for
from centre_desk.views.window.status import StatusLine

_SMALL = 860


class MainWindow(QMainWindow):
    """Shows a desk to the acting user."""

    user_changed = Signal(object)
    wants_user = Signal()
    wants_colours = Signal(str)
    wants_language = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.words = context.words
        self.panels = Panels(context, self)
        self.keeper = BackupKeeper(context, self)
        self.nav = NavBar(self.words)
        self._stack = QStackedWidget()
        self._pages: dict[Screen, ScreenPage] = {}
        self._leaving = self._retired = False
        self.menus: tuple[MenuPlan, ...] = ()
        self.status = StatusLine(self.words, context.runner, context.store.description.centre)
        self.backup_banner = Banner("backup_banner")
        self._lay_out()
        self._connect()
        self._arrange()

    # Arrangement

    def _lay_out(self) -> None:
        self.setObjectName("main_window")
        self.setMinimumSize(640, 460)
        self.resize(1024, 740)
        middle = QWidget()
        self._middle = QHBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.nav)
        self._middle.addWidget(self._stack, 1)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.backup_banner)
        self._column.addWidget(middle, 1)
        whole = QWidget()
        whole.setLayout(self._column)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)
        self.backup_banner.add_button("banner_back_up", self.words.t("Back up now"), self.back_up)
        self.backup_banner.say("")

    def _connect(self) -> None:
        self.nav.picked.connect(self.show_screen)
        self.panels.done.connect(self.acted)
        self.setAcceptDrops(True)
        self.panels.navigate.connect(self.go_to)
        self.panels.user_wanted.connect(self.wants_user)
        self.panels.edited.connect(self._show_entry_state)
        self.keeper.made.connect(self._show_backup)
        self.keeper.failed.connect(self._backup_failed)

    def _arrange(self) -> None:
        """Offer the screens of the acting user, and open the first."""
        old, self._stack = self._stack, QStackedWidget()
        self._middle.replaceWidget(old, self._stack)
        old.deleteLater()
        roles = self.context.actor().roles
        plans = screens_for(roles)
        self.nav.set_plans(plans)
        self._pages = {}
        for plan in plans:
            page = ScreenPage(plan, tabs_for(plan, roles), self.panels, self.words, self._stack)
            page.shown.connect(lambda _panel: self._show_entry_state())
            self._pages[plan.screen] = page
            self._stack.addWidget(page)
        self.menus = menu_plans(self)
        fill_menu_bar(self.menuBar(), self.menus, self.words)
        self._show_backup()
        self._show_title()
        if plans:
            self.show_screen(plans[0].screen)

    def add_banner(self, banner: Banner) -> None:
        """Put a band across the top of the window."""
        self._column.insertWidget(0, banner)

    def _show_title(self) -> None:
        desk = self.context.store.description.centre
        self.setWindowTitle(f"{self.context.actor().name} · {desk} — Centre Desk")

    # Screens

    def current_screen(self) -> Screen | None:
        """Return the screen in sight."""
        page = self._page()
        return page.plan.screen if page else None

    def panel(self) -> Panel | None:
        """Return the panel in sight."""
        page = self._page()
        return page.panel() if page else None

    def show_screen(self, screen: Screen) -> None:
        """Open a screen; nothing happens where the user has none such."""
        page = self._pages.get(screen)
        if page is not None:
            self._stack.setCurrentWidget(page)
            self.nav.show_screen(screen)
            page.open()
            panel = page.panel()
            if panel is not None and panel.focusProxy() is not None:
                panel.setFocus()  # what is typed next goes to the screen, not to the bar or the first button

    def go_to(self, room: Room, item: int) -> None:
        """Open the panel that answers for a room, with one item of it (0: none)."""
        place = place_of(room, self.context.actor().roles, item)
        if place is None:
            self.status.showMessage(self.words.t("Your role has no screen for this."), 6000)
            return
        plan, tab = place
        self._pages[plan.screen].open_tab(tab)
        self.show_screen(plan.screen)
        panel = self._pages[plan.screen].panel()
        if panel is not None and item:
            panel.open_item(item)

    def open_tab(self, screen: Screen, name: str) -> None:
        """Open a screen at one of its tabs, if the user has it."""
        page = self._pages.get(screen)
        for tab in page.tabs if page else ():
            if page and tab.name == name:
                page.open_tab(tab)
                self.show_screen(screen)

    def reload(self) -> None:
        """Read the panel in sight again, and the others at their next show."""
        self.panels.mark_all_stale()
        self._refresh()

    def find_text(self) -> None:
        """Put the cursor into the search field in sight, or into that of the people."""
        panel = self.panel()
        if panel is not None and panel.focus_search():
            return
        self.show_screen(Screen.PEOPLE)
        panel = self.panel()
        if panel is not None:
            panel.focus_search()

    def _page(self) -> ScreenPage | None:
        page = self._stack.currentWidget()
        return page if isinstance(page, ScreenPage) else None

    def _refresh(self) -> None:
        page = self._page()
        if page is not None:
            page.open()

    # Acts

    def acted(self, done: Done) -> None:
        """Hear of a committed act: say so, read again what it touched, back up when that is due."""
        self.status.show_saved(self.context.now())
        self.panels.mark_stale(done.touched)
        self._refresh()
        self.keeper.changed()
        # An import or a closing makes a copy of its own; the banner of one that failed stays.
        self.status.show_backup(self.keeper.newest(), self.context.now())

    def show_dialog(self, dialog: FormDialog) -> None:
        """Open a form of the window's own menus."""
        dialog.acted.connect(self.acted)
        dialog.open()

    def back_up(self) -> None:
        """Make a backup now, asked for by the user."""
        from centre_desk.actions.desk.backups import back_up

        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.context.runner.run(
            lambda _report: back_up(store, why="asked", by=by, at=at),
            done=self.acted,
            failed=self._backup_failed,
            owner=self,
        )

    def _show_entry_state(self) -> None:
        panel = self.panel()
        self.status.show_entry(panel is not None and panel.unsaved())

    def _show_backup(self) -> None:
        self.status.show_backup(self.keeper.newest(), self.context.now())
        old = self.keeper.is_old()
        sentence = self.words.t("The last backup is more than a week old. Plug in the USB key and back up.")
        self.backup_banner.say(sentence if old else "", Tone.BAD)

    def _backup_failed(self, problem: Exception) -> None:
        if isinstance(problem, Refused):
            reason = " ".join(self.words.refusal(one) for one in problem.refusals)
        else:
            reason = self.words.t("The last backup failed.")
        self.backup_banner.say(reason, Tone.BAD)

    # User

    def become(self, actor: Actor) -> None:
        """Let another user act: their screens, their panels; an unsaved entry waits for its author."""
        self.panels.leave()
        self.context.become(actor)
        self._arrange()
        self.user_changed.emit(actor)

    # Leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving:
            event.accept()
            if not self._retired:
                self.left.emit()
            return
        event.ignore()
        if self.panels.anybody_unsaved():
            self._ask_to_leave()
        else:
            self.leave()

    def leave(self) -> None:
        """Back up what changed, then close."""
        self.setEnabled(False)
        self.status.showMessage(self.words.t("Backing up before closing…"))
        self.keeper.before_exit(self._close_now)

    def retire(self) -> None:
        """Go without closing the desk: another window takes over."""
        self.panels.leave()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._leaving = self._retired = True
        self.close()
        self.deleteLater()

    def _close_now(self) -> None:
        self._leaving = True
        QTimer.singleShot(0, self.close)

    def _ask_to_leave(self) -> None:
        t = self.words.t
        dialog = QuestionDialog(
            self.context,
            self,
            title=t("An entry is not saved"),
            question=t("What was typed and not saved will be lost."),
            verb=t("Close without saving"),
        )
        dialog.agreed.connect(self.leave)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self.current_screen() is Screen.PEOPLE:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let the referrals take a file that is dropped on any tab of their screen."""
        path = dropped_file(event)
        if path is None:
            return
        event.acceptProposedAction()
        self.go_to(Room.REFERRAL, 0)
        panel = self.panel()
        if panel is not None:
            panel.take_file(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nav.set_small(event.size().width() < _SMALL)
