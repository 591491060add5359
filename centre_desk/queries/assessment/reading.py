"""What acts and reads of tests share: the criteria of a grid, the whole sheets of a test, what they say together."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models import assessment as tables
from centre_desk.models.centre import Trade
from centre_desk.rules.assessment import (
    Bounds,
    Criterion,
    Finding,
    GridState,
    Sheet,
    TestKind,
    find,
    makes_sense,
    to_strengthen,
)


def criteria_of(db: Session, grid_id: int) -> tuple[Criterion, ...]:
    """Return the criteria of a grid in their order."""
    rows = db.scalars(
        select(tables.Criterion).where(tables.Criterion.grid_id == grid_id).order_by(tables.Criterion.position)
    )
    return tuple(
        Criterion(c.id, c.competence_fr, c.weight, c.max_points, c.threshold_points, c.eliminating) for c in rows
    )


def bounds_of(grid: tables.Grid) -> Bounds:
    """Return the shares that a grid asks for."""
    return Bounds(grid.pass_percent, grid.competence_percent, grid.tolerance_percent)


def grid_in_force(db: Session, trade: Trade, kind: TestKind) -> tables.Grid | None:
    """Return the grid that a new test of a trade uses: the adopted one, else the newest proposal."""
    query = select(tables.Grid).where(
        tables.Grid.trade_id == trade.id, tables.Grid.kind == kind, tables.Grid.state != GridState.RETIRED
    )
    every = db.scalars(query.order_by(tables.Grid.version.desc()))
    grids = [grid for grid in every if makes_sense(trade.code, kind, grid.version, grid.state)]
    adopted = [grid for grid in grids if grid.state is GridState.ADOPTED]
    return next(iter([*adopted, *grids]), None)


def assessments_of(db: Session, test_id: int) -> list[tables.Assessment]:
    """Return the sheets of a test by rank, keyed or not."""
    query = select(tables.Assessment).where(tables.Assessment.test_id == test_id)
    return list(db.scalars(query.order_by(tables.Assessment.rank)))


def points_of(db: Session, assessment_id: int) -> dict[int, int]:
    """Return the points of a sheet by criterion."""
    score = tables.CriterionScore
    query = select(score.criterion_id, score.points).where(score.assessment_id == assessment_id)
    return {row.criterion_id: row.points for row in db.execute(query)}


def all_keyed(sheets: Sequence[tables.Assessment]) -> bool:
    """Tell whether at least two sheets are assigned and none waits to be keyed."""
    return len(sheets) >= 2 and all(sheet.keyed_at is not None for sheet in sheets)


def finding_of(db: Session, test: tables.SkillsTest) -> Finding | None:
    """Return what the sheets of a test say together; None until all of them are keyed."""
    sheets, grid = _whole_sheets(db, test), db.get_one(tables.Grid, test.grid_id)
    return find(criteria_of(db, grid.id), sheets, bounds_of(grid)) if sheets else None


def strengthened_of(db: Session, test: tables.SkillsTest) -> tuple[str, ...]:
    """Return the competences, by their French names, that a training would strengthen; none until all is keyed."""
    sheets, grid = _whole_sheets(db, test), db.get_one(tables.Grid, test.grid_id)
    return to_strengthen(criteria_of(db, grid.id), sheets, bounds_of(grid)) if sheets else ()


def competence_names(db: Session, grid_id: int, language: str) -> dict[str, str]:
    """Return what each competence of a grid, known by its French name, is called in a language."""
    query = select(tables.Criterion.competence_fr, tables.Criterion.competence_en)
    rows = db.execute(query.where(tables.Criterion.grid_id == grid_id))
    return {french: english if language == "en" and english else french for french, english in rows}


def _whole_sheets(db: Session, test: tables.SkillsTest) -> list[Sheet]:
    """Return the sheets of a test with their points, once all of them are keyed."""
    sheets = assessments_of(db, test.id)
    return [Sheet(sheet.rank, points_of(db, sheet.id)) for sheet in sheets] if all_keyed(sheets) else []
