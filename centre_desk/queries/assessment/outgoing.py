"""Reads of the letters that refer people to other centres, and the facts of the printed one.

A name, a telephone and a birth stand in a letter only with the consent to a transfer.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Offer, OutgoingEvent, OutgoingReferral, SkillsTest
from centre_desk.models.centre import Signatory, Trade
from centre_desk.models.desk import JournalEntry
from centre_desk.models.register import Person
from centre_desk.papers.assessment.letter import LetterFacts, letter_pdf
from centre_desk.papers.phone import show_phone
from centre_desk.queries.centre import trade_name
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.register import list_name, people_who_agree
from centre_desk.rules.assessment.letter import LetterTask, OutgoingState, letter_task
from centre_desk.rules.centre import SignatoryKind
from centre_desk.rules.encoding import short_head
from centre_desk.rules.register import ConsentPurpose
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter, and where it stands since when; `reason` is that of its newest move."""

    id: int
    number: str
    offer_id: int
    person_id: int
    centre: str
    contact: str
    written_on: date
    state: OutgoingState
    since: date
    reason: str
    told_iom_on: date | None

    @property
    def task(self) -> LetterTask:
        """Return what the centre does next."""
        return letter_task(self.state, told_iom=self.told_iom_on is not None)


def letters_by_offer(store: Store) -> dict[int, LetterRow]:
    """Return the newest letter of each offer that has one."""
    with store.read() as db:
        return {row.offer_id: row for row in read_letters(db)}


def read_letters(db: Session) -> list[LetterRow]:
    """Return the letters in the order of their numbers."""
    last = {
        row.outgoing_id: (row.on_date, row.reason)
        for row in db.scalars(select(OutgoingEvent).order_by(OutgoingEvent.id))
    }
    return [
        LetterRow(
            row.id,
            row.number,
            row.offer_id,
            row.person_id,
            row.centre,
            row.contact,
            row.written_on,
            row.state,
            *last[row.id],
            row.told_iom_on,
        )
        for row in db.scalars(select(OutgoingReferral).order_by(OutgoingReferral.id))
    ]


def letter_paper(store: Store, letter_id: int, words: Catalogue) -> bytes:
    """Return the PDF of a letter: the same facts give the same bytes."""
    with store.read() as db:
        facts = letter_facts(db, letter_id, words)
        letterhead = letterhead_of(db, facts.written_on)
    return letter_pdf(facts, letterhead=letterhead, words=words)


def letter_facts(db: Session, letter_id: int, words: Catalogue) -> LetterFacts:
    """Return what a letter says."""
    letter = db.get_one(OutgoingReferral, letter_id)
    offer = db.get_one(Offer, letter.offer_id)
    test, person = db.get_one(SkillsTest, offer.test_id), db.get_one(Person, letter.person_id)
    agreed = person.id in people_who_agree(db, ConsentPurpose.TRANSFER_IOM)
    trade = db.scalar(select(trade_name(words.language)).where(Trade.id == offer.trade_id))
    signed_by, function = _director(db, letter.written_on, words.language)
    return LetterFacts(
        number=letter.number,
        written_on=letter.written_on,
        centre=letter.centre,
        contact=letter.contact,
        name=list_name(person.family_name, person.given_names) if agreed else "",
        case_number=person.case_number or f"{person.id}",
        sex=person.sex,
        born=_born(person, words) if agreed else "",
        phone=show_phone(person.phone) if agreed else "",
        offer=offer.kind,
        trade=trade or "",
        kit_conditional=offer.kit_conditional,
        test_number=test.number,
        test_kind=test.kind,
        tested_on=test.held_on or test.decided_on or test.planned_on,
        verdict=test.verdict,
        remarks=letter.remarks,
        signed_by=signed_by,
        function=function,
        head_code=_head(db, letter_id),
    )


def _born(person: Person, words: Catalogue) -> str:
    return short_date(person.birth_date, words.language) if person.birth_date else str(person.birth_year or "")


def _director(db: Session, day: date, language: str) -> tuple[str, str]:
    rows = db.scalars(
        select(Signatory)
        .where(Signatory.kind == SignatoryKind.DIRECTOR, Signatory.valid_from <= day)
        .order_by(Signatory.valid_from, Signatory.id)
    )
    now = [row for row in rows if row.valid_to is None or row.valid_to >= day]
    return (now[-1].name, now[-1].function_en if language == "en" else now[-1].function_fr) if now else ("", "")


def _head(db: Session, letter_id: int) -> str:
    entry = select(JournalEntry.hash).where(
        JournalEntry.act == "assessment.write_letter", JournalEntry.subject_id == letter_id
    )
    head = db.scalars(entry.order_by(JournalEntry.seq.desc())).first()
    return short_head(head) if head else ""
