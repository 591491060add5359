"""Importing a referral file: planned as the preview planned it, backed up before, written whole or not at all.

Without answers, questions stay open and their lines are not written; the same file again writes nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.backups import back_up_before
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.referral.writing import LineWriter
from centre_desk.models.referral import ReferralFile, ReferralLine, ReferralMapping
from centre_desk.papers.referral.reading import ReferralList
from centre_desk.queries.referral import plan_in, plan_referrals
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.plan import Answer, ImportPlan, PlannedLine
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

WRITTEN = (LineFate.NEW, LineFate.CHANGED)


@dataclass(frozen=True, slots=True)
class ImportDone(Done):
    """What an import did: `count` lines were written; the plan tells the fate of each line."""

    plan: ImportPlan = field(default_factory=lambda: ImportPlan(()))


def import_referrals(
    store: Store,
    *,
    referrals: ReferralList,
    answers: Mapping[str, Answer] | None = None,
    mapping: Mapping[str, str] | None = None,
    referred_on: date | None = None,
    by: Actor,
    at: datetime,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> ImportDone:
    """Import a file that was read by `queries.referral.read_file`.

    `answers` by the place of a line; `mapping` is what the user settled for the layout, remembered from now on;
    `referred_on` stands where neither a column nor the letterhead gives the date.
    """
    answers = answers or {}
    with store.read() as db:
        require(db, by, Right.ENTER, at)
    plan = plan_referrals(store, referrals, answers=answers, referred_on=referred_on, today=at.date())
    if not plan.of(*WRITTEN):
        return ImportDone(plan=plan)
    back_up_before(store, "import", at)
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        plan = plan_in(db, referrals, answers, referred_on, at.date())
        file_id = _write_file(db, referrals, plan, by, at)
        _remember_mapping(db, referrals, mapping, by, at)
        _write_lines(db, file_id, plan, answers, by, at, report)
    touched = frozenset({Room.REGISTER, Room.REFERRAL})
    return ImportDone(touched=touched, id=file_id, count=len(plan.of(*WRITTEN)), plan=plan)


def _write_file(db: Session, referrals: ReferralList, plan: ImportPlan, by: Actor, at: datetime) -> int:
    row = ReferralFile(
        name=referrals.name[:200],
        sha256=referrals.sha256,
        layout=referrals.layout,
        month=month_of(referrals.referred_on) if referrals.referred_on else "",
        line_count=len(plan.lines),
        by_id=by.user_id,
        at=at,
    )
    db.add(row)
    db.flush()
    counts = {fate.value: count for fate, count in plan.counts().items()}
    after = {"sha256": referrals.sha256, "lines": len(plan.lines), **counts}
    write_journal(db, by=by, at=at, act="referral.import_referrals", subject=("referral_file", row.id), after=after)
    return row.id


def remember_mapping(
    store: Store, *, referrals: ReferralList, mapping: Mapping[str, str], by: Actor, at: datetime
) -> Done:
    """Remember what the columns of a file mean (header -> field) for every file with the same headers."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        count = _remember_mapping(db, referrals, mapping, by, at)
    return Done(count=count)


def _remember_mapping(
    db: Session, referrals: ReferralList, mapping: Mapping[str, str] | None, by: Actor, at: datetime
) -> int:
    """Write the mapping of each table's layout that is not the one remembered already; returns how many were."""
    count = 0
    for layout, part in referrals.mappings(mapping) if mapping is not None else ():
        text = json.dumps(dict(part), ensure_ascii=False, sort_keys=True)
        newest = select(ReferralMapping.mapping).where(ReferralMapping.layout == layout)
        if db.scalars(newest.order_by(ReferralMapping.id.desc()).limit(1)).first() != text:
            row = ReferralMapping(layout=layout, mapping=text, by_id=by.user_id, at=at)
            db.add(row)
            db.flush()
            subject = ("referral_mapping", row.id)
            write_journal(db, by=by, at=at, act="referral.remember_mapping", subject=subject, after={"layout": layout})
            count += 1
    return count


def _write_lines(
    db: Session,
    file_id: int,
    plan: ImportPlan,
    answers: Mapping[str, Answer],
    by: Actor,
    at: datetime,
    report: Callable[[int, int], None],
) -> None:
    writer = LineWriter(db, by, at)
    for number, line in enumerate(plan.lines, start=1):
        report(number, len(plan.lines))
        db.add(_line_row(file_id, line, writer.write(line)))
    db.flush()


def _line_row(file_id: int, line: PlannedLine, written: tuple[int, int] | None) -> ReferralLine:
    """Return the row of a line. Of a line that was not accepted only its reasons are kept, not the person's facts."""
    sheet, _, _ = line.place.rpartition("!")
    return ReferralLine(
        file_id=file_id,
        sheet=sheet[:80],
        line=line.row,
        fate=line.fate,
        raw=json.dumps(dict(line.record) if written else {}, ensure_ascii=False, sort_keys=True),
        digest=line.digest,
        reasons=" ".join(finding.code for finding in line.findings),
        person_id=written[0] if written else None,
        referral_id=written[1] if written else None,
    )
