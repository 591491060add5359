"""The centre’s profile, its sites and classrooms, its trades, and the reference data of a new desk."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import Centre, Classroom, Holiday, Site, Trade
from centre_desk.papers.reference import shipped_holidays, shipped_trades
from centre_desk.rules.centre import check_classroom, check_named, check_trade
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

_SITE_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
T = TypeVar("T")
TOUCHED = frozenset({Room.CENTRE})


@dataclass(frozen=True, slots=True)
class Profile:
    """What papers say of the centre. The code is the desk’s own and does not change."""

    name: str
    short_name: str = ""
    legal_status: str = ""
    ministry: str = ""
    address: str = ""
    town: str = ""
    region_code: str = ""
    phone: str = ""
    email: str = ""
    paper_header: str = ""


def update_centre_profile(store: Store, *, profile: Profile, by: Actor, at: datetime) -> Done:
    """Put another profile in force; papers printed before keep theirs."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        refuse_if(check_named(profile.name, "centre.no_name"))
        centre = db.get_one(Centre, 1)
        after = {name: str(text).strip() for name, text in asdict(profile).items()}
        before = {name: getattr(centre, name) for name in after}
        changed = {name for name in after if before[name] != after[name]}
        for name in changed:
            setattr(centre, name, after[name])
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.update_profile",
            subject=("centre", 1),
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return Done(TOUCHED, 1)


def add_site(
    store: Store,
    *,
    code: str,
    name: str,
    by: Actor,
    at: datetime,
    town: str = "",
    address: str = "",
    off_site: bool = False,
) -> Done:
    """Add a place where courses are held; `off_site` for a village or another provider."""
    code = code.strip().upper()
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        refuse_if(check_named(name, "centre.no_site_name"), _check_site_code(db, code))
        site = Site(code=code, name=name.strip(), town=town.strip(), address=address.strip(), off_site=off_site)
        db.add(site)
        db.flush()
        after = {"code": code, "name": site.name, "off_site": off_site}
        write_journal(db, by=by, at=at, act="centre.add_site", subject=("site", site.id), after=after)
    return Done(TOUCHED, site.id)


def _check_site_code(db: Session, code: str) -> tuple[Refusal, ...]:
    if not _SITE_CODE.fullmatch(code):
        return (refusal("centre.site_code", code=code),)
    taken = db.scalars(select(Site.id).where(Site.code == code)).first()
    return (refusal("centre.site_code_taken", code=code),) if taken else ()


def close_site(store: Store, *, site_id: int, on: date, by: Actor, at: datetime) -> Done:
    """Close a site from a day on; what was held there stays."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        site = row_of(db, Site, site_id)
        before, site.closed_on = site.closed_on, on
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.close_site",
            subject=("site", site_id),
            event_date=on,
            before={"closed_on": before},
            after={"closed_on": on},
        )
    return Done(TOUCHED, site_id)


def add_classroom(store: Store, *, site_id: int, name: str, capacity: int, by: Actor, at: datetime) -> Done:
    """Add a classroom or workshop with the number of people it holds."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        row_of(db, Site, site_id)
        taken = frozenset(db.scalars(select(Classroom.name).where(Classroom.site_id == site_id)))
        refuse_if(check_classroom(name, capacity, taken))
        room = Classroom(site_id=site_id, name=name.strip(), capacity=capacity)
        db.add(room)
        db.flush()
        after = {"site_id": site_id, "name": room.name, "capacity": capacity}
        write_journal(db, by=by, at=at, act="centre.add_classroom", subject=("classroom", room.id), after=after)
    return Done(TOUCHED, room.id)


def add_trade(
    store: Store,
    *,
    code: str,
    name_fr: str,
    by: Actor,
    at: datetime,
    name_en: str = "",
    isco08: str = "",
    iscedf: str = "",
) -> Done:
    """Add a trade that the shipped list lacks."""
    code = code.strip().upper()
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        refuse_if(check_trade(code, name_fr, frozenset(db.scalars(select(Trade.code)))))
        name_fr = name_fr.strip()
        trade = Trade(
            code=code, name_fr=name_fr, name_en=name_en.strip() or name_fr, isco08=isco08.strip(), iscedf=iscedf.strip()
        )
        db.add(trade)
        db.flush()
        after = {"code": code, "name_fr": name_fr, "isco08": trade.isco08, "iscedf": trade.iscedf}
        write_journal(db, by=by, at=at, act="centre.add_trade", subject=("trade", trade.id), after=after)
    return Done(TOUCHED, trade.id)


def set_trade_active(store: Store, *, trade_id: int, active: bool, by: Actor, at: datetime) -> Done:
    """Offer a trade in the lists of choices, or no longer; what was taught stays."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        trade = row_of(db, Trade, trade_id)
        before, trade.active = trade.active, active
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.set_trade_active",
            subject=("trade", trade_id),
            before={"active": before},
            after={"active": active},
        )
    return Done(TOUCHED, trade_id)


def adopt_reference_data(store: Store, *, by: Actor, at: datetime) -> Done:
    """Put the shipped trades and holidays into a desk; what is already there stays as it is."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        trades, days = _new_trades(db), _new_holidays(db, by, at)
        db.add_all([*trades, *days])
        db.flush()
        after = {"trades": len(trades), "holidays": len(days)}
        write_journal(db, by=by, at=at, act="centre.adopt_reference_data", subject=("centre", 1), after=after)
    return Done(TOUCHED, 1, len(trades) + len(days))


def _new_trades(db: Session) -> list[Trade]:
    known = set(db.scalars(select(Trade.code)))
    return [
        Trade(code=t.code, name_fr=t.name_fr, name_en=t.name_en, isco08=t.isco08, iscedf=t.iscedf, active=t.named)
        for t in shipped_trades()
        if t.code not in known
    ]


def _new_holidays(db: Session, by: Actor, at: datetime) -> list[Holiday]:
    known = {(day, name) for day, name in db.execute(select(Holiday.day, Holiday.name_fr))}
    return [
        Holiday(
            day=h.day,
            span=h.span,
            name_fr=h.name_fr,
            name_en=h.name_en,
            kind=h.kind,
            estimated=h.estimated,
            note=h.note,
            by_id=by.user_id,
            at=at,
        )
        for h in shipped_holidays()
        if (h.day, h.name_fr) not in known
    ]


def row_of(db: Session, kind: type[T], number: int) -> T:
    """Return a row by its number; `Refused` when it is not there."""
    row = db.get(kind, number)
    if row is None:
        raise Refused([refusal("centre.not_found")])
    return row
