"""A whole paper: blocks shared out on pages, a letterhead above, number, short head code and page below.

Facts: what is printed again is the same bytes. The head code is the journal's at the moment the facts were
written, never at the moment of printing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from centre_desk.papers.pdf.blocks import Block
from centre_desk.papers.pdf.fonts import BOLD, INK, NOTE, PALE, SMALL, TITLE, shortened, width
from centre_desk.papers.pdf.pen import A4, A4_WIDE, MM, Align, Pen
from centre_desk.texts.catalogue import Catalogue

MARGIN = 18 * MM
HEAD = 13 * MM
FOOT = 7 * MM


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks: the centre, how to reach it, its partner and agreement; `official` lines come first."""

    centre: str
    address: str
    phone: str = ""
    partner: str = ""
    agreement: str = ""
    official: tuple[str, ...] = ()
    demo: bool = False

    def contact(self, words: Catalogue) -> str:
        """Return address and telephone on one line."""
        phone = words.t("tel. {phone}", phone=self.phone) if self.phone else ""
        return " · ".join(part for part in (self.address, phone) if part)

    def agreement_line(self, words: Catalogue) -> str:
        """Return the agreement's number in words; empty where there is none."""
        return words.t("Agreement no. {number}", number=self.agreement) if self.agreement else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is drawn. `number` and `head_code` go to the footer, `reference` below the title.

    A paper whose pages may part has a `top`: the title and these blocks stand on every page.
    """

    title: str
    letterhead: Letterhead
    blocks: tuple[Block, ...]
    reference: str = ""
    number: str = ""
    head_code: str = ""
    wide: bool = False
    margin: float = MARGIN
    top: tuple[Block, ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """The page, upright or wide."""
        return A4_WIDE if self.wide else A4


def draw_paper(paper: Paper, words: Catalogue) -> bytes:
    """Lay a paper out and return its PDF."""
    return draw_papers([paper], words)


def draw_papers(papers: Sequence[Paper], words: Catalogue) -> bytes:
    """Lay papers out, each with its own page numbers, and return them as one PDF."""
    first = papers[0]
    pen = Pen(first.size, first.title, first.letterhead.centre, words.language)
    for paper in papers:
        _draw_pages(pen, paper, words)
    return pen.finish()


def count_pages(paper: Paper) -> int:
    """Return how many pages a paper takes."""
    return len(_pages(paper, paper.size[0] - 2 * paper.margin))


def draw_on(pen: Pen, paper: Paper, words: Catalogue) -> None:
    """Lay a paper out behind the pages that a pen has drawn."""
    _draw_pages(pen, paper, words)


def _draw_pages(pen: Pen, paper: Paper, words: Catalogue) -> None:
    room_wide = paper.size[0] - 2 * paper.margin
    pages = _pages(paper, room_wide)
    for number, blocks in enumerate(pages, 1):
        if pen.size != paper.size:
            pen.turn(paper.size)
        draw_demo_mark(pen, paper.letterhead, words)
        top = draw_letterhead(pen, paper.letterhead, paper.margin, words)
        if number == 1 or paper.top:
            top = _draw_title(pen, paper, top)
        for block in (*paper.top, *blocks):
            block.draw(pen, paper.margin, top, room_wide)
            top -= block.height(room_wide)
        draw_footer(pen, paper, number, len(pages), words)
        pen.next_page()


def draw_demo_mark(pen: Pen, letterhead: Letterhead, words: Catalogue) -> None:
    """Mark a demonstration desk's paper, so that nobody takes it for a real one."""
    if letterhead.demo:
        pen.slanted(words.t("DEMONSTRATION"), PALE)


def draw_letterhead(pen: Pen, letterhead: Letterhead, margin: float, words: Catalogue) -> float:
    """Draw the letterhead and return where the paper goes on."""
    wide, high = pen.size
    top = high - margin
    for line in letterhead.official:
        pen.text(wide / 2, top - SMALL.size, line, SMALL, Align.CENTRE)
        top -= SMALL.leading
    half = (wide - 2 * margin) * 0.62
    pen.fit(margin, top - BOLD.size, letterhead.centre, BOLD, half)
    pen.fit(margin, top - BOLD.size - 10, letterhead.contact(words), NOTE, half)
    rest = (wide - 2 * margin) * 0.36
    pen.fit(wide - margin, top - BOLD.size, letterhead.partner, SMALL, rest, Align.RIGHT)
    pen.fit(wide - margin, top - BOLD.size - 10, letterhead.agreement_line(words), NOTE, rest, Align.RIGHT)
    low = top - BOLD.size - 15
    pen.line(margin, low, wide - margin, low, 0.8, INK)
    return low - 4 * MM


def draw_footer(pen: Pen, paper: Paper, page: int, pages: int, words: Catalogue) -> None:
    """Draw the number and the head code at the left, the page at the right."""
    wide = pen.size[0]
    low = paper.margin - 1 * MM
    pen.line(paper.margin, low + 4 * MM, wide - paper.margin, low + 4 * MM, 0.4)
    place = words.t("page {page} of {pages}", page=page, pages=pages)
    pen.text(wide - paper.margin, low, place, NOTE, Align.RIGHT)
    parts = [paper.number or paper.title]
    if paper.head_code:
        parts.append(words.t("journal {code}", code=paper.head_code))
    room = wide - 2 * paper.margin - width(place, NOTE) - 4 * MM
    pen.text(paper.margin, low, shortened(" · ".join(parts), NOTE, room), NOTE)


def _title_height(paper: Paper) -> float:
    return TITLE.leading + (SMALL.leading if paper.reference else 0) + 3 * MM


def _draw_title(pen: Pen, paper: Paper, top: float) -> float:
    room = pen.size[0] - 2 * paper.margin
    pen.fit(paper.margin, top - TITLE.size, paper.title, TITLE, room, least=10)
    if paper.reference:
        pen.fit(paper.margin, top - TITLE.leading - SMALL.size, paper.reference, SMALL, room)
    return top - _title_height(paper)


def _pages(paper: Paper, wide: float) -> list[list[Block]]:
    """Share the blocks out; one that opens a page is given its head again, a kept one goes with the next."""
    official = len(paper.letterhead.official) * SMALL.leading
    whole = paper.size[1] - 2 * paper.margin - HEAD - FOOT - official
    pages: list[list[Block]] = [[]]
    above = _title_height(paper) + sum(block.height(wide) for block in paper.top)
    left = whole - above
    for at, block in enumerate(paper.blocks):
        needed = _tied_height(paper.blocks, at, wide)
        if needed > left and pages[-1]:
            pages.append([])
            left = whole - above if paper.top else whole
            if block.head is not None:
                pages[-1].append(block.head)
                left -= block.head.height(wide)
        pages[-1].append(block)
        left -= block.height(wide)
    return pages


def _tied_height(blocks: Sequence[Block], at: int, wide: float) -> float:
    """Return the height of a block and of those that must stay with it."""
    high = blocks[at].height(wide)
    while blocks[at].keep and at + 1 < len(blocks):
        at += 1
        high += blocks[at].height(wide)
    return high
