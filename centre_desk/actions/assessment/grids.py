"""Grids: the shipped proposals are taken in once, the director adopts one, a revision is a new version.

A version that tests were held on never changes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.assessment import Criterion, Grid
from centre_desk.models.centre import Trade
from centre_desk.papers.reference import ShippedCriterion, shipped_criteria
from centre_desk.rules.assessment import (
    TRADES_WITHOUT_EQUIPMENT,
    Bounds,
    GridLine,
    GridState,
    TestKind,
    check_grid,
)
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

TOUCHED = frozenset({Room.ASSESSMENT})
ANY_TRADE = "*"


def adopt_reference_grids(store: Store, *, by: Actor, at: datetime) -> Done:
    """Take in the shipped grids, as proposals, for every trade of the centre that has none of that kind yet.

    A grid for any trade serves each of them that has equipment to test. Done again, it adds nothing. `count`: how
    many grids.
    """
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        known = {(t, k) for t, k in db.execute(select(Grid.trade_id, Grid.kind))}
        made = 0
        for trade in db.scalars(select(Trade).where(Trade.active).order_by(Trade.code)):
            for kind, lines in _shipped_for(trade.code):
                if (trade.id, kind) not in known:
                    _add_version(db, trade.id, kind, lines, Bounds(), GridState.PROPOSAL, by, at)
                    made += 1
    return Done(TOUCHED, count=made)


def _shipped_for(code: str) -> Iterable[tuple[TestKind, list[GridLine]]]:
    names = {code} if code in TRADES_WITHOUT_EQUIPMENT else {code, ANY_TRADE}
    own = [one for one in shipped_criteria() if one.trade in names]
    for kind, lines in groupby(sorted(own, key=lambda one: (one.kind, one.position)), key=lambda one: one.kind):
        yield TestKind(kind), [_line(one) for one in lines]


def _line(shipped: ShippedCriterion) -> GridLine:
    return GridLine(
        label_fr=shipped.label_fr,
        competence_fr=shipped.competence_fr,
        label_en=shipped.label_en,
        competence_en=shipped.competence_en,
        weight=shipped.weight,
        max_points=shipped.max_points,
        threshold_points=shipped.threshold_points,
        eliminating=shipped.eliminating,
        safety=shipped.safety,
    )


def revise_grid(
    store: Store,
    *,
    trade_id: int,
    kind: TestKind,
    lines: Sequence[GridLine],
    bounds: Bounds,
    by: Actor,
    at: datetime,
) -> Done:
    """Write a new version of a trade's grid, as a proposal; the one in force stays until it is adopted."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        refuse_if(check_grid(lines, bounds))
        grid = _add_version(db, trade_id, kind, lines, bounds, GridState.PROPOSAL, by, at)
    return Done(TOUCHED, grid.id)


def adopt_grid(store: Store, *, grid_id: int, by: Actor, at: datetime) -> Done:
    """Put a version in force for new tests; the one before is retired, its tests keep it."""
    with store.begin() as db:
        by = require(db, by, Right.REOPEN_RESULTS, at)  # what results are measured by is the director's
        grid = db.get_one(Grid, grid_id)
        before = grid.state
        query = select(Grid).where(Grid.trade_id == grid.trade_id, Grid.kind == grid.kind, Grid.id != grid.id)
        for other in db.scalars(query.where(Grid.state == GridState.ADOPTED)):
            other.state = GridState.RETIRED
        grid.state = GridState.ADOPTED
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.adopt_grid",
            subject=("grid", grid.id),
            before={"state": before},
            after={"state": grid.state},
        )
    return Done(TOUCHED, grid_id)


def _add_version(
    db: Session,
    trade_id: int,
    kind: TestKind,
    lines: Iterable[GridLine],
    bounds: Bounds,
    state: GridState,
    by: Actor,
    at: datetime,
) -> Grid:
    newest = select(func.max(Grid.version)).where(Grid.trade_id == trade_id, Grid.kind == kind)
    grid = Grid(
        trade_id=trade_id,
        kind=kind,
        version=(db.scalar(newest) or 0) + 1,
        state=state,
        pass_percent=bounds.passing,
        competence_percent=bounds.competence,
        tolerance_percent=bounds.tolerance,
        by_id=by.user_id,
        at=at,
    )
    db.add(grid)
    db.flush()
    rows = [_row(grid.id, position, line) for position, line in enumerate(lines, 1)]
    db.add_all(rows)
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="assessment.add_grid",
        subject=("grid", grid.id),
        after={"trade": trade_id, "kind": kind, "version": grid.version, "state": state, "criteria": len(rows)},
    )
    return grid


def _row(grid_id: int, position: int, line: GridLine) -> Criterion:
    return Criterion(
        grid_id=grid_id,
        position=position,
        competence_fr=line.competence_fr.strip(),
        competence_en=line.competence_en.strip(),
        label_fr=line.label_fr.strip(),
        label_en=line.label_en.strip(),
        weight=line.weight,
        max_points=line.max_points,
        threshold_points=line.threshold_points,
        eliminating=line.eliminating,
        safety=line.safety,
    )
