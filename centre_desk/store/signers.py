"""The centre's signing keys inside its database: the one in force, and the public list that others trust."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models import desk as tables
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store.signing import SigningKey, TrustedKey, new_signing_key


def add_signing_key(db: Session, at: datetime) -> SigningKey:
    """Make a new key the one in force; older ones are retired and stay trusted for what they signed."""
    for old in db.scalars(select(tables.SigningKey).where(tables.SigningKey.retired_at.is_(None))):
        old.retired_at = at
    key = new_signing_key()
    db.add(tables.SigningKey(kid=key.kid, public=key.public, private=key.seed, created_at=at))
    db.flush()
    return key


def signing_key(db: Session) -> SigningKey:
    """Return the key in force; `Refused` for a desk that has none."""
    seed = db.scalars(
        select(tables.SigningKey.private)
        .where(tables.SigningKey.retired_at.is_(None))
        .order_by(tables.SigningKey.id.desc())
        .limit(1)
    ).first()
    if seed is None:
        raise Refused([refusal("desk.no_signing_key")])
    return SigningKey(seed)


def trusted_keys(db: Session, centre: str) -> tuple[TrustedKey, ...]:
    """Return every public key of the centre with the days that it signed on."""
    rows = db.scalars(select(tables.SigningKey).order_by(tables.SigningKey.id))
    return tuple(
        TrustedKey(r.kid, centre, r.public, r.created_at.date(), r.retired_at.date() if r.retired_at else None)
        for r in rows
    )
