"""The window's composition root: colours, words, sign-in or first run, then the window on an open desk.

Facts: *start, or explore the demonstration*; the demonstration opens signed in as its secretary.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QDialog

from centre_desk.actions.desk.sign_in import change_user, sign_in
from centre_desk.places import desks_folder
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store, is_desk
from centre_desk.texts.catalogue import catalogue
from centre_desk.views.parts.banner import Banner
from centre_desk.views.parts.context import Context, Tools
from centre_desk.views.parts.fonts import set_base_font
from centre_desk.views.parts.palette import DARK, LIGHT, system_tokens, wear
from centre_desk.views.parts.preferences import keep_preferences, read_preferences
from centre_desk.views.parts.print import empty_opened_papers
from centre_desk.views.runner import Runner
from centre_desk.views.window.crash import CrashDialog, catch_unforeseen, crash_report, keep_report
from centre_desk.views.window.demonstration import (
    DemonstrationUser,
    demonstration_banner,
    make_demonstration,
    read_note,
)
from centre_desk.views.window.main import MainWindow

if TYPE_CHECKING:
    from centre_desk.views.desk.sign_in_dialog import SignInDialog
    from centre_desk.views.overview.first_run import FirstRun

_PATIENCE_MS = 100


def system_clock() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


class Front(QObject):
    """Opens desks and their windows in one application; one desk at a time."""

    def __init__(self, app: QApplication, clock: Callable[[], datetime] = system_clock) -> None:
        super().__init__(app)
        self._app, self._clock = app, clock
        self.preferences = read_preferences()
        self.words = catalogue(self.preferences.language)
        self.runner = Runner(self)
        self.window: MainWindow | None = None
        self.dialog: QDialog | None = None
        self._users: tuple[DemonstrationUser, ...] = ()
        self._banner: Banner | None = None
        self._translator = QTranslator(self)
        self._wear()
        self._translate()
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._wear())
        self.runner.crashed.connect(self.show_crash)

    def start(self, folder: Path | None, *, demonstration: bool = False) -> None:
        """Open a desk: signed in on the demonstration, else by password; no desk at all: the first run."""
        empty_opened_papers()
        folder = folder or self._last_desk()
        if folder is None:
            self.show_first_run()
        elif not demonstration or not self.open_demonstration(folder):
            self.show_sign_in(folder)

    def open_demonstration(self, desk: Path) -> bool:
        """Open a demonstration desk as its secretary; False where its note does not tell who they are."""
        users = read_note(desk)
        if not users:
            return False
        try:
            store, actor = sign_in(desk, users[0].name, users[0].password, self._clock())
        except Refused as refused:
            self.show_sign_in(desk).show_problem(refused)
            return True
        self._users = users
        self.open(store, actor)
        return True

    def show_sign_in(self, folder: Path) -> SignInDialog:
        """Ask for name and password."""
        from centre_desk.views.desk.sign_in_dialog import SignInDialog

        dialog = SignInDialog(self._tools(), folder, self._clock)
        dialog.opened.connect(self.open)
        dialog.wants_new.connect(self.show_first_run)
        dialog.wants_sheet.connect(self._show_recovery)
        self._show(dialog)
        return dialog

    def show_first_run(self) -> FirstRun:
        """Lead through the making of a desk."""
        from centre_desk.views.overview.first_run import FirstRun

        dialog = FirstRun(self._tools(), self._clock)
        dialog.founded.connect(self.open)
        dialog.wants_demonstration.connect(lambda: self._explore(dialog))
        self._show(dialog)
        return dialog

    def open(self, store: Store, actor: Actor) -> None:
        """Show the window on an open desk."""
        if not store.description.demonstration:
            self._keep(desk=str(store.folder))
        context = Context(store=store, words=self.words, runner=self.runner, actor=actor, clock=self._clock)
        self._show_window(context)

    def finish(self) -> None:
        """End the program: close the desk, stop the worker, leave no paper behind."""
        self._close_dialog()
        self.runner.stop()
        if self.window is not None:
            self.window.context.store.close()
            self.window = None
        empty_opened_papers()
        self._app.quit()

    def show_crash(self, problem: BaseException) -> None:
        """Say that something unforeseen happened."""
        report = crash_report(problem)
        keep_report(report, self._clock())
        CrashDialog(self.words, report, self.window or self.dialog).open()

    # Dialogs before the window

    def _tools(self) -> Tools:
        return Tools(self.words, self.runner)

    def _show(self, dialog: QDialog) -> None:
        self._close_dialog()
        self.dialog = dialog
        dialog.rejected.connect(self.finish)
        dialog.show()

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.blockSignals(True)
            self.dialog.close()
            self.dialog = None

    def _show_recovery(self, folder: Path) -> None:
        from centre_desk.views.desk.recover_dialog import RecoverDialog

        dialog = RecoverDialog(self._tools(), folder, self._clock, self.dialog)
        dialog.opened.connect(self.open)
        dialog.open()

    def _explore(self, asking: FirstRun) -> None:
        asking.fetch(lambda _report: make_demonstration(), lambda desk: self._explored(asking, desk))

    def _explored(self, asking: FirstRun, desk: Path) -> None:
        asking.leave_made()
        self.open_demonstration(desk)

    def _last_desk(self) -> Path | None:
        last = Path(self.preferences.desk) if self.preferences.desk else None
        if last is not None and is_desk(last):
            return last
        known = [place for place in sorted(desks_folder().glob("*")) if is_desk(place)]
        return known[0] if known else None

    # The window

    def _show_window(self, context: Context) -> None:
        window = MainWindow(context)
        window.wants_user.connect(self._change_user)
        window.wants_colours.connect(self._set_colours)
        window.wants_language.connect(self._set_language)
        window.user_changed.connect(self._show_banner)
        window.left.connect(self.finish)
        self.window = window
        self._banner = None
        self._show_banner(context.actor())
        if self.preferences.width:
            window.resize(self.preferences.width, self.preferences.height)
        window.show()
        self._close_dialog()

    def _show_banner(self, actor: Actor) -> None:
        if self.window is None or not self._users:
            return
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = demonstration_banner(self._users, actor.name, self.words, self._try_as)
        self.window.add_banner(self._banner)

    def _try_as(self, user: DemonstrationUser) -> None:
        if self.window is not None:
            store, at = self.window.context.store, self._clock()
            self.runner.run(
                lambda _report: change_user(store, user.name, user.password, at),
                done=self.window.become,
                owner=self.window,
            )

    def _change_user(self) -> None:
        from centre_desk.views.desk.change_user_dialog import ChangeUserDialog

        if self.window is not None:
            dialog = ChangeUserDialog(self.window.context, self.window)
            dialog.changed.connect(self.window.become)
            dialog.open()

    def _set_language(self, language: str) -> None:
        if self.window is None or self.window.panels.anybody_unsaved():
            return
        if self.runner.busy():
            QTimer.singleShot(_PATIENCE_MS, lambda: self._set_language(language))
            return
        self._keep(language=language)
        self.words = catalogue(language)
        self._translate()
        old, actor, store = self.window, self.window.context.actor(), self.window.context.store
        old.retire()
        self.open(store, actor)

    def _set_colours(self, colours: str) -> None:
        self._keep(colours=colours)
        self._wear()

    def _keep(self, *, desk: str = "", language: str = "", colours: str = "") -> None:
        now = self.preferences
        self.preferences = replace(
            now, desk=desk or now.desk, language=language or now.language, colours=colours or now.colours
        )
        keep_preferences(self.preferences)

    def _wear(self) -> None:
        asked = {"light": LIGHT, "dark": DARK}.get(self.preferences.colours)
        wear(self._app, asked or system_tokens(self._app))

    def _translate(self) -> None:
        self._app.removeTranslator(self._translator)
        language = self.words.language
        QLocale.setDefault(QLocale(language))
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language}", folder):
            self._app.installTranslator(self._translator)


def make_application(arguments: list[str]) -> QApplication:
    """Make the Qt application as every window and test of this program has it."""
    app = QApplication(arguments)
    app.setApplicationName("Centre Desk")
    app.setDesktopFileName("centre-desk")
    app.setStyle("Fusion")
    set_base_font(app)
    return app


def run_window(desk: Path | None, *, demonstration: bool = False) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    app = make_application(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    front = Front(app)
    catch_unforeseen(front.show_crash)
    front.start(desk, demonstration=demonstration)
    return app.exec()


def open_window(arguments: list[str]) -> int:
    """Read the arguments of `centre-desk open [FOLDER] [--demo]` and open the window."""
    parser = argparse.ArgumentParser(prog="centre-desk open")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--demo", action="store_true")
    chosen = parser.parse_args(arguments)
    return run_window(chosen.folder, demonstration=chosen.demo)
