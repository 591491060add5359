"""The papers of money: payment sheet (état de paiement), slips, day-care claim.

Facts: totals in figures and in words, one signature or thumb print a line and never one for several people, a
witness for thumb prints; established, checked, approved and paid by named people. Whole francs everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import (
    Block,
    Column,
    Paragraph,
    Signatures,
    Space,
    heading,
    note,
    table,
)
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_demo_mark, draw_paper
from centre_desk.papers.pdf.fonts import BOLD, INK, NOTE, SMALL, SMALL_BOLD, Font, Type, wrapped
from centre_desk.papers.pdf.pen import A4, MM, Align, Pen
from centre_desk.rules.claim import LineKind, PaymentMode
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import francs, francs_in_words, grouped, month_name, short_date

_SIGNING_ROW = 13 * MM
_SLIPS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """What one person is due. `units` of `units_planned` half-days at `rate`; `identity`: paper or telephone.

    `basis` is the computation in words. `reference` and `paid_on` are known once it was paid.
    """

    number: int
    name: str
    case_number: str
    identity: str
    kind: LineKind
    units: int
    units_planned: int
    rate: int
    gross: int
    deduction: int
    net: int
    mode: PaymentMode
    session: str = ""
    basis: str = ""
    reference: str = ""
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands the money goes through; an empty name leaves room. `delegated`: approved for the director."""

    prepared_by: str = ""
    checked_by: str = ""
    approved_by: str = ""
    paid_by: str = ""
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class PaymentSheetFacts:
    """The payment sheet of a month. `proofs` are the numbers of the attendance sheets behind it."""

    number: str
    month: str
    lines: tuple[PaymentLine, ...]
    hands: Hands
    proofs: tuple[str, ...] = ()
    head_code: str = ""
    approved_on: date | None = None


def payment_sheet_pdf(facts: PaymentSheetFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the payment sheet: a line a person, totals, the sum in words, who answers for it."""
    blocks: list[Block] = [
        *table(_payment_columns(words), [_payment_cells(line, words) for line in facts.lines],
               totals=_payment_totals(facts.lines, words), least=_SIGNING_ROW),
        Space(3 * MM, keep=True),
        _sum_in_words(sum(line.net for line in facts.lines), words),
        *_by_mode(facts.lines, words),
        *_proofs(facts.proofs, words),
        *_hands(facts.hands, words),
    ]  # fmt: skip
    paper = Paper(
        title=words.t("PAYMENT SHEET no. {number}", number=facts.number),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("Month: {month}", month=month_name(facts.month, words.language)),
        number=words.t("Payment sheet no. {number}", number=facts.number),
        head_code=facts.head_code,
        wide=True,
    )
    return draw_paper(paper, words)


def _payment_columns(words: Catalogue) -> tuple[Column, ...]:
    right = Align.RIGHT
    return (
        Column(words.t("No."), 8, right),
        Column(words.t("First names and NAME"), 45, bold=True),
        Column(words.t("Case no."), 25, shrink=True),
        Column(words.t("Identity paper or telephone"), 31),
        Column(words.t("Half-days"), 16, Align.CENTRE),
        Column(words.t("Rate"), 17, right, shrink=True),
        Column(words.t("Gross"), 18, right, shrink=True),
        Column(words.t("Deduction"), 17, right, shrink=True),
        Column(words.t("Net to pay (F CFA)"), 19, right, bold=True, shrink=True),
        Column(words.t("Way, reference"), 25),
        Column(words.t("Date"), 17, Align.CENTRE, shrink=True),
        Column(words.t("Signature or thumb print"), 36),
    )


def _payment_cells(line: PaymentLine, words: Catalogue) -> tuple[str, ...]:
    kind = "" if line.kind is LineKind.ALLOWANCE else f"\n{words.word(line.kind)}"
    return (
        str(line.number),
        line.name + kind,
        line.case_number,
        line.identity,
        f"{line.units}/{line.units_planned}",
        grouped(line.rate, words.language),
        grouped(line.gross, words.language),
        grouped(line.deduction, words.language) if line.deduction else "–",
        grouped(line.net, words.language),
        f"{words.word(line.mode)}\n{line.reference}".strip(),
        short_date(line.paid_on),
        "",
    )


def _payment_totals(lines: Sequence[PaymentLine], words: Catalogue) -> tuple[str, ...]:
    amounts = [
        sum(line.gross for line in lines),
        sum(line.deduction for line in lines),
        sum(line.net for line in lines),
    ]
    people = words.n("{count} line", "{count} lines", len(lines))
    figures = (grouped(amount, words.language) for amount in amounts)
    return ("", words.t("TOTAL"), people, "", "", "", *figures, "", "", "")


def _sum_in_words(amount: int, words: Catalogue) -> Paragraph:
    said = words.t(
        "This sheet is closed at the sum of {words} ({figures}).",
        words=francs_in_words(amount, words.language),
        figures=francs(amount, words.language),
    )
    return Paragraph(said, BOLD.sized(10), after=3 * MM, keep=True)


def _by_mode(lines: Sequence[PaymentLine], words: Catalogue) -> list[Block]:
    """Say how the sum leaves: what the cashier has to bring, what goes by telephone."""
    parts: list[str] = []
    for mode in PaymentMode:
        nets = [line.net for line in lines if line.mode is mode]
        if nets:
            people = words.n("{count} line", "{count} lines", len(nets))
            said = {"mode": words.word(mode), "lines": people, "sum": francs(sum(nets), words.language)}
            parts.append(words.t("{mode}: {lines}, {sum}", **said))
    return [Paragraph(" · ".join(parts), SMALL, keep=True)] if parts else []


def _proofs(proofs: Sequence[str], words: Catalogue) -> list[Block]:
    if not proofs:
        return []
    said = words.t("Proofs: attendance sheets no. {numbers}", numbers=", ".join(proofs))
    return [Paragraph(said, NOTE, keep=True)]


def _hands(hands: Hands, words: Catalogue) -> list[Block]:
    """Return the rooms for the signatures of those who answer for the sheet, and the line of the witness."""
    approving = (
        words.t("Approved for the director, by delegation") if hands.delegated else words.t("Approved by (director)")
    )
    return [
        Space(2 * MM, keep=True),
        Signatures((
            (words.t("Established by"), hands.prepared_by),
            (words.t("Checked by"), hands.checked_by),
            (approving, hands.approved_by),
            (words.t("Paid by (cashier)"), hands.paid_by),
            (words.t("For IOM, if present"), ""),
        ), keep=True),
        Paragraph(
            words.t("Witness of the thumb prints (name, function, signature): {line}", line="_" * 70), SMALL, keep=True
        ),
        note(words.t(
            "Each person signs for themselves; someone else is paid only with a written power, kept with this sheet. "
            "The approver has neither entered these lines nor pays them."
        )),
    ]  # fmt: skip


# --- slips


def payment_slips_pdf(facts: PaymentSheetFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return one slip a line, four a page to cut: what each person takes home."""
    pen = Pen(A4, words.t("Payment slips"), letterhead.centre, words.language)
    high = (A4[1] - 20 * MM) / _SLIPS_A_PAGE
    for at in range(0, max(1, len(facts.lines)), _SLIPS_A_PAGE):
        draw_demo_mark(pen, letterhead, words)
        for place, line in enumerate(facts.lines[at : at + _SLIPS_A_PAGE]):
            top = A4[1] - 10 * MM - place * high
            _draw_slip(pen, facts, line, top, letterhead, words)
            pen.line(8 * MM, top - high + 2 * MM, A4[0] - 8 * MM, top - high + 2 * MM, 0.3)
        pen.next_page()
    return pen.finish()


def _draw_slip(
    pen: Pen, facts: PaymentSheetFacts, line: PaymentLine, top: float, letterhead: Letterhead, words: Catalogue
) -> None:
    left, right = 14 * MM, A4[0] - 14 * MM
    title = words.t("PAYMENT SLIP no. {number}/{line}", number=facts.number, line=line.number)
    pen.text(left, top - 12, title, Type(Font.SANS_BOLD, 11))
    pen.fit(right, top - 12, letterhead.centre, SMALL_BOLD, 85 * MM, Align.RIGHT)
    pen.text(right, top - 22, letterhead.agreement_line(words), NOTE, Align.RIGHT)
    pen.fit(left, top - 34, line.name, Type(Font.SANS_BOLD, 12), 120 * MM, least=8)
    about = " · ".join(part for part in (line.case_number, line.session, words.word(line.kind)) if part)
    pen.fit(left, top - 46, about, SMALL, 120 * MM)
    pen.text(right, top - 34, month_name(facts.month, words.language), BOLD, Align.RIGHT)
    low = top - 62
    for label, value in _slip_facts(line, words):
        pen.text(left, low, label, NOTE)
        for number, text in enumerate(wrapped(value, SMALL, 88 * MM)):
            pen.text(left + 32 * MM, low - number * SMALL.leading, text, SMALL)
            low -= SMALL.leading if number else 0
        low -= 11.5
    _draw_slip_amount(pen, line, top, words)


def _slip_facts(line: PaymentLine, words: Catalogue) -> list[tuple[str, str]]:
    units = words.t("{units} of {planned} half-days", units=line.units, planned=line.units_planned)
    pairs = [
        (words.t("Attendance"), units),
        (words.t("Computation"), line.basis),
        (words.t("Deduction"), francs(line.deduction, words.language) if line.deduction else ""),
        (words.t("In words"), francs_in_words(line.net, words.language)),
        (words.t("Way, reference"), f"{words.word(line.mode)} {line.reference}".strip()),
        (words.t("Paid on"), short_date(line.paid_on) or "____ /____ /________"),
    ]
    return [(label, value) for label, value in pairs if value]


def _draw_slip_amount(pen: Pen, line: PaymentLine, top: float, words: Catalogue) -> None:
    right, wide = A4[0] - 14 * MM, 48 * MM
    pen.box(right - wide, top - 74, wide, 32, weight=1, colour=INK)
    pen.text(right - wide + 4, top - 52, words.t("Net paid"), NOTE)
    amount = francs(line.net, words.language)
    pen.fit(right - 5, top - 68, amount, Type(Font.SANS_BOLD, 14), wide - 10, Align.RIGHT)
    pen.box(right - wide, top - 158, wide, 70, colour=INK)
    pen.fit(right - wide, top - 84, words.t("Signature or thumb print"), NOTE, wide)


# --- day care


@dataclass(frozen=True, slots=True)
class DayCareLine:
    """A child's month: days invoiced, days that the parent attended, days kept (the fewer), tariff, amount."""

    parent: str
    case_number: str
    child: str
    birth_date: date | None
    birth_year: int | None
    provider: str
    days_invoiced: int
    days_attended: int
    days_kept: int
    tariff: int
    amount: int
    invoice: str = ""


@dataclass(frozen=True, slots=True)
class DayCareClaimFacts:
    """The day-care claim of a month."""

    number: str
    month: str
    lines: tuple[DayCareLine, ...]
    hands: Hands
    head_code: str = ""


def day_care_claim_pdf(facts: DayCareClaimFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the day-care claim: a table for each provider with its sum, then the whole in words."""
    blocks: list[Block] = []
    for provider in sorted({line.provider for line in facts.lines}):
        lines = [line for line in facts.lines if line.provider == provider]
        blocks.append(heading(provider))
        blocks.extend(_provider_table(lines, words))
        signing = words.t("Received by {provider} (name, stamp, signature): {line}", provider=provider, line="_" * 40)
        blocks.extend([Space(2 * MM), Paragraph(signing, SMALL, after=5 * MM)])
    blocks.append(_sum_in_words(sum(line.amount for line in facts.lines), words))
    kept = words.t("Days kept: those invoiced, at most those that the parent attended in the month.")
    blocks.append(Paragraph(kept, NOTE, keep=True))
    blocks.extend(_hands(facts.hands, words))
    paper = Paper(
        title=words.t("DAY-CARE CLAIM no. {number}", number=facts.number),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("Month: {month}", month=month_name(facts.month, words.language)),
        number=words.t("Day-care claim no. {number}", number=facts.number),
        head_code=facts.head_code,
        wide=True,
    )
    return draw_paper(paper, words)


def _provider_table(lines: Sequence[DayCareLine], words: Catalogue) -> list[Block]:
    columns = (
        Column(words.t("No."), 8, Align.RIGHT),
        Column(words.t("Parent in training"), 48, bold=True),
        Column(words.t("Case no."), 26, shrink=True),
        Column(words.t("Child"), 44),
        Column(words.t("Born"), 19, Align.CENTRE, shrink=True),
        Column(words.t("Invoice no."), 24),
        Column(words.t("Days invoiced"), 18, Align.RIGHT),
        Column(words.t("Parent’s days"), 18, Align.RIGHT),
        Column(words.t("Days kept"), 16, Align.RIGHT, bold=True),
        Column(words.t("Tariff a day"), 18, Align.RIGHT),
        Column(words.t("Amount (F CFA)"), 24, Align.RIGHT, bold=True),
    )
    rows = [(str(number), *_day_care_cells(line, words)) for number, line in enumerate(lines, 1)]
    amount = grouped(sum(line.amount for line in lines), words.language)
    kept = str(sum(line.days_kept for line in lines))
    return table(columns, rows, totals=("", words.t("TOTAL"), "", "", "", "", "", "", kept, "", amount), least=7 * MM)


def _day_care_cells(line: DayCareLine, words: Catalogue) -> tuple[str, ...]:
    return (
        line.parent,
        line.case_number,
        line.child,
        short_date(line.birth_date) or str(line.birth_year or ""),
        line.invoice,
        str(line.days_invoiced),
        str(line.days_attended),
        str(line.days_kept),
        grouped(line.tariff, words.language),
        grouped(line.amount, words.language),
    )
