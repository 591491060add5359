"""Who the report counts, without names: case number, sex, age band at the start of the course, region of return.

Facts: the age is that on the first day of the course that the person follows in the month (else of the last one
before, else on the first of the month); the bands are a setting, printed with the report.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Centre, Trade
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.register import Person
from centre_desk.papers.monthly_return.facts import AgeBand, Who
from centre_desk.queries.desk import setting
from centre_desk.rules.dates import first_day, last_day
from centre_desk.rules.monthly_return import AGE_BANDS, Bounds, band_code, band_of
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth

BANDS_SETTING = "monthly_return.age_bands"


def age_bands(db: Session) -> tuple[AgeBand, ...]:
    """Return the age bands in force."""
    return tuple(AgeBand(band_code(one), *one) for one in bounds_in_force(db))


def bounds_in_force(db: Session) -> tuple[Bounds, ...]:
    """Return the bounds of the age bands in force."""
    kept = setting(db, BANDS_SETTING, None)
    return tuple((low, high) for low, high in kept) if kept else AGE_BANDS["four"]


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the report counts one; `under_18` speaks of the start of the course."""

    id: int
    who: Who
    under_18: bool

    @property
    def female(self) -> bool:
        """Tell whether the person is counted among women."""
        return self.who.sex is Sex.FEMALE


class People:
    """Every person of the desk as the report of one month sees them."""

    def __init__(self, db: Session, month: str) -> None:
        self._bands = bounds_in_force(db)
        self._first = first_day(month)
        self._starts = _course_starts(db, month)
        self._centre = db.get_one(Centre, 1).code
        columns = (
            Person.id,
            Person.case_number,
            Person.individual_number,
            Person.sex,
            Person.birth_date,
            Person.birth_year,
            Person.region_code,
        )
        self._members = {row[0]: self._member(*row) for row in db.execute(select(*columns))}

    def __getitem__(self, person_id: int) -> Member:
        return self._members[person_id]

    def who(self, person_id: int) -> Who:
        """Return a person without a name."""
        return self._members[person_id].who

    def split(self, people: Iterable[int]) -> tuple[int, int]:
        """Return how many women and men there are among people, each counted once."""
        wanted = set(people)
        women = sum(1 for number in wanted if self._members[number].female)
        return women, len(wanted) - women

    def _member(
        self, number: int, case: str | None, own: str, sex: Sex, born: date | None, year: int | None, region: str
    ) -> Member:
        birth = Birth(born.year, born) if born else Birth(year) if year else None
        age = birth.age_on(self._starts.get(number, self._first)) if birth else None
        who = Who(case or own or f"{self._centre}-{number}", sex, band_of(age, self._bands), region)
        return Member(number, who, age is not None and age < 18)


def _course_starts(db: Session, month: str) -> dict[int, date]:
    """Return, by person, the first day of the course followed in the month, else of the last one before."""
    query = (
        select(Enrolment.person_id, CourseSession.start, Enrolment.end_on)
        .join(CourseSession, CourseSession.id == Enrolment.session_id)
        .where(Enrolment.start <= last_day(month))
        .order_by(CourseSession.start, Enrolment.id)
    )
    found: dict[int, tuple[bool, date]] = {}
    for person, start, end in db.execute(query):
        running = end is None or end >= first_day(month)
        if person not in found or not found[person][0]:
            found[person] = (running, start)
    return {person: start for person, (_, start) in found.items()}


def trade_codes(db: Session) -> dict[int, str]:
    """Return the trades' codes by number."""
    return dict(db.execute(select(Trade.id, Trade.code)).all())
