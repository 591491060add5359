"""Which answers each doubt about a line allows, in words; the first is the likeliest.

Decides nothing itself: an answer is handed to the plan, which says the line's new fate.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from centre_desk.queries.centre.places import TradeRow
from centre_desk.rules.referral import LineFate, Route
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.line import trade_needed
from centre_desk.rules.referral.plan import Answer, Likely, PlannedLine
from centre_desk.rules.register import Sex
from centre_desk.rules.register.names import fold
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date

Change = Callable[[Answer], Answer]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says, and what it makes of the answer so far. `for_all`: may answer many lines at once."""

    name: str
    label: str
    change: Change
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A value to put right: typed, or chosen where there are `choices` (value, words)."""

    field: Field
    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def for_all(self) -> bool:
        """Tell whether one value may stand for many lines: what is chosen may, a name or a number may not."""
        return bool(self.choices) or self.field is Field.REFERRED_ON


def accept(code: str) -> Change:
    """Accept what a question asks about."""
    return lambda answer: replace(answer, skip=False, accepted=answer.accepted | {code})


def put(field: Field, text: str) -> Change:
    """Put a value in place of what the file says."""
    return lambda answer: replace(answer, skip=False, corrections={**answer.corrections, field: text})


def skip(answer: Answer) -> Answer:
    """Leave the line out."""
    return replace(answer, skip=True)


def first_code(line: PlannedLine) -> str:
    """Return what is to be settled first; empty when nothing is."""
    return line.findings[0].code.removeprefix("referral.") if line.findings else ""


_SAID_ALIKE = frozenset({"unknown_trade", "route_unclear", "sex_unclear"})
"""Doubts about a word: lines are alike where the word is the same."""
_TRADE_DOUBTS = frozenset({"unknown_trade", "no_trade"})


def alike(line: PlannedLine, other: PlannedLine) -> bool:
    """Tell whether one answer may settle both lines: they raise the same doubt first, about the same word."""
    code = first_code(line)
    if not code or first_code(other) != code:
        return False
    if code in _TRADE_DOUBTS and trade_needed(line.facts)[0] is not trade_needed(other.facts)[0]:
        return False
    return code not in _SAID_ALIKE or fold(_text_of(line)) == fold(_text_of(other))


def choices_for(line: PlannedLine, words: Catalogue) -> list[Choice]:
    """Return the buttons for the first doubt of a line; leaving the line out is always one."""
    code = first_code(line)
    out = Choice("answer_skip", words.t("Leave the line out"), skip, for_all=True)
    own = _own_choices(code, line, words)
    return [out, *own] if code in ("repeats_person", "line_repeated", "case_number_twice") else [*own, out]


def _own_choices(code: str, line: PlannedLine, words: Catalogue) -> list[Choice]:
    t, full = words.t, f"referral.{code}"
    if code in ("probable_duplicate", "repeats_person", "number_of_another", "case_number_twice", "line_waits"):
        return _who_it_is(code, line, words)
    if code in ("confirms_by_hand", "second_referral"):
        return _which_referral(full, line, words)
    if code == "would_overwrite":
        keep: Change = lambda answer: replace(answer, keep_own=True)  # noqa: E731 - a change is a function
        return [
            Choice("answer_keep", t("Keep the centre’s value"), keep, for_all=True),
            Choice("answer_accept", t("Take IOM’s value"), accept(full), for_all=True),
        ]
    if code == "number_changes":
        keep_number: Change = lambda answer: replace(answer, keep_own=True)  # noqa: E731
        return [
            Choice("answer_keep", t("Keep the old number"), keep_number),
            Choice("answer_accept", t("Take the new number"), accept(full)),
        ]
    verbs = {
        "no_consent": t("Record without consent"),
        "under_age": t("Confirm the age"),
        "no_case_number": t("Record as provisional"),
        "case_number_form": t("Keep this number"),
        "birth_missing": t("Record without a birth"),
        "unknown_trade": t("Record without a trade"),
        "no_trade": t("Record without a trade"),
    }
    return [Choice("answer_accept", verbs[code], accept(full), for_all=True)] if code in verbs else []


def _who_it_is(code: str, line: PlannedLine, words: Catalogue) -> list[Choice]:
    same = [_it_is(likely, words) for likely in line.likely]
    if code == "case_number_twice":
        place = str(dict(line.findings[0].facts)["line"])
        return [Choice("answer_same_line", words.t("It is the person of line {line}", line=place), _same_line(place))]
    new: Change = lambda answer: replace(answer, create_new=True, same_as=None, same_line="")  # noqa: E731
    other = [Choice("answer_new", words.t("It is another person"), new, for_all=True)]
    return [*same, *([] if code == "number_of_another" else other)]


def _it_is(likely: Likely, words: Catalogue) -> Choice:
    """Offer a person of the register, or that of an earlier line: what this line adds or changes is written there."""
    if likely.person_id:
        label = words.t("It is {name}", name=f"{likely.name} ({likely.case_number or '—'})")
        return Choice(f"answer_same_{likely.person_id}", label, _same(likely.person_id))
    label = words.t("It is {name} of line {line}", name=likely.name, line=likely.place)
    return Choice(f"answer_same_line_{likely.place}", label, _same_line(likely.place))


def _which_referral(full: str, line: PlannedLine, words: Catalogue) -> list[Choice]:
    """Offer the referrals that the line may speak of, those entered by hand first, or another referral."""
    joined = [
        Choice(
            f"answer_join_{referral.id}",
            words.t("It is the referral of {day}", day=short_date(date.fromisoformat(referral.referred_on))),
            _joins(referral.id),
        )
        for referral in sorted(line.open, key=lambda referral: not referral.unsent)
    ]
    return [*joined, Choice("answer_accept", words.t("Add a second referral"), accept(full), for_all=True)]


def _same(person_id: int) -> Change:
    return lambda answer: replace(answer, same_as=person_id)


def _same_line(place: str) -> Change:
    return lambda answer: replace(answer, same_line=place)


def _joins(referral_id: int) -> Change:
    return lambda answer: replace(answer, joins=referral_id)


def entry_for(line: PlannedLine, trades: Sequence[TradeRow], words: Catalogue) -> Entry | None:
    """Return the value that would settle the first doubt of a line; None when none does."""
    code, facts = first_code(line), line.facts
    if code == "no_name":
        return Entry(Field.FULL_NAME)
    if code in ("birth_unclear", "born_after", "birth_missing", "under_age"):
        return Entry(Field.BIRTH, _text_of(line))
    if code in ("case_number_long", "case_number_twice", "no_case_number", "case_number_form", "number_of_another"):
        return Entry(Field.CASE_NUMBER, facts.case_number)
    if code in ("unknown_trade", "no_trade"):
        return Entry(trade_needed(facts)[0], choices=tuple((t.code, t.name) for t in trades))
    if code == "route_unclear":
        return Entry(Field.ROUTE, choices=tuple((r.value, words.word(r)) for r in Route))
    if code == "sex_unclear":
        return Entry(Field.SEX, choices=tuple((s.value, words.word(s)) for s in Sex))
    return Entry(Field.REFERRED_ON) if code == "date_missing" else None


def _text_of(line: PlannedLine) -> str:
    facts = dict(line.findings[0].facts)
    return str(facts.get("text", ""))


def is_doubtful(line: PlannedLine) -> bool:
    """Tell whether a line still waits for its user."""
    return line.fate in (LineFate.QUESTION, LineFate.REFUSED)
