"""How sessions are spoken of on the screen: their days, length, places, state and what clashes."""

from collections.abc import Sequence
from datetime import date

from centre_desk.queries.course import ChangePreview, PlanPreview, SessionRow, SessionSheet, SlotRow
from centre_desk.rules.course import TAKEN_OVER, SessionState
from centre_desk.rules.course.session import Clash, TrainerStay
from centre_desk.rules.course.timetable import Half
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import full_date, short_date
from centre_desk.views.parts.palette import Tone

STATE_TONES = {
    SessionState.PLANNED: Tone.SOFT,
    SessionState.RUNNING: Tone.OK,
    SessionState.FINISHED: Tone.IDLE,
    SessionState.CANCELLED: Tone.BAD,
}
DOT = " · "
_MOST_NAMED = 6


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


def said_plan(plan: PlanPreview, words: Catalogue) -> str:
    """Say when a plan ends, how long it is, and which days off it leaves out."""
    said = [length(plan.half_days, plan.quarters, words)]
    if plan.end_on is not None:
        said.insert(0, words.t("Until {day}", day=full_date(plan.end_on, words.language)))
    if plan.left_out:
        days = ", ".join(_short(day, words)[:5] for day in plan.left_out)
        said.append(words.t("days off left out: {days}", days=days))
    return DOT.join(said)


def marked(row: SessionRow, words: Catalogue) -> str:
    """Name a session, with the mark of one that was taken over."""
    return DOT.join((row.name, taken_over_mark(words))) if row.taken_over else row.name


def taken_over_mark(words: Catalogue) -> str:
    """Return the mark of what was held before the desk began: *repris*."""
    return words.t("taken over")


def since_taken_over(row: SessionRow, words: Catalogue, *, whole: bool = False) -> str:
    """Say since when a session that was taken over is kept here, `whole` with what that means; empty for others."""
    if row.taken_over is None:
        return ""
    day = short_date(row.taken_over, words.language)
    if whole:
        return words.t("taken over on {day}, earlier days are on paper", day=day)
    return words.t("taken over on {day}", day=day)


def why_off(slot: SlotRow, words: Catalogue) -> str:
    """Say why a half-day was taken out, in the words of who did, or that it was held before the desk began."""
    return words.t("taken over: held on paper") if slot.reason == TAKEN_OVER else slot.reason


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
    """Say where a session is held."""
    return DOT.join(filter(None, (sheet.row.site, sheet.classroom)))


def trainers(sheet: SessionSheet, words: Catalogue) -> str:
    """Say who teaches, with the days of those who do not have the whole session, in the order of these days."""
    stays = sorted(sheet.trainers, key=lambda stay: stay.first_day)
    return DOT.join(stay_words(stay, sheet.row, words) for stay in stays) or words.t("no trainer yet")


def stay_words(stay: TrainerStay, row: SessionRow, words: Catalogue) -> str:
    """Say the name of a trainer and, where it is not the whole session, the days: `Koné (11/11 – 15/11)`."""
    first = _short(stay.first_day, words)[:5] if stay.first_day > row.start else ""
    last = _short(stay.last_day, words)[:5] if stay.last_day is not None and stay.last_day < row.end_on else ""
    if first and last:
        return f"{stay.name} ({first} – {last})"
    if first:
        return f"{stay.name} ({words.t('since {day}', day=first)})"
    return f"{stay.name} ({words.t('until {day}', day=last)})" if last else stay.name


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


def said_before(plan: ChangePreview, words: Catalogue) -> str:
    """Say how long a session is, and how long it would be, each with its last day."""
    before, after = (
        DOT.join((length(len(now.planned), now.quarters, words), words.t("until {day}", day=_short(now.end_on, words))))
        for now in (plan.before, plan.after)
    )
    return words.t("At present: {before}", before=before) + "\n" + words.t("Then: {after}", after=after)


def touched(plan: ChangePreview, words: Catalogue) -> list[str]:
    """Say which half-days leave and come, and how many people begin on another day."""
    said: list[str] = []
    if plan.leaving:
        days = _days(plan.leaving, words)
        said.append(words.n("Leaves: {days}", "Leave: {days}", len(plan.leaving), days=days))
    if plan.coming:
        said.append(words.n("Comes: {days}", "Come: {days}", len(plan.coming), days=_days(plan.coming, words)))
    if plan.people_moved:
        said.append(words.n("{count} person begins then.", "{count} people begin then.", plan.people_moved))
    return said


def _short(day: date, words: Catalogue) -> str:
    return short_date(day, words.language)


def _days(halves: Sequence[Half], words: Catalogue) -> str:
    """Name the half-days; of many, the first and the last day."""
    if len(halves) > _MOST_NAMED:
        ends = span(halves[0].day, halves[-1].day, words)
        return DOT.join((words.n("{count} half-day", "{count} half-days", len(halves)), ends))
    return ", ".join(f"{short_date(half.day, words.language)[:5]} {words.word(half.half_day)}" for half in halves)
