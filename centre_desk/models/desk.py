"""The ground floor: users and roles, months, the journal, number series, attachments, keys, corrections.

Nothing here is deleted: a user is deactivated, a role revoked, a month reopened, each with who and when.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import NOT_IN_DIGEST, Base, Instant, Recorded, enum_of
from centre_desk.rules.desk import MonthState, Role


class User(Base):
    """A person who signs in. The password is no column: it opens the user's key slot."""

    __tablename__ = "app_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    full_name: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    deactivated_at: Mapped[datetime | None] = mapped_column(Instant)
    deactivated_reason: Mapped[str] = mapped_column(Text, default="")

    roles: Mapped[list["UserRole"]] = relationship(foreign_keys="UserRole.user_id", order_by="UserRole.id")


class UserRole(Base):
    """A role given to a user; taken back by `revoked_at`."""

    __tablename__ = "user_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_of(Role, "role"))
    granted_at: Mapped[datetime] = mapped_column(Instant)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))


class Delegation(Base, Recorded):
    """A written power: another user holds a role from a day to a day, then it expires by itself."""

    __tablename__ = "delegation"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    to_user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_of(Role, "role"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    document: Mapped[str] = mapped_column(Text, default="")
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class Setting(Base, Recorded):
    """A value that the centre decides, as JSON text; the newest row of a key is in force."""

    __tablename__ = "setting"
    __table_args__ = (Index("ix_setting_key_id", "key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(Text)


class NumberSeries(Base):
    """The last number used of a series (`certificate-2019`): raised in the transaction that uses it."""

    __tablename__ = "number_series"
    __table_args__ = (CheckConstraint("last_used >= 0", name="last_used_not_negative"),)

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_used: Mapped[int]


class Month(Base):
    """A month that was sealed at least once; a month without a row is open. `version` counts the seals."""

    __tablename__ = "month"
    __table_args__ = (CheckConstraint("length(month) = 7", name="form"),)

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    state: Mapped[MonthState] = mapped_column(enum_of(MonthState, "state"))
    version: Mapped[int]


class MonthEvent(Base, Recorded):
    """A seal, a reopening or a sending of a month, with its reason."""

    __tablename__ = "month_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(ForeignKey("month.month"), index=True)
    version: Mapped[int]
    state: Mapped[MonthState] = mapped_column(enum_of(MonthState, "state"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Correction(Base, Recorded):
    """What is learnt about a closed month: the old fact stays, this row stands beside it.

    `person_id` and the fact's own number are plain integers: the fact lives in a later room.
    """

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7), index=True)
    fact_kind: Mapped[str] = mapped_column(String(40))
    fact_id: Mapped[int]
    person_id: Mapped[int | None]
    old: Mapped[str] = mapped_column(Text)
    new: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text)
    reported_in: Mapped[str | None] = mapped_column(String(7))


class JournalEntry(Base):
    """One link of the chain: what was done, by whom, and the SHA-256 over it and the link before.

    `reason` is filled in entries of version 0.1.0 alone: later ones commit to it and keep it as a `JournalValue`.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("hash"),
        Index("ix_journal_entry_subject_kind_subject_id", "subject_kind", "subject_id"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    actor_id: Mapped[int]
    roles: Mapped[str] = mapped_column(String(120))
    delegation_id: Mapped[int | None]
    computer: Mapped[str] = mapped_column(String(80))
    event_date: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")


class JournalValue(Base):
    """The clear value behind a commitment of an entry; blanked when the person is erased."""

    __tablename__ = "journal_value"
    __table_args__ = (UniqueConstraint("entry_seq", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_seq: Mapped[int] = mapped_column(ForeignKey("journal_entry.seq"))
    path: Mapped[str] = mapped_column(String(120))
    salt: Mapped[str | None] = mapped_column(String(32))
    value: Mapped[str | None] = mapped_column(Text)


class Attachment(Base, Recorded):
    """A scan or photo kept inside the encrypted database, tied to a fact by kind and number."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_subject_kind_subject_id", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class SigningKey(Base):
    """The centre's Ed25519 keys; the private one lies only inside the encrypted database."""

    __tablename__ = "signing_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    kid: Mapped[str] = mapped_column(String(16), unique=True, info=NOT_IN_DIGEST)
    public: Mapped[bytes] = mapped_column(LargeBinary, info=NOT_IN_DIGEST)
    private: Mapped[bytes] = mapped_column(LargeBinary, info=NOT_IN_DIGEST)
    created_at: Mapped[datetime] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class BackupRecord(Base):
    """A verified copy that was made: its number, file name and what it held."""

    __tablename__ = "backup_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    why: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    journal_seq: Mapped[int]
