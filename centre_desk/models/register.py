"""People, their dependants and their consents.

The IOM case number is unique among people still in force and never the primary key (its form is unconfirmed).
A birth may be known by its year alone. Several people may share one phone.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Instant, Recorded, enum_of
from centre_desk.rules.register import (
    ConsentPurpose,
    ConsentState,
    IdKind,
    Kinship,
    Origin,
    PersonState,
    Sex,
)


class Person(Base, Recorded):
    """A person whom IOM referred or who was announced; a single name goes to `family_name` or `given_names`.

    `birth_date` is none when only `birth_year` is known. `search_text` holds folded names and numbers,
    `sound_text` the folded names in which spelling variants have become one.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("given_names <> '' OR family_name <> ''", name="has_name"),
        CheckConstraint(
            "birth_date IS NULL OR CAST(substr(birth_date, 1, 4) AS INTEGER) = birth_year",
            name="birth_agrees",
        ),
        Index(
            "uq_person_case_number_in_force",
            "case_number",
            unique=True,
            sqlite_where=text("state IN ('active', 'provisional') AND case_number IS NOT NULL"),
        ),
        Index("ix_person_family_name_given_names", "family_name", "given_names"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[str | None] = mapped_column(String(30))
    individual_number: Mapped[str] = mapped_column(String(30), default="")
    given_names: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80), default="")
    married_name: Mapped[str] = mapped_column(String(80), default="")
    sex: Mapped[Sex] = mapped_column(enum_of(Sex, "sex"))
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    birth_place: Mapped[str] = mapped_column(String(80), default="")
    mother_name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    region_code: Mapped[str] = mapped_column(String(8), default="")
    cercle: Mapped[str] = mapped_column(String(80), default="")
    quarter: Mapped[str] = mapped_column(String(120), default="")
    return_country: Mapped[str] = mapped_column(String(80), default="")
    return_date: Mapped[date | None]
    education: Mapped[str] = mapped_column(String(80), default="")
    id_kind: Mapped[IdKind] = mapped_column(enum_of(IdKind, "id_kind"), default=IdKind.NONE)
    id_number: Mapped[str] = mapped_column(String(40), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[PersonState] = mapped_column(enum_of(PersonState, "state"), default=PersonState.ACTIVE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    search_text: Mapped[str] = mapped_column(Text, default="")
    sound_text: Mapped[str] = mapped_column(Text, default="")

    dependants: Mapped[list["Dependant"]] = relationship(order_by="Dependant.id")


class ToldApart(Base, Recorded):
    """Two people of whom somebody said that they are two: nobody is asked about them again. The lower number first."""

    __tablename__ = "told_apart"
    __table_args__ = (
        UniqueConstraint("person_id", "other_id"),
        CheckConstraint("person_id < other_id", name="lower_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class FieldOrigin(Base, Recorded):
    """Who owns the value of a person's field now in force; no row: the centre."""

    __tablename__ = "field_origin"
    __table_args__ = (UniqueConstraint("person_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    field: Mapped[str] = mapped_column(String(40))
    origin: Mapped[Origin] = mapped_column(enum_of(Origin, "origin"))


class Dependant(Base, Recorded):
    """A child or another who depends on the person; `ended_on` with a reason takes one off the list."""

    __tablename__ = "dependant"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kinship: Mapped[Kinship] = mapped_column(enum_of(Kinship, "kinship"), default=Kinship.CHILD)
    name: Mapped[str] = mapped_column(String(120))
    sex: Mapped[Sex | None] = mapped_column(enum_of(Sex, "sex"))
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")


class Consent(Base, Recorded):
    """One answer of a person for one purpose; the newest by date and number is in force."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person_id_purpose", "person_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(enum_of(ConsentPurpose, "purpose"))
    state: Mapped[ConsentState] = mapped_column(enum_of(ConsentState, "state"))
    on_date: Mapped[date]
    language: Mapped[str] = mapped_column(String(40), default="")
    witness: Mapped[str] = mapped_column(String(120), default="")
    thumb_print: Mapped[bool] = mapped_column(default=False)
    guardian: Mapped[str] = mapped_column(String(120), default="")


class Death(Base, Recorded):
    """That a person has died: the day, who told it, by which document. `undone_at` takes back a mistaken one."""

    __tablename__ = "death"
    __table_args__ = (
        Index("uq_death_person_id_in_force", "person_id", unique=True, sqlite_where=text("undone_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    died_on: Mapped[date]
    told_by: Mapped[str] = mapped_column(String(120), default="")
    document: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    undone_reason: Mapped[str] = mapped_column(Text, default="")


class DeathStop(Base):
    """A row of another table that a death stopped, and what stood there before (JSON): what undoing puts back."""

    __tablename__ = "death_stop"
    __table_args__ = (UniqueConstraint("death_id", "table_name", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    death_id: Mapped[int] = mapped_column(ForeignKey("death.id"))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    before: Mapped[str] = mapped_column(Text)
