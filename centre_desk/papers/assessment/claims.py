"""Declared against tested on paper: by trade, how often the claim to exercise a trade held, with all counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Block, Column, Paragraph, Space, note, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.fonts import BODY, SMALL
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date, percent


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """The counts of one trade; `waiting`, `planned`, `able`, `training_offered` and `not_assessed` make `declared`."""

    trade: str
    declared: int
    waiting: int
    planned: int
    able: int
    training_offered: int
    not_assessed: int

    @property
    def tested(self) -> int:
        """Return how many were tested with a finding."""
        return self.able + self.training_offered


def claims_pdf(
    claims: Sequence[ClaimFacts],
    since: date | None,
    until: date | None,
    on: date,
    *,
    letterhead: Letterhead,
    words: Catalogue,
) -> bytes:
    """Return the counts of referrals received from `since` to `until`; None leaves that end open."""
    columns = (
        Column(words.t("Trade"), 46, bold=True),
        Column(words.t("Declared"), 22, Align.RIGHT),
        Column(words.t("Waiting"), 22, Align.RIGHT),
        Column(words.t("Appointment"), 26, Align.RIGHT),
        Column(words.t("Tested"), 20, Align.RIGHT),
        Column(words.t("Skills shown"), 28, Align.RIGHT),
        Column(words.t("Training offered"), 26, Align.RIGHT),
        Column(words.t("Not assessed"), 24, Align.RIGHT),
        Column(words.t("Claim held"), 24, Align.RIGHT),
    )
    whole = _sum(claims, words)
    blocks: list[Block] = [
        Paragraph(_sentence(whole, words), BODY),
        Space(2 * MM),
        *table(
            columns,
            [_cells(one, words) for one in claims],
            totals=_cells(whole, words),
            least=6.5 * MM,
            letters=SMALL.sized(8),
        ),
        Space(3 * MM),
        note(words.t("Each person counts once a trade. Claim held: skills shown among those tested.")),
    ]
    paper = Paper(
        title=words.t("DECLARED AND TESTED"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=_period(since, until, on, words),
        wide=True,
    )
    return draw_paper(paper, words)


def _sum(claims: Sequence[ClaimFacts], words: Catalogue) -> ClaimFacts:
    return ClaimFacts(
        trade=words.t("Together"),
        declared=sum(one.declared for one in claims),
        waiting=sum(one.waiting for one in claims),
        planned=sum(one.planned for one in claims),
        able=sum(one.able for one in claims),
        training_offered=sum(one.training_offered for one in claims),
        not_assessed=sum(one.not_assessed for one in claims),
    )


def _cells(one: ClaimFacts, words: Catalogue) -> tuple[str, ...]:
    counts = (one.declared, one.waiting, one.planned, one.tested, one.able, one.training_offered, one.not_assessed)
    return (one.trade, *map(str, counts), percent(one.able, one.tested, words.language))


def _sentence(whole: ClaimFacts, words: Catalogue) -> str:
    if not whole.tested:
        return words.t("Nobody of this period has been tested yet.")
    share = percent(whole.able, whole.tested, words.language)
    return words.n(
        "{count} of {tested} tested showed the skills ({share})",
        "{count} of {tested} people tested showed the skills ({share})",
        whole.able,
        tested=whole.tested,
        share=share,
    )


def _period(since: date | None, until: date | None, on: date, words: Catalogue) -> str:
    """Say which referrals are counted, and the day on which they were."""
    language = words.language
    counted = words.t("as of {day}", day=long_date(on, language))
    if since is not None and until is not None:
        first, last = long_date(since, language), long_date(until, language)
        said = words.t("Referrals received from {first} to {last}", first=first, last=last)
    elif since is not None:
        said = words.t("Referrals received since {first}", first=long_date(since, language))
    elif until is not None:
        said = words.t("Referrals received until {last}", last=long_date(until, language))
    else:
        said = words.t("All referrals")
    return f"{said}, {counted}"
