"""What a person takes home after a test: what was tested, what was found, what is offered, whom to ask.

Facts: people feared to lose their help by admitting what they do not know. Nothing here measures or judges: no points,
no reason of a refusal, no word of failure; what is not there yet is named as what a training strengthens.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Block, Facts, Paragraph, Signatures, Space, heading
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.fonts import BODY, BOLD, HEADING
from centre_desk.papers.pdf.pen import MM
from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, Verdict
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import HARD, long_date

_LETTERS = BODY.sized(11)


@dataclass(frozen=True, slots=True)
class StandingOffer:
    """An offer that awaits its answer or was accepted. `answer_by`: the day the paper asks for an answer by."""

    kind: OfferKind
    trade: str
    partner: str
    kit_conditional: bool
    answer: OfferAnswer
    answer_by: date


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """A test after its verdict. `strengthen`: what a training would, in the words of the grid; `day` of the test."""

    number: str
    kind: TestKind
    name: str
    case_number: str
    trade: str
    day: date
    place: str
    assessors: tuple[str, ...]
    verdict: Verdict
    decided_on: date
    strengthen: tuple[str, ...] = ()
    offer: StandingOffer | None = None
    second_key: str = ""
    signatory: tuple[str, str] = ("", "")


def result_pdf(facts: ResultFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the result on one page."""
    t = words.t
    blocks: list[Block] = [
        _about(facts, words),
        Space(2 * MM),
        Paragraph(_found(facts, words), HEADING.sized(14), after=3 * MM),
        *_said(_finding(facts, words)),
        *_strengthened(facts, words),
        *_offered(facts, words),
        Space(2 * MM),
        *_said([t("For any question: {phone}", phone=letterhead.phone) if letterhead.phone else _come(words)]),
        Space(4 * MM),
        Signatures(
            ((facts.signatory[1] or t("For the centre"), facts.signatory[0]), (t("Given to"), facts.name)),
        ),
    ]
    paper = Paper(
        title=t("RESULT OF YOUR TEST"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=t("Test no. {number}, {day}", number=facts.number, day=long_date(facts.decided_on, words.language)),
        number=t("Test no. {number}", number=facts.number),
    )
    return draw_paper(paper, words)


def _about(facts: ResultFacts, words: Catalogue) -> Facts:
    t = words.t
    who = f"{facts.name} ({facts.second_key})" if facts.second_key else facts.name
    pairs = [
        (t("Person tested"), who),
        (t("Case no."), facts.case_number or "–"),
        (t("What was tested"), f"{facts.trade} · {words.word(facts.kind)}"),
        (t("Date"), long_date(facts.day, words.language)),
        (t("Place"), facts.place or "–"),
        (t("By the assessors"), ", ".join(facts.assessors) or "–"),
    ]
    return Facts(tuple(pairs))


def _found(facts: ResultFacts, words: Catalogue) -> str:
    said = {
        Verdict.ABLE: words.t("Skills recognised"),
        Verdict.TRAINING_OFFERED: words.t("Training offered"),
        Verdict.NOT_ASSESSED: words.t("Another appointment is offered"),
    }
    return said[facts.verdict]


def _finding(facts: ResultFacts, words: Catalogue) -> Iterator[str]:
    t = words.t
    if facts.verdict is Verdict.NOT_ASSESSED:
        yield t("The test could not be done on that day. The centre will offer another appointment.")
    elif facts.verdict is Verdict.TRAINING_OFFERED:
        yield t("Thank you for showing the assessors what you can do. A training lets you build on it.")
    elif facts.kind is TestKind.EQUIPMENT:
        yield t("You showed the assessors that you can use the equipment of this trade, and use it safely.")
    else:
        yield t("You showed the assessors that you can exercise this trade.")
        yield t("The centre will hand you your certificate of skills.")


def _strengthened(facts: ResultFacts, words: Catalogue) -> Iterator[Block]:
    if facts.verdict is Verdict.TRAINING_OFFERED and facts.strengthen:
        yield Paragraph(words.t("With the training, you will strengthen:"), BOLD.sized(11), keep=True)
        yield from _said(f"•{HARD}{HARD}{name}" for name in facts.strengthen)


def _offered(facts: ResultFacts, words: Catalogue) -> Iterator[Block]:
    offer, t = facts.offer, words.t
    if offer is None:
        certified = facts.verdict is Verdict.ABLE and facts.kind is TestKind.SKILLS
        if facts.verdict is not Verdict.NOT_ASSESSED and not certified:
            yield from _said([t("The centre will tell you soon what it can offer you.")])
        return
    yield Space(1 * MM)
    yield heading(t("What is offered to you"))
    yield Paragraph(_offer_words(offer, words), BOLD.sized(11))
    if offer.kit_conditional:
        yield from _said([t("You receive the starting kit once you have completed the training with success.")])
    if offer.answer is OfferAnswer.ACCEPTED:
        yield from _said([t("You have accepted this offer.")])
        return
    day = long_date(offer.answer_by, words.language)
    yield from _said([
        t("You are free to accept it or not. Please give the centre your answer by {day}.", day=day),
        t("If you change your mind later, come and speak with us."),
    ])  # fmt: skip


def _offer_words(offer: StandingOffer, words: Catalogue) -> str:
    t, where = words.t, offer.partner
    if offer.kind is OfferKind.JOB:
        return t("A job at {employer}", employer=where)
    if offer.kind is OfferKind.BUSINESS_MANAGEMENT:
        said = t("A training in business management")
    else:
        said = t("A training: {trade}", trade=offer.trade)
    return f"{said}, {t('at {place}', place=where)}" if where else f"{said}, {t('at our centre')}"


def _come(words: Catalogue) -> str:
    return words.t("For any question, come to the centre.")


def _said(sentences: Iterable[str]) -> list[Block]:
    return [Paragraph(sentence, _LETTERS) for sentence in sentences]
