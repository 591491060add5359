"""Everything that is due for a month, and whether the lines of its run still say the same as the facts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from centre_desk.models.claim import ClaimLine
from centre_desk.queries.claim.arrears import arrears_lines, recoveries
from centre_desk.queries.claim.children import day_care_lines, missing_day_care_rate
from centre_desk.queries.claim.due import (
    DueLine,
    Key,
    MonthFacts,
    allowance_lines,
    as_basis,
    fee_lines,
    line_key,
    missing_rates,
)
from centre_desk.rules.claim import LineKind, LineState
from centre_desk.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Due:
    """What the facts of a month give: its lines, and the rates that are missing."""

    lines: tuple[DueLine, ...]
    missing: tuple[Refusal, ...]


def due_of_month(db: Session, month: str) -> Due:
    """Compute what is due for a month."""
    facts = MonthFacts(db, month)
    recover = recoveries(db, month)
    lines = [
        *(_told_to_recover(line, recover.get(line.person_id, 0)) for line in allowance_lines(facts)),
        *day_care_lines(facts),
        *fee_lines(facts),
        *arrears_lines(db, month),
    ]
    return Due(tuple(_reasoned(line) for line in lines), (*missing_rates(facts), *missing_day_care_rate(facts)))


def key_of(line: ClaimLine) -> Key:
    """Return what makes a stored line unique in its month."""
    return line_key(line.kind, line.person_id, line.dependant_id, line.enrolment_id, line.arrears_of)


def is_manual(line: ClaimLine) -> bool:
    """Tell whether somebody added the line by hand, with a reason."""
    return "manual" in json.loads(line.basis)


def is_withheld_by_facts(line: ClaimLine) -> bool:
    """Tell whether the facts withhold the line (a provisional person, a child over the age limit)."""
    return line.state is LineState.WITHHELD and "withheld" in json.loads(line.basis)


def says_the_same(line: ClaimLine, due: DueLine) -> bool:
    """Tell whether a stored line has the figures that the facts give now."""
    stored = (line.units, line.units_planned, line.rate, line.gross, line.basis, line.provider_id, line.session_id)
    return stored == (due.units, due.units_planned, due.rate, due.gross, due.basis, due.provider_id, due.session_id)


def stale_lines(lines: Iterable[ClaimLine], due: Due) -> frozenset[int]:
    """Return the lines whose facts have changed since they were computed, or are no longer due."""
    now = {line.key: line for line in due.lines}
    return frozenset(line.id for line in lines if not is_manual(line) and not _stands(line, now.get(key_of(line))))


def _stands(line: ClaimLine, due: DueLine | None) -> bool:
    return due is not None and says_the_same(line, due)


def _told_to_recover(line: DueLine, francs: int) -> DueLine:
    if not francs or line.kind is not LineKind.ALLOWANCE:
        return line
    return replace(line, basis=as_basis({**json.loads(line.basis), "recover": francs}))


def _reasoned(line: DueLine) -> DueLine:
    """Keep in the basis why a line is withheld."""
    if line.withheld is None:
        return line
    return replace(line, basis=as_basis({**json.loads(line.basis), "withheld": line.withheld.value}))
