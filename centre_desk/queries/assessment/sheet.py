"""One test with its grid and the sheets of its assessors, as the grid on screen shows it.

The second entry is blind: while a sheet waits to be keyed, the points of the others are not read out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Assessment, Grid, Offer, SkillsTest
from centre_desk.models.centre import Trade, Trainer
from centre_desk.models.desk import User
from centre_desk.models.register import Person
from centre_desk.queries.assessment.grids import CriterionRow, grid_criteria
from centre_desk.queries.assessment.reading import (
    all_keyed,
    assessments_of,
    competence_names,
    criteria_of,
    finding_of,
    points_of,
    strengthened_of,
)
from centre_desk.queries.centre import trade_name
from centre_desk.queries.desk import scan_counts
from centre_desk.queries.register import list_name
from centre_desk.rules.assessment import (
    Finding,
    GridState,
    OfferAnswer,
    TestKind,
    TestState,
    Verdict,
    offers_after,
    share,
    whole_percent,
)
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class AssessorSheet:
    """The sheet of one assessor; `points` (criterion -> points) and `percent` are empty while they are hidden.

    The assessor is the author; `typist` keyed the sheet at `keyed_at`. `scans`: how many scans of the signed paper are
    kept.
    """

    id: int
    rank: int
    trainer_id: int
    name: str
    sheet_number: str
    keyed: bool
    typist: str
    keyed_at: datetime | None
    points: dict[int, int]
    percent: int | None
    scans: int


@dataclass(frozen=True, slots=True)
class TestSheet:
    """A test for the grid screen and for the papers. `finding` speaks once every sheet is keyed.

    `strengthen`: the competences that a training would; `awaits_offer`: nothing that may follow the verdict is
    offered.
    """

    __test__ = False  # no test class for pytest

    id: int
    number: str
    person_id: int
    name: str
    case_number: str
    trade_id: int
    trade: str
    kind: TestKind
    state: TestState
    planned_on: date
    held_on: date | None
    place: str
    grid_version: int
    proposal: bool
    pass_percent: int
    competence_percent: int
    tolerance_percent: int
    criteria: tuple[CriterionRow, ...]
    sheets: tuple[AssessorSheet, ...]
    finding: Finding | None
    strengthen: tuple[str, ...]
    verdict: Verdict | None
    score_percent: int | None
    joint_decision: str
    reason: str
    decided_on: date | None
    awaits_offer: bool


def skills_test_sheet(store: Store, test_id: int, language: str = "fr") -> TestSheet:
    """Return one test with its sheets; hidden points are left out."""
    with store.read() as db:
        test = db.get_one(SkillsTest, test_id)
        grid = db.get_one(Grid, test.grid_id)
        person = db.get_one(Person, test.person_id)
        named = competence_names(db, grid.id, language)
        return TestSheet(
            id=test.id,
            number=test.number,
            person_id=person.id,
            name=list_name(person.family_name, person.given_names),
            case_number=person.case_number or "",
            trade_id=grid.trade_id,
            trade=db.scalars(select(trade_name(language)).where(Trade.id == grid.trade_id)).one(),
            kind=test.kind,
            state=test.state,
            planned_on=test.planned_on,
            held_on=test.held_on,
            place=test.place,
            grid_version=grid.version,
            proposal=grid.state is GridState.PROPOSAL,
            pass_percent=grid.pass_percent,
            competence_percent=grid.competence_percent,
            tolerance_percent=grid.tolerance_percent,
            criteria=grid_criteria(db, grid.id, language),
            sheets=_sheets(db, test),
            finding=_in_words(finding_of(db, test), named),
            strengthen=tuple(named[one] for one in strengthened_of(db, test)),
            verdict=test.verdict,
            score_percent=test.score_percent,
            joint_decision=test.joint_decision,
            reason=test.reason,
            decided_on=test.decided_on,
            awaits_offer=_awaits_offer(db, test),
        )


def _in_words(finding: Finding | None, named: dict[str, str]) -> Finding | None:
    if finding is None:
        return None
    return replace(finding, weak_competences=tuple(named[one] for one in finding.weak_competences))


def _awaits_offer(db: Session, test: SkillsTest) -> bool:
    standing = select(Offer.id).where(Offer.test_id == test.id, Offer.answer != OfferAnswer.DECLINED)
    follows = test.verdict is not None and bool(offers_after(test.kind, test.verdict))
    return test.state is TestState.DECIDED and follows and db.scalars(standing).first() is None


def _sheets(db: Session, test: SkillsTest) -> tuple[AssessorSheet, ...]:
    sheets = assessments_of(db, test.id)
    shown = all_keyed(sheets)
    criteria = criteria_of(db, test.grid_id)
    typists = _typists(db, sheets)
    scans = scan_counts(db, "assessment", [sheet.id for sheet in sheets])
    found = []
    for sheet in sheets:
        trainer = db.get_one(Trainer, sheet.trainer_id)
        points = points_of(db, sheet.id) if shown else {}
        found.append(
            AssessorSheet(
                id=sheet.id,
                rank=sheet.rank,
                trainer_id=trainer.id,
                name=f"{trainer.given_names} {trainer.family_name}".strip(),
                sheet_number=sheet.sheet_number,
                keyed=sheet.keyed_at is not None,
                typist=typists[sheet.by_id] if sheet.keyed_at is not None else "",
                keyed_at=sheet.keyed_at,
                points=points,
                percent=whole_percent(share(criteria, points)) if shown else None,
                scans=scans.get(sheet.id, 0),
            )
        )
    return tuple(found)


def _typists(db: Session, sheets: Sequence[Assessment]) -> dict[int, str]:
    query = select(User.id, User.full_name, User.name).where(User.id.in_({sheet.by_id for sheet in sheets}))
    return {row.id: row.full_name or row.name for row in db.execute(query)}


def next_to_key(store: Store, after: int = 0) -> tuple[int, int] | None:
    """Return test and rank of the next sheet that waits to be keyed, those of test `after` first, then by day."""
    query = (
        select(Assessment.test_id, Assessment.rank)
        .join(SkillsTest, SkillsTest.id == Assessment.test_id)
        .where(Assessment.keyed_at.is_(None), SkillsTest.state == TestState.PLANNED)
        .order_by(SkillsTest.id != after, SkillsTest.planned_on, SkillsTest.id, Assessment.rank)
    )
    with store.read() as db:
        row = db.execute(query.limit(1)).first()
        return (row[0], row[1]) if row else None
