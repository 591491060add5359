"""Those who teach, test, keep the children and sign: trainers, day-care centres, signatories."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from centre_desk.actions.centre.places import TOUCHED, row_of
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import DayCareProvider, Signatory, Trade, Trainer, TrainerQualification
from centre_desk.rules.centre import SignatoryKind, check_named, check_period
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import refusal, refuse_if
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store


def add_trainer(
    store: Store,
    *,
    family_name: str,
    given_names: str,
    by: Actor,
    at: datetime,
    phone: str = "",
    user_id: int | None = None,
) -> Done:
    """Add a trainer or certified expert; what they may teach and test follows with `qualify_trainer`."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        refuse_if(check_named(family_name + given_names, "centre.no_trainer_name"))
        trainer = Trainer(
            family_name=family_name.strip(), given_names=given_names.strip(), phone=phone.strip(), user_id=user_id
        )
        db.add(trainer)
        db.flush()
        after = {"name": personal(f"{trainer.given_names} {trainer.family_name}"), "user_id": user_id}
        write_journal(db, by=by, at=at, act="centre.add_trainer", subject=("trainer", trainer.id), after=after)
    return Done(TOUCHED, trainer.id)


def qualify_trainer(
    store: Store,
    *,
    trainer_id: int,
    trade_id: int,
    by: Actor,
    at: datetime,
    title: str = "",
    obtained_on: date | None = None,
    assessor: bool = False,
) -> Done:
    """Record that a trainer may teach a trade, and whether also test it; said again, it is corrected."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        row_of(db, Trainer, trainer_id)
        row_of(db, Trade, trade_id)
        known = db.scalars(
            select(TrainerQualification).where(
                TrainerQualification.trainer_id == trainer_id, TrainerQualification.trade_id == trade_id
            )
        ).first()
        before = {"title": known.title, "assessor": known.assessor} if known else {}
        row = known or TrainerQualification(trainer_id=trainer_id, trade_id=trade_id)
        row.title, row.obtained_on, row.assessor = title.strip(), obtained_on, assessor
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.qualify_trainer",
            subject=("trainer", trainer_id),
            before=before,
            after={"trade_id": trade_id, "title": row.title, "assessor": assessor},
        )
    return Done(TOUCHED, row.id)


def trainer_leaves(store: Store, *, trainer_id: int, on: date, by: Actor, at: datetime) -> Done:
    """Record the day from which a trainer no longer works here."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        trainer = row_of(db, Trainer, trainer_id)
        before, trainer.left_on = trainer.left_on, on
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.trainer_leaves",
            subject=("trainer", trainer_id),
            event_date=on,
            before={"left_on": before},
            after={"left_on": on},
        )
    return Done(TOUCHED, trainer_id)


def add_day_care_provider(
    store: Store, *, name: str, by: Actor, at: datetime, phone: str = "", address: str = ""
) -> Done:
    """Add a day-care centre whose cost IOM covers."""
    name = name.strip()
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        taken = db.scalars(select(DayCareProvider.id).where(DayCareProvider.name == name)).first()
        refuse_if(
            check_named(name, "centre.no_provider_name"),
            refusal("centre.provider_known", name=name) if taken else None,
        )
        provider = DayCareProvider(name=name, phone=phone.strip(), address=address.strip())
        db.add(provider)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.add_provider",
            subject=("day_care_provider", provider.id),
            after={"name": name},
        )
    return Done(TOUCHED, provider.id)


def close_day_care_provider(store: Store, *, provider_id: int, on: date, by: Actor, at: datetime) -> Done:
    """Record the day from which a day-care centre takes no more children."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        provider = row_of(db, DayCareProvider, provider_id)
        before, provider.closed_on = provider.closed_on, on
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.close_provider",
            subject=("day_care_provider", provider_id),
            event_date=on,
            before={"closed_on": before},
            after={"closed_on": on},
        )
    return Done(TOUCHED, provider_id)


def add_signatory(
    store: Store,
    *,
    kind: SignatoryKind,
    name: str,
    function_fr: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    function_en: str = "",
    valid_to: date | None = None,
) -> Done:
    """Say who signs from a day on; an earlier signatory of the same kind, still in force, ends the day before."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        refuse_if(
            check_named(name, "centre.no_signatory_name"),
            check_named(function_fr, "centre.no_signatory_name"),
            check_period(valid_from, valid_to),
        )
        for earlier in db.scalars(
            select(Signatory).where(
                Signatory.kind == kind, Signatory.valid_to.is_(None), Signatory.valid_from < valid_from
            )
        ):
            earlier.valid_to = valid_from - timedelta(days=1)
        signatory = Signatory(
            kind=kind,
            name=name.strip(),
            function_fr=function_fr.strip(),
            function_en=function_en.strip(),
            valid_from=valid_from,
            valid_to=valid_to,
        )
        db.add(signatory)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.add_signatory",
            subject=("signatory", signatory.id),
            event_date=valid_from,
            after={"kind": kind, "name": personal(signatory.name), "function": signatory.function_fr},
        )
    return Done(TOUCHED, signatory.id)
