"""Until when files are kept, project by project, whose time is over, and what is still open in a file.

Facts: a file is kept as long as the last of the projects of its sessions says; one that was in no session, as the
newest agreement says. Nothing said of one of them: the file is kept.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Agreement
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Correction
from centre_desk.models.overview import Retention
from centre_desk.models.register import Person
from centre_desk.queries.monthly_return.money import TO_PEOPLE
from centre_desk.queries.register import IN_FORCE, list_name
from centre_desk.rules.claim import LineState
from centre_desk.rules.overview import InTheWay
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project by its agreement: until when its files are kept, how many there are, how many are over."""

    id: int
    number: str
    project: str
    end_on: date
    keep_until: date | None
    people: int
    over: int


@dataclass(frozen=True, slots=True)
class OverRow:
    """A file whose time is over, and what is still open in it."""

    id: int
    name: str
    case_number: str
    keep_until: date
    in_the_way: InTheWay | None = None


def keep_until(db: Session, person_id: int) -> date | None:
    """Return until when a person's file is kept; None where nothing is said."""
    return _Kept(db).until(person_id)


def project_rows(store: Store, today: date) -> list[ProjectRow]:
    """Return every agreement, the newest first, with its date and its files in force."""
    with store.read() as db:
        kept = _Kept(db)
        people: dict[int, list[int]] = defaultdict(list)
        for person_id, _, _, _ in _in_force(db):
            for agreement in kept.projects(person_id):
                people[agreement].append(person_id)
        rows = db.execute(
            select(Agreement.id, Agreement.number, Agreement.project, Agreement.end_on).order_by(
                Agreement.end_on.desc(), Agreement.id
            )
        ).all()
        return [
            ProjectRow(
                *row,
                kept.dates.get(row[0]),
                len(people[row[0]]),
                sum(kept.is_over(number, today) for number in people[row[0]]),
            )
            for row in rows
        ]


def over_rows(store: Store, today: date) -> list[OverRow]:
    """Return the files in force whose time is over, by date and name."""
    with store.read() as db:
        kept = _Kept(db)
        found = [
            OverRow(number, list_name(family, given), case or "", until, in_the_way(db, kept.files(number), today))
            for number, family, given, case in _in_force(db)
            if (until := kept.until(number)) is not None and until < today
        ]
    return sorted(found, key=lambda row: (row.keep_until, row.name, row.id))


def in_the_way(db: Session, files: Sequence[int], today: date) -> InTheWay | None:
    """Return what is still open in a person's files: a session, money not paid, a correction not reported."""
    running = exists().where(
        Enrolment.person_id.in_(files),
        CourseSession.id == Enrolment.session_id,
        or_(Enrolment.end_on.is_(None), Enrolment.end_on >= today),
        CourseSession.end_on >= today,
    )
    paid = exists().where(Payment.line_id == ClaimLine.id, Payment.undone_at.is_(None))
    unpaid = exists().where(
        ClaimLine.person_id.in_(files),
        ClaimLine.kind.in_(TO_PEOPLE),
        ClaimLine.state != LineState.WITHHELD,
        ClaimLine.net > 0,
        ~paid,
    )
    unreported = exists().where(Correction.person_id.in_(files), Correction.reported_in.is_(None))
    for stands, what in (
        (running, InTheWay.IN_SESSION),
        (unpaid, InTheWay.UNPAID),
        (unreported, InTheWay.UNREPORTED),
    ):
        if db.execute(select(stands)).scalar_one():
            return what
    return None


def _in_force(db: Session) -> list[tuple[int, str, str, str | None]]:
    query = select(Person.id, Person.family_name, Person.given_names, Person.case_number)
    return [(r[0], r[1], r[2], r[3]) for r in db.execute(query.where(Person.state.in_(IN_FORCE)))]


class _Kept:
    """Dates and projects read once, for one file or for all."""

    def __init__(self, db: Session) -> None:
        newest = select(func.max(Retention.id)).group_by(Retention.agreement_id)
        rows = db.execute(select(Retention.agreement_id, Retention.keep_until).where(Retention.id.in_(newest)))
        self.dates: dict[int, date] = dict(rows.all())
        self._newest = db.scalars(select(Agreement.id).order_by(Agreement.end_on.desc()).limit(1)).first()
        self._parts: dict[int, list[int]] = defaultdict(list)
        merged = select(Person.merged_into_id, Person.id).where(Person.merged_into_id.is_not(None))
        for kept, part in db.execute(merged.order_by(Person.id)):
            self._parts[kept or 0].append(part)
        self._projects: dict[int, set[int]] = defaultdict(set)
        followed = select(Enrolment.person_id, CourseSession.agreement_id).join(
            CourseSession, CourseSession.id == Enrolment.session_id
        )
        for person_id, agreement in db.execute(followed.distinct()):
            self._projects[person_id].add(agreement)

    def files(self, person_id: int) -> list[int]:
        """Return a person's file with those that became part of it."""
        return [person_id, *self._parts.get(person_id, ())]

    def projects(self, person_id: int) -> set[int]:
        """Return the agreements that a file belongs to."""
        found = {one for number in self.files(person_id) for one in self._projects.get(number, ())}
        return found or ({self._newest} if self._newest is not None else set())

    def until(self, person_id: int) -> date | None:
        """Return the last date of a file's projects; None where one of them has none."""
        dates = [self.dates.get(one) for one in self.projects(person_id)]
        said = [one for one in dates if one is not None]
        return max(said) if said and len(said) == len(dates) else None

    def is_over(self, person_id: int, today: date) -> bool:
        """Tell whether a file's time is over."""
        until = self.until(person_id)
        return until is not None and until < today
