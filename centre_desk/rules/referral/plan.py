"""What an import would do: every line has exactly one fate, before anything is written.

Lines read = new + changed + unchanged + refused + questioned + skipped, always. Nobody is merged by itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.facts import LineFacts, ReadLine, differences, record_of
from centre_desk.rules.referral.fields import Field, RawLine
from centre_desk.rules.referral.known import KnownPeople, KnownPerson, KnownReferral
from centre_desk.rules.referral.line import NEEDS_VALUE, NOTES, QUESTIONS, Context, correct, read_line
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register.duplicates import Alike, Likeness, alike, compare_people

NUMBER_CODES = frozenset({"referral.no_case_number", "referral.case_number_form"})
PERSON_KEYS = frozenset({
    "family", "given", "married", "sex", "birth", "birth_place", "phone", "region_code", "cercle", "commune",
    "quarter", "country", "returned_on", "education", "mother", "id_number", "individual_number",
})  # fmt: skip
"""The keys of a record that describe the person; the others describe the referral."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user said of one line: left out, put right, accepted as it is, or who it is."""

    skip: bool = False
    accepted: frozenset[str] = frozenset()
    corrections: Mapping[Field, str] = field(default_factory=dict)
    same_as: int | None = None
    create_new: bool = False
    keep_own: bool = False


@dataclass(frozen=True, slots=True)
class Likely:
    """Who a line may be: a person of the register, or an earlier line of the file (`person_id` 0)."""

    person_id: int
    place: str
    name: str
    case_number: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line with its fate. `findings` are the reasons of a refusal or the open questions; `notes` only inform."""

    place: str
    row: int
    fate: LineFate
    facts: LineFacts
    digest: str
    findings: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    person_id: int | None = None
    referral_id: int | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    kept: frozenset[str] = frozenset()
    likely: tuple[Likely, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The fates of all lines, in the order of the file."""

    lines: tuple[PlannedLine, ...]

    def of(self, *fates: LineFate) -> tuple[PlannedLine, ...]:
        """Return the lines of these fates."""
        return tuple(line for line in self.lines if line.fate in fates)

    def counts(self) -> dict[LineFate, int]:
        """Return how many lines have each fate; the sum is the number of lines."""
        counted = Counter(line.fate for line in self.lines)
        return {fate: counted.get(fate, 0) for fate in LineFate}


def plan_import(
    lines: Iterable[RawLine],
    known: KnownPeople,
    answers: Mapping[str, Answer],
    context: Context,
    alike: Alike = alike,
) -> ImportPlan:
    """Decide the fate of every line. The lines are laid over `known`, so that the file is compared with itself."""
    planner = _Planner(known.over(), context, alike)
    return ImportPlan(tuple(planner.plan(line, answers.get(line.place, Answer())) for line in lines))


class _Planner:
    """Carries what the lines before have said."""

    def __init__(self, known: KnownPeople, context: Context, alike: Alike) -> None:
        self._known = known
        self._context = context
        self._alike = alike
        self._numbers: dict[str, tuple[str, LineFacts]] = {}

    def plan(self, raw: RawLine, answer: Answer) -> PlannedLine:
        """Decide one line."""
        untouched = read_line(raw, self._context)
        read = read_line(correct(raw, answer.corrections), self._context) if answer.corrections else untouched
        start = PlannedLine(
            raw.place, raw.row, LineFate.NEW, read.facts, untouched.digest,
            notes=tuple(f for f in read.findings if f.code in NOTES),
        )  # fmt: skip
        if answer.skip:
            return replace(start, fate=LineFate.SKIPPED)
        planned = self._decide(start, read, raw, answer)
        self._remember(planned)
        return planned

    def _decide(self, start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer) -> PlannedLine:
        repeated = self._check_repeated(read.facts, raw)
        before = self._known.imported(start.digest)
        if before and not repeated and not answer.corrections:
            return replace(start, fate=LineFate.UNCHANGED, person_id=before[0], referral_id=before[1], notes=())
        refused = tuple(f for f in read.findings if f.code not in NOTES | QUESTIONS) + repeated
        if refused:
            return replace(start, fate=LineFate.REFUSED, findings=refused)
        person = self._same_person(read.facts, answer)
        if person is not None:
            return self._decide_known(start, read, raw, answer, person)
        return self._decide_unknown(start, read, raw, answer)

    def _check_repeated(self, facts: LineFacts, raw: RawLine) -> tuple[Refusal, ...]:
        earlier = self._numbers.get(facts.case_number) if facts.case_number else None
        if earlier is None:
            return ()
        place = raw.address(Field.CASE_NUMBER)
        code = "referral.line_repeated" if earlier[1] == facts else "referral.case_number_twice"
        return (refusal(code, place=place, number=facts.case_number, line=earlier[0]),)

    def _same_person(self, facts: LineFacts, answer: Answer) -> KnownPerson | None:
        if answer.same_as is not None:
            return self._known.person(answer.same_as)
        return self._known.with_number(facts.case_number)

    def _decide_unknown(self, start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer) -> PlannedLine:
        asked = list(_open_questions(read.findings, answer))
        likely = () if answer.create_new else self._likely(read.facts)
        if likely:
            asked.insert(0, _ask_duplicate(likely[0], raw))
        fate = LineFate.QUESTION if asked else LineFate.NEW
        return replace(start, fate=fate, findings=tuple(asked), likely=likely)

    def _decide_known(
        self, start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer, person: KnownPerson
    ) -> PlannedLine:
        start = replace(start, person_id=person.id)
        if answer.same_as is None and (asked := self._ask_name(read.facts, raw, person)):
            return replace(
                start,
                fate=LineFate.QUESTION,
                findings=(asked,),
                likely=(_likely_of(person, read.facts, self._context, self._alike),),
            )
        referral = _referral_meant(person, read.facts)
        if referral is None:
            return self._decide_second(start, read, raw, answer, person)
        return _decide_change(replace(start, referral_id=referral.id), read, answer, person, referral)

    def _ask_name(self, facts: LineFacts, raw: RawLine, person: KnownPerson) -> Refusal | None:
        """Ask when the number is known but the person behind it has another name."""
        ours, theirs = replace(facts.described, case_number=""), replace(person.described, case_number="")
        ours, theirs = replace(ours, birth=None, sex=None), replace(theirs, birth=None, sex=None)
        if compare_people(ours, theirs, self._context.spelling, self._alike).score:
            return None
        place = raw.address(Field.CASE_NUMBER)
        return refusal("referral.number_of_another", place=place, number=facts.case_number, name=_name_of(person))

    def _decide_second(
        self, start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer, person: KnownPerson
    ) -> PlannedLine:
        """A known person comes again: another referral, asked while one is still open."""
        asked = list(_open_questions(read.findings, answer))
        still_open = next((r for r in person.referrals if r.state in WAITING_STATES), None)
        if still_open and "referral.second_referral" not in answer.accepted:
            place = raw.address(Field.REFERRED_ON, Field.CASE_NUMBER)
            asked.append(refusal("referral.second_referral", place=place, day=still_open.referred_on))
        return replace(start, fate=LineFate.QUESTION if asked else LineFate.NEW, findings=tuple(asked))

    def _likely(self, facts: LineFacts) -> tuple[Likely, ...]:
        found = [
            _likely_of(person, facts, self._context, self._alike) for person in self._known.candidates(facts.described)
        ]
        probable = [likely for likely in found if likely.likeness.probable]
        return tuple(sorted(probable, key=lambda likely: -likely.likeness.score)[:5])

    def _remember(self, planned: PlannedLine) -> None:
        facts = planned.facts
        if facts.case_number:
            self._numbers.setdefault(facts.case_number, (planned.place, facts))
        if facts.name.full and planned.person_id is None:
            self._known.add(KnownPerson(0, facts.described, planned.place))


def _likely_of(person: KnownPerson, facts: LineFacts, context: Context, alike: Alike) -> Likely:
    likeness = compare_people(facts.described, person.described, context.spelling, alike)
    return Likely(person.id, person.place, _name_of(person), person.described.case_number, likeness)


def _name_of(person: KnownPerson) -> str:
    return f"{person.described.given} {person.described.family}".strip()


def _ask_duplicate(likely: Likely, raw: RawLine) -> Refusal:
    place = raw.address(Field.FULL_NAME, Field.FAMILY, Field.GIVEN)
    if likely.person_id:
        return refusal("referral.probable_duplicate", place=place, name=likely.name, number=likely.case_number or "—")
    return refusal("referral.repeats_person", place=place, name=likely.name, line=likely.place)


def _open_questions(findings: Iterable[Refusal], answer: Answer) -> tuple[Refusal, ...]:
    """Return the questions of a line that are neither accepted nor put right."""
    return tuple(
        f for f in findings if f.code in QUESTIONS and (f.code in NEEDS_VALUE or f.code not in answer.accepted)
    )


def _referral_meant(person: KnownPerson, facts: LineFacts) -> KnownReferral | None:
    """Return the referral that a line speaks of: the one of its date; without a date, the newest."""
    if facts.referred_on is None:
        return max(person.referrals, key=lambda r: (r.referred_on, r.id), default=None)
    day = facts.referred_on.isoformat()
    return next((r for r in person.referrals if r.referred_on == day), None)


def _decide_change(
    start: PlannedLine, read: ReadLine, answer: Answer, person: KnownPerson, referral: KnownReferral
) -> PlannedLine:
    """Compare with what IOM sent before: only what IOM changed is updated; what the centre wrote is asked."""
    changes = differences(referral.record, record_of(read.facts)) if referral.record else ()
    if not changes:
        return replace(start, fate=LineFate.UNCHANGED, notes=())
    asked = [f for f in _open_questions(read.findings, answer) if _is_about(f, changes)]
    own = frozenset(key for key, _, _ in changes if key in person.own)
    if own and not (answer.keep_own or "referral.would_overwrite" in answer.accepted):
        asked.append(refusal("referral.would_overwrite", place=start.place))
    return replace(
        start,
        fate=LineFate.QUESTION if asked else LineFate.CHANGED,
        findings=tuple(asked),
        changes=changes,
        kept=own if answer.keep_own else frozenset(),
    )


_KEYS_OF_QUESTIONS = {
    "referral.no_consent": {"consent"},
    "referral.under_age": {"birth", "referred_on"},
    "referral.birth_missing": {"birth"},
    "referral.unknown_trade": {"training", "declared_trade", "route"},
    "referral.no_trade": {"training", "declared_trade", "route"},
    "referral.no_case_number": {"case_number"},
    "referral.case_number_form": {"case_number"},
}


def _is_about(question: Refusal, changes: tuple[tuple[str, str, str], ...]) -> bool:
    """Tell whether a question concerns what changed; what was settled at the first import is not asked again."""
    keys = _KEYS_OF_QUESTIONS.get(question.code)
    return keys is None or any(key in keys for key, _, _ in changes)
