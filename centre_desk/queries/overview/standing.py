"""Where a person stands: one path for each referral, with the newest fact of each room that belongs to it.

A fact belongs to the referral that it names (a test, an enrolment; an offer, a result, a certificate through
theirs), else to the newest one that had come in by its day. Files made one are read together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Offer, OutgoingReferral, SkillsTest
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.kit import KitHandOver
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.course.reading import OCCUPIES, places_taken
from centre_desk.queries.follow_up import read_due_visits
from centre_desk.queries.kit import read_kits
from centre_desk.queries.overview.people import merged_into
from centre_desk.queries.register import deceased
from centre_desk.rules.assessment import TestState
from centre_desk.rules.certificate import CertificateEventKind
from centre_desk.rules.exam import Decision
from centre_desk.rules.overview import Standing, choose_path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PathItems:
    """The newest thing of each room on a path, by number; 0 for none. `to_join`: a session to be enrolled in."""

    referral_id: int = 0
    test_id: int = 0
    session_id: int = 0
    to_join: int = 0
    exam_id: int = 0


@dataclass(slots=True)
class _Path:
    """The facts of one referral, or of what no referral names; lists in the order of time."""

    referral: Referral | None
    tests: list[SkillsTest]
    offers: list[Offer]
    enrolments: list[Enrolment]
    results: list[ExamResult]
    certificates: list[Certificate]


@dataclass(frozen=True, slots=True)
class _Facts:
    """Everything of a person that paths are made of."""

    person: Person
    deceased: bool
    referrals: list[Referral]
    tests: list[SkillsTest]
    offers: list[Offer]
    letters: dict[int, OutgoingReferral]
    enrolments: list[Enrolment]
    results: list[ExamResult]
    certificates: list[Certificate]
    kit: int
    kit_due: int
    visit_due: int


def standing_of(db: Session, person_id: int, today: date) -> Standing:
    """Read where a person stands on the path that the next step belongs to; LookupError for an unknown number."""
    return stand(db, person_id, today)[0]


def stand(db: Session, person_id: int, today: date) -> tuple[Standing, PathItems]:
    """Read where a person stands, and the things of that path."""
    facts = _read(db, person_id, today)
    paths = [part for path in _paths(facts) for part in _in_stages(path)]
    standings = [_standing(facts, path, today) for path in paths]
    chosen = choose_path(standings)
    return standings[chosen], _items(db, paths[chosen], today)


def _read(db: Session, person_id: int, today: date) -> _Facts:
    people = (person_id, *merged_into(db, person_id))
    cancelled = select(CertificateEvent.certificate_id).where(CertificateEvent.kind == CertificateEventKind.CANCELLED)
    letters = select(OutgoingReferral).where(OutgoingReferral.person_id.in_(people)).order_by(OutgoingReferral.id)
    kits = [row for one in people for row in read_kits(db, person_id=one)]
    due = {visit.person_id for one in people for visit in read_due_visits(db, one) if visit.due_on <= today}
    handed = select(KitHandOver.certificate_id).where(KitHandOver.person_id.in_(people))
    certificates = select(Certificate).where(Certificate.person_id.in_(people), Certificate.id.not_in(cancelled))
    results = select(ExamResult).where(ExamResult.person_id.in_(people), ExamResult.superseded_at.is_(None))
    enrolments = select(Enrolment).where(Enrolment.person_id.in_(people))
    return _Facts(
        person=db.get_one(Person, person_id),
        deceased=bool(deceased(db, people)),
        referrals=_rows(db, select(Referral).where(Referral.person_id.in_(people)).order_by(Referral.id)),
        tests=_rows(db, select(SkillsTest).where(SkillsTest.person_id.in_(people)).order_by(SkillsTest.id)),
        offers=_rows(db, select(Offer).where(Offer.person_id.in_(people)).order_by(Offer.id)),
        letters={row.offer_id: row for row in db.scalars(letters)},
        enrolments=_rows(db, enrolments.order_by(Enrolment.start, Enrolment.id)),
        results=_rows(db, results.order_by(ExamResult.id)),
        certificates=_rows(db, certificates.order_by(Certificate.issued_on, Certificate.id)),
        kit=next(iter(db.scalars(handed)), 0),
        kit_due=next((row.certificate_id for row in kits if row.reason is None), 0),
        visit_due=next((row.certificate_id for row in kits if row.person_id in due), 0),
    )


def _rows(db: Session, query: Select[T]) -> list[T]:
    return list(db.scalars(query))


def _paths(facts: _Facts) -> list[_Path]:
    """Return the paths, the newest referral's first; one alone where nothing was referred."""
    owner = _owner(facts.referrals)
    tests = {one.id: owner(one.referral_id, one.planned_on) for one in facts.tests}
    enrolments = {one.id: owner(one.referral_id, one.start) for one in facts.enrolments}
    results = {one.id: enrolments.get(one.enrolment_id, 0) for one in facts.results}
    certificates = {
        one.id: results.get(one.exam_result_id or 0, 0) if one.exam_result_id else tests.get(one.skills_test_id or 0, 0)
        for one in facts.certificates
    }
    referrals: list[Referral | None] = [*reversed(facts.referrals)]
    return [
        _Path(
            referral,
            _of(facts.tests, tests, referral),
            [one for one in facts.offers if tests.get(one.test_id, 0) == (referral.id if referral else 0)],
            _of(facts.enrolments, enrolments, referral),
            _of(facts.results, results, referral),
            _of(facts.certificates, certificates, referral),
        )
        for referral in referrals or [None]
    ]


def _owner(referrals: Sequence[Referral]) -> Callable[[int | None, date], int]:
    """Return what tells the referral of a fact: the one named, else the newest by then, else the first of all."""
    known = {row.id for row in referrals}

    def owner(named: int | None, day: date) -> int:
        if named in known:
            return named or 0
        by_then = [row.id for row in referrals if row.received_on <= day]
        return by_then[-1] if by_then else referrals[0].id if referrals else 0

    return owner


def _of(rows: Iterable[T], owners: Mapping[int, int], referral: Referral | None) -> list[T]:
    wanted = referral.id if referral else 0
    return [row for row in rows if owners[row.id] == wanted]  # type: ignore[attr-defined]


def _in_stages(path: _Path) -> list[_Path]:
    """Return a path in its stages, the last one first: a course begun after a certificate leads to another."""
    last = path.certificates[-1] if path.certificates else None
    later = [one for one in path.enrolments if last is not None and one.start > last.issued_on]
    if not later:
        return [path]
    numbers = {one.id for one in later}
    before = [one for one in path.enrolments if one.id not in numbers]
    after = [one for one in path.results if one.enrolment_id in numbers]
    earlier = [one for one in path.results if one.enrolment_id not in numbers]
    unanswered = [one for one in path.offers if one.made_on > later[-1].start]
    return [
        _Path(path.referral, [], [], later, after, []),
        _Path(path.referral, path.tests, unanswered, before, earlier, path.certificates),
    ]


def _standing(facts: _Facts, path: _Path, today: date) -> Standing:
    test, offer, enrolment = _test(path), _offer(path), _enrolment(path)
    letter = facts.letters.get(offer.id) if offer is not None else None
    running = enrolment is not None and (enrolment.end_on is None or enrolment.end_on > today)
    own = {one.id for one in path.certificates}
    standing = Standing(
        state=facts.person.state,
        deceased=facts.deceased,
        enrolled=running,
        ended=enrolment.end_reason if enrolment is not None and not running else None,
        result=_result(path, enrolment),
        certified=bool(own),
        kit=facts.kit in own,
        kit_due=facts.kit_due in own,
        visit_due=facts.visit_due in own,
    )
    if path.referral is not None:
        standing = replace(standing, referral=path.referral.state, route=path.referral.route)
    if test is not None:
        standing = replace(standing, test=test.state, test_kind=test.kind, verdict=test.verdict)
    if offer is not None:
        standing = replace(standing, offer=offer.kind, answer=offer.answer, elsewhere=bool(offer.partner))
    if letter is not None:
        standing = replace(standing, letter=letter.state, told_iom=letter.told_iom_on is not None)
    return standing


def _test(path: _Path) -> SkillsTest | None:
    """Return the newest test that was not called off, else the newest."""
    held = [one for one in path.tests if one.state is not TestState.CANCELLED]
    newest = (held or path.tests)[-1:]
    return newest[0] if newest else None


def _offer(path: _Path) -> Offer | None:
    """Return the newest offer after the newest test, unless an enrolment has followed it."""
    test = _test(path)
    offer = next((one for one in reversed(path.offers) if test is not None and one.test_id == test.id), None)
    if offer is None or any(one.start >= offer.made_on for one in path.enrolments):
        return None
    return offer


def _enrolment(path: _Path) -> Enrolment | None:
    """Return the newest enrolment, unless something was offered since it ended."""
    newest = path.enrolments[-1] if path.enrolments else None
    if newest is not None and newest.end_on is not None and _offer(path) is not None:
        return None
    return newest


def _result(path: _Path, enrolment: Enrolment | None) -> Decision | None:
    """Return a pass, else the newest result of the enrolment: a course followed again leads to an exam again."""
    if any(one.decision is Decision.PASSED for one in path.results):
        return Decision.PASSED
    own = [one.decision for one in path.results if enrolment is not None and one.enrolment_id == enrolment.id]
    return own[-1] if own else None


def _items(db: Session, path: _Path, today: date) -> PathItems:
    test, session = _test(path), path.enrolments[-1].session_id if path.enrolments else 0
    exam = select(Exam.id).where(Exam.session_id == session).order_by(Exam.attempt.desc()).limit(1)
    return PathItems(
        referral_id=path.referral.id if path.referral else 0,
        test_id=test.id if test else 0,
        session_id=session,
        to_join=_to_join(db, path, session, today),
        exam_id=db.scalars(exam).first() or 0,
    )


def _to_join(db: Session, path: _Path, left: int, today: date) -> int:
    """Return the session that was left while it runs, else the next one of the trade with a place; 0 for none."""
    offer = _offer(path)
    trade = offer.trade_id if offer is not None else path.referral.wished_trade_id if path.referral else None
    found = db.execute(
        select(CourseSession.id, CourseSession.trade_id, CourseSession.capacity)
        .where(CourseSession.state.in_(OCCUPIES), CourseSession.end_on >= today)
        .order_by(CourseSession.start < today, CourseSession.start, CourseSession.id)
    ).all()
    if any(number == left for number, _, _ in found):
        return left
    free = (number for number, of, capacity in found if of == trade and places_taken(db, number) < capacity)
    return next(free, 0)
