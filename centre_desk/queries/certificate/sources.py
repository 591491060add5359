"""The one source of each certificate, an exam result or a skills test, with the facts that are frozen from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Grid, SkillsTest
from centre_desk.models.attendance import Roll
from centre_desk.models.centre import Centre, Trade
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.register import Person
from centre_desk.queries.certificate.standing import certified_sources
from centre_desk.queries.course.reading import patterns_of
from centre_desk.queries.register import list_name
from centre_desk.rules.attendance import RollState
from centre_desk.rules.certificate import Claimant, paper_name
from centre_desk.rules.course.timetable import Half, quarters_of


@dataclass(frozen=True, slots=True)
class Source:
    """What a certificate would rest on. `facts` are printed for ever: name, birth, trade, days, hours, mention."""

    person_id: int
    trade_id: int
    trade_code: str
    centre: str
    claimant: Claimant
    facts: dict[str, Any]
    exam_result_id: int | None = None
    skills_test_id: int | None = None
    session_id: int | None = None


def exam_sources(db: Session, result_ids: Sequence[int]) -> Iterator[Source]:
    """Yield the sources of exam results, in the order given; LookupError for an unknown number."""
    centre, certified = db.get_one(Centre, 1).code, certified_sources(db)[0]
    for number in result_ids:
        result = db.get_one(ExamResult, number)
        exam = db.get_one(Exam, result.exam_id)
        enrolment = db.get_one(Enrolment, result.enrolment_id)
        session = db.get_one(CourseSession, enrolment.session_id)
        person, trade = db.get_one(Person, result.person_id), db.get_one(Trade, session.trade_id)
        claimant = Claimant(
            list_name(person.family_name, person.given_names),
            person.state,
            exam.settled_on,
            decision=result.decision,
            superseded=result.superseded_at is not None,
            certified=result.id in certified,
        )
        facts = _facts(db, person, trade) | {
            "start": enrolment.start.isoformat(),
            "end": (enrolment.end_on or session.end_on).isoformat(),
            "hours": _hours(db, session),
            "mention": result.mention.value if result.mention else "",
        }
        yield Source(person.id, trade.id, trade.code, centre, claimant, facts, number, None, session.id)


def skill_sources(db: Session, test_ids: Sequence[int]) -> Iterator[Source]:
    """Yield the sources of skills tests, in the order given; LookupError for an unknown number."""
    centre, certified = db.get_one(Centre, 1).code, certified_sources(db)[1]
    for number in test_ids:
        test = db.get_one(SkillsTest, number)
        person = db.get_one(Person, test.person_id)
        trade = db.get_one(Trade, db.get_one(Grid, test.grid_id).trade_id)
        claimant = Claimant(
            list_name(person.family_name, person.given_names),
            person.state,
            test.decided_on,
            verdict=test.verdict,
            test=test.kind,
            certified=test.id in certified,
        )
        held = test.held_on or test.decided_on
        facts = _facts(db, person, trade) | {"end": held.isoformat() if held else ""}
        yield Source(person.id, trade.id, trade.code, centre, claimant, facts, None, number)


def _facts(db: Session, person: Person, trade: Trade) -> dict[str, Any]:
    namesake = db.scalars(
        select(Person.id).where(
            Person.id != person.id,
            Person.family_name == person.family_name,
            Person.given_names == person.given_names,
        )
    ).first()
    return {
        "name": paper_name(person.given_names, person.family_name, person.married_name),
        "sex": person.sex.value,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "birth_year": person.birth_year,
        "birth_place": person.birth_place,
        "second_key": (person.mother_name or person.case_number or "") if namesake else "",
        "trade_fr": trade.name_fr,
        "trade_en": trade.name_en,
    }


def _hours(db: Session, session: CourseSession) -> int:
    """Return the whole hours of the half-days that were held, by the hours of their weeks where they are written."""
    rows = db.execute(
        select(Roll.day, Roll.half_day).where(Roll.session_id == session.id, Roll.state == RollState.VALIDATED)
    )
    held = [Half(*row) for row in rows]
    return quarters_of(patterns_of(db, session), held, session.quarters_per_half_day) // 4
