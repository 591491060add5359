"""The certificate on paper: of end of training (exam passed) or of skills (test passed), one page each.

Facts: one file a batch; what pages share is drawn once (a form), the QR code is signed when the register row
is written, never here: a preview has none. First the paper says in plain words what it certifies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.document import Letterhead, draw_demo_mark
from centre_desk.papers.pdf.fonts import GOLD, INK, MUTED, TEAL, Font, Type, wrapped
from centre_desk.papers.pdf.pen import A4_WIDE, MM, Align, Pen
from centre_desk.rules.certificate import CertificateKind
from centre_desk.rules.exam import Mention
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import grouped, long_date

_WIDE, _HIGH = A4_WIDE
_MIDDLE = _WIDE / 2
_LEFT = 18 * MM
_RIGHT = _WIDE - _LEFT
_ROOM = _WIDE - 2 * _LEFT - 10 * MM
_QR_SIDE = 37 * MM
_QR_LOW = 17 * MM
_QR_VERSION = 13

_SMALL = Type(Font.SANS, 8, MUTED)
_SMALL_BOLD = Type(Font.SANS_BOLD, 9, INK)
_TITLE = Type(Font.SERIF_BOLD, 41, TEAL)
_SUBTITLE = Type(Font.SERIF_ITALIC, 17, MUTED)
_TEXT = Type(Font.SERIF, 13.5, INK)
_NAME = Type(Font.SERIF_BOLD, 29, INK)
_TRADE = Type(Font.SERIF_BOLD, 22, TEAL)
_QUIET = Type(Font.SERIF, 12, MUTED)
_MARK = Type(Font.SANS_BOLD, 12, INK)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs at the foot: a function, a name where it is printed, by delegation or not."""

    function: str
    name: str = ""
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """One certificate as it is printed.

    `second_key` tells apart two people of one name (mother's name, case number). `qr_text` and `code` are
    those of the register row; without `qr_text` the page is a preview. `copy` counts the duplicata.
    """

    number: str
    kind: CertificateKind
    name: str
    sex: Sex
    trade: str
    issued: date
    start: date | None = None
    end: date | None = None
    hours: int = 0
    mention: Mention | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    birth_place: str = ""
    second_key: str = ""
    qr_text: str = ""
    code: str = ""
    copy: int = 0


@dataclass(frozen=True, slots=True)
class CertificateBatch:
    """Certificates that share a letterhead, a town, their signatories and a language."""

    sheets: tuple[CertificateSheet, ...]
    letterhead: Letterhead
    town: str
    signings: tuple[Signing, ...]
    words: Catalogue


def certificates_pdf(
    sheets: Sequence[CertificateSheet],
    *,
    letterhead: Letterhead,
    town: str,
    signings: Sequence[Signing],
    words: Catalogue,
) -> bytes:
    """Return one PDF with a page for each certificate, in the order given."""
    return batches_pdf([CertificateBatch(tuple(sheets), letterhead, town, tuple(signings), words)])


def batches_pdf(batches: Sequence[CertificateBatch]) -> bytes:
    """Return one PDF for batches printed together: those of an earlier letterhead keep it."""
    first = batches[0]
    pen = Pen(A4_WIDE, first.words.t("Certificates"), first.letterhead.centre, first.words.language)
    for number, batch in enumerate(batches):
        for kind in sorted({sheet.kind for sheet in batch.sheets}):
            with pen.layer(f"{kind.value}-{number}"):
                _draw_layer(pen, kind, batch.letterhead, batch.signings, batch.words)
    for number, batch in enumerate(batches):
        for sheet in batch.sheets:
            pen.stamp(f"{sheet.kind.value}-{number}")
            _draw_person(pen, sheet, batch.town, batch.words)
            _draw_proof(pen, sheet, batch.words)
            pen.next_page()
    return pen.finish()


def _draw_layer(
    pen: Pen, kind: CertificateKind, letterhead: Letterhead, signings: Sequence[Signing], words: Catalogue
) -> None:
    """Draw what all certificates of a kind share."""
    draw_demo_mark(pen, letterhead, words)
    _draw_border(pen)
    _draw_heads(pen, letterhead, words)
    skills = kind is CertificateKind.SKILLS
    pen.fit(_MIDDLE, _HIGH - 128, words.t("CERTIFICATE"), _TITLE, _ROOM, Align.CENTRE)
    subtitle = words.p("certificate", "of skills" if skills else "of completed vocational training")
    pen.fit(_MIDDLE, _HIGH - 151, subtitle, _SUBTITLE, _ROOM, Align.CENTRE)
    pen.text(_MIDDLE, _HIGH - 187, words.t("The management of the centre certifies that"), _TEXT, Align.CENTRE)
    proved = (
        words.t("has shown, in a skills test, the skills of the trade of")
        if skills
        else words.t("has completed the training and passed the examination of")
    )
    pen.text(_MIDDLE, _HIGH - 291, proved, _TEXT, Align.CENTRE)
    _draw_how_to_check(pen, letterhead, words)
    _draw_signings(pen, signings, words)


def _draw_border(pen: Pen) -> None:
    edge, inner = 8 * MM, 11 * MM
    pen.box(edge, edge, _WIDE - 2 * edge, _HIGH - 2 * edge, weight=2.6, colour=TEAL)
    pen.box(inner, inner, _WIDE - 2 * inner, _HIGH - 2 * inner, weight=0.7, colour=GOLD)
    for x in (inner, _WIDE - inner):
        for y in (inner, _HIGH - inner):
            pen.box(x - 2.4, y - 2.4, 4.8, 4.8, weight=0.7, colour=GOLD, fill=TEAL)


def _draw_heads(pen: Pen, letterhead: Letterhead, words: Catalogue) -> None:
    top = _HIGH - 18 * MM
    side = 88 * MM if letterhead.official else 125 * MM
    pen.fit(_LEFT, top, letterhead.centre.upper(), Type(Font.SANS_BOLD, 8.5, INK), side)
    pen.fit(_LEFT, top - 12, letterhead.contact(words), _SMALL, side)
    pen.fit(_RIGHT, top, letterhead.partner, _SMALL, side, Align.RIGHT)
    pen.fit(_RIGHT, top - 12, letterhead.agreement_line(words), _SMALL, side, Align.RIGHT)
    for number, line in enumerate(letterhead.official):
        pen.fit(_MIDDLE, top - 11 * number, line, _SMALL, 75 * MM, Align.CENTRE)


def _draw_how_to_check(pen: Pen, letterhead: Letterhead, words: Catalogue) -> None:
    text = words.t(
        "To check: call the centre ({phone}) with this number and this code, or read the square with the "
        "Centre Desk program, even offline. Compare the name with an identity paper.",
        phone=letterhead.phone or letterhead.centre,
    )
    left = _LEFT + _QR_SIDE + 5 * MM
    for number, line in enumerate(wrapped(text, _SMALL, 74 * MM)):
        pen.text(left, _QR_LOW + _QR_SIDE - 46 - number * _SMALL.leading, line, _SMALL)


def _draw_signings(pen: Pen, signings: Sequence[Signing], words: Catalogue) -> None:
    """Rule one line a signatory at the foot, from the right to the left."""
    room, gap = 44 * MM, 7 * MM
    for number, signing in enumerate(reversed(signings)):
        right = _RIGHT - number * (room + gap)
        function = words.t("For {function}, by delegation", function=signing.function)
        pen.line(right - room, _QR_LOW + 24, right, _QR_LOW + 24, 0.8, INK)
        pen.fit(right - room, _QR_LOW + 12, function if signing.delegated else signing.function, _SMALL, room)
        pen.fit(right - room, _QR_LOW, signing.name, Type(Font.SANS_BOLD, 8.5, INK), room)


def _draw_person(pen: Pen, sheet: CertificateSheet, town: str, words: Catalogue) -> None:
    """Write who, in which trade, when, and where the paper was made."""
    pen.fit(_MIDDLE, _HIGH - 232, sheet.name, _NAME, _ROOM, Align.CENTRE, least=16, upwards=True)
    pen.line(_MIDDLE - 62 * MM, _HIGH - 243, _MIDDLE + 62 * MM, _HIGH - 243, 0.9, GOLD)
    pen.fit(_MIDDLE, _HIGH - 260, _identity(sheet, words), _QUIET, _ROOM, Align.CENTRE)
    pen.fit(_MIDDLE, _HIGH - 322, sheet.trade.upper(), _TRADE, _ROOM, Align.CENTRE, least=13)
    pen.fit(_MIDDLE, _HIGH - 349, _course(sheet, words), _TEXT, _ROOM, Align.CENTRE)
    made = words.t("Made in {town}, on {date}", town=town, date=long_date(sheet.issued, words.language))
    pen.text(_MIDDLE, _HIGH - 380, made, _QUIET, Align.CENTRE)


def _identity(sheet: CertificateSheet, words: Catalogue) -> str:
    """Return the line below the name: birth as far as it is known, then the second key."""
    day = long_date(sheet.birth_date, words.language) if sheet.birth_date else ""
    year, place = str(sheet.birth_year or ""), sheet.birth_place
    sex = "female" if sheet.sex is Sex.FEMALE else "male"
    born = _born(day, year, sex, words)
    where = words.t("in {place}", place=place) if born and place else ""
    return " · ".join(part for part in (f"{born} {where}".strip(), sheet.second_key) if part)


def _born(day: str, year: str, sex: str, words: Catalogue) -> str:
    if day and sex == "female":
        return words.p("female", "born on {date}", date=day)
    if day:
        return words.p("male", "born on {date}", date=day)
    if year and sex == "female":
        return words.p("female", "born in {year}", year=year)
    return words.p("male", "born in {year}", year=year) if year else ""


def _course(sheet: CertificateSheet, words: Catalogue) -> str:
    """Return the line of facts: days, hours, mention."""
    parts: list[str] = []
    if sheet.start and sheet.end and sheet.start != sheet.end:
        start, end = long_date(sheet.start, words.language), long_date(sheet.end, words.language)
        parts.append(words.t("from {start} to {end}", start=start, end=end))
    elif sheet.end or sheet.start:
        parts.append(words.t("on {date}", date=long_date(sheet.end or sheet.issued, words.language)))
    if sheet.hours:
        hours = grouped(sheet.hours, words.language)
        parts.append(words.n("{hours} hour", "{hours} hours", sheet.hours, hours=hours))
    if sheet.mention is not None:
        parts.append(words.t("with the mention {mention}", mention=words.word(sheet.mention)))
    return " · ".join(parts)


def _draw_proof(pen: Pen, sheet: CertificateSheet, words: Catalogue) -> None:
    """Draw the signed square, number, code, and the mark of a duplicata or a preview."""
    left, top = _LEFT + _QR_SIDE + 5 * MM, _QR_LOW + _QR_SIDE
    pen.text(left, top - 10, words.t("No. {number}", number=sheet.number), Type(Font.SANS_BOLD, 11, INK))
    if sheet.code:
        pen.text(left, top - 26, words.t("Check code: {code}", code=sheet.code), _SMALL_BOLD)
    if sheet.qr_text:
        pen.qr(_LEFT, _QR_LOW, _QR_SIDE, sheet.qr_text, _QR_VERSION)
    else:
        pen.box(_LEFT, _QR_LOW, _QR_SIDE, _QR_SIDE, colour=MUTED)
        pen.fit(_LEFT + _QR_SIDE / 2, _QR_LOW + 48, words.t("PREVIEW"), _MARK, _QR_SIDE - 8, Align.CENTRE)
    if sheet.copy:
        mark = words.t("DUPLICATE no. {number}", number=sheet.copy)
        pen.box(_RIGHT - 44 * MM, _HIGH - 33 * MM, 44 * MM, 7.5 * MM, weight=1.2, colour=INK)
        pen.fit(_RIGHT - 22 * MM, _HIGH - 31 * MM, mark, _MARK, 42 * MM, Align.CENTRE)
