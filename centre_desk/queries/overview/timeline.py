"""One person across the rooms: every dated event, newest first, and the step that comes next (`standing`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Offer, OutgoingEvent, OutgoingReferral, SkillsTest
from centre_desk.models.attendance import Excuse
from centre_desk.models.centre import Trade
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Correction
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver
from centre_desk.models.referral import Referral
from centre_desk.models.register import Death, DeathStop, Dependant
from centre_desk.queries.overview.people import merged_into, receiver_of_payment
from centre_desk.queries.overview.standing import PathItems, stand
from centre_desk.rules.assessment.letter import LetterTask, OutgoingState
from centre_desk.rules.certificate import CertificateEventKind
from centre_desk.rules.claim import LineKind
from centre_desk.rules.overview import EventKind, NextStep, Standing, compute_next_step
from centre_desk.store.opening import Store
from centre_desk.texts.formats import short_date


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that happened to a person: `words` are enum members to be worded, `detail` plain text.

    `amount` is whole francs for payments, hundredths out of 20 for a result's average, else 0. `item_id` is what
    the panel of the event's room opens; `about` is the child of a payment, or why something was corrected.
    """

    day: date
    kind: EventKind
    words: tuple[Enum, ...] = ()
    detail: str = ""
    amount: int = 0
    item_id: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A person's events, newest first, the step that comes next, and the things that it is about."""

    person_id: int
    standing: Standing
    next_step: NextStep
    events: tuple[TimelineEvent, ...]
    items: PathItems


def person_timeline(store: Store, person_id: int, today: date) -> Timeline:
    """Read one person's whole path; LookupError for an unknown number."""
    with store.read() as db:
        standing, items = stand(db, person_id, today)
        people = (person_id, *merged_into(db, person_id))
        events = [event for one in people for read in _READERS for event in read(db, one)]
    kinds = list(EventKind)
    order = sorted(range(len(events)), key=lambda n: (events[n].day, kinds.index(events[n].kind), n), reverse=True)
    newest_first = tuple(events[number] for number in order)
    return Timeline(person_id, standing, compute_next_step(standing), newest_first, items)


def _referrals(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    rows = db.execute(
        select(Referral.received_on, Referral.route, Referral.state, Trade.name_fr, Referral.id)
        .outerjoin(Trade, Trade.id == Referral.wished_trade_id)
        .where(Referral.person_id == person_id)
    )
    for day, route, state, trade, number in rows:
        yield TimelineEvent(day, EventKind.REFERRAL, (route, state), trade or "", 0, number)


def _tests(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    for test in db.scalars(select(SkillsTest).where(SkillsTest.person_id == person_id)):
        day = test.decided_on or test.held_on or test.planned_on
        words: tuple[Enum, ...] = (test.kind, test.verdict or test.state)
        yield TimelineEvent(day, EventKind.TEST, words, test.number, 0, test.id)


def _offers(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    closed = _stopped_by_death(db, person_id, Offer.__tablename__)
    for offer in db.scalars(select(Offer).where(Offer.person_id == person_id)):
        day = offer.made_on if offer.id in closed else offer.answered_on or offer.made_on
        words: tuple[Enum, ...] = (offer.kind,) if offer.id in closed else (offer.kind, offer.answer)
        said = " · ".join(filter(None, (offer.partner, offer.reason)))
        yield TimelineEvent(day, EventKind.OFFER, words, said, 0, offer.test_id)


def _stopped_by_death(db: Session, person_id: int, table: str) -> frozenset[int]:
    """Return the rows of a table that a death stopped: the person answered nothing."""
    query = (
        select(DeathStop.row_id)
        .join(Death, Death.id == DeathStop.death_id)
        .where(Death.person_id == person_id, Death.undone_at.is_(None), DeathStop.table_name == table)
    )
    return frozenset(db.scalars(query))


def _letters(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    """Each move of a letter is an event; what IOM was told is one of its own."""
    rows = db.execute(
        select(OutgoingEvent.on_date, OutgoingEvent.state, OutgoingEvent.reason, OutgoingReferral, Offer.test_id)
        .join(OutgoingReferral, OutgoingReferral.id == OutgoingEvent.outgoing_id)
        .join(Offer, Offer.id == OutgoingReferral.offer_id)
        .where(OutgoingReferral.person_id == person_id)
        .order_by(OutgoingEvent.id)
    )
    told: dict[int, TimelineEvent] = {}
    for day, state, reason, letter, test in rows:
        about = f"{letter.number} · {letter.centre}"
        said = letter.remarks if state is OutgoingState.WRITTEN else reason
        yield TimelineEvent(day, EventKind.LETTER, (state,), " · ".join(filter(None, (about, said))), 0, test)
        if letter.told_iom_on is not None:
            told[letter.id] = TimelineEvent(
                letter.told_iom_on, EventKind.LETTER, (LetterTask.TELL_IOM,), about, 0, test
            )
    yield from told.values()


def _enrolments(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    rows = db.execute(
        select(Enrolment, CourseSession.name)
        .join(CourseSession, CourseSession.id == Enrolment.session_id)
        .where(Enrolment.person_id == person_id)
    )
    for enrolment, session in rows:
        yield TimelineEvent(enrolment.start, EventKind.ENROLMENT, (), session, 0, enrolment.session_id)
        if enrolment.end_on is not None and enrolment.end_reason is not None:
            yield TimelineEvent(
                enrolment.end_on, EventKind.COURSE_END, (enrolment.end_reason,), session, 0, enrolment.session_id
            )


def _results(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    rows = db.execute(
        select(Exam.settled_on, ExamResult.decision, ExamResult.average, Exam.id)
        .join(Exam, Exam.id == ExamResult.exam_id)
        .where(ExamResult.person_id == person_id, ExamResult.superseded_at.is_(None), Exam.settled_on.is_not(None))
    )
    for day, decision, average, exam in rows:
        if day is not None:
            yield TimelineEvent(day, EventKind.RESULT, (decision,), "", average or 0, exam)


def _certificates(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    for row in db.scalars(select(Certificate).where(Certificate.person_id == person_id)):
        yield TimelineEvent(row.issued_on, EventKind.CERTIFICATE, (row.kind,), row.number, 0, row.id)
    later = (
        select(CertificateEvent, Certificate.number)
        .join(Certificate, Certificate.id == CertificateEvent.certificate_id)
        .where(
            Certificate.person_id == person_id,
            CertificateEvent.kind.in_((CertificateEventKind.HANDED_OVER, CertificateEventKind.CANCELLED)),
        )
    )
    for event, number in db.execute(later):
        yield TimelineEvent(event.on_date, EventKind.CERTIFICATE, (event.kind,), number, 0, event.certificate_id)


def _payments(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    rows = db.execute(
        select(Payment.paid_on, ClaimLine.kind, ClaimLine.month, Payment.amount, ClaimLine.run_id, Dependant.name)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .outerjoin(Dependant, Dependant.id == ClaimLine.dependant_id)
        .where(receiver_of_payment() == person_id, Payment.undone_at.is_(None))
        .where(ClaimLine.kind != LineKind.TRAINING_FEE)  # which is the centre's
    )
    for day, kind, month, amount, run, child in rows:
        yield TimelineEvent(day, EventKind.PAYMENT, (kind,), month, amount, run, child or "")


def _excuses(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    for one in db.scalars(select(Excuse).where(Excuse.person_id == person_id, Excuse.withdrawn_at.is_(None))):
        days = f"{short_date(one.first_day)} – {short_date(one.last_day)}"
        session = db.scalars(
            select(Enrolment.session_id)
            .where(Enrolment.person_id == person_id, Enrolment.start <= one.last_day)
            .order_by(Enrolment.start.desc())
        ).first()
        yield TimelineEvent(one.first_day, EventKind.EXCUSE, (one.reason,), days, 0, session or 0)


def _corrections(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    for one in db.scalars(select(Correction).where(Correction.person_id == person_id)):
        yield TimelineEvent(one.at.date(), EventKind.CORRECTION, (), one.month, one.amount, person_id, one.reason)


def _kits(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    for kit in db.scalars(select(KitHandOver).where(KitHandOver.person_id == person_id)):
        yield TimelineEvent(kit.handed_on, EventKind.KIT, (), kit.number, 0, person_id)


def _visits(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    for visit in db.scalars(select(FollowUpVisit).where(FollowUpVisit.person_id == person_id)):
        if visit.visited_on is not None and visit.outcome is not None:
            yield TimelineEvent(visit.visited_on, EventKind.VISIT, (visit.outcome,), visit.needs, 0, person_id)


def _deaths(db: Session, person_id: int) -> Iterator[TimelineEvent]:
    for death in db.scalars(select(Death).where(Death.person_id == person_id, Death.undone_at.is_(None))):
        said = " · ".join(filter(None, (death.told_by, death.document, death.note)))
        yield TimelineEvent(death.died_on, EventKind.DEATH, (), said, 0, person_id)


_READERS: tuple[Callable[[Session, int], Iterator[TimelineEvent]], ...] = (
    _referrals,
    _tests,
    _offers,
    _letters,
    _enrolments,
    _results,
    _certificates,
    _payments,
    _excuses,
    _corrections,
    _kits,
    _visits,
    _deaths,
)
