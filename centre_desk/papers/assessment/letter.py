"""The letter that refers a person to another centre, with room for that centre's answer."""

from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Block, Column, Facts, Paragraph, Signatures, Space, heading, note, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.pen import MM
from centre_desk.rules.assessment import OfferKind, TestKind, Verdict
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Who is referred to another centre, for what, and what was found.

    Without consent to the transfer `name`, `phone` and `born` are empty: the person brings the letter.
    """

    number: str
    written_on: date
    centre: str
    contact: str
    name: str
    case_number: str
    sex: Sex
    born: str
    phone: str
    offer: OfferKind
    trade: str
    kit_conditional: bool
    test_number: str
    test_kind: TestKind
    tested_on: date
    verdict: Verdict | None
    remarks: str = ""
    signed_by: str = ""
    function: str = ""
    head_code: str = ""


def letter_pdf(facts: LetterFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the letter, with the other centre's answer to be filled in below."""
    t = words.t
    blocks: list[Block] = [
        Facts(((t("To"), facts.centre), (t("How to reach it"), facts.contact or "–"))),
        Paragraph(
            t(
                "We refer to you the person named below, who was tested at our centre and accepts a training at "
                "yours. Please receive them, fill in the answer below and return it to us."
            )
        ),
        Space(2 * MM),
        *_referred(facts, words),
        heading(t("What for, and what was found")),
        Facts(_found(facts, words)),
        *_remarks(facts),
        Signatures(
            (
                (facts.function or t("For the centre"), facts.signed_by),
                (t("The person (signature or thumb print)"), facts.name),
            ),
            high=18 * MM,
        ),
        Space(3 * MM),
        *_reply(letterhead, words),
    ]
    paper = Paper(
        title=t("REFERRAL TO ANOTHER CENTRE"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=long_date(facts.written_on, words.language),
        number=t("Letter no. {number}", number=facts.number),
        head_code=facts.head_code,
    )
    return draw_paper(paper, words)


def _remarks(facts: LetterFacts) -> list[Block]:
    return [Paragraph(facts.remarks), Space(2 * MM)] if facts.remarks else []


def _referred(facts: LetterFacts, words: Catalogue) -> list[Block]:
    t = words.t
    case = (t("Case no."), facts.case_number or "–")
    if not facts.name:
        said = t("The name is left out: the person did not agree to its transfer. They bring this letter themselves.")
        return [heading(t("The person")), Facts((case, (t("Sex"), words.word(facts.sex)))), Paragraph(said)]
    return [
        heading(t("The person")),
        Facts((
            (t("Name"), facts.name),
            case,
            (t("Sex"), words.word(facts.sex)),
            (t("Born"), facts.born or "–"),
            (t("Telephone"), facts.phone or "–"),
        )),
    ]  # fmt: skip


def _found(facts: LetterFacts, words: Catalogue) -> tuple[tuple[str, str], ...]:
    t = words.t
    wanted = " · ".join(part for part in (words.word(facts.offer), facts.trade) if part)
    kit = t("given after success") if facts.kit_conditional else "–"
    test = f"{facts.test_number} · {words.word(facts.test_kind)} · {long_date(facts.tested_on, words.language)}"
    return (
        (t("Training wanted"), wanted),
        (t("Kit"), kit),
        (t("Test"), test),
        (t("Finding"), words.word(facts.verdict) if facts.verdict else "–"),
    )


def _reply(letterhead: Letterhead, words: Catalogue) -> list[Block]:
    t = words.t
    columns = (Column(t("Answer"), 60, bold=True), Column(t("Day"), 35), Column(t("Remarks"), 79))
    rows = [(t("We received this letter"), "", ""), (t("We accept the person; the course starts"), "", ""),
            (t("We have no place, because"), "", "")]  # fmt: skip
    back = " · ".join(part for part in (letterhead.centre, letterhead.contact(words)) if part)
    return [
        heading(t("Answer of the other centre")),
        note(t("To be returned to: {centre}", centre=back)),
        *table(columns, rows, least=10 * MM),
        Space(2 * MM),
        Signatures(((t("Name and function"), ""), (t("Signature and stamp"), "")), high=18 * MM),
    ]
