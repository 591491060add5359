"""Réunir deux fiches: whatever is entered on the kept file in between, parting gives each file back what is its own."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from centre_desk.actions.overview.people import exchange_people, merge_people, undo_merge
from centre_desk.actions.register import add_dependant, correct_person, record_consent
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.base import Base
from centre_desk.models.claim import ClaimLine, ClaimRun
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import Month
from centre_desk.models.referral import Referral
from centre_desk.models.register import Consent, Dependant, Person
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.queries.register import person_sheet
from centre_desk.rules.claim import LineKind, LineState, RunState
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import MonthState
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState, PersonState
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import ConsentAnswer
from centre_desk.store.opening import Store, open_desk
from tests.builders import build_centre, build_child, build_person, build_session, enrol, take_roll
from tests.builders_claim import BuiltMonth, certify
from tests.builders_results import KADIA, build_referral
from tests.conftest import PASSWORD

AT = datetime(2019, 11, 29, 8, 0, tzinfo=UTC)
DAYS = [date(2019, 11, day) for day in (4, 5, 6, 7, 8)]
OWNED: tuple[type[Base], ...] = (Referral, Consent, Dependant, Enrolment, AttendanceMark, ClaimLine)


class Two:
    """A kept file and another, who is in a session with one mark; acts on them, as a secretary does them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        centre = build_centre(store)
        self.session = build_session(store, centre, end=date(2019, 11, 29))
        self.kept, self.other = build_person(store, 1), build_person(store, 2, given="Moussa2")
        build_referral(store, self.kept, centre)
        build_referral(store, self.other, centre)
        build_child(store, self.other)
        self.enrolment = enrol(store, self.session, [self.other])[self.other]
        take_roll(store, self.session, DAYS[0])
        self.days = iter(DAYS[1:])
        self.count = 0
        self.month = BuiltMonth(centre, self.session, (self.other,), {self.kept: self.enrolment})

    def owners(self) -> dict[tuple[str, int], int]:
        with self.store.read() as db:
            tables: Any = OWNED
            return {(t.__tablename__, row.id): row.person_id for t in tables for row in db.scalars(select(t))}

    def mark(self) -> None:
        take_roll(self.store, self.session, next(self.days, DAYS[-1]), HalfDay.MORNING)

    def consent(self) -> None:
        answer = ConsentAnswer(ConsentPurpose.PHOTO, ConsentState.GIVEN, DAYS[0])
        record_consent(self.store, person_id=self.kept, answer=answer, by=KADIA, at=AT)

    def child(self) -> None:
        add_dependant(self.store, person_id=self.kept, name="Petit", birth=Birth(2016), by=KADIA, at=AT)

    def correct(self) -> None:
        self.count += 1
        facts = replace(person_sheet(self.store, self.kept).facts, quarter=f"Q{self.count}")
        correct_person(self.store, person_id=self.kept, facts=facts, by=KADIA, at=AT)

    def line(self, state: LineState = LineState.DRAFT) -> None:
        with self.store.begin() as db:
            run = db.scalars(select(ClaimRun)).first() or ClaimRun(
                number="EP", month="2019-11", state=RunState.DRAFT, by_id=2, at=AT
            )
            db.add(run)
            db.flush()
            if db.scalars(select(ClaimLine)).first() is None:
                db.add(ClaimLine(run_id=run.id, month="2019-11", kind=LineKind.ALLOWANCE, person_id=self.kept, units=1,
                                 units_planned=1, rate=5, gross=5, net=5, basis="{}", state=state, by_id=2,
                                 at=AT))  # fmt: skip

    def merge(self) -> int:
        return merge_people(
            self.store, keep_id=self.kept, other_id=self.other, reason="une seule", by=KADIA, at=AT
        ).id

    def part(self, act: int) -> None:
        undo_merge(self.store, act_id=act, reason="deux", by=KADIA, at=AT)


ACTS: tuple[Callable[[Two], None], ...] = (Two.mark, Two.consent, Two.child, Two.correct, Two.line)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(range(len(ACTS))), max_size=4))
def test_parting_gives_each_file_what_is_its_own(
    tmp_path_factory: pytest.TempPathFactory, desk_template: Path, acts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("merge") / "desk"
    shutil.copytree(desk_template, folder)
    with open_desk(folder, "Awa", PASSWORD) as store:
        two = Two(store)
        before = two.owners()
        act = two.merge()
        for number in acts:
            ACTS[number](two)
        two.part(act)
        after = two.owners()
        assert {key: after[key] for key in before} == before
        for (table, _row), person in ((key, who) for key, who in after.items() if key not in before):
            assert person == (two.other if table == "attendance_mark" else two.kept)
        assert check_desk(store).sound
        with store.read() as db:
            states = [db.get_one(Person, number).state for number in (two.kept, two.other)]
        assert states == [PersonState.ACTIVE, PersonState.ACTIVE]
        again = two.merge()
        two.part(again)
        assert two.owners() == after


def _seal(two: Two) -> None:
    with two.store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))


def _certify(two: Two) -> None:
    certify(two.store, two.month, two.kept)


def _exchange(two: Two) -> None:
    third = build_person(two.store, 9, given="Troisième")
    exchange_people(two.store, one_id=two.kept, other_id=third, reason="erreur", by=KADIA, at=AT)


def _merge_on(two: Two) -> None:
    third = build_person(two.store, 9, given="Troisième")
    merge_people(two.store, keep_id=third, other_id=two.kept, reason="encore", by=KADIA, at=AT)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (_seal, "overview.undo_closed"),
        (lambda two: two.line(LineState.APPROVED), "overview.undo_approved"),
        (_certify, "overview.undo_settled"),
        (_exchange, "overview.undo_exchanged"),
        (_merge_on, "overview.undo_merged_on"),
    ],
    ids=["closed", "approved", "certified", "exchanged", "merged on"],
)
def test_what_can_no_longer_be_parted_is_said(desk_store: Store, act: Callable[[Two], None], code: str) -> None:
    two = Two(desk_store)
    merged = two.merge()
    act(two)
    before = two.owners()
    with pytest.raises(Refused) as refused:
        two.part(merged)
    assert {one.code for one in refused.value.refusals} == {code}
    assert two.owners() == before


def test_exchanged_back_two_files_part_again(desk_store: Store) -> None:
    two = Two(desk_store)
    before = two.owners()
    merged = two.merge()
    third = build_person(desk_store, 9, given="Troisième")
    for _ in range(2):
        exchange_people(desk_store, one_id=two.kept, other_id=third, reason="erreur", by=KADIA, at=AT)
    two.part(merged)
    after = two.owners()
    assert {key: after[key] for key in before} == before
