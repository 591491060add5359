"""Reads of kits: who is to have one and who not, with the reason; hand-overs made; the lists and their contents."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Grid, Offer, SkillsTest
from centre_desk.models.centre import Trade
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.desk import JournalEntry
from centre_desk.models.kit import KitHandOver, KitItem, KitList
from centre_desk.models.register import Person
from centre_desk.papers.kit import HandOverFacts, KitItemFacts
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.places import resource
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.register import deceased, list_name
from centre_desk.rules.assessment import OfferAnswer, TestKind, Verdict
from centre_desk.rules.certificate import CertificateEventKind
from centre_desk.rules.encoding import short_head
from centre_desk.rules.kit import KitFacts, KitListState, KitReason, compute_kit, kit_trade
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ShippedItem:
    """A thing of a shipped list: a proposal, for no itemised list was found."""

    trade: str
    position: int
    name_fr: str
    name_en: str
    quantity: int


@dataclass(frozen=True, slots=True)
class KitRow:
    """A person whose kit is in question. `reason` None: the kit is due. `trade`: whose trade's kit."""

    person_id: int
    name: str
    case_number: str
    certificate_id: int
    certificate: str
    trade: str
    issued_on: date | None
    list_id: int | None
    list_version: int
    reason: KitReason | None
    record: str = ""
    handed_on: date | None = None

    @property
    def id(self) -> int:
        """What a list tells the row by: one person, one kit."""
        return self.person_id


@dataclass(frozen=True, slots=True)
class KitItemRow:
    """A thing in a kit."""

    position: int
    name_fr: str
    name_en: str
    quantity: int


@dataclass(frozen=True, slots=True)
class KitListRow:
    """A version of a trade's list."""

    id: int
    trade_id: int
    trade: str
    trade_code: str
    version: int
    state: KitListState
    feedback: str
    items: tuple[KitItemRow, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """A certificate as it bears on a kit."""

    id: int
    person_id: int
    number: str
    trade_id: int
    issued_on: date
    cancelled: bool


def shipped_kits() -> tuple[ShippedItem, ...]:
    """Return the shipped lists, trade by trade."""
    with resource("reference", "kits.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            ShippedItem(row["trade"], int(row["position"]), row["name_fr"], row["name_en"], int(row["quantity"]))
            for row in csv.DictReader(file)
        )


def kit_rows(store: Store, language: str = "fr") -> list[KitRow]:
    """Return everyone whose kit is in question: those due first, then why not, then those handed over."""
    with store.read() as db:
        rows = read_kits(db, language)
    return sorted(rows, key=lambda row: (_rank(row.reason), row.name, row.person_id))


def read_kits(db: Session, language: str = "fr", person_id: int | None = None) -> list[KitRow]:
    """Return the kits in question inside a look or an act; of one person when asked."""
    held = _held(db, person_id)
    conditional, equipment = _conditional(db), _equipment(db)
    wanted = {person_id} if person_id else {*held, *conditional, *equipment}
    handed, lists = _handed(db), _adopted(db)
    trades, gone = _trade_names(db, language), deceased(db, wanted)
    rows: list[KitRow] = []
    query = select(Person.id, Person.family_name, Person.given_names, Person.case_number).where(Person.id.in_(wanted))
    for number, family, given, case in db.execute(query):
        best = _best(held.get(number, []))
        facts = KitFacts(
            best.trade_id if best else None,
            best.cancelled if best else False,
            number in handed,
            frozenset(lists),
            conditional.get(number),
            equipment.get(number),
            number in gone,
        )
        trade = kit_trade(facts)
        given_out = handed.get(number)
        rows.append(
            KitRow(
                person_id=number,
                name=list_name(family, given),
                case_number=case or "",
                certificate_id=best.id if best else 0,
                certificate=best.number if best else "",
                trade=trades.get(trade or 0, ""),
                issued_on=best.issued_on if best else None,
                list_id=lists[trade][0] if trade in lists else None,
                list_version=lists[trade][1] if trade in lists else 0,
                reason=compute_kit(facts),
                record=given_out.number if given_out else "",
                handed_on=given_out.handed_on if given_out else None,
            )
        )
    return rows


def kit_list_rows(store: Store, language: str = "fr") -> list[KitListRow]:
    """Return the lists by trade, the newest version first."""
    name = Trade.name_en if language == "en" else Trade.name_fr
    with store.read() as db:
        items: dict[int, list[KitItemRow]] = defaultdict(list)
        things = select(KitItem.list_id, KitItem.position, KitItem.name_fr, KitItem.name_en, KitItem.quantity)
        for list_id, position, name_fr, name_en, quantity in db.execute(
            things.order_by(KitItem.list_id, KitItem.position)
        ):
            items[list_id].append(KitItemRow(position, name_fr, name_en, quantity))
        query = select(
            KitList.id, KitList.trade_id, name, Trade.code, KitList.version, KitList.state, KitList.feedback
        ).join(Trade, Trade.id == KitList.trade_id)
        found = db.execute(query.order_by(name, KitList.version.desc()))
        return [KitListRow(*row, tuple(items[row[0]])) for row in found]


def hand_over_facts(store: Store, person_id: int, language: str = "fr") -> HandOverFacts:
    """Return what the record of a person's kit says, made or to be made."""
    with store.read() as db:
        row = read_kits(db, language, person_id)[0]
        made = db.scalars(select(KitHandOver).where(KitHandOver.person_id == person_id)).first()
        list_id = made.list_id if made else row.list_id
        version = db.get_one(KitList, list_id).version if list_id else 0
        items = db.scalars(select(KitItem).where(KitItem.list_id == list_id).order_by(KitItem.position))
        entry = select(JournalEntry.hash).where(
            JournalEntry.act == "kit.hand_over", JournalEntry.subject_id == person_id
        )
        head = db.scalars(entry.order_by(JournalEntry.seq.desc())).first()
        return HandOverFacts(
            name=row.name,
            case_number=row.case_number,
            trade=row.trade,
            certificate=row.certificate,
            list_version=version,
            items=tuple(
                KitItemFacts(item.name_en if language == "en" and item.name_en else item.name_fr, item.quantity)
                for item in items
            ),
            number=made.number if made else "",
            handed_on=made.handed_on if made else None,
            place=made.place if made else "",
            witness=made.witness if made else "",
            remarks=made.remarks if made else "",
            head_code=short_head(head) if head and made else "",
        )


def kit_letterhead(store: Store, day: date) -> Letterhead:
    """Return the letterhead of a record of that day."""
    with store.read() as db:
        return letterhead_of(db, day)


def _rank(reason: KitReason | None) -> int:
    return {None: 0, KitReason.HANDED_OVER: 2}.get(reason, 1)


def _best(held: list[_Held]) -> _Held | None:
    """Return the certificate that a kit would follow: the newest that was not cancelled, else the newest."""
    return max(held, key=lambda one: (not one.cancelled, one.issued_on, one.id), default=None)


def _held(db: Session, person_id: int | None) -> dict[int, list[_Held]]:
    cancelled = set(
        db.scalars(
            select(CertificateEvent.certificate_id).where(CertificateEvent.kind == CertificateEventKind.CANCELLED)
        )
    )
    columns = Certificate.id, Certificate.person_id, Certificate.number, Certificate.trade_id, Certificate.issued_on
    query = select(*columns)
    if person_id:
        query = query.where(Certificate.person_id == person_id)
    found: dict[int, list[_Held]] = defaultdict(list)
    for row in db.execute(query):
        found[row[1]].append(_Held(*row, row[0] in cancelled))
    return found


def _conditional(db: Session) -> dict[int, int]:
    """Return the trade on whose success a kit was promised, by person: the newest offer counts."""
    query = (
        select(Offer.person_id, Offer.trade_id)
        .where(Offer.kit_conditional, Offer.trade_id.is_not(None), Offer.answer != OfferAnswer.DECLINED)
        .order_by(Offer.made_on, Offer.id)
    )
    return {person: trade for person, trade in db.execute(query) if trade is not None}


def _equipment(db: Session) -> dict[int, int]:
    """Return the trade of the newest equipment test that each person passed."""
    query = (
        select(SkillsTest.person_id, Grid.trade_id)
        .join(Grid, Grid.id == SkillsTest.grid_id)
        .where(SkillsTest.kind == TestKind.EQUIPMENT, SkillsTest.verdict == Verdict.ABLE)
        .order_by(SkillsTest.decided_on, SkillsTest.id)
    )
    return dict(db.execute(query).all())


def _handed(db: Session) -> dict[int, KitHandOver]:
    return {row.person_id: row for row in db.scalars(select(KitHandOver))}


def _adopted(db: Session) -> dict[int, tuple[int, int]]:
    query = select(KitList.trade_id, KitList.id, KitList.version).where(KitList.state == KitListState.ADOPTED)
    return {trade: (number, version) for trade, number, version in db.execute(query)}


def _trade_names(db: Session, language: str) -> dict[int, str]:
    name = Trade.name_en if language == "en" else Trade.name_fr
    return dict(db.execute(select(Trade.id, name)).all())
