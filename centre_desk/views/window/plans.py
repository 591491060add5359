"""What stands in each menu of the window, for the acting user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import N_
from centre_desk.views.window.menus import LINE, TITLES, Entry, MenuPlan, edit_entries, screen_entries
from centre_desk.views.window.screens import SCREENS, Screen, ScreenPlan, screens_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from centre_desk.views.window.main import MainWindow


def menu_plans(window: MainWindow) -> tuple[MenuPlan, ...]:
    """Return the menus of the window."""
    makers = (_file, _edit, _view, _session, _reports, _tools, _help)
    return tuple(
        MenuPlan(name, title, make(window)) for (name, title), make in zip(TITLES.items(), makers, strict=True)
    )


def _go(window: MainWindow, room: Room) -> Callable[[], None]:
    return lambda: window.go_to(room, 0)


def _file(window: MainWindow) -> tuple[Entry, ...]:
    return (
        Entry("file_change_user", N_("Change user…"), window.wants_user.emit, "Ctrl+L"),
        Entry("file_change_password", N_("Change my password…"), lambda: _change_password(window)),
        LINE,
        Entry("file_back_up", N_("Back up now"), window.back_up, "Ctrl+Shift+S"),
        LINE,
        Entry("file_quit", N_("Quit"), lambda: _close(window), "Ctrl+Q"),
    )


def _edit(window: MainWindow) -> tuple[Entry, ...]:
    return (*edit_entries(), LINE, Entry("edit_find", N_("Find"), window.find_text, "Ctrl+F"))


def _view(window: MainWindow) -> tuple[Entry, ...]:
    mine = screens_for(window.context.actor().roles)
    shown = [entry for plan, entry in zip(SCREENS, screen_entries(SCREENS, _show(window)), strict=True) if plan in mine]
    return (
        *shown,
        LINE,
        Entry("view_reload", N_("Read again"), window.reload, "F5"),
        LINE,
        Entry("view_system", N_("Colours of the system"), lambda: window.wants_colours.emit("system")),
        Entry("view_light", N_("Light"), lambda: window.wants_colours.emit("light")),
        Entry("view_dark", N_("Dark"), lambda: window.wants_colours.emit("dark")),
        LINE,
        Entry("view_french", N_("In French"), lambda: window.wants_language.emit("fr")),
        Entry("view_english", N_("In English"), lambda: window.wants_language.emit("en")),
    )


def _show(window: MainWindow) -> Callable[[ScreenPlan], None]:
    return lambda plan: window.show_screen(plan.screen)


def _session(window: MainWindow) -> tuple[Entry, ...]:
    return (
        Entry("session_list", N_("List of sessions"), _go(window, Room.COURSE)),
        Entry("session_roll", N_("Take the roll"), _go(window, Room.ATTENDANCE)),
        Entry("session_marks", N_("Enter marks"), _go(window, Room.EXAM)),
        Entry("session_skills", N_("Skills tests"), _go(window, Room.ASSESSMENT)),
        Entry("session_certificates", N_("Certificates to print"), _go(window, Room.CERTIFICATE)),
    )


def _reports(window: MainWindow) -> tuple[Entry, ...]:
    return (
        Entry("reports_month", N_("Monthly report to IOM"), _go(window, Room.MONTHLY_RETURN)),
        Entry("reports_claims", N_("Payment sheets"), _go(window, Room.CLAIM)),
        Entry("reports_kits", N_("Kits"), _go(window, Room.KIT)),
        Entry("reports_visits", N_("Follow-up visits"), _go(window, Room.FOLLOW_UP)),
    )


def _tools(window: MainWindow) -> tuple[Entry, ...]:
    return (
        Entry("tools_import", N_("Import referrals…"), _go(window, Room.REFERRAL), "Ctrl+I"),
        Entry("tools_centre", N_("Centre and rates"), _go(window, Room.CENTRE)),
        Entry("tools_users", N_("Users and roles"), _go(window, Room.DESK)),
        Entry("tools_backups", N_("Backups"), lambda: _open_tab(window, "backups")),
        Entry("tools_journal", N_("Journal"), lambda: _open_tab(window, "journal")),
    )


def _help(window: MainWindow) -> tuple[Entry, ...]:
    return (
        Entry("help_screen", N_("Help on this screen"), lambda: _show_help(window), "F1"),
        Entry("help_shortcuts", N_("Keyboard shortcuts"), lambda: _show_shortcuts(window), "Ctrl+F1"),
        LINE,
        Entry("help_about", N_("About Centre Desk"), lambda: _show_about(window)),
    )


def _close(window: MainWindow) -> None:
    window.close()


def _open_tab(window: MainWindow, name: str) -> None:
    window.open_tab(Screen.SETTINGS, name)


def _change_password(window: MainWindow) -> None:
    from centre_desk.views.desk.password_dialog import ChangePasswordDialog

    window.show_dialog(ChangePasswordDialog(window.context, window))


def _show_help(window: MainWindow) -> None:
    from centre_desk.views.window.help import HelpDialog, help_page

    panel, screen = window.panel(), window.current_screen() or Screen.TODAY
    name = (panel.help_page if panel else "") or screen.value
    page = help_page(name, window.words.language)
    HelpDialog(window.words, page, window, file_name=f"{name}.html").show()


def _show_shortcuts(window: MainWindow) -> None:
    from centre_desk.views.window.help import HelpDialog, shortcut_sheet

    sheet = shortcut_sheet(window.menus, window.words)
    HelpDialog(window.words, sheet, window, file_name="raccourcis.html").show()


def _show_about(window: MainWindow) -> None:
    from centre_desk import __version__
    from centre_desk.views.window.help import HelpDialog

    text = window.words.t(
        "Centre Desk {version}. Keeps a training centre’s records from referral to monthly report.",
        version=__version__,
    )
    HelpDialog(window.words, f"<h2>Centre Desk</h2><p>{text}</p>", window, file_name="centre-desk.html").show()
