"""What a paper or an act proves is kept with it. Columns added to a table are nullable and have no foreign key.

Revision 0002, after the first. A table is never rebuilt here: SQLite would lose its checks.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

DEATHS_OF_ENROLMENTS = (
    "INSERT INTO death (person_id, died_on, told_by, document, note, undone_reason, by_id, at)"
    " SELECT person_id, min(end_on), '', '', '', '', by_id, at FROM enrolment"
    " WHERE end_reason = 'death' GROUP BY person_id",
    "INSERT INTO death_stop (death_id, table_name, row_id, before)"
    """ SELECT death.id, 'enrolment', enrolment.id, '{"end_note": "", "end_on": null, "end_reason": null}'"""
    " FROM death JOIN enrolment ON enrolment.person_id = death.person_id AND enrolment.end_reason = 'death'",
)
"""What makes of a death that ended an enrolment a fact of the person."""


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Add columns and tables."""
    op.add_column("attendance_sheet", sa.Column("first_received_on", sa.Date(), nullable=True))
    op.add_column("monitoring_visit", sa.Column("number", sa.String(length=20), nullable=True))
    op.add_column("monitoring_visit", sa.Column("head_code", sa.String(length=16), nullable=True))
    op.add_column("monitoring_visit", sa.Column("on_roll", sa.Integer(), nullable=True))
    op.add_column("monitoring_visit", sa.Column("lines", sa.Text(), nullable=True))
    op.add_column("past_total", sa.Column("female", sa.Integer(), nullable=True))
    op.add_column("past_total", sa.Column("male", sa.Integer(), nullable=True))
    op.add_column("payment", sa.Column("received_by_id", sa.Integer(), nullable=True))
    _outgoing_referrals()
    _deaths()
    _told_apart()


def _outgoing_referrals() -> None:
    states = ("written", "sent", "received", "accepted", "refused", "withdrawn")
    op.create_table(
        "outgoing_referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("state", _enum("state", *states), nullable=False),
        sa.Column("told_iom_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_outgoing_referral_by_id_app_user")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_outgoing_referral_offer_id_offer")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outgoing_referral_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_referral")),
        sa.UniqueConstraint("number", name=op.f("uq_outgoing_referral_number")),
    )
    op.create_index(op.f("ix_outgoing_referral_offer_id"), "outgoing_referral", ["offer_id"])
    op.create_index(op.f("ix_outgoing_referral_person_id"), "outgoing_referral", ["person_id"])
    op.create_table(
        "outgoing_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outgoing_id", sa.Integer(), nullable=False),
        sa.Column("state", _enum("state", *states), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_outgoing_event_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["outgoing_id"], ["outgoing_referral.id"], name=op.f("fk_outgoing_event_outgoing_id_outgoing_referral")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_event")),
    )
    op.create_index(op.f("ix_outgoing_event_outgoing_id"), "outgoing_event", ["outgoing_id"])


def _deaths() -> None:
    """Make the tables of deaths; one recorded as the end of an enrolment becomes a fact of the person."""
    op.create_table(
        "death",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("died_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.String(length=120), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_death_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_death_person_id_person")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["app_user.id"], name=op.f("fk_death_undone_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_death")),
    )
    op.create_index(op.f("ix_death_person_id"), "death", ["person_id"])
    op.create_index(
        "uq_death_person_id_in_force", "death", ["person_id"], unique=True, sqlite_where=sa.text("undone_at IS NULL")
    )
    op.create_table(
        "death_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("death_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["death_id"], ["death.id"], name=op.f("fk_death_stop_death_id_death")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_death_stop")),
        sa.UniqueConstraint("death_id", "table_name", "row_id", name=op.f("uq_death_stop_death_id_table_name_row_id")),
    )
    for statement in DEATHS_OF_ENROLMENTS:
        op.execute(statement)


def _told_apart() -> None:
    op.create_table(
        "told_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("person_id < other_id", name=op.f("ck_told_apart_lower_first")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_told_apart_by_id_app_user")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_told_apart_other_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_told_apart_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_apart")),
        sa.UniqueConstraint("person_id", "other_id", name=op.f("uq_told_apart_person_id_other_id")),
    )
    op.create_index("ix_told_apart_other_id", "told_apart", ["other_id"], unique=False)
