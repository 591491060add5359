"""How sessions are spoken of on the screen: their days, length, places, state and what clashes."""

from datetime import date

from centre_desk.queries.course import SessionRow, SessionSheet
from centre_desk.rules.course import SessionState
from centre_desk.rules.course.session import Clash
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.palette import Tone

STATE_TONES = {
    SessionState.PLANNED: Tone.SOFT,
    SessionState.RUNNING: Tone.OK,
    SessionState.FINISHED: Tone.IDLE,
    SessionState.CANCELLED: Tone.BAD,
}
DOT = " · "


def span(start: date, end: date, words: Catalogue) -> str:
    """Say from which day to which: `04/11/2019 – 29/11/2019`."""
    return f"{short_date(start, words.language)} – {short_date(end, words.language)}"


def hours(quarters: int, words: Catalogue) -> str:
    """Say quarters of an hour as hours: `144 h`, `3 h 30`."""
    whole, rest = divmod(quarters, 4)
    return (
        words.t("{hours} h {minutes:02d}", hours=whole, minutes=rest * 15)
        if rest
        else words.t("{hours} h", hours=whole)
    )


def length(half_days: int, quarters: int, words: Catalogue) -> str:
    """Say how long a session is: `36 demi-journées · 144 h`."""
    return DOT.join((words.n("{count} half-day", "{count} half-days", half_days), hours(quarters, words)))


def places(row: SessionRow, waiting: int, words: Catalogue) -> str:
    """Say how many are enrolled, of them women, how many places are left, and how many wait for the trade."""
    said = [
        words.n("{count} enrolled", "{count} enrolled", row.enrolled),
        words.n("{count} woman", "{count} women", row.women),
        words.n("{count} place left", "{count} places left", row.left),
    ]
    if row.ended:
        said.append(words.n("{count} left early", "{count} left early", row.ended))
    if waiting:
        said.append(words.n("{count} on the waiting list", "{count} on the waiting list", waiting))
    return DOT.join(said)


def where(sheet: SessionSheet) -> str:
    """Say where a session is held and by whom."""
    return DOT.join(filter(None, (sheet.row.site, sheet.classroom, sheet.row.trainer)))


def clash(found: Clash, words: Catalogue) -> str:
    """Say what is booked twice: a point to check."""
    return words.n(
        "{what} {name}: also in {session} from {day}, {count} half-day",
        "{what} {name}: also in {session} from {day}, {count} half-days",
        found.half_days,
        what=words.word(found.booked),
        name=found.name,
        session=found.session,
        day=short_date(found.first_day, words.language),
    )
