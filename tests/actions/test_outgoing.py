"""Who accepts a training at another centre is referred to it by a letter, whose answer comes back: on a real desk."""

from datetime import date, datetime

import pytest

from centre_desk.actions.assessment import (
    answer_offer,
    decide_test,
    make_offer,
    move_letter,
    tell_iom,
    write_letter,
)
from centre_desk.actions.course.people import enrol_people
from centre_desk.actions.register import record_consent
from centre_desk.models.assessment import OutgoingEvent, OutgoingReferral
from centre_desk.models.course import Enrolment
from centre_desk.queries.assessment import offer_to_make
from centre_desk.queries.assessment.outgoing import letter_paper, letters_by_offer
from centre_desk.queries.course import candidate_rows
from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict
from centre_desk.rules.assessment.letter import LetterTask, OutgoingState
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState
from centre_desk.rules.register.person import ConsentAnswer
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import BuiltCentre, build_centre, build_session
from tests.builders_attendance import refused_with
from tests.builders_results import build_tests, key_sheets
from tests.papers.reading import texts

DAY = date(2019, 11, 11)
KATI = "CFP de Kati"


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


@pytest.fixture
def offer(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> int:
    """An offer of training at another centre, accepted."""
    return accepted(desk_store, centre, secretary, at, partner=KATI)


def accepted(store: Store, centre: BuiltCentre, by: Actor, at: datetime, partner: str) -> int:
    [test] = build_tests(store, centre, [("Moussa", "Traoré")])
    key_sheets(store, test, 1, 1)
    decide_test(store, test_id=test, verdict=Verdict.TRAINING_OFFERED, by=by, at=at)
    made = make_offer(store, test_id=test, kind=OfferKind.TRAINING, partner=partner, made_on=DAY, by=by, at=at).id
    answer_offer(store, offer_id=made, answer=OfferAnswer.ACCEPTED, answered_on=DAY, by=by, at=at)
    return made


def written(store: Store, offer: int, by: Actor, at: datetime) -> int:
    return write_letter(
        store, offer_id=offer, centre=KATI, contact="+223 76 00 00 09", written_on=DAY, by=by, at=at
    ).id


def move(store: Store, letter: int, state: OutgoingState, by: Actor, at: datetime, reason: str = "") -> None:
    move_letter(store, letter_id=letter, state=state, on_date=DAY, reason=reason, by=by, at=at)


def test_who_goes_to_another_centre_waits_for_no_session_here(
    desk_store: Store, centre: BuiltCentre, offer: int, secretary: Actor, at: datetime
) -> None:
    assert candidate_rows(desk_store, centre.trades["MACO"], DAY) == []
    session = build_session(desk_store, centre)
    enrol_people(desk_store, session_id=session, people=[1], start=DAY, by=secretary, at=at)
    with desk_store.read() as db:
        assert db.query(Enrolment).one().referral_id is None  # found in the register, not sent here by the offer


def test_who_stays_here_waits_for_a_session(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    accepted(desk_store, centre, secretary, at, partner="")
    assert [row.id for row in candidate_rows(desk_store, centre.trades["MACO"], DAY)] == [1]


def test_a_letter_goes_its_way(
    desk_store: Store, offer: int, secretary: Actor, viewer: Actor, at: datetime
) -> None:
    assert refused_with(lambda: written(desk_store, offer, viewer, at)) == ["desk.no_right"]
    letter = written(desk_store, offer, secretary, at)
    tasks = []

    def look() -> None:
        tasks.append(letters_by_offer(desk_store)[offer].task)

    look()
    assert refused_with(lambda: move(desk_store, letter, OutgoingState.ACCEPTED, secretary, at)) == [
        "assessment.no_such_letter_move"
    ]
    for state in (OutgoingState.SENT, OutgoingState.RECEIVED, OutgoingState.ACCEPTED):
        move(desk_store, letter, state, secretary, at)
        look()
    tell_iom(desk_store, letter_id=letter, on_date=DAY, by=secretary, at=at)
    look()
    assert tasks == [
        LetterTask.SEND, LetterTask.AWAIT, LetterTask.AWAIT, LetterTask.TELL_IOM, LetterTask.NOTHING,
    ]  # fmt: skip
    assert letters_by_offer(desk_store)[offer].number == "LO-2019-0001"
    with desk_store.read() as db:
        assert [row.state for row in db.query(OutgoingEvent).order_by(OutgoingEvent.id)] == [
            OutgoingState.WRITTEN, OutgoingState.SENT, OutgoingState.RECEIVED, OutgoingState.ACCEPTED,
        ]  # fmt: skip


def test_a_refusal_there_leads_to_another_offer(
    desk_store: Store, offer: int, secretary: Actor, at: datetime
) -> None:
    letter = written(desk_store, offer, secretary, at)
    move(desk_store, letter, OutgoingState.SENT, secretary, at)
    refuse = OutgoingState.REFUSED
    assert refused_with(lambda: move(desk_store, letter, refuse, secretary, at)) == ["assessment.no_letter_reason"]
    assert offer_to_make(desk_store) == []
    move(desk_store, letter, refuse, secretary, at, "Complet")
    assert [row.person_id for row in offer_to_make(desk_store)] == [1]
    tell_iom(desk_store, letter_id=letter, on_date=DAY, by=secretary, at=at)
    assert refused_with(lambda: tell_iom(desk_store, letter_id=letter, on_date=DAY, by=secretary, at=at)) == [
        "assessment.iom_told_already"
    ]
    assert letters_by_offer(desk_store)[offer].task is LetterTask.OFFER_ANEW
    move(desk_store, letter, OutgoingState.ACCEPTED, secretary, at)  # a place was found after all
    assert letters_by_offer(desk_store)[offer].task is LetterTask.TELL_IOM  # and IOM hears of it anew
    assert offer_to_make(desk_store) == []


def test_a_new_offer_after_a_refusal_there_is_the_one_that_counts(
    desk_store: Store, centre: BuiltCentre, offer: int, secretary: Actor, at: datetime
) -> None:
    letter = written(desk_store, offer, secretary, at)
    move(desk_store, letter, OutgoingState.SENT, secretary, at)
    move(desk_store, letter, OutgoingState.REFUSED, secretary, at, "Complet")
    [row] = offer_to_make(desk_store)
    again = make_offer(desk_store, test_id=row.id, kind=OfferKind.TRAINING, made_on=DAY, by=secretary, at=at).id
    assert offer_to_make(desk_store) == []
    answer_offer(desk_store, offer_id=again, answer=OfferAnswer.ACCEPTED, answered_on=DAY, by=secretary, at=at)
    assert [row.id for row in candidate_rows(desk_store, centre.trades["MACO"], DAY)] == [1]


def test_a_letter_needs_an_accepted_offer_elsewhere_and_comes_once(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    [test] = build_tests(desk_store, centre, [("Moussa", "Traoré")])
    key_sheets(desk_store, test, 1, 1)
    decide_test(desk_store, test_id=test, verdict=Verdict.TRAINING_OFFERED, by=secretary, at=at)
    offer = make_offer(
        desk_store, test_id=test, kind=OfferKind.TRAINING, partner=KATI, made_on=DAY, by=secretary, at=at
    ).id
    assert refused_with(lambda: written(desk_store, offer, secretary, at)) == ["assessment.not_offered_elsewhere"]
    answer_offer(desk_store, offer_id=offer, answer=OfferAnswer.ACCEPTED, answered_on=DAY, by=secretary, at=at)
    assert refused_with(
        lambda: write_letter(
            desk_store, offer_id=offer, centre=" ", written_on=date(2019, 11, 10), by=secretary, at=at
        )
    ) == ["assessment.no_other_centre", "assessment.letter_day"]
    first = written(desk_store, offer, secretary, at)
    assert refused_with(lambda: written(desk_store, offer, secretary, at)) == ["assessment.letter_written"]
    move(desk_store, first, OutgoingState.WITHDRAWN, secretary, at, "Mauvais centre")
    written(desk_store, offer, secretary, at)
    assert letters_by_offer(desk_store)[offer].number == "LO-2019-0002"


def test_a_letter_is_never_deleted(desk_store: Store, offer: int, secretary: Actor, at: datetime) -> None:
    letter = written(desk_store, offer, secretary, at)
    for table, number in ((OutgoingReferral, letter), (OutgoingEvent, 1)):
        with pytest.raises(Refused), desk_store.begin() as db:
            db.delete(db.get_one(table, number))


def test_the_letter_says_who_for_what_and_where_to_answer(
    desk_store: Store, offer: int, secretary: Actor, at: datetime, fr: Catalogue, en: Catalogue
) -> None:
    letter = written(desk_store, offer, secretary, at)
    [french] = texts(letter_paper(desk_store, letter, fr))
    centre = "Centre de formation professionnelle de Sénou"
    for said in ("TRAORÉ Moussa", "ML10-2019-000501", "Maçonnerie", KATI, "LO-2019-0001", "formation proposée",
                 "Mme Traoré Aminata", "À retourner à", centre, "Réponse de l’autre centre"):  # fmt: skip
        assert said in french, said
    [english] = texts(letter_paper(desk_store, letter, en))
    assert "Masonry" in english
    assert "Answer of the other centre" in english
    assert letter_paper(desk_store, letter, fr) == letter_paper(desk_store, letter, fr)


def test_without_consent_the_letter_bears_the_case_number_alone(
    desk_store: Store, offer: int, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    letter = written(desk_store, offer, secretary, at)
    withdrawn = ConsentAnswer(ConsentPurpose.TRANSFER_IOM, ConsentState.WITHDRAWN, DAY)
    record_consent(desk_store, person_id=1, answer=withdrawn, by=secretary, at=at)
    [page] = texts(letter_paper(desk_store, letter, fr))
    assert "TRAORÉ" not in page
    assert "1992" not in page
    assert "ML10-2019-000501" in page
