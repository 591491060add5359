"""The tabs of the screen of sessions look at one session together; a panel on its own screen looks at what it likes.

Each panel follows once when the session in sight has changed: who then turns to another one there stays with it.
"""

from collections.abc import Callable

from centre_desk.views.parts.panel import Panel


def follow(panel: Panel, tab: str, session_id: int) -> None:
    """Let the panel of a tab show a session; 0: it stands on its own screen again."""
    turn = _TURNS.get(tab)
    if turn is not None:
        turn(panel, session_id)


def _roll(panel: Panel, session_id: int) -> None:
    from centre_desk.views.attendance.panel import AttendancePanel

    shown = panel.session() if isinstance(panel, AttendancePanel) else None
    if session_id and not panel.unsaved() and (shown is None or shown.id != session_id):
        panel.open_item(session_id)


def _exams(panel: Panel, session_id: int) -> None:
    from centre_desk.views.exam.panel import ExamsPanel

    if isinstance(panel, ExamsPanel):
        panel.show_session(session_id)


def _certificates(panel: Panel, session_id: int) -> None:
    from centre_desk.views.certificate.panel import CertificatesPanel

    if isinstance(panel, CertificatesPanel):
        panel.show_session(session_id)


_TURNS: dict[str, Callable[[Panel, int], None]] = {"roll": _roll, "exams": _exams, "certificates": _certificates}
