"""The numbered sheets of a week: issued before they are printed, received with their date.

A sheet is a row first: its number and the head of the journal's chain stand before the paper does, so that a
failed print repeats identically. One sheet a session a week; printed again, it keeps its number.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.attendance.guard import TOUCHED, allow_week, late_reasons
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceSheet, Roll
from centre_desk.queries.attendance.reading import planned_half_days
from centre_desk.queries.desk import is_open
from centre_desk.rules.attendance.locks import check_new_receipt, earliest
from centre_desk.rules.attendance.roll import check_receipt
from centre_desk.rules.attendance.week import week_days, week_of
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.encoding import short_head
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.store.journal import chain_head, write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number

SERIES = "attendance-sheet"


def issue_sheets(store: Store, *, sessions: Iterable[int], week: date, by: Actor, at: datetime) -> Done:
    """Give the sheets of a week their numbers, one a session; those issued before are counted as reprinted.

    `week` is any day of it. `id` is the first sheet, `count` how many. `Refused`: no half-day that week.
    """
    monday = week_of(week)
    with store.begin() as db:
        by = require(db, by, Right.TAKE_ROLL, at)
        planned = planned_half_days(db, week_days(monday), list(sessions))
        refuse_if(None if planned else refusal("attendance.no_course_that_week", week=f"{monday:%d/%m/%Y}"))
        sheets = [_issue(db, session_id, monday, by, at) for session_id in planned]
    return Done(TOUCHED, sheets[0].id, len(sheets))


def _issue(db: Session, session_id: int, monday: date, by: Actor, at: datetime) -> AttendanceSheet:
    query = select(AttendanceSheet).where(AttendanceSheet.session_id == session_id, AttendanceSheet.week == monday)
    sheet = db.scalars(query).first()
    if sheet is None:
        sheet = AttendanceSheet(
            number=f"{next_number(db, SERIES):04d}",
            session_id=session_id,
            week=monday,
            head_code=short_head(chain_head(db)[1]),
            print_count=1,
            by_id=by.user_id,
            at=at,
        )
        db.add(sheet)
    else:
        sheet.print_count += 1
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="attendance.issue_sheet",
        subject=("attendance_sheet", sheet.id),
        event_date=monday,
        after={"number": sheet.number, "session": session_id, "prints": sheet.print_count},
    )
    return sheet


def receive_sheet(
    store: Store, *, sheet_id: int, received_on: date, by: Actor, at: datetime, reason: str = ""
) -> Done:
    """Record the day on which a signed sheet came in; it goes with the rolls keyed from it too.

    A day that was noted already is put right with a `reason`, and in a locked week once a second person opened it
    again; the lock itself stays where the earliest receipt put it.
    """
    with store.begin() as db:
        sheet = db.get(AttendanceSheet, sheet_id)
        if sheet is None:
            raise Refused([refusal("attendance.no_sheet")])
        by = allow_week(db, by, sheet.session_id, sheet.week, at)
        before = sheet.received_on
        refuse_if(check_receipt(sheet.week, received_on, at.date()), check_new_receipt(before, received_on, reason))
        if before == received_on:
            return Done(TOUCHED, sheet_id)
        late_reasons(db, sheet.session_id, [sheet.week], by, at)
        sheet.first_received_on = earliest(sheet.first_received_on or before, received_on)
        sheet.received_on = received_on
        for roll in _rolls_of(db, sheet):
            roll.sheet_id, roll.received_on = sheet_id, received_on
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.receive_sheet",
            subject=("attendance_sheet", sheet_id),
            event_date=received_on,
            before={"received_on": before},
            after={"received_on": received_on, "number": sheet.number},
            reason=reason.strip(),
        )
    return Done(TOUCHED, sheet_id)


def _rolls_of(db: Session, sheet: AttendanceSheet) -> list[Roll]:
    """Return the rolls of a sheet's week that may still change, those keyed before the sheet was printed too."""
    query = select(Roll).where(Roll.session_id == sheet.session_id, Roll.day.between(*week_days(sheet.week)))
    return [roll for roll in db.scalars(query) if is_open(db, roll.day)]
