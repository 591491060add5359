"""The tables of the report: rows by case number without names, in an order that does not depend on who keyed when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.centre import Centre, Site
from centre_desk.models.course import CourseSession, SessionSlot, SessionTakenOver
from centre_desk.papers.monthly_return.facts import (
    AttendanceRow,
    CertificateRow,
    DropOutRow,
    ExamRow,
    SessionRow,
    TestRow,
)
from centre_desk.queries.claim.presence import sheets_of
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.rules.assessment import Verdict
from centre_desk.rules.attendance import SIGNED, RollState
from centre_desk.rules.course import COUNTS_AS_DROP_OUT, EndReason, SlotState
from centre_desk.rules.exam import Decision


def session_rows(data: MonthData) -> Iterator[SessionRow]:
    """Return the month's sessions: half-days of the month, people of the whole session up to its end."""
    sites = dict(data.db.execute(select(Site.id, Site.name)).all())
    slots, attended = _slots(data), _ever_attended(data)
    region = _centre_region(data)
    taken_over = dict(data.db.execute(select(SessionTakenOver.session_id, SessionTakenOver.from_day)).all())
    for session in data.running:
        here = [row for row in data.enrolments if row.session_id == session.id]
        figures = [row.figures for row in data.attendance if row.session_id == session.id]
        planned = slots[session.id]
        there = attended.get(session.id, set())
        enrolled, seen = data.people.split(row.person_id for row in here), data.people.split(there)
        ended = [row for row in here if row.end_on is not None and row.end_on <= data.last]
        yield SessionRow(
            code=session.code,
            trade=data.trade_of(session.id),
            site=sites[session.site_id],
            region_code=region,
            start=session.start,
            end=session.end_on,
            state=session.state,
            places=session.capacity,
            half_days_planned=sum(planned.values()),
            half_days_held=planned[RollState.VALIDATED],
            half_days_not_held=planned[RollState.NOT_HELD],
            enrolled_female=enrolled[0],
            enrolled_male=enrolled[1],
            attended_female=seen[0],
            attended_male=seen[1],
            attended_under_18=sum(1 for number in there if data.people[number].under_18),
            completed=_people(row.person_id for row in ended if row.end_reason is EndReason.COMPLETED),
            passed=_people(_passed(data, session)),
            certified=_people(_certified(data, session)),
            dropped_out=_people(row.person_id for row in ended if row.end_reason in COUNTS_AS_DROP_OUT),
            expected=sum(one.held for one in figures),
            attended=sum(one.counted for one in figures),
            taken_over=taken_over.get(session.id),
        )


def attendance_rows(data: MonthData) -> list[AttendanceRow]:
    """Return a row for each person and session of the month."""
    sheets = sheets_of(data.db, data.month)
    rows = [
        AttendanceRow(
            who=data.people.who(row.person_id),
            session=data.sessions[row.session_id].code,
            expected=row.figures.held,
            present=row.figures.present,
            late=row.figures.late,
            excused=row.figures.excused,
            absent=row.figures.absent,
            not_entered=row.figures.not_entered,
            sheets=", ".join(sheets.get(row.session_id, [])),
        )
        for row in data.attendance
    ]
    return sorted(rows, key=lambda row: (row.session, row.who.case_number))


def test_rows(data: MonthData) -> Iterator[TestRow]:
    """Return the tests decided in the month, with what was offered and answered."""
    for test, trade in data.tests:
        offer = data.offers_of_tests.get(test.id)
        yield TestRow(
            who=data.people.who(test.person_id),
            number=test.number,
            kind=test.kind,
            trade=data.trades[trade],
            held_on=test.held_on or test.planned_on,
            verdict=test.verdict or Verdict.NOT_ASSESSED,
            score_percent=test.score_percent,
            offer=offer.kind if offer else None,
            answer=offer.answer if offer else None,
            answered_on=offer.answered_on if offer else None,
        )


def exam_rows(data: MonthData) -> list[ExamRow]:
    """Return the results of the exams settled in the month."""
    rows = [
        ExamRow(
            who=data.people.who(result.person_id),
            session=data.sessions[exam.session_id].code,
            minutes=exam.minutes_number or "",
            attempt=exam.attempt,
            held_on=exam.held_on,
            decision=result.decision,
            average=result.average,
            mention=result.mention,
        )
        for result, exam in data.results
        if data.in_month(exam.settled_on) and exam.session_id in data.sessions
    ]
    return sorted(rows, key=lambda row: (row.minutes, row.session, row.attempt, row.who.case_number))


def certificate_rows(data: MonthData) -> Iterator[CertificateRow]:
    """Return the certificates issued, handed over or cancelled in the month."""
    for held in data.certificates:
        days = (held.row.issued_on, held.handed_over_on, held.cancelled_on)
        if any(data.in_month(day) for day in days):
            yield CertificateRow(
                who=data.people.who(held.row.person_id),
                number=held.row.number,
                kind=held.row.kind,
                trade=data.trades[held.row.trade_id],
                issued_on=held.row.issued_on,
                code=held.row.check_code,
                handed_over_on=held.handed_over_on,
                cancelled_on=held.cancelled_on,
            )


def drop_out_rows(data: MonthData) -> list[DropOutRow]:
    """Return the enrolments that ended in the month before their course did."""
    attended = {row.enrolment_id: row.figures.attended for row in data.attendance}
    rows = []
    for row in data.enrolments:
        if row.end_reason in (None, EndReason.COMPLETED) or not data.in_month(row.end_on) or row.end_on is None:
            continue
        back = [one.start for one in data.enrolments if one.person_id == row.person_id and one.start > row.end_on]
        rows.append(
            DropOutRow(
                who=data.people.who(row.person_id),
                session=data.sessions[row.session_id].code,
                ended_on=row.end_on,
                reason=row.end_reason or EndReason.DROP_OUT,
                attended=attended.get(row.id, 0),
                counts=row.end_reason in COUNTS_AS_DROP_OUT,
                returned_on=min(back, default=None),
            )
        )
    return sorted(rows, key=lambda row: (row.ended_on, row.session, row.who.case_number))


def _people(numbers: Iterable[int]) -> int:
    return len(set(numbers))


def _passed(data: MonthData, session: CourseSession) -> Iterator[int]:
    for result, exam in data.results:
        if exam.session_id == session.id and result.decision is Decision.PASSED:
            yield result.person_id


def _certified(data: MonthData, session: CourseSession) -> Iterator[int]:
    for held in data.certificates:
        if held.session_id == session.id and held.cancelled_on is None:
            yield held.row.person_id


def _slots(data: MonthData) -> dict[int, Counter[RollState | None]]:
    """Count the month's planned half-days of each session by what became of them."""
    found: dict[int, Counter[RollState | None]] = defaultdict(Counter)
    query = (
        select(SessionSlot.session_id, Roll.state)
        .outerjoin(Roll, Roll.slot_id == SessionSlot.id)
        .where(SessionSlot.state == SlotState.PLANNED, SessionSlot.day.between(data.first, data.last))
    )
    for session, state in data.db.execute(query):
        found[session][state] += 1
    return found


def _ever_attended(data: MonthData) -> dict[int, set[int]]:
    """Return who was there at least once by the month's end, by session."""
    found: dict[int, set[int]] = defaultdict(set)
    query = (
        select(AttendanceMark.session_id, AttendanceMark.person_id)
        .where(AttendanceMark.value.in_(sorted(SIGNED)), AttendanceMark.day <= data.last)
        .where(AttendanceMark.session_id.in_([session.id for session in data.running]))
        .distinct()
    )
    for session, person in data.db.execute(query):
        found[session].add(person)
    return found


def _centre_region(data: MonthData) -> str:
    return data.db.get_one(Centre, 1).region_code
