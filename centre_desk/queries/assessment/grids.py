"""The grids of the trades: versions and criteria, named in the language asked for."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Criterion, Grid, SkillsTest
from centre_desk.models.centre import Trade
from centre_desk.queries.assessment.reading import bounds_of
from centre_desk.queries.centre import trade_name
from centre_desk.rules.assessment import Bounds, GridLine, GridState, TestKind, makes_sense
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class GridRow:
    """A version of a trade's grid."""

    id: int
    trade_id: int
    trade_code: str
    trade: str
    kind: TestKind
    version: int
    state: GridState
    pass_percent: int
    competence_percent: int
    tolerance_percent: int


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion as the sheet shows it."""

    id: int
    position: int
    competence: str
    label: str
    weight: int
    max_points: int
    threshold_points: int
    eliminating: bool
    safety: bool


@dataclass(frozen=True, slots=True)
class GridDraft:
    """What a version of a grid holds, in both languages."""

    trade_id: int
    kind: TestKind
    lines: tuple[GridLine, ...]
    bounds: Bounds


def grid_rows(store: Store, language: str = "fr") -> list[GridRow]:
    """Return every version of every grid, by trade, the newest first.

    Left out are proposals that measure nothing (equipment of a trade that has none), unless a test is held on one.
    """
    query = (
        select(
            Grid.id,
            Grid.trade_id,
            Trade.code,
            trade_name(language),
            Grid.kind,
            Grid.version,
            Grid.state,
            Grid.pass_percent,
            Grid.competence_percent,
            Grid.tolerance_percent,
        )
        .join(Trade, Trade.id == Grid.trade_id)
        .order_by(trade_name(language), Grid.kind, Grid.version.desc())
    )
    with store.read() as db:
        rows = [GridRow(*row) for row in db.execute(query)]
        used = set(db.scalars(select(SkillsTest.grid_id).distinct()))
    return [row for row in rows if row.id in used or makes_sense(row.trade_code, row.kind, row.version, row.state)]


def grid_draft(store: Store, grid_id: int) -> GridDraft:
    """Return a version in both languages, for the next one to start from."""
    with store.read() as db:
        grid = db.get_one(Grid, grid_id)
        lines = tuple(
            GridLine(
                label_fr=one.label_fr,
                competence_fr=one.competence_fr,
                label_en=one.label_en,
                competence_en=one.competence_en,
                weight=one.weight,
                max_points=one.max_points,
                threshold_points=one.threshold_points,
                eliminating=one.eliminating,
                safety=one.safety,
            )
            for one in db.scalars(select(Criterion).where(Criterion.grid_id == grid_id).order_by(Criterion.position))
        )
        return GridDraft(grid.trade_id, grid.kind, lines, bounds_of(grid))


def criteria_rows(store: Store, grid_id: int, language: str = "fr") -> list[CriterionRow]:
    """Return the criteria of a grid, from a look of its own."""
    with store.read() as db:
        return list(grid_criteria(db, grid_id, language))


def grid_criteria(db: Session, grid_id: int, language: str = "fr") -> tuple[CriterionRow, ...]:
    """Return the criteria of a grid in their order."""
    query = (
        select(
            Criterion.id,
            Criterion.position,
            _named(Criterion.competence_fr, Criterion.competence_en, language),
            _named(Criterion.label_fr, Criterion.label_en, language),
            Criterion.weight,
            Criterion.max_points,
            Criterion.threshold_points,
            Criterion.eliminating,
            Criterion.safety,
        )
        .where(Criterion.grid_id == grid_id)
        .order_by(Criterion.position)
    )
    return tuple(CriterionRow(*row) for row in db.execute(query))


def _named(french: Any, english: Any, language: str) -> Any:
    return func.coalesce(func.nullif(english, ""), french) if language == "en" else french
