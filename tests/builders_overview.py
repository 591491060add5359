"""A centre on Monday 11 November 2019 as the first screen finds it: four sessions, October's money, people to look at.

Every figure of it can be counted by hand from this file.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from centre_desk.models.attendance import AttendanceSheet
from centre_desk.models.claim import ClaimLine, ClaimRun, DayCareInvoice, DayCarePlacement
from centre_desk.models.desk import BackupRecord
from centre_desk.models.referral import Referral
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.claim import LineKind, LineState, RunState
from centre_desk.rules.course import HalfDay, SessionState
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.register import Sex
from centre_desk.store.opening import Store
from tests.builders import (
    AT,
    BuiltCentre,
    build_centre,
    build_child,
    build_person,
    build_session,
    enrol,
    take_roll,
)
from tests.builders_claim import slots_of

FAMILIES = ("Traoré", "Coulibaly", "Diarra", "Keïta", "Sissoko", "Dembélé", "Konaté", "Sangaré")
GIVEN = ("Moussa", "Awa", "Bakary", "Fanta", "Seydou", "Mariam", "Issa", "Kadiatou", "Oumar", "Rokia", "Adama")
THURSDAY, FRIDAY, MONDAY = date(2019, 11, 7), date(2019, 11, 8), date(2019, 11, 11)


@dataclass(frozen=True, slots=True)
class BuiltDay:
    """Numbers of what `build_day` made; sessions in the order masons, tailors, welders, tilers."""

    centre: BuiltCentre
    sessions: tuple[int, ...]
    masons: tuple[int, ...]
    run_id: int


def build_people(store: Store, first: int, count: int) -> tuple[int, ...]:
    """Insert people with the names of the lists above in turn; return their numbers."""
    return tuple(
        build_person(
            store,
            number,
            given=GIVEN[number % len(GIVEN)],
            family=FAMILIES[number % len(FAMILIES)],
            sex=Sex.FEMALE if number % 2 else Sex.MALE,
        )
        for number in range(first, first + count)
    )


def build_day(store: Store, *, run_state: RunState = RunState.SUBMITTED) -> BuiltDay:
    """Insert the scene: 3 rolls to enter (1 late), 1 done; 1 person three times absent; October's claims."""
    centre = build_centre(store)
    masons = build_people(store, 1, 25)
    others = [build_people(store, 100, 18), build_people(store, 200, 12), build_people(store, 300, 22)]
    names = (("S-1", "Maçonnerie 2", "MACO"), ("S-2", "Coupe et couture 1", "COUT"), ("S-3", "Soudure 1", "SOUD"),
             ("S-4", "Gestion d’entreprise 1", "GEST"))  # fmt: skip
    sessions = tuple(
        build_session(store, centre, code=code, name=name, trade=trade, start=date(2019, 11, 6), afternoons=False)
        for code, name, trade in names
    )
    for session, people in zip(sessions, (masons, *others), strict=True):
        enrol(store, session, people, start=date(2019, 11, 6))
    absent = {masons[4]: MarkValue.ABSENT}
    for session, exceptions in zip(sessions, (absent, {}, {}, {}), strict=True):
        for day in (date(2019, 11, 6), THURSDAY, FRIDAY):
            if (session, day) != (sessions[2], FRIDAY):
                take_roll(store, session, day, HalfDay.MORNING, exceptions)
    gone = {others[2][0]: MarkValue.ABSENT, others[2][1]: MarkValue.EXCUSED}
    take_roll(store, sessions[3], MONDAY, HalfDay.MORNING, gone)
    run = _october(store, centre, build_people(store, 400, 20), run_state)
    _papers(store, sessions, masons)
    return BuiltDay(centre, sessions, masons, run)


def _october(store: Store, centre: BuiltCentre, people: tuple[int, ...], state: RunState) -> int:
    """Insert a session of October with 20 claim lines of 45 000 francs; day care: 25 days invoiced, 23 attended."""
    session = build_session(
        store, centre, code="S-0", name="Maçonnerie 1", start=date(2019, 10, 1), end=date(2019, 10, 31),
        state=SessionState.FINISHED,
    )
    enrol(store, session, people, start=date(2019, 10, 1))
    for day, half in slots_of(store, session):
        take_roll(store, session, day, half)
    child = build_child(store, people[0])
    line_state = LineState.APPROVED if state is RunState.APPROVED else LineState.SUBMITTED
    with store.begin() as db:
        run = ClaimRun(number="A-2019-10", month="2019-10", state=state, by_id=2, at=AT)
        db.add(run)
        db.flush()
        db.add_all(
            ClaimLine(run_id=run.id, month="2019-10", kind=LineKind.ALLOWANCE, person_id=person, session_id=session,
                      units=36, units_planned=36, rate=45_000, gross=45_000, net=45_000, basis="{}", state=line_state,
                      by_id=2, at=AT)
            for person in people
        )  # fmt: skip
        db.add(DayCarePlacement(dependant_id=child, provider_id=centre.provider_id, start=date(2019, 10, 1),
                                by_id=2, at=AT))  # fmt: skip
        db.add(DayCareInvoice(dependant_id=child, provider_id=centre.provider_id, month="2019-10", number="F-10",
                              days=25, by_id=2, at=AT))  # fmt: skip
        return run.id


def _papers(store: Store, sessions: tuple[int, ...], people: tuple[int, ...]) -> None:
    """Insert the sheets of the week, a backup of the morning, three referrals without an answer."""
    with store.begin() as db:
        db.add_all(
            AttendanceSheet(number=f"014{number}", session_id=session, week=MONDAY, by_id=2, at=AT)
            for number, session in enumerate(sessions, start=7)
        )
        db.add(BackupRecord(at=datetime(2019, 11, 11, 8, 2, tzinfo=UTC), why="day", name="b", size=1, sha256="0" * 64,
                            journal_seq=1))  # fmt: skip
        db.add_all(
            Referral(person_id=person, received_on=date(2019, 11, 4), route=Route.TRAINING, state=state, by_id=2, at=AT)
            for person, state in zip(people, (ReferralState.RECEIVED,) * 3 + (ReferralState.WAITING,) * 5, strict=False)
        )
