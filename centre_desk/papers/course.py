"""The catalogue of sessions for IOM's counsellors, a page or a workbook: what starts when, how long, places left.

Facts: migrants who wish to train are told areas, starting dates and durations; the page says the day it was true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Block, Column, Paragraph, Space, note, table
from centre_desk.papers.pdf.document import Letterhead, Paper, count_pages, draw_paper
from centre_desk.papers.pdf.fonts import SMALL
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.papers.workbook import BookColumn, BookSheet, BookTable, Cell, Form, workbook_bytes
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import grouped, long_date, short_date


@dataclass(frozen=True, slots=True)
class OfferedSession:
    """A session that is planned or runs. `timetable` is in words; `week`: which one it is in (0: not begun)."""

    code: str
    trade: str
    start: date
    end: date
    hours: int
    site: str
    places: int
    places_left: int
    timetable: str = ""
    conditions: str = ""
    week: int = 0

    @property
    def weeks(self) -> int:
        """Return how many weeks it lasts, begun ones whole."""
        return -(-((self.end - self.start).days + 1) // 7)


@dataclass(frozen=True, slots=True)
class CatalogueFacts:
    """What the centre offers as of a day. `tests` are the trades whose skills it can test."""

    on: date
    sessions: tuple[OfferedSession, ...]
    tests: tuple[str, ...] = ()
    day_care: tuple[str, ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    """How closely the page is set: letters, least height of a row, room above and below its texts, margin."""

    size: float
    least: float
    pad: float
    margin: float


_LOOKS = (
    _Look(8.5, 8 * MM, 1.2 * MM, 18 * MM),
    _Look(8, 6 * MM, 1.2 * MM, 14 * MM),
    _Look(7.5, 0, 1 * MM, 12 * MM),
    _Look(7, 0, 0.7 * MM, 10 * MM),
    _Look(6.5, 0, 0.5 * MM, 10 * MM),
    _Look(6, 0, 0.4 * MM, 10 * MM),
)
"""From roomy to close: the page takes the first one that holds all sessions."""


def catalogue_page_pdf(facts: CatalogueFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the catalogue as one page across: with many sessions it is set more closely."""
    papers = (_paper(facts, look, letterhead, words) for look in _LOOKS)
    fits = next((paper for paper in papers if count_pages(paper) == 1), None)
    return draw_paper(fits or _paper(facts, _LOOKS[-1], letterhead, words), words)


def _paper(facts: CatalogueFacts, look: _Look, letterhead: Letterhead, words: Catalogue) -> Paper:
    blocks: list[Block] = [*_sessions(facts.sessions, look, words), Space(3 * MM)]
    blocks += _listed(words.t("Skills tests at this centre"), facts.tests)
    blocks += _listed(words.t("Day care during the training"), facts.day_care)
    if facts.remarks:
        blocks.append(Paragraph(facts.remarks))
    blocks.append(note(_as_of(facts, words)))
    return Paper(
        title=words.t("OUR TRAINING SESSIONS"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("For IOM’s counsellors, as of {date}", date=long_date(facts.on, words.language)),
        number=words.t("Catalogue of sessions"),
        wide=True,
        margin=look.margin,
    )


def catalogue_workbook(facts: CatalogueFacts, *, centre: str, words: Catalogue) -> bytes:
    """Return the catalogue as a workbook, which a counsellor sorts and copies from."""
    title = words.t("Catalogue of sessions")
    notes = [_as_of(facts, words), *_said(words.t("Skills tests at this centre"), facts.tests)]
    notes += _said(words.t("Day care during the training"), facts.day_care)
    notes += [facts.remarks] if facts.remarks else []
    rows = tuple(_book_cells(one, words) for one in _ordered(facts.sessions))
    table = BookTable(_book_columns(words), rows)
    sheet = BookSheet(words.t("Sessions"), f"{title} – {centre}", tuple(notes), (table,))
    return workbook_bytes([sheet], title=title, author=centre, page=words.t("page"))


def _book_columns(words: Catalogue) -> tuple[BookColumn, ...]:
    return (
        BookColumn(words.t("Trade")),
        BookColumn(words.t("Session")),
        BookColumn(words.t("Start"), Form.DATE),
        BookColumn(words.t("End"), Form.DATE),
        BookColumn(words.t("Running")),
        BookColumn(words.t("Hours"), Form.WHOLE),
        BookColumn(words.t("Timetable")),
        BookColumn(words.t("Site")),
        BookColumn(words.t("Places"), Form.WHOLE),
        BookColumn(words.t("Left"), Form.WHOLE),
        BookColumn(words.t("Conditions")),
    )


def _book_cells(one: OfferedSession, words: Catalogue) -> tuple[Cell, ...]:
    days, places = (one.start, one.end), (one.places, max(0, one.places_left))
    running = _running(one, words)
    return (one.trade, one.code, *days, running, one.hours, one.timetable, one.site, *places, one.conditions)


def _as_of(facts: CatalogueFacts, words: Catalogue) -> str:
    return words.t(
        "Places left as of {date}; call the centre before sending somebody. "
        "The training and the day care cost the person nothing.",
        date=long_date(facts.on, words.language),
    )


def _said(title: str, lines: Sequence[str]) -> list[str]:
    return [f"{title} – {' · '.join(lines)}"] if lines else []


def _ordered(sessions: Sequence[OfferedSession]) -> list[OfferedSession]:
    return sorted(sessions, key=lambda one: (one.start, one.trade, one.code))


def _listed(title: str, lines: Sequence[str]) -> list[Block]:
    return [Paragraph(line, SMALL, after=1 * MM) for line in _said(title, lines)]


def _sessions(sessions: Sequence[OfferedSession], look: _Look, words: Catalogue) -> list[Block]:
    if not sessions:
        return [Paragraph(words.t("No session is open at the moment."))]
    columns = (
        Column(words.t("Trade"), 36, bold=True),
        Column(words.t("Session"), 26, shrink=True),
        Column(words.t("Start"), 17, Align.CENTRE),
        Column(words.t("End"), 17, Align.CENTRE),
        Column(words.t("Length"), 30),
        Column(words.t("Timetable"), 50),
        Column(words.t("Site"), 18),
        Column(words.t("Places"), 13, Align.RIGHT),
        Column(words.t("Left"), 17, Align.RIGHT, bold=True),
        Column(words.t("Conditions"), 58),
    )
    letters = SMALL.sized(look.size)
    rows = [_cells(one, look, words) for one in _ordered(sessions)]
    return table(columns, rows, least=look.least, letters=letters, pad=look.pad)


def _cells(one: OfferedSession, look: _Look, words: Catalogue) -> tuple[str, ...]:
    said = [words.n("{count} week", "{count} weeks", one.weeks)]
    if one.hours:
        hours = grouped(one.hours, words.language)
        said.append(words.n("{hours} hour", "{hours} hours", one.hours, hours=hours))
    running = _running(one, words)
    length = ("\n" if look.least else " · ").join(said) + (f"\n{running}" if running else "")
    left = words.t("full") if one.places_left <= 0 else str(one.places_left)
    return (
        one.trade,
        one.code,
        short_date(one.start),
        short_date(one.end),
        length,
        one.timetable,
        one.site,
        str(one.places),
        left,
        one.conditions,
    )


def _running(one: OfferedSession, words: Catalogue) -> str:
    """Say of a session that has begun in which week it is: somebody sent now has missed the weeks before."""
    return words.t("running: week {week} of {weeks}", week=one.week, weeks=one.weeks) if one.week else ""
