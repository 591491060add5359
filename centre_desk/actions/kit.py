"""Acts on kits: taking in and adopting lists, handing a kit over to a person who is to have one."""

from datetime import date, datetime
from itertools import groupby

from sqlalchemy import func, select

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import Trade
from centre_desk.models.kit import KitHandOver, KitItem, KitList
from centre_desk.queries.desk import month_states
from centre_desk.queries.kit import KitItemRow, read_kits, shipped_kits
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, Right, check_month_open
from centre_desk.rules.kit import KitListState, check_hand_over
from centre_desk.rules.refusal import refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number

TOUCHED = frozenset({Room.KIT})


def adopt_reference_kits(store: Store, *, by: Actor, at: datetime) -> Done:
    """Take in the shipped lists, as proposals, for every trade that has none yet; `count`: how many lists."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        known = set(db.scalars(select(KitList.trade_id)))
        trades = dict(db.execute(select(Trade.code, Trade.id)).all())
        made = 0
        for code, items in groupby(shipped_kits(), key=lambda item: item.trade):
            if code in trades and trades[code] not in known:
                row = KitList(trade_id=trades[code], version=1, state=KitListState.PROPOSAL, by_id=by.user_id, at=at)
                row.items = [
                    KitItem(position=i.position, name_fr=i.name_fr, name_en=i.name_en, quantity=i.quantity)
                    for i in items
                ]
                db.add(row)
                made += 1
        if made:
            write_journal(db, by=by, at=at, act="kit.adopt_reference", subject=("kit_list", 0), after={"lists": made})
    return Done(TOUCHED, count=made)


def revise_kit_list(
    store: Store, *, trade_id: int, items: list[KitItemRow], feedback: str = "", by: Actor, at: datetime
) -> Done:
    """Write a new version of a trade's list, as a proposal; the one in force stays until it is adopted."""
    whole = [item for item in items if item.name_fr.strip() and item.quantity >= 1]
    refuse_if(refusal("kit.empty_list") if not whole or len(whole) < len(items) else None)
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        last = db.scalars(select(func.max(KitList.version)).where(KitList.trade_id == trade_id)).one() or 0
        row = KitList(
            trade_id=trade_id,
            version=last + 1,
            state=KitListState.PROPOSAL,
            feedback=feedback,
            by_id=by.user_id,
            at=at,
        )
        row.items = [
            KitItem(position=n, name_fr=i.name_fr, name_en=i.name_en, quantity=i.quantity)
            for n, i in enumerate(whole, 1)
        ]
        db.add(row)
        db.flush()
        after = {"version": row.version, "items": len(whole)}
        write_journal(db, by=by, at=at, act="kit.revise_list", subject=("kit_list", row.id), after=after)
    return Done(TOUCHED, row.id)


def review_kit_list(store: Store, *, list_id: int, feedback: str, by: Actor, at: datetime) -> Done:
    """Record what migrant representatives said about a proposed list."""
    refuse_if(refusal("kit.no_feedback") if not feedback.strip() else None)
    return _set_state(store, list_id, KitListState.REVIEWED, feedback, by, at)


def adopt_kit_list(store: Store, *, list_id: int, by: Actor, at: datetime) -> Done:
    """Put a list in force for its trade; the one before is retired."""
    return _set_state(store, list_id, KitListState.ADOPTED, None, by, at)


def _set_state(store: Store, list_id: int, state: KitListState, feedback: str | None, by: Actor, at: datetime) -> Done:
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        row = db.get_one(KitList, list_id)
        refuse_if(refusal("kit.list_retired") if row.state is KitListState.RETIRED else None)
        if state is KitListState.ADOPTED:
            same = select(KitList).where(KitList.trade_id == row.trade_id, KitList.id != row.id)
            for other in db.scalars(same.where(KitList.state == KitListState.ADOPTED)):
                other.state = KitListState.RETIRED
        before, row.state = row.state, state
        row.feedback = row.feedback if feedback is None else feedback
        write_journal(
            db,
            by=by,
            at=at,
            act="kit.set_list_state",
            subject=("kit_list", row.id),
            before={"state": before},
            after={"state": state},
        )
    return Done(TOUCHED, row.id)


def hand_over_kit(
    store: Store,
    *,
    person_id: int,
    handed_on: date,
    place: str = "",
    witness: str = "",
    remarks: str = "",
    by: Actor,
    at: datetime,
) -> Done:
    """Record that a person received the kit; refused with the reason when none is due."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        refuse_if(check_month_open(month_states(db), [month_of(handed_on)]))
        row = read_kits(db, person_id=person_id)[0]
        refuse_if(check_hand_over(row.reason, row.issued_on or handed_on, handed_on, at.date()))
        made = KitHandOver(
            number=f"KIT-{handed_on.year}-{next_number(db, f'kit-{handed_on.year}'):04d}",
            person_id=person_id,
            certificate_id=row.certificate_id,
            list_id=row.list_id,
            handed_on=handed_on,
            place=place.strip(),
            witness=witness.strip(),
            remarks=remarks.strip(),
            by_id=by.user_id,
            at=at,
        )
        db.add(made)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="kit.hand_over",
            subject=("person", person_id),
            event_date=handed_on,
            after={"number": made.number, "list": row.list_id, "certificate": row.certificate},
        )
    return Done(TOUCHED | {Room.FOLLOW_UP}, made.id)
