"""The papers of a person: the fiche individuelle (all that is held, and who it came from), the form of consent.

Facts: a person may ask for everything held on them (law 2013-015; IOM's principle 7); IOM owns what it transmitted.
Consent is asked for each purpose apart, in a language understood, with a witness where it is a thumb print.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import (
    Block,
    Column,
    Facts,
    Paragraph,
    Signatures,
    Space,
    heading,
    note,
    table,
)
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.fonts import BOLD
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.rules.register import ConsentPurpose, ConsentState, Origin
from centre_desk.texts.catalogue import N_, Catalogue, Msg
from centre_desk.texts.formats import long_date

_WIDEST = 8
"""Columns that can be read side by side on an A4 page; rows of more are printed label above value."""


@dataclass(frozen=True, slots=True)
class FicheFact:
    """A value held on the person, with its label and who it came from."""

    label: str
    value: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class FicheTable:
    """Rows held on the person: referrals, marks, payments…"""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FicheFacts:
    """All that the centre holds on one person, as of a day; `empty` are the titles under which nothing is held."""

    name: str
    number: str
    on: date
    facts: tuple[FicheFact, ...]
    tables: tuple[FicheTable, ...] = ()
    purpose: str = ""
    retention: str = ""
    head_code: str = ""
    empty: tuple[str, ...] = ()


def fiche_pdf(fiche: FicheFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the fiche individuelle."""
    blocks: list[Block] = [heading(words.t("Identity and contacts")), *_held(fiche.facts, words), Space(3 * MM)]
    for one in fiche.tables:
        blocks.append(heading(one.title))
        blocks.extend(_rows(one, words))
        blocks.append(Space(3 * MM))
    if fiche.empty:
        blocks.append(note(words.t("Nothing is held under: {titles}.", titles=", ".join(fiche.empty))))
    blocks += [heading(words.t("Your rights")), Paragraph(_rights(fiche, words))]
    blocks.append(Signatures(((words.t("Given to the person (signature or thumb print)"), fiche.name),
                              (words.t("For the centre"), ""))))  # fmt: skip
    paper = Paper(
        title=words.t("INDIVIDUAL RECORD"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=f"{fiche.name} · {fiche.number} · {long_date(fiche.on, words.language)}",
        number=words.t("Individual record {number}", number=fiche.number),
        head_code=fiche.head_code,
    )
    return draw_paper(paper, words)


def _held(facts: Sequence[FicheFact], words: Catalogue) -> list[Block]:
    columns = (
        Column(words.t("What"), 50, bold=True),
        Column(words.t("Value"), 94),
        Column(words.t("From"), 26, Align.CENTRE),
    )
    return table(columns, [(one.label, one.value or "–", _from(one.origin, words)) for one in facts])


def _from(origin: Origin | None, words: Catalogue) -> str:
    if origin is None:
        return ""
    return words.t("IOM") if origin is Origin.IOM else words.t("Centre")


def _rows(one: FicheTable, words: Catalogue) -> list[Block]:
    if not one.rows:
        return [Paragraph(words.t("Nothing is held."))]
    if len(one.heads) > _WIDEST:
        return [Facts(tuple(zip(one.heads, row, strict=True)), columns=3) for row in one.rows]
    columns = [Column(head, _share(head, (row[at] for row in one.rows))) for at, head in enumerate(one.heads)]
    return table(columns, one.rows)


def _share(head: str, cells: Iterable[str]) -> float:
    """Return a column's part of the width: room for its longest word, and more where there is much to read."""
    texts = [head, *cells]
    word = max(len(word) for text in texts for word in (*text.split(), ""))
    return max(8, min(word, 24) + 4, min(48, 0.45 * max(map(len, texts))))


def _rights(fiche: FicheFacts, words: Catalogue) -> str:
    said = [
        words.t("You may see this record, have it corrected, withdraw your consent, and ask that it be erased."),
        words.t("Purpose: {purpose}.", purpose=fiche.purpose) if fiche.purpose else "",
        words.t("Kept until: {retention}.", retention=fiche.retention) if fiche.retention else "",
        words.t("Authority: APDP, Bamako (law 2013-015). What IOM transmitted belongs to IOM: ask IOM too."),
    ]
    return " ".join(part for part in said if part)


# --- consent

_MEANINGS: dict[ConsentPurpose, Msg] = {
    ConsentPurpose.TRAINING_FILE: N_(
        "The centre’s own file. Without it there can be no attendance and no certificate."
    ),
    ConsentPurpose.PHOTO: N_("Photos of the courses in reports. Without it you are not photographed."),
    ConsentPurpose.TRANSFER_IOM: N_(
        "Your name goes to IOM with the month’s report, encrypted. Without it IOM gets your case number only."
    ),
    ConsentPurpose.EMPLOYER: N_("Your name and trade go to employers who look for people. Without it they do not."),
    ConsentPurpose.DAY_CARE: N_(
        "The name and age of your children go to the day-care centre. Without it no place can be booked."
    ),
}


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """A form of consent: to fill in by hand, or as it was recorded (`answers`)."""

    name: str
    number: str
    purposes: tuple[ConsentPurpose, ...] = tuple(ConsentPurpose)
    answers: tuple[tuple[ConsentPurpose, ConsentState], ...] = ()
    given_on: date | None = None
    language: str = ""
    interpreter: str = ""
    witness: str = ""
    guardian: str = ""
    retention: str = ""


def consent_form_pdf(facts: ConsentFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the form of consent."""
    blank = "______________________________"
    day = long_date(facts.given_on, words.language) if facts.given_on else "____ /____ /________"
    blocks: list[Block] = [
        Paragraph(_who_asks(letterhead, facts, words)),
        *_purposes(facts, words),
        Space(4 * MM),
        Paragraph(words.t("You may refuse one or all of them, and withdraw your answer at any time, without losing the "
                          "training or the help of IOM. A refusal has no other consequence than the one written "
                          "beside it."), BOLD),
        Facts((
            (words.t("Explained in (language)"), facts.language or blank),
            (words.t("By (interpreter)"), facts.interpreter or blank),
            (words.t("Date"), day),
            (words.t("Guardian, for a minor"), facts.guardian or blank),
        )),
        Signatures((
            (words.t("The person (signature or thumb print)"), facts.name),
            (words.t("Witness, for a thumb print"), facts.witness),
            (words.t("For the centre"), ""),
        ), high=28 * MM),
        note(words.t("One copy for the person, one kept at the centre.")),
    ]  # fmt: skip
    paper = Paper(
        title=words.t("CONSENT TO THE USE OF MY DATA"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=f"{facts.name} · {facts.number}",
        number=words.t("Consent {number}", number=facts.number),
    )
    return draw_paper(paper, words)


def _who_asks(letterhead: Letterhead, facts: ConsentFacts, words: Catalogue) -> str:
    return words.t(
        "{centre} keeps a file about you: name, birth, contacts, the trade that you wish, your attendance, marks, "
        "allowance and kit. Only the staff who need it see it; it is locked and encrypted. It is kept until: "
        "{retention}. You may read it at any time.",
        centre=letterhead.centre,
        retention=facts.retention or words.t("the end of the project’s audit"),
    )


def _purposes(facts: ConsentFacts, words: Catalogue) -> list[Block]:
    columns = (
        Column(words.t("I agree that my data be used for"), 62, bold=True),
        Column(words.t("What that means, and what a refusal means"), 78),
        Column(words.t("Yes"), 15, Align.CENTRE),
        Column(words.t("No"), 15, Align.CENTRE),
    )
    answers = dict(facts.answers)
    rows = [
        (words.word(one), words.msg(_MEANINGS[one]), *_ticks(answers.get(one)))
        for one in ConsentPurpose
        if one in facts.purposes
    ]
    return table(columns, rows, least=12 * MM)


def _ticks(answer: ConsentState | None) -> tuple[str, str]:
    if answer is None:
        return "", ""
    return ("X", "") if answer is ConsentState.GIVEN else ("", "X")
