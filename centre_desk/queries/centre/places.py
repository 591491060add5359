"""Reads of the centre’s profile, sites, classrooms and trades."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from centre_desk.models.centre import Centre, Classroom, Site, Trade
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class CentreSheet:
    """The profile of the centre, as papers and settings show it."""

    code: str
    name: str
    short_name: str
    legal_status: str
    ministry: str
    address: str
    town: str
    region_code: str
    phone: str
    email: str
    paper_header: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class ClassroomRow:
    """A classroom and how many it holds."""

    id: int
    site_id: int
    name: str
    capacity: int


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site with its classrooms."""

    id: int
    code: str
    name: str
    town: str
    address: str
    off_site: bool
    closed_on: date | None
    classrooms: tuple[ClassroomRow, ...]


@dataclass(frozen=True, slots=True)
class TradeRow:
    """A trade with the codes behind it."""

    id: int
    code: str
    name: str
    isco08: str
    iscedf: str
    active: bool


def centre_sheet(store: Store) -> CentreSheet:
    """Return the centre's profile."""
    with store.read() as db:
        centre = db.get_one(Centre, 1)
        return CentreSheet(**{name: getattr(centre, name) for name in CentreSheet.__slots__})


def sites_rows(store: Store, *, on: date | None = None) -> list[SiteRow]:
    """Return the sites with their classrooms; with a day, those open on it."""
    with store.read() as db:
        rooms: dict[int, list[ClassroomRow]] = {}
        for row in db.execute(
            select(Classroom.id, Classroom.site_id, Classroom.name, Classroom.capacity).order_by(Classroom.name)
        ):
            rooms.setdefault(row.site_id, []).append(ClassroomRow(*row))
        wanted = select(Site).order_by(Site.off_site, Site.name)
        if on is not None:
            wanted = wanted.where(open_on(Site.closed_on, on))
        return [
            SiteRow(s.id, s.code, s.name, s.town, s.address, s.off_site, s.closed_on, tuple(rooms.get(s.id, ())))
            for s in db.scalars(wanted)
        ]


def trade_rows(store: Store, language: str = "fr", *, active: bool = False) -> list[TradeRow]:
    """Return the trades by name; only those offered when `active`."""
    name = trade_name(language)
    wanted = select(Trade.id, Trade.code, name, Trade.isco08, Trade.iscedf, Trade.active).order_by(name)
    if active:
        wanted = wanted.where(Trade.active)
    with store.read() as db:
        return [TradeRow(*row) for row in db.execute(wanted)]


def trade_name(language: str) -> Any:
    """Return the column of a trade's name in a language."""
    return Trade.name_en if language == "en" else Trade.name_fr


def open_on(closed: Any, day: date) -> Any:
    """Return the condition that something is not yet closed on a day."""
    return or_(closed.is_(None), closed > day)
