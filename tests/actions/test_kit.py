"""Kits and visits on a real desk: lists adopted, kits handed over once, visits falling due one after the other."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.follow_up import record_visit
from centre_desk.actions.kit import (
    adopt_kit_list,
    adopt_reference_kits,
    hand_over_kit,
    review_kit_list,
    revise_kit_list,
)
from centre_desk.models.kit import KitHandOver
from centre_desk.papers.kit import hand_over_pdf
from centre_desk.queries.follow_up import MONTHS_SETTING, due_visit_rows, visit_rows
from centre_desk.queries.kit import (
    KitItemRow,
    KitListRow,
    hand_over_facts,
    kit_letterhead,
    kit_list_rows,
    kit_rows,
    shipped_kits,
)
from centre_desk.rules.desk import Actor
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.kit import KitListState, KitReason
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders_claim import DECEMBER, BuiltMonth, build_month, cancel, certify

APRIL = datetime(2020, 4, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def month(desk_store: Store) -> BuiltMonth:
    return build_month(desk_store, 3)


def adopt(store: Store, by: Actor, code: str = "MACO") -> KitListRow:
    adopt_reference_kits(store, by=by, at=DECEMBER)
    row = next(row for row in kit_list_rows(store) if row.trade_code == code)
    adopt_kit_list(store, list_id=row.id, by=by, at=DECEMBER)
    return row


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.refusals]


def test_shipped_lists_are_proposals_until_adopted(desk_store: Store, month: BuiltMonth, director: Actor) -> None:
    assert adopt_reference_kits(desk_store, by=director, at=DECEMBER).count == 3  # no kit for business management
    assert adopt_reference_kits(desk_store, by=director, at=DECEMBER).count == 0
    rows = kit_list_rows(desk_store)
    assert {row.state for row in rows} == {KitListState.PROPOSAL}
    assert [item.quantity for row in rows if row.trade_code == "MACO" for item in row.items] == [2, 1, 1, 1, 3]
    assert all(item.quantity > 0 and item.name_en for item in shipped_kits())


def test_a_newer_list_retires_the_one_before(desk_store: Store, month: BuiltMonth, director: Actor) -> None:
    first = adopt(desk_store, director)
    items = [KitItemRow(1, "Truelle", "Trowel", 3)]
    trade = month.centre.trades["MACO"]
    second = revise_kit_list(desk_store, trade_id=trade, items=items, by=director, at=DECEMBER).id
    review_kit_list(desk_store, list_id=second, feedback="Ajouter des gants", by=director, at=DECEMBER)
    adopt_kit_list(desk_store, list_id=second, by=director, at=DECEMBER)
    states = {row.id: row.state for row in kit_list_rows(desk_store)}
    assert (states[first.id], states[second]) == (KitListState.RETIRED, KitListState.ADOPTED)
    with pytest.raises(Refused) as refused:
        adopt_kit_list(desk_store, list_id=first.id, by=director, at=DECEMBER)
    assert codes(refused) == ["kit.list_retired"]
    with pytest.raises(Refused):
        revise_kit_list(desk_store, trade_id=trade, items=[KitItemRow(1, "", "", 1)], by=director, at=DECEMBER)


def test_who_has_a_kit_due_and_who_not(desk_store: Store, month: BuiltMonth, director: Actor, secretary: Actor) -> None:
    certify(desk_store, month, 1)
    certify(desk_store, month, 2, trade="COUT")
    cancel(desk_store, certify(desk_store, month, 3))
    adopt(desk_store, director)
    reasons = {row.person_id: row.reason for row in kit_rows(desk_store)}
    assert reasons == {1: None, 2: KitReason.NO_LIST, 3: KitReason.CANCELLED}
    assert kit_rows(desk_store)[0].person_id == 1  # those due come first


def test_a_kit_is_handed_over_once(
    desk_store: Store, month: BuiltMonth, director: Actor, secretary: Actor, fr: Catalogue
) -> None:
    certify(desk_store, month, 1)
    adopt(desk_store, director)
    given = {"person_id": 1, "handed_on": DECEMBER.date(), "witness": "A. Koné", "by": secretary, "at": DECEMBER}
    hand_over_kit(desk_store, **given)
    sheet = hand_over_facts(desk_store, 1)
    assert (sheet.number, sheet.trade, len(sheet.items)) == ("KIT-2019-0001", "Maçonnerie", 5)
    assert hand_over_pdf(sheet, letterhead=kit_letterhead(desk_store, DECEMBER.date()), words=fr).startswith(b"%PDF")
    with pytest.raises(Refused) as refused:
        hand_over_kit(desk_store, **given)
    assert codes(refused) == ["kit.handed_over"]
    with pytest.raises(Refused) as refused:
        hand_over_kit(desk_store, **{**given, "person_id": 2})
    assert codes(refused) == ["kit.no_certificate"]
    with desk_store.read() as db:
        assert len(list(db.scalars(select(KitHandOver.id)))) == 1


def test_visits_fall_due_one_after_the_other(
    desk_store: Store, month: BuiltMonth, admin: Actor, director: Actor, secretary: Actor
) -> None:
    certify(desk_store, month, 1)
    certify(desk_store, month, 2)
    cancel(desk_store, certify(desk_store, month, 3))
    adopt(desk_store, director)
    hand_over_kit(desk_store, person_id=1, handed_on=date(2020, 1, 15), by=secretary, at=APRIL)
    due = due_visit_rows(desk_store, date(2020, 4, 30))
    assert [(visit.person_id, visit.due_on) for visit in due] == [(2, date(2020, 3, 2)), (1, date(2020, 4, 15))]
    visit = {"visited_on": date(2020, 4, 16), "by": secretary, "at": APRIL}
    record_visit(desk_store, person_id=2, outcome=Outcome.NOT_REACHED, **visit)
    record_visit(desk_store, person_id=1, outcome=Outcome.OWN_BUSINESS, profitable=True, **visit)
    due = due_visit_rows(desk_store, date(2020, 12, 31))
    assert [(one.person_id, one.due_on) for one in due] == [(2, date(2020, 3, 2)), (1, date(2020, 7, 15))]
    made = visit_rows(desk_store)
    assert {(row.person_id, row.due_on, row.profitable) for row in made} == {
        (1, date(2020, 4, 15), True),
        (2, date(2020, 3, 2), None),
    }
    with pytest.raises(Refused) as refused:
        record_visit(desk_store, person_id=3, outcome=Outcome.SEEKING, **visit)
    assert codes(refused) == ["follow_up.not_followed"]
    set_setting(desk_store, key=MONTHS_SETTING, value=[1], by=admin, at=APRIL)
    assert [one.person_id for one in due_visit_rows(desk_store, date(2020, 12, 31))] == [2]
