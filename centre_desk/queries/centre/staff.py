"""Reads of those who teach, test, keep the children and sign."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import DayCareProvider, Signatory, Trade, Trainer, TrainerQualification
from centre_desk.queries.centre.places import open_on
from centre_desk.rules.centre import SignatoryKind
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class TrainerRow:
    """A trainer with the trades taught and tested (codes)."""

    id: int
    name: str
    phone: str
    user_id: int | None
    left_on: date | None
    teaches: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A day-care centre."""

    id: int
    name: str
    phone: str
    address: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """Who signs, as what, from when to when."""

    id: int
    kind: SignatoryKind
    name: str
    function: str
    valid_from: date
    valid_to: date | None


def trainers_rows(store: Store, trade_id: int | None = None, *, on: date | None = None) -> list[TrainerRow]:
    """Return the trainers, those of a trade when it is given; with a day, those who still work here."""
    return _trainers(store, trade_id, on, assessors=False)


def assessors_rows(store: Store, trade_id: int, *, on: date | None = None) -> list[TrainerRow]:
    """Return those who may test a trade."""
    return _trainers(store, trade_id, on, assessors=True)


def _trainers(store: Store, trade_id: int | None, on: date | None, *, assessors: bool) -> list[TrainerRow]:
    wanted = select(Trainer).order_by(Trainer.family_name, Trainer.given_names, Trainer.id)
    if on is not None:
        wanted = wanted.where(open_on(Trainer.left_on, on))
    if trade_id is not None:
        able = select(TrainerQualification.trainer_id).where(TrainerQualification.trade_id == trade_id)
        wanted = wanted.where(Trainer.id.in_(able.where(TrainerQualification.assessor) if assessors else able))
    with store.read() as db:
        trades = _qualifications(db)
        return [
            TrainerRow(
                t.id,
                f"{t.given_names} {t.family_name}".strip(),
                t.phone,
                t.user_id,
                t.left_on,
                tuple(code for code, _ in trades.get(t.id, ())),
                tuple(code for code, tests in trades.get(t.id, ()) if tests),
            )
            for t in db.scalars(wanted)
        ]


def _qualifications(db: Session) -> dict[int, list[tuple[str, bool]]]:
    found: dict[int, list[tuple[str, bool]]] = {}
    for trainer_id, code, assessor in db.execute(
        select(TrainerQualification.trainer_id, Trade.code, TrainerQualification.assessor)
        .join(Trade, Trade.id == TrainerQualification.trade_id)
        .order_by(Trade.code)
    ):
        found.setdefault(trainer_id, []).append((code, assessor))
    return found


def providers_rows(store: Store, *, on: date | None = None) -> list[ProviderRow]:
    """Return the day-care centres; with a day, those open on it."""
    wanted = select(
        DayCareProvider.id,
        DayCareProvider.name,
        DayCareProvider.phone,
        DayCareProvider.address,
        DayCareProvider.closed_on,
    ).order_by(DayCareProvider.name)
    if on is not None:
        wanted = wanted.where(open_on(DayCareProvider.closed_on, on))
    with store.read() as db:
        return [ProviderRow(*row) for row in db.execute(wanted)]


def signatory_rows(store: Store, language: str = "fr") -> list[SignatoryRow]:
    """Return the signatories, the newest first."""
    with store.read() as db:
        return [SignatoryRow(*row) for row in db.execute(_signatories(language))]


def signatory_on(store: Store, kind: SignatoryKind, day: date, language: str = "fr") -> SignatoryRow | None:
    """Return who signs as `kind` on a day; None when nobody is named."""
    with store.read() as db:
        return signatory_in(db, kind, day, language)


def signatory_in(db: Session, kind: SignatoryKind, day: date, language: str = "fr") -> SignatoryRow | None:
    """Return who signs as `kind` on a day, inside a look or an act."""
    wanted = (
        _signatories(language)
        .where(Signatory.kind == kind, Signatory.valid_from <= day)
        .where(or_(Signatory.valid_to.is_(None), Signatory.valid_to >= day))
    )
    row = db.execute(wanted.limit(1)).first()
    return SignatoryRow(*row) if row else None


def _signatories(language: str) -> Any:
    function: Any = Signatory.function_fr
    if language == "en":
        function = func.coalesce(func.nullif(Signatory.function_en, ""), Signatory.function_fr)
    return select(
        Signatory.id, Signatory.kind, Signatory.name, function, Signatory.valid_from, Signatory.valid_to
    ).order_by(Signatory.valid_from.desc(), Signatory.id.desc())
