"""Sheets keyed from paper (the assessor is the author, the user the typist), a third opinion, the verdict.

Every sheet is kept. A sheet may be keyed again until the verdict; the journal keeps the points before.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.assessment.grids import TOUCHED
from centre_desk.actions.assessment.planning import PLANNED, back_to_waiting, new_sheet, proposed
from centre_desk.actions.desk.rights import require
from centre_desk.actions.desk.scans import keep_scan
from centre_desk.actions.done import Done
from centre_desk.models.assessment import Assessment, CriterionScore, SkillsTest
from centre_desk.models.centre import Trainer
from centre_desk.queries.assessment.reading import all_keyed, assessments_of, criteria_of, finding_of, points_of
from centre_desk.rules.assessment import (
    OPEN_STATES,
    Criterion,
    TestState,
    Verdict,
    check_assessors,
    check_decision,
    check_held,
    check_scores,
    whole_percent,
)
from centre_desk.rules.desk import Actor, Right, Role
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store

_OFFICE = frozenset({Role.SECRETARY})


def record_assessment(
    store: Store,
    *,
    test_id: int,
    rank: int,
    points: Mapping[int, int],
    held_on: date,
    by: Actor,
    at: datetime,
    other_day: bool = False,
) -> Done:
    """Key the sheet of one assessor (criterion -> points). When no sheet waits any more, the test is scored.

    A test was held on one day: `other_day` says that the day of the other sheets is changed on purpose.
    """
    with store.begin() as db:
        by = require(db, by, Right.MARK, at)
        test = db.get_one(SkillsTest, test_id)
        sheet = _sheet(db, test, rank)
        criteria = criteria_of(db, test.grid_id)
        others = [one for one in assessments_of(db, test.id) if one.keyed_at is not None and one.id != sheet.id]
        said = test.held_on if others else None
        refuse_if(
            _check_open(test),
            check_scores(criteria, points),
            check_held(held_on, at.date(), said, other_day=other_day),
            _check_typist(db, sheet, by),
        )
        before = _sheet_before(criteria, points_of(db, sheet.id), said, held_on)
        _put_points(db, sheet, points)
        sheet.keyed_at, sheet.by_id = at, by.user_id
        test.held_on = held_on
        db.flush()
        if all_keyed(assessments_of(db, test.id)):
            test.state = TestState.SCORED
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.key_sheet",
            subject=("skills_test", test.id),
            event_date=held_on,
            before=before,
            after={"sheet": sheet.sheet_number, "assessor": sheet.trainer_id, "points": _in_order(criteria, points)},
        )
    return Done(TOUCHED, test_id)


def _sheet(db: Session, test: SkillsTest, rank: int) -> Assessment:
    for sheet in assessments_of(db, test.id):
        if sheet.rank == rank:
            return sheet
    raise Refused([refusal("assessment.no_assessor", number=test.number)])


def _check_open(test: SkillsTest) -> tuple[Refusal, ...]:
    return () if test.state in OPEN_STATES else (refusal("assessment.already_decided", number=test.number),)


def _check_typist(db: Session, sheet: Assessment, by: Actor) -> tuple[Refusal, ...]:
    """A trainer keys their own sheet; the office keys any, from paper."""
    assessor = db.get_one(Trainer, sheet.trainer_id)
    if by.roles & _OFFICE or assessor.user_id == by.user_id:
        return ()
    return (refusal("assessment.not_own_sheet", name=f"{assessor.given_names} {assessor.family_name}".strip()),)


def _put_points(db: Session, sheet: Assessment, points: Mapping[int, int]) -> None:
    query = select(CriterionScore).where(CriterionScore.assessment_id == sheet.id)
    known = {score.criterion_id: score for score in db.scalars(query)}
    for criterion, given in points.items():
        if criterion in known:
            known[criterion].points = given
        else:
            db.add(CriterionScore(assessment_id=sheet.id, criterion_id=criterion, points=given))


def _sheet_before(
    criteria: Sequence[Criterion], points: Mapping[int, int], said: date | None, held_on: date
) -> dict[str, object]:
    """Return what the journal keeps of the sheet as it was: its points, and the day where another takes its place."""
    before: dict[str, object] = {"points": _in_order(criteria, points)} if points else {}
    return before | {"held_on": said} if said is not None and said != held_on else before


def _in_order(criteria: Sequence[Criterion], points: Mapping[int, int]) -> str:
    return "-".join(str(points[one.id]) for one in criteria)


def attach_sheet_scan(
    store: Store, *, test_id: int, rank: int, name: str, content: bytes, by: Actor, at: datetime
) -> Done:
    """Keep the scan of an assessor's signed sheet inside the desk, before or after the verdict."""
    with store.begin() as db:
        by = require(db, by, Right.MARK, at)
        test = db.get_one(SkillsTest, test_id)
        sheet = _sheet(db, test, rank)
        refuse_if(_check_typist(db, sheet, by))
        scan = keep_scan(db, ("assessment", sheet.id), name, content, by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.attach_scan",
            subject=("skills_test", test.id),
            event_date=test.held_on or test.planned_on,
            after={"sheet": sheet.sheet_number, "sha256": scan.sha256, "size": len(content)},
        )
    return Done(TOUCHED, scan.id)


def add_third_assessor(store: Store, *, test_id: int, trainer_id: int, by: Actor, at: datetime) -> Done:
    """Ask a third certified assessor where two differ too much; the test waits for that sheet."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        test = db.get_one(SkillsTest, test_id)
        sheets = assessments_of(db, test.id)
        finding = finding_of(db, test) if test.state is TestState.SCORED else None
        if finding is None or not finding.gap or len(sheets) != 2:
            raise Refused([refusal("assessment.no_gap", number=test.number)])
        everybody = [*(sheet.trainer_id for sheet in sheets), trainer_id]
        refuse_if(check_assessors(proposed(db, test, everybody)))
        db.add(new_sheet(test, 3, trainer_id, by, at))
        test.state = TestState.PLANNED
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.third_assessor",
            subject=("skills_test", test.id),
            after={"assessor": trainer_id, "difference": whole_percent(finding.difference)},
        )
    return Done(TOUCHED, test_id)


def decide_test(
    store: Store,
    *,
    test_id: int,
    verdict: Verdict,
    by: Actor,
    at: datetime,
    joint_decision: str = "",
    reason: str = "",
) -> Done:
    """Settle a test: able, training offered, or not assessed with its reason (who is not assessed waits again)."""
    with store.begin() as db:
        by = require(db, by, Right.SETTLE_RESULTS, at)
        test = db.get_one(SkillsTest, test_id)
        finding = finding_of(db, test)
        refuse_if(_check_open(test))
        refuse_if(check_decision(finding, verdict, joint_decision=joint_decision, reason=reason))
        assessed = verdict is not Verdict.NOT_ASSESSED
        test.state, test.verdict = TestState.DECIDED, verdict
        test.score_percent = whole_percent(finding.percent) if finding and assessed else None
        test.joint_decision, test.reason = joint_decision.strip(), reason.strip()
        test.decided_on, test.decided_by_id = at.date(), by.user_id
        if not assessed:
            back_to_waiting(db, test, by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.decide_test",
            subject=("skills_test", test.id),
            event_date=test.decided_on,
            after={"verdict": verdict, "percent": test.score_percent, "joint": personal(test.joint_decision)},
            reason=reason,
        )
    return Done(PLANNED, test_id)
