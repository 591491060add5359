"""The numbered attendance sheet (feuille d'émargement): people x half-days of one week, to sign by hand.

Facts: proof needs title, dates, hours, trainer, place, and a signature of trainee and trainer each half-day. It
may hang on a wall: names and second keys only, nothing sensitive. Margins are 10 mm: each box must hold a thumb.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.papers.pdf.document import Letterhead, draw_demo_mark
from centre_desk.papers.pdf.fonts import INK, LINE, NOTE, SHADE, SMALL, SMALL_BOLD, Font, Type, shortened
from centre_desk.papers.pdf.pen import A4_WIDE, MM, Align, Pen
from centre_desk.rules.attendance.quick import numbered
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date, weekday_name

NAMES_A_PAGE = 25
QR_PREFIX = "CDF1"

_WIDE, _HIGH = A4_WIDE
_MARGIN = 10 * MM
_TOP = _HIGH - _MARGIN
_HEAD = 25 * MM
_DAYS = 12.5 * MM
_DAY_TITLE = 5 * MM
_FOOT = 6 * MM
_COUNT_ROW = 6.5 * MM
_TRAINER_ROW = 10.5 * MM
_HIGHEST_ROW = 12 * MM
_NUMBER = 8 * MM
_NAME = 60 * MM
_QR_SIDE = 19 * MM
_NAME_TYPE = Type(Font.SANS_BOLD, 8)
_KEY_TYPE = Type(Font.SANS, 5.8)
_HOURS_TYPE = Type(Font.SANS, 6.5)
_TITLE = Type(Font.SANS_BOLD, 14)


class SlotUse(StrEnum):
    """What a half-day of the week is for the session."""

    COURSE = "course"
    HOLIDAY = "holiday"
    NO_COURSE = "no_course"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day of the sheet: morning and afternoon, and the hours of each where they are known."""

    day: date
    morning: SlotUse = SlotUse.COURSE
    afternoon: SlotUse = SlotUse.COURSE
    hours: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class SheetName:
    """A line: register number, name, and the second key where two people have one name.

    `start` and `end` bound the enrolment: half-days outside are greyed.
    """

    number: int
    name: str
    second_key: str = ""
    start: date | None = None
    end: date | None = None

    def enrolled_on(self, day: date) -> bool:
        """Tell whether the person is expected on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class AttendanceSheetFacts:
    """One numbered sheet of one session's week. `hours`: of a morning and of an afternoon, where a day has none.

    `width`: how many digits a register number of the session has, as the quick field wants them.
    """

    number: str
    session: str
    trade: str
    place: str
    trainer: str
    days: tuple[SheetDay, ...]
    names: tuple[SheetName, ...]
    hours: tuple[str, str] = ("", "")
    centre_code: str = ""
    head_code: str = ""
    width: int = 2


def sheet_identity(facts: AttendanceSheetFacts) -> str:
    """Return what the square of a sheet says: centre, sheet number, session, first day. No person."""
    first = facts.days[0].day.isoformat() if facts.days else ""
    return "/".join((QR_PREFIX, facts.centre_code, facts.number, facts.session, first)).upper()


def attendance_sheets_pdf(sheets: Sequence[AttendanceSheetFacts], *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheets in one PDF, each on as many pages as its names need."""
    pen = Pen(A4_WIDE, words.t("Attendance sheet"), letterhead.centre, words.language)
    draw_sheets(pen, sheets, letterhead, words)
    return pen.finish()


def draw_sheets(pen: Pen, sheets: Sequence[AttendanceSheetFacts], letterhead: Letterhead, words: Catalogue) -> None:
    """Draw the sheets behind the pages that a pen has drawn."""
    for facts in sheets:
        pages = _shared_out(facts.names)
        for number, names in enumerate(pages, 1):
            draw_demo_mark(pen, letterhead, words)
            _draw_head(pen, facts, letterhead, words)
            _draw_grid(pen, facts, names, words)
            _draw_foot(pen, facts, (number, len(pages)), words)
            pen.next_page()


def _shared_out(names: Sequence[SheetName]) -> list[Sequence[SheetName]]:
    """Share names evenly over the pages that they need: fewer a page means higher boxes."""
    pages = max(1, -(-len(names) // NAMES_A_PAGE))
    size = max(1, -(-len(names) // pages))
    return [names[at : at + size] for at in range(0, max(1, len(names)), size)]


def _draw_head(pen: Pen, facts: AttendanceSheetFacts, letterhead: Letterhead, words: Catalogue) -> None:
    right = _WIDE - _MARGIN
    pen.qr(right - _QR_SIDE, _TOP - _QR_SIDE, _QR_SIDE, sheet_identity(facts))
    room = right - _QR_SIDE - 6 * MM
    pen.text(_MARGIN, _TOP - 9, letterhead.centre, SMALL_BOLD)
    pen.text(room, _TOP - 9, letterhead.agreement_line(words), SMALL, Align.RIGHT)
    title = words.t("ATTENDANCE SHEET no. {number}", number=facts.number)
    pen.text(_MARGIN, _TOP - 28, title, _TITLE)
    pen.text(room, _TOP - 28, _week(facts, words), Type(Font.SANS_BOLD, 11), Align.RIGHT)
    step = (room - _MARGIN) / 4
    for at, (label, value) in enumerate(_head_facts(facts, words)):
        pen.text(_MARGIN + at * step, _TOP - 43, label, NOTE)
        pen.fit(_MARGIN + at * step, _TOP - 54, value, SMALL_BOLD, step - 2 * MM, upwards=False)
    pen.text(_MARGIN, _TOP - 66, _instruction(facts, words), NOTE)


def _head_facts(facts: AttendanceSheetFacts, words: Catalogue) -> tuple[tuple[str, str], ...]:
    return (
        (words.t("Session"), facts.session),
        (words.t("Course"), facts.trade),
        (words.t("Place"), facts.place),
        (words.t("Trainer"), facts.trainer),
    )


def _instruction(facts: AttendanceSheetFacts, words: Catalogue) -> str:
    said = words.t(
        "Each person signs or puts a thumb print for themselves, each half-day. "
        "An empty box counts as absent. {holiday} = public holiday, {none} = no course.",
        holiday=words.p("attendance letter", "H"),
        none="–",
    )
    if not any(use is SlotUse.TAKEN_OVER for _day, use in _slots(facts)):
        return said
    letter = words.p("attendance letter", "TO")
    return f"{said} {words.t('{letter} = taken over, signed on earlier sheets.', letter=letter)}"


def _week(facts: AttendanceSheetFacts, words: Catalogue) -> str:
    if not facts.days:
        return ""
    first, last = facts.days[0].day, facts.days[-1].day
    start, end = long_date(first, words.language), long_date(last, words.language)
    return words.t("from {start} to {end}", start=start, end=end)


def _draw_grid(pen: Pen, facts: AttendanceSheetFacts, names: Sequence[SheetName], words: Catalogue) -> None:
    """Draw the heads of the days, one row a person, then the rows of counts and of the trainer."""
    top = _TOP - _HEAD
    _draw_day_heads(pen, facts, top, words)
    top -= _DAYS
    room = top - _MARGIN - _FOOT - _COUNT_ROW - _TRAINER_ROW
    high = min(_HIGHEST_ROW, room / max(1, len(names)))
    for name in names:
        _draw_name(pen, facts, name, top, high, words)
        top -= high
    label = words.t("Number of signatures")
    _draw_last_row(pen, facts, label, top, _COUNT_ROW, words)
    _draw_last_row(pen, facts, words.t("Trainer’s signature"), top - _COUNT_ROW, _TRAINER_ROW, words)


def _box_width(facts: AttendanceSheetFacts) -> float:
    return (_WIDE - 2 * _MARGIN - _NUMBER - _NAME) / max(1, 2 * len(facts.days))


def _draw_day_heads(pen: Pen, facts: AttendanceSheetFacts, top: float, words: Catalogue) -> None:
    box, left = _box_width(facts), _MARGIN + _NUMBER + _NAME
    pen.box(_MARGIN, top - _DAYS, _NUMBER, _DAYS, fill=SHADE, colour=INK)
    pen.text(_MARGIN + _NUMBER / 2, top - _DAYS + 11, words.t("No."), SMALL_BOLD, Align.CENTRE)
    pen.box(_MARGIN + _NUMBER, top - _DAYS, _NAME, _DAYS, fill=SHADE, colour=INK)
    pen.text(_MARGIN + _NUMBER + 3, top - _DAYS + 11, words.t("First names and NAME"), SMALL_BOLD)
    halves = (words.t("Morning"), words.t("Afternoon"))
    for at, day in enumerate(facts.days):
        x = left + 2 * at * box
        pen.box(x, top - _DAY_TITLE, 2 * box, _DAY_TITLE, fill=SHADE, colour=INK)
        title = f"{weekday_name(day.day, words.language)} {day.day.day:02d}/{day.day.month:02d}"
        pen.fit(x + box, top - _DAY_TITLE + 4, title, SMALL_BOLD, 2 * box - 4, Align.CENTRE)
        for half in (0, 1):
            pen.box(x + half * box, top - _DAYS, box, _DAYS - _DAY_TITLE, fill=SHADE, colour=INK)
            hours, middle = day.hours[half] or facts.hours[half], x + (half + 0.5) * box
            pen.fit(middle, top - _DAYS + (12 if hours else 8), halves[half], _HOURS_TYPE, box - 3, Align.CENTRE)
            pen.fit(middle, top - _DAYS + 3.5, hours, _HOURS_TYPE, box - 3, Align.CENTRE)


def _draw_name(
    pen: Pen, facts: AttendanceSheetFacts, name: SheetName, top: float, high: float, words: Catalogue
) -> None:
    low = top - high
    pen.box(_MARGIN, low, _NUMBER, high, colour=INK)
    pen.text(_MARGIN + _NUMBER / 2, low + high / 2 - 3, numbered(name.number, facts.width), _NAME_TYPE, Align.CENTRE)
    pen.box(_MARGIN + _NUMBER, low, _NAME, high, colour=INK)
    _draw_who(pen, name, low, high)
    box, left = _box_width(facts), _MARGIN + _NUMBER + _NAME
    for at, (day, use) in enumerate(_slots(facts)):
        use = use if name.enrolled_on(day) else SlotUse.NO_COURSE
        _draw_slot(pen, left + at * box, low, box, high, use, words)


def _draw_who(pen: Pen, name: SheetName, low: float, high: float) -> None:
    """Write name and second key one above the other, as small as they need to be whole."""
    left, room, middle = _MARGIN + _NUMBER + 3, _NAME - 6, low + high / 2
    tall = high > 7 * MM
    if not name.second_key:
        pen.fit(left, middle - 2.8, name.name, _NAME_TYPE, room, least=7 if tall else 4)
        return
    letters = _NAME_TYPE if tall else _NAME_TYPE.sized(7)
    pen.fit(left, middle + 0.6, name.name, letters, room, least=4)
    pen.text(left, middle - 6, shortened(name.second_key, _KEY_TYPE, room), _KEY_TYPE)


def _slots(facts: AttendanceSheetFacts) -> list[tuple[date, SlotUse]]:
    return [(day.day, use) for day in facts.days for use in (day.morning, day.afternoon)]


def _draw_slot(pen: Pen, x: float, low: float, wide: float, high: float, use: SlotUse, words: Catalogue) -> None:
    """Draw a box to sign in, or a grey one with its letter: the shade alone would not survive a copy."""
    off = use is not SlotUse.COURSE
    pen.box(x, low, wide, high, fill=SHADE if off else None, colour=INK if not off else LINE)
    if off:
        letters = {
            SlotUse.HOLIDAY: words.p("attendance letter", "H"),
            SlotUse.TAKEN_OVER: words.p("attendance letter", "TO"),
        }
        letter = letters.get(use, "–")
        pen.text(x + wide / 2, low + high / 2 - 3, letter, SMALL_BOLD, Align.CENTRE)


def _draw_last_row(
    pen: Pen, facts: AttendanceSheetFacts, label: str, top: float, high: float, words: Catalogue
) -> None:
    left, low, box = _MARGIN, top - high, _box_width(facts)
    pen.box(left, low, _NUMBER + _NAME, high, colour=INK, weight=1)
    pen.text(left + _NUMBER + _NAME - 4, low + high / 2 - 3, label, SMALL_BOLD, Align.RIGHT)
    for at, (_day, use) in enumerate(_slots(facts)):
        _draw_slot(pen, left + _NUMBER + _NAME + at * box, low, box, high, use, words)


def _draw_foot(pen: Pen, facts: AttendanceSheetFacts, page: tuple[int, int], words: Catalogue) -> None:
    place = words.t("page {page} of {pages}", page=page[0], pages=page[1])
    pen.text(_WIDE - _MARGIN, _MARGIN - 1, place, NOTE, Align.RIGHT)
    code = words.t("journal {code}", code=facts.head_code) if facts.head_code else ""
    counted = words.t("Signatures counted by: ______________________   Received on: ____ /____ /________")
    number = words.t("Sheet no. {number}", number=facts.number)
    pen.text(_MARGIN, _MARGIN - 1, " · ".join(part for part in (number, code) if part), NOTE)
    pen.text(_WIDE / 2, _MARGIN - 1, counted, NOTE, Align.CENTRE)
