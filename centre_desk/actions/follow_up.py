"""Recording a follow-up visit and what it found; when visits are due."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.register import Person
from centre_desk.queries.desk import month_states
from centre_desk.queries.follow_up import MONTHS_SETTING, followed_from, read_due_visits
from centre_desk.queries.kit import read_kits
from centre_desk.queries.register import died_before
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, Right, check_month_open
from centre_desk.rules.follow_up import Outcome, check_months, check_visit
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store


def record_visit(
    store: Store,
    *,
    person_id: int,
    visited_on: date,
    outcome: Outcome,
    visitor: str = "",
    profitable: bool | None = None,
    needs: str = "",
    by: Actor,
    at: datetime,
) -> Done:
    """Record a visit; it answers the earliest one due, unless the person was not reached."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        refuse_if(check_month_open(month_states(db), [month_of(visited_on)]))
        start = next((day for row in read_kits(db, person_id=person_id) if (day := followed_from(row))), None)
        if start is None:
            raise Refused([refusal("follow_up.not_followed")])
        refuse_if(check_visit(visited_on, start, at.date()), _check_alive(db, person_id, visited_on))
        due = next((visit.due_on for visit in read_due_visits(db, person_id)), visited_on)
        row = FollowUpVisit(
            person_id=person_id,
            due_on=due,
            visited_on=visited_on,
            visitor=visitor.strip(),
            outcome=outcome,
            profitable=profitable,
            needs=needs.strip(),
            by_id=by.user_id,
            at=at,
        )
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="follow_up.record_visit",
            subject=("person", person_id),
            event_date=visited_on,
            after={"outcome": outcome, "profitable": profitable, "needs": personal(needs)},
        )
    return Done(frozenset({Room.FOLLOW_UP}), row.id)


def _check_alive(db: Session, person_id: int, day: date) -> tuple[Refusal, ...]:
    """Refuse a visit after a death; one made before it was known may be recorded."""
    gone = db.scalars(select(Person.id).where(Person.id == person_id, died_before(Person.id, day))).first()
    return (refusal("register.has_died"),) if gone is not None else ()


def set_months(store: Store, *, months: Sequence[int], by: Actor, at: datetime) -> Done:
    """Say how many months after the kit (else the certificate) people are visited."""
    refuse_if(check_months(months))
    done = set_setting(store, key=MONTHS_SETTING, value=list(months), by=by, at=at)
    return Done(done.touched | {Room.FOLLOW_UP}, done.id)
