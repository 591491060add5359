"""The catalogue of sessions for IOM's counsellors, a page or a workbook: what starts when, how long, places left.

Facts: migrants who wish to train are told areas, starting dates and durations; the page says the day it was true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Block, Column, Paragraph, Space, heading, note, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.papers.workbook import BookColumn, BookSheet, BookTable, Cell, Form, workbook_bytes
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import grouped, long_date, short_date


@dataclass(frozen=True, slots=True)
class OfferedSession:
    """A session that can still be joined, or is planned. `timetable` is in words."""

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


@dataclass(frozen=True, slots=True)
class CatalogueFacts:
    """What the centre offers as of a day. `tests` are the trades whose skills it can test."""

    on: date
    sessions: tuple[OfferedSession, ...]
    tests: tuple[str, ...] = ()
    day_care: tuple[str, ...] = ()
    remarks: str = ""


def catalogue_page_pdf(facts: CatalogueFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the catalogue, a page across."""
    blocks: list[Block] = [*_sessions(facts.sessions, words), Space(4 * MM)]
    blocks += _listed(words.t("Skills tests at this centre"), facts.tests)
    blocks += _listed(words.t("Day care during the training"), facts.day_care)
    if facts.remarks:
        blocks.append(Paragraph(facts.remarks))
    blocks.append(note(_as_of(facts, words)))
    paper = Paper(
        title=words.t("OUR TRAINING SESSIONS"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("For IOM’s counsellors, as of {date}", date=long_date(facts.on, words.language)),
        number=words.t("Catalogue of sessions"),
        wide=True,
    )
    return draw_paper(paper, words)


def catalogue_workbook(facts: CatalogueFacts, *, centre: str, words: Catalogue) -> bytes:
    """Return the catalogue as a workbook, which a counsellor sorts and copies from."""
    title = words.t("Catalogue of sessions")
    notes = [_as_of(facts, words), *_said(words.t("Skills tests at this centre"), facts.tests)]
    notes += _said(words.t("Day care during the training"), facts.day_care)
    notes += [facts.remarks] if facts.remarks else []
    rows = tuple(_book_cells(one) for one in _ordered(facts.sessions))
    table = BookTable(_book_columns(words), rows)
    sheet = BookSheet(words.t("Sessions"), f"{title} – {centre}", tuple(notes), (table,))
    return workbook_bytes([sheet], title=title, author=centre, page=words.t("page"))


def _book_columns(words: Catalogue) -> tuple[BookColumn, ...]:
    return (
        BookColumn(words.t("Trade")),
        BookColumn(words.t("Session")),
        BookColumn(words.t("Start"), Form.DATE),
        BookColumn(words.t("End"), Form.DATE),
        BookColumn(words.t("Hours"), Form.WHOLE),
        BookColumn(words.t("Timetable")),
        BookColumn(words.t("Site")),
        BookColumn(words.t("Places"), Form.WHOLE),
        BookColumn(words.t("Left"), Form.WHOLE),
        BookColumn(words.t("Conditions")),
    )


def _book_cells(one: OfferedSession) -> tuple[Cell, ...]:
    days, places = (one.start, one.end), (one.places, max(0, one.places_left))
    return (one.trade, one.code, *days, one.hours, one.timetable, one.site, *places, one.conditions)


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
    return [heading(title), Paragraph(" · ".join(lines), after=4 * MM)] if lines else []


def _sessions(sessions: Sequence[OfferedSession], words: Catalogue) -> list[Block]:
    if not sessions:
        return [Paragraph(words.t("No session is open at the moment."))]
    columns = (
        Column(words.t("Trade"), 46, bold=True),
        Column(words.t("Session"), 28, shrink=True),
        Column(words.t("Start"), 22, Align.CENTRE),
        Column(words.t("End"), 22, Align.CENTRE),
        Column(words.t("Length"), 24),
        Column(words.t("Timetable"), 42),
        Column(words.t("Site"), 32),
        Column(words.t("Places"), 14, Align.RIGHT),
        Column(words.t("Left"), 14, Align.RIGHT, bold=True),
        Column(words.t("Conditions"), 34),
    )
    return table(columns, [_cells(one, words) for one in _ordered(sessions)], least=8 * MM)


def _cells(one: OfferedSession, words: Catalogue) -> tuple[str, ...]:
    weeks = -(-((one.end - one.start).days + 1) // 7)
    length = words.n("{count} week", "{count} weeks", weeks)
    if one.hours:
        hours = grouped(one.hours, words.language)
        length += "\n" + words.n("{hours} hour", "{hours} hours", one.hours, hours=hours)
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
