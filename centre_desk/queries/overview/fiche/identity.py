"""Who the person is, field by field, with who each value came from; and the files that were made one with theirs."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.register import FieldOrigin, Person
from centre_desk.papers.phone import show_phone
from centre_desk.papers.reference import region_name
from centre_desk.papers.register import FicheFact, FicheTable
from centre_desk.queries.overview.fiche.saying import NOTHING, Cell, Say, born, plain
from centre_desk.queries.register import list_name, origins_of
from centre_desk.rules.register import IdKind, Origin
from centre_desk.texts.catalogue import N_, Msg

CELLS: tuple[Cell, ...] = (
    plain(N_("Case number"), "case_number"),
    plain(N_("Individual number"), "individual_number"),
    plain(N_("Family name"), "family_name"),
    plain(N_("First names"), "given_names"),
    plain(N_("Married name"), "married_name"),
    plain(N_("Sex"), "sex"),
    born(N_("Born")),
    plain(N_("Born at"), "birth_place"),
    plain(N_("Mother’s name"), "mother_name"),
    Cell(N_("Telephone"), ("phone",), lambda _say, row: show_phone(row.phone) or NOTHING),
    Cell(N_("Region"), ("region_code",), lambda _say, row: region_name(row.region_code) or NOTHING),
    plain(N_("Cercle"), "cercle"),
    plain(N_("Quarter or village"), "quarter"),
    plain(N_("Returned from"), "return_country"),
    plain(N_("Returned on"), "return_date"),
    plain(N_("Education"), "education"),
    Cell(N_("Identity document"), ("id_kind", "id_number"), lambda say, row: _paper(say, row)),
    plain(N_("Remarks"), "remarks"),
    plain(N_("State"), "state"),
)
LABELS: dict[str, Msg] = {name: cell.head for cell in CELLS for name in cell.columns}
"""What each column of a person is called, for the journal of the file."""

ORIGIN_COLUMNS = tuple((FieldOrigin.__tablename__, name) for name in ("field", "origin"))
_THE_DESKS_OWN = frozenset({"state"})


def _paper(say: Say, row: Person) -> str:
    """Say the paper and its number; a number without a kind of paper is held all the same."""
    kind = "" if row.id_kind is IdKind.NONE else say.value(row.id_kind)
    return " ".join(part for part in (kind, row.id_number) if part) or NOTHING


def identity_facts(db: Session, person: Person, say: Say) -> Iterator[FicheFact]:
    """Return each field with its value and origin; what nobody else owns is the centre's."""
    origins = origins_of(db, person.id)
    for cell in CELLS:
        value = cell.say(say, person)
        known = value != NOTHING and not _THE_DESKS_OWN.issuperset(cell.columns)
        origin = _origin(cell, person, origins) if known else None
        yield FicheFact(say.words.msg(cell.head), "" if value == NOTHING else value, origin)


def _origin(cell: Cell, person: Person, origins: Mapping[str, Origin]) -> Origin:
    named = [name for name in cell.columns if getattr(person, name) not in (None, "", IdKind.NONE)]
    return next((origins[name] for name in named if name in origins), Origin.CENTRE)


def merged_files(db: Session, merged: list[int], say: Say) -> Iterator[FicheTable]:
    """Return what is held in each file that became part of the person's."""
    for person in db.scalars(select(Person).where(Person.id.in_(merged)).order_by(Person.id)):
        said: list[tuple[str, Any]] = [(say.words.msg(cell.head), cell.say(say, person)) for cell in CELLS]
        name = list_name(person.family_name, person.given_names)
        title = say.words.t("File made one with this: {name}", name=name)
        rows = tuple((label, value) for label, value in said if value != NOTHING)
        yield FicheTable(title, (say.words.t("What"), say.words.t("Value")), rows)
