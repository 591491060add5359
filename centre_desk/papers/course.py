"""The catalogue of sessions on one page, for IOM's counsellors: what starts when, how long, how many places.

Facts: migrants who wish to train are told areas, starting dates and durations; the page says the day it was true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Block, Column, Paragraph, Space, heading, note, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.pen import MM, Align
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
    day = long_date(facts.on, words.language)
    blocks: list[Block] = [*_sessions(facts.sessions, words), Space(4 * MM)]
    blocks += _listed(words.t("Skills tests at this centre"), facts.tests)
    blocks += _listed(words.t("Day care during the training"), facts.day_care)
    if facts.remarks:
        blocks.append(Paragraph(facts.remarks))
    blocks.append(
        note(
            words.t(
                "Places left as of {date}; call the centre before sending somebody. "
                "The training and the day care cost the person nothing.",
                date=day,
            )
        )
    )
    paper = Paper(
        title=words.t("OUR TRAINING SESSIONS"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("For IOM’s counsellors, as of {date}", date=day),
        number=words.t("Catalogue of sessions"),
        wide=True,
    )
    return draw_paper(paper, words)


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
    ordered = sorted(sessions, key=lambda one: (one.start, one.trade, one.code))
    return table(columns, [_cells(one, words) for one in ordered], least=8 * MM)


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
