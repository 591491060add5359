"""What the roll says of its locks before anybody types: a week that is locked, one opened again, rolls entered late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from centre_desk.actions.attendance import open_late_entry
from centre_desk.queries.attendance.grid import GridSheet
from centre_desk.queries.attendance.locks import LockedWeek
from centre_desk.rules.attendance.week import week_days
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.attendance.head_bar import short_words
from centre_desk.views.parts.dialogs import ReasonDialog
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone

if TYPE_CHECKING:
    from centre_desk.views.attendance.panel import AttendancePanel

Said = tuple[str, Tone, str]
"""A short word, its tone, and the whole sentence."""


def lock_words(lock: LockedWeek | None, user_id: int, today: date, words: Catalogue) -> Said:
    """Say whether a week takes entries from a user today; nothing where it was never locked."""
    if lock is None:
        return "", Tone.PLAIN, ""
    since, received = short_date(lock.since), short_date(lock.received_on)
    opening = lock.opening_for(user_id, today)
    if opening is not None:
        tip = words.t("Opened again: {reason}. What is entered now shows for ever as late.", reason=opening.reason)
        return words.t("opened again, late"), Tone.WARN, tip
    tip = words.t(
        "Entry of this week is locked since {since}: its sheet came in on {received}. "
        "A second person opens it again (More…, Open a late entry).",
        since=since,
        received=received,
    )
    return words.t("locked since {day}", day=since[:5]), Tone.WARN, tip


class LateLine(ElidedLabel):
    """The line that says for ever which half-days of the month were entered late, and why; hidden without any."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__(look="muted", least=200)
        self._words = words
        self.setObjectName("roll_late")
        self.hide()

    def show_sheet(self, sheet: GridSheet) -> None:
        """Say it of a month."""
        late: dict[str, list[str]] = {}
        for half in sheet.half_days:
            if half.late_reason:
                late.setdefault(half.late_reason, []).append(short_words(half, self._words, narrow=True))
        said = [f"{' ; '.join(days)} ({reason})" for reason, days in late.items()]
        text = self._words.t("Entered late: {what}", what=" · ".join(said)) if said else ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


def open_again(panel: AttendancePanel) -> None:
    """Open the week shown again, with a reason, for somebody else to enter; say at once where it is not locked."""
    half, sheet, context = panel.half(), panel.sheet(), panel.context
    if half is None or sheet is None:
        return
    t, lock = panel.words.t, sheet.lock_of(half.day)
    first, last = (short_date(day) for day in week_days(half.day))
    if lock is None:
        where = t("{session}, week from {first} to {last}", session=sheet.session, first=first, last=last)
        panel.refusals.show_sentences([t("{where}: entry is not locked. Enter the roll as usual.", where=where)])
        return
    dialog = ReasonDialog(context, panel, title=t("Open a late entry"), verb=t("Open"))
    until = short_date(context.today() + timedelta(days=lock.days))
    said = t(
        "{session}, week from {first} to {last}: the sheet came in on {received}, entry is locked since {since}. "
        "Somebody else than you enters, until {until}; what is entered shows for ever as late, with this reason.",
        session=sheet.session,
        first=first,
        last=last,
        received=short_date(lock.received_on),
        since=short_date(lock.since),
        until=until,
    )
    dialog.explain(said, "late_week")
    store, session_id, day = context.store, sheet.session_id, half.day

    def given(reason: str) -> None:
        by, at = context.actor(), context.now()
        panel.act(
            lambda: open_late_entry(store, session_id=session_id, day=day, reason=reason, by=by, at=at),
            ok=lambda _done: panel.reread(),
        )

    dialog.given.connect(given)
    panel.show_dialog(dialog)
