"""What an import would do: every line has exactly one fate, before anything is written.

Lines read = new + changed + unchanged + refused + questioned + skipped, always. Nobody is merged by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.facts import LineFacts, ReadLine, record_of, said_anew
from centre_desk.rules.referral.fields import NAME_FIELDS, Field, RawLine
from centre_desk.rules.referral.known import KnownPeople, KnownPerson, KnownReferral
from centre_desk.rules.referral.line import NOTES, QUESTIONS, Context, correct, read_line
from centre_desk.rules.referral.ownership import (
    CONSENT,
    PERSON_KEYS,
    Compared,
    Held,
    compare_values,
    keys_of_fields,
    sent_values,
    values_sent_before,
)
from centre_desk.rules.referral.planned import Answer, ImportPlan, Likely, PlannedLine
from centre_desk.rules.referral.questions import is_about, open_questions, questions_left
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register.duplicates import Alike, alike, compare_people

__all__ = ["Answer", "ImportPlan", "Likely", "PlannedLine", "plan_import"]
_SETTLED = (LineFate.NEW, LineFate.CHANGED, LineFate.UNCHANGED)


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
        self._decided: dict[str, PlannedLine] = {}
        self._second: dict[tuple[int, str], str] = {}

    def plan(self, raw: RawLine, answer: Answer) -> PlannedLine:
        """Decide one line."""
        untouched = read_line(raw, self._context)
        read = read_line(correct(raw, answer.corrections), self._context) if answer.corrections else untouched
        start = PlannedLine(
            raw.place, raw.row, LineFate.NEW, read.facts, untouched.digest,
            notes=tuple(f for f in read.findings if f.code in NOTES),
            record=record_of(untouched.facts),
            corrected=keys_of_fields(answer.corrections),
        )  # fmt: skip
        if answer.skip:
            return replace(start, fate=LineFate.SKIPPED)
        planned = self._decide(start, read, raw, answer)
        self._remember(planned)
        return planned

    def _decide(self, start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer) -> PlannedLine:
        repeated = self._check_repeated(read.facts, raw, answer)
        before = self._known.imported(start.digest)
        if before and not repeated and not answer.corrections:
            return self._known_line(start, *before)
        refused = tuple(f for f in read.findings if f.code not in NOTES | QUESTIONS) + repeated
        if refused:
            return replace(start, fate=LineFate.REFUSED, findings=refused)
        earlier = self._decided.get(answer.same_line) if answer.same_line else None
        if earlier is not None:
            return self._decide_repeat(start, read, raw, answer, earlier)
        person = self._same_person(read.facts, answer)
        if person is not None:
            return self._decide_known(start, read, raw, answer, person)
        return self._decide_unknown(start, read, raw, answer)

    def _known_line(self, start: PlannedLine, person_id: int, referral_id: int) -> PlannedLine:
        """A line with the very texts of one that was imported: nothing to ask, nothing to write."""
        person = self._known.person(person_id)
        referral = person and next((r for r in person.referrals if r.id == referral_id), None)
        record = {**referral.record, **start.record} if referral else start.record
        start = replace(start, person_id=person_id, referral_id=referral_id, record=record, notes=())
        return replace(start, fate=LineFate.UNCHANGED)

    def _check_repeated(self, facts: LineFacts, raw: RawLine, answer: Answer) -> tuple[Refusal, ...]:
        earlier = self._numbers.get(facts.case_number) if facts.case_number else None
        if earlier is None or earlier[0] == answer.same_line:
            return ()
        place = raw.address(Field.CASE_NUMBER)
        code = "referral.line_repeated" if earlier[1] == facts else "referral.case_number_twice"
        return (refusal(code, place=place, number=facts.case_number, line=earlier[0]),)

    def _same_person(self, facts: LineFacts, answer: Answer) -> KnownPerson | None:
        if answer.same_as is not None:
            return self._known.person(answer.same_as)
        return self._known.with_number(facts.case_number)

    def _decide_repeat(
        self, start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer, earlier: PlannedLine
    ) -> PlannedLine:
        """The user says that this is the person of an earlier line: what that line does not say is added."""
        if earlier.fate not in _SETTLED:
            asked = refusal("referral.line_waits", place=raw.address(*NAME_FIELDS), line=earlier.place)
            return replace(start, fate=LineFate.QUESTION, findings=(asked,))
        held = Held(sent_values(earlier.facts))
        if (person := self._known.person(earlier.person_id or 0)) is not None:
            desk = person.held(next((r for r in person.referrals if r.id == earlier.referral_id), None))
            held = Held({**held.values, **desk.values}, desk.own)
        compared = compare_values(sent_values(read.facts), values_sent_before(earlier.record), held)
        start = replace(
            start,
            person_id=earlier.person_id,
            referral_id=earlier.referral_id,
            of_line=earlier.of_line or earlier.place,
            record={**earlier.record, **start.record},
        )
        return _changed(start, raw, compared, (), answer)

    def _decide_unknown(self, start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer) -> PlannedLine:
        asked = list(open_questions(read.findings, answer))
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
            likely = (_likely_of(person, read.facts, self._context, self._alike),)
            return replace(start, fate=LineFate.QUESTION, findings=(asked,), likely=likely)
        referral = _referral_meant(person, read.facts, answer)
        if referral is not None:
            return _decide_change(start, read, raw, answer, person, referral)
        return self._decide_second(start, read, raw, answer, person)

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
        """A known person comes again: another referral, asked while the line may speak of one that is there."""
        earlier = self._second.get((person.id, start.record.get("referred_on", "")))
        if earlier is not None:
            likely = replace(_likely_of(person, read.facts, self._context, self._alike), person_id=0, place=earlier)
            return replace(start, fate=LineFate.QUESTION, findings=(_ask_duplicate(likely, raw),), likely=(likely,))
        sent = {k: v for k, v in sent_values(read.facts).items() if k in PERSON_KEYS or k == CONSENT}
        compared = compare_values(sent, _told_of(person), person.held())
        still_open = tuple(r for r in person.referrals if r.unsent or (r.record and r.state in WAITING_STATES))
        left = questions_left(read.findings, answer, start.record, person.values)
        asked = [*_ask_referral(still_open, raw, answer), *left]
        return _changed(replace(start, open=still_open), raw, compared, asked, answer, LineFate.NEW)

    def _likely(self, facts: LineFacts) -> tuple[Likely, ...]:
        found = [
            _likely_of(person, facts, self._context, self._alike) for person in self._known.candidates(facts.described)
        ]
        probable = [likely for likely in found if likely.likeness.probable]
        return tuple(sorted(probable, key=lambda likely: -likely.likeness.score)[:5])

    def _remember(self, planned: PlannedLine) -> None:
        facts = planned.facts
        self._decided[planned.place] = planned
        if facts.case_number:
            self._numbers.setdefault(facts.case_number, (planned.place, facts))
        if planned.person_id is None and not planned.of_line and facts.name.full:
            self._known.add(KnownPerson(0, facts.described, planned.place))
        person = self._known.person(planned.person_id) if planned.person_id else None
        if person is not None and planned.fate in (LineFate.NEW, LineFate.CHANGED):
            self._known.renew(_renewed(person, planned))
            if planned.fate is LineFate.NEW:
                self._second[person.id, planned.record.get("referred_on", "")] = planned.place


def _renewed(person: KnownPerson, planned: PlannedLine) -> KnownPerson:
    """Return a person of the register as the lines after this one find it."""
    new = {key: text for key, _, text in planned.changes if key in planned.taken}
    number = new.get("case_number", person.described.case_number)
    referrals = tuple(
        replace(r, record=planned.record, values={**r.values, **new}) if r.id == planned.referral_id else r
        for r in person.referrals
    )
    return replace(
        person,
        described=replace(person.described, case_number=number),
        values={**person.values, **{k: v for k, v in new.items() if k in PERSON_KEYS or k == CONSENT}},
        own=(person.own - planned.taken) | (planned.taken & planned.corrected),
        referrals=referrals,
    )


def _likely_of(person: KnownPerson, facts: LineFacts, context: Context, alike: Alike) -> Likely:
    likeness = compare_people(facts.described, person.described, context.spelling, alike)
    return Likely(person.id, person.place, _name_of(person), person.described.case_number, likeness)


def _name_of(person: KnownPerson) -> str:
    return f"{person.described.given} {person.described.family}".strip()


def _ask_duplicate(likely: Likely, raw: RawLine) -> Refusal:
    place = raw.address(*NAME_FIELDS)
    if likely.person_id:
        return refusal("referral.probable_duplicate", place=place, name=likely.name, number=likely.case_number or "—")
    return refusal("referral.repeats_person", place=place, name=likely.name, line=likely.place)


def _ask_referral(still_open: Iterable[KnownReferral], raw: RawLine, answer: Answer) -> tuple[Refusal, ...]:
    """Ask whether a line speaks of a referral that is there: first of one by hand, that IOM has not sent yet."""
    by_hand = next((r for r in still_open if r.unsent), None)
    first = by_hand or next(iter(still_open), None)
    if first is None or answer.accepted & {"referral.second_referral", "referral.confirms_by_hand"}:
        return ()
    code = "referral.confirms_by_hand" if by_hand else "referral.second_referral"
    return (refusal(code, place=raw.address(Field.REFERRED_ON, Field.CASE_NUMBER), day=first.referred_on),)


def _told_of(person: KnownPerson) -> dict[str, str]:
    """Return what IOM has said of a person so far, by any referral; a consent is given anew with each."""
    told = {k: v for r in person.referrals for k, v in values_sent_before(r.record).items()}
    return {key: value for key, value in told.items() if key in PERSON_KEYS}


def _referral_meant(person: KnownPerson, facts: LineFacts, answer: Answer) -> KnownReferral | None:
    """Return the referral that a line speaks of: the user's, that of its date; without a date, the newest."""
    if answer.joins is not None:
        return next((r for r in person.referrals if r.id == answer.joins), None)
    if facts.referred_on is None:
        return max(person.referrals, key=lambda r: (r.referred_on, r.id), default=None)
    day = facts.referred_on.isoformat()
    return next((r for r in person.referrals if r.is_of(day)), None)


def _decide_change(
    start: PlannedLine, read: ReadLine, raw: RawLine, answer: Answer, person: KnownPerson, referral: KnownReferral
) -> PlannedLine:
    """Compare with what IOM sent before: only what IOM changed is updated; what the centre wrote is asked.

    The day on which a referral was announced by hand stays: the person waits since then.
    """
    sent = sent_values(read.facts)
    if not referral.record:
        del sent["referred_on"]
    held = person.held(referral)
    before = values_sent_before(referral.record) if referral.record else _told_of(person)
    compared = compare_values(sent, before, held)
    anew = said_anew(referral.record, start.record) | start.corrected
    left = questions_left(read.findings, answer, start.record, held.values)
    asked = [f for f in left if not referral.record or is_about(f, anew)]
    record = {**referral.record, **start.record}
    return _changed(replace(start, referral_id=referral.id, record=record), raw, compared, asked, answer)


def _changed(
    start: PlannedLine,
    raw: RawLine,
    compared: Compared,
    asked: Iterable[Refusal],
    answer: Answer,
    fate: LineFate = LineFate.CHANGED,
) -> PlannedLine:
    """Return a line of a known person with its changes; the centre's own values are asked, last of all."""
    found = list(asked)
    code = "referral.would_overwrite" if compared.own else "referral.number_changes"
    if compared.asked and not (answer.keep_own or code in answer.accepted):
        cells = (field for field in raw.cells if keys_of_fields((field,)) & compared.asked)
        found.append(refusal(code, place=raw.address(*cells)))
    if fate is LineFate.CHANGED and not compared.changes:
        fate = LineFate.UNCHANGED
    return replace(
        start,
        fate=LineFate.QUESTION if found else fate,
        findings=tuple(found),
        changes=compared.changes,
        own=compared.own,
        kept=compared.asked if answer.keep_own else frozenset(),
    )
