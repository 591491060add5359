"""The report of a month of three people, as bytes: whatever changes them changes what IOM compares."""

from datetime import date
from pathlib import Path

from centre_desk.actions.claim import approve_claims, place_child, prepare_claims, submit_claims
from centre_desk.papers.monthly_return.canonical import canonical_bytes
from centre_desk.queries.monthly_return.history import preview
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from tests.builders import build_child
from tests.builders_claim import DECEMBER, MONTH, build_month, certify

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "return-2019-11.json"
MARKS = {
    (date(2019, 11, 4), HalfDay.MORNING): {2: MarkValue.ABSENT, 3: MarkValue.EXCUSED},
    (date(2019, 11, 5), HalfDay.MORNING): {2: MarkValue.LATE},
}


def test_the_canonical_data_of_a_month(desk_store: Store, secretary: Actor, director: Actor) -> None:
    built = build_month(desk_store, 3, exceptions=MARKS)
    child, provider = build_child(desk_store, 1), built.centre.provider_id
    certify(desk_store, built, 1, issued_on=date(2019, 11, 30))
    place_child(
        desk_store, dependant_id=child, provider_id=provider, start=date(2019, 11, 4), by=secretary, at=DECEMBER
    )
    run = prepare_claims(desk_store, month=MONTH, by=secretary, at=DECEMBER).id
    submit_claims(desk_store, run_id=run, by=secretary, at=DECEMBER)
    approve_claims(desk_store, run_id=run, by=director, at=DECEMBER)
    assert canonical_bytes(preview(desk_store, MONTH).sheet) == GOLDEN.read_bytes()
