"""Blank receipts of a session, one a person, three to a page: one part for the centre, one that the person keeps.

Facts: one signature or thumb print a person, never one for several; an amount in figures and in words; a witness
for thumb prints. Number 0042-R07 is the receipt of register number 07 beside sheet 0042.
"""

from centre_desk.papers.attendance.sheet import AttendanceSheetFacts, SheetName
from centre_desk.papers.pdf.document import Letterhead, draw_demo_mark
from centre_desk.papers.pdf.fonts import INK, NOTE, SMALL, Font, Type
from centre_desk.papers.pdf.pen import A4_WIDE, MM, Align, Pen
from centre_desk.rules.attendance.quick import numbered
from centre_desk.texts.catalogue import Catalogue

RECEIPTS_A_PAGE = 3
_WIDE, _HIGH = A4_WIDE
_EDGE, _GUTTER, _FOOT = 10 * MM, 12 * MM, 4 * MM
_PART = (_WIDE - 2 * _EDGE - _GUTTER) / 2
_RECEIPT = (_HIGH - 2 * _EDGE - _FOOT) / RECEIPTS_A_PAGE
_AMOUNT = 46 * MM
_SIGNING = 62 * MM
_LABEL = 24 * MM
_TITLE = Type(Font.SANS_BOLD, 10.5)


def draw_receipts(pen: Pen, facts: AttendanceSheetFacts, letterhead: Letterhead, words: Catalogue) -> None:
    """Draw the receipts of a sheet's people behind the pages that a pen has drawn."""
    pages = [facts.names[at : at + RECEIPTS_A_PAGE] for at in range(0, len(facts.names), RECEIPTS_A_PAGE)]
    for number, names in enumerate(pages, 1):
        pen.turn(A4_WIDE)
        draw_demo_mark(pen, letterhead, words)
        for place, name in enumerate(names):
            top = _HIGH - _EDGE - place * _RECEIPT
            for left, own in ((_EDGE, False), (_EDGE + _PART + _GUTTER, True)):
                _draw_head(pen, facts, name, (left, top), letterhead, words, own=own)
                _draw_lines(pen, left, top, words)
                _draw_hands(pen, left, top, words, own=own)
            if place:
                pen.line(_EDGE, top + 1.5 * MM, _WIDE - _EDGE, top + 1.5 * MM, 0.3)
        pen.line(_WIDE / 2, _EDGE + _FOOT, _WIDE / 2, _HIGH - _EDGE, 0.3)
        _draw_foot(pen, facts, (number, len(pages)), words)
        pen.next_page()


def _draw_head(
    pen: Pen,
    facts: AttendanceSheetFacts,
    name: SheetName,
    corner: tuple[float, float],
    letterhead: Letterhead,
    words: Catalogue,
    *,
    own: bool,
) -> None:
    t, (left, top) = words.t, corner
    who, right = numbered(name.number, facts.width), left + _PART
    number = f"{facts.number}-{words.p('letter of a receipt', 'R')}{who}"
    pen.text(left, top - 11, t("RECEIPT no. {number}", number=number), _TITLE)
    pen.text(right, top - 10, t("the person’s part") if own else t("the centre’s part"), NOTE, Align.RIGHT)
    pen.fit(left, top - 22, f"{letterhead.centre} · {facts.session}", NOTE, _PART)
    room = _PART - _AMOUNT - 4 * MM
    pen.fit(left, top - 40, f"{who}  {name.name}", _TITLE, room, least=7)
    pen.fit(left, top - 52, name.second_key, SMALL, room)
    pen.box(right - _AMOUNT, top - 54, _AMOUNT, 26, colour=INK, weight=0.8)
    pen.text(right - _AMOUNT + 3, top - 36, t("Amount in figures"), NOTE)
    pen.text(right - 4, top - 50, "F\u202fCFA", SMALL, Align.RIGHT)


def _draw_lines(pen: Pen, left: float, top: float, words: Catalogue) -> None:
    """Rule the lines to write on: the amount in words, on two of them, and what it is for."""
    t = words.t
    for at, label in enumerate((t("In words"), "", t("What for"))):
        low = top - 67 - at * 17
        pen.text(left, low, label, NOTE)
        pen.line(left + (_LABEL if label else 0), low - 2, left + _PART, low - 2, 0.4)


def _draw_hands(pen: Pen, left: float, top: float, words: Catalogue, *, own: bool) -> None:
    """Draw who signs: the person on the centre's part, who hands over on the person's; a date and a witness."""
    t, low = words.t, top - 164
    label = t("Handed over by (name, signature)") if own else t("Signature or thumb print")
    pen.box(left, low, _SIGNING, 44, colour=INK)
    pen.text(left, low + 47, label, NOTE)
    x = left + _SIGNING + 5 * MM
    pen.text(x, low + 34, words.p("receipt", "Received on"), NOTE)
    pen.text(x + 20 * MM, low + 34, "____ /____ /________", SMALL)
    pen.text(x, low + 16, t("Witness (name, signature)"), NOTE)
    pen.line(x, low, left + _PART, low, 0.4)


def _draw_foot(pen: Pen, facts: AttendanceSheetFacts, page: tuple[int, int], words: Catalogue) -> None:
    place = words.t("page {page} of {pages}", page=page[0], pages=page[1])
    parts = [words.t("Receipts beside sheet no. {number}", number=facts.number)]
    if facts.head_code:
        parts.append(words.t("journal {code}", code=facts.head_code))
    parts.append(words.t("Written by hand on a day without power; keyed in afterwards from this paper."))
    pen.text(_EDGE, _EDGE - 2, " · ".join(parts), NOTE)
    pen.text(_WIDE - _EDGE, _EDGE - 2, place, NOTE, Align.RIGHT)
