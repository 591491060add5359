"""The first tables of a desk, as released: written out, so that later changes of the models leave it alone.

Revision 0001, before any other.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Make every table and index."""
    op.create_table(
        "app_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("deactivated_at", sa.String(length=32), nullable=True),
        sa.Column("deactivated_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("name", name=op.f("uq_app_user_name")),
    )
    op.create_table(
        "backup_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("journal_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_record")),
    )
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("legal_status", sa.String(length=80), nullable=False),
        sa.Column("ministry", sa.String(length=160), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("region_code", sa.String(length=8), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("paper_header", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_centre_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("code", name=op.f("uq_centre_code")),
    )
    op.create_table(
        "day_care_provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_care_provider")),
        sa.UniqueConstraint("name", name=op.f("uq_day_care_provider_name")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("roles", sa.String(length=120), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("computer", sa.String(length=80), nullable=False),
        sa.Column("event_date", sa.Date(), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_journal_entry_hash")),
    )
    op.create_index(
        "ix_journal_entry_subject_kind_subject_id", "journal_entry", ["subject_kind", "subject_id"], unique=False
    )
    op.create_table(
        "month",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", _enum("state", "open", "sealed", "sent"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(month) = 7", name=op.f("ck_month_form")),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_month")),
    )
    op.create_table(
        "number_series",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("last_used", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_used >= 0", name=op.f("ck_number_series_last_used_not_negative")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_number_series")),
    )
    op.create_table(
        "number_taken_over",
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("last_used", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_used >= 0", name=op.f("ck_number_taken_over_last_used_not_negative")),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_number_taken_over")),
    )
    op.create_table(
        "signatory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "director", "trainer", "jury", "iom"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function_fr", sa.String(length=120), nullable=False),
        sa.Column("function_en", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory")),
    )
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("retired_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("kid", name=op.f("uq_signing_key_kid")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("off_site", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("code", name=op.f("uq_site_code")),
    )
    op.create_table(
        "trade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name_fr", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("isco08", sa.String(length=8), nullable=False),
        sa.Column("iscedf", sa.String(length=8), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade")),
        sa.UniqueConstraint("code", name=op.f("uq_trade_code")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("project", sa.String(length=160), nullable=False),
        sa.Column("budget_line", sa.String(length=60), nullable=False),
        sa.Column("donor", sa.String(length=80), nullable=False),
        sa.Column("proration", _enum("proration", "half_days", "threshold", "daily"), nullable=False),
        sa.Column("rounding", _enum("rounding", "nearest_5", "down_5", "up_5", "nearest_1"), nullable=False),
        sa.Column("threshold_percent", sa.Integer(), nullable=False),
        sa.Column("excused_cap", sa.Integer(), nullable=True),
        sa.Column("child_age_limit", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("start <= end_on", name=op.f("ck_agreement_days_in_order")),
        sa.CheckConstraint("threshold_percent BETWEEN 0 AND 100", name=op.f("ck_agreement_threshold_share")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_agreement_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("number", name=op.f("uq_agreement_number")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_attachment_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_subject_kind_subject_id", "attachment", ["subject_kind", "subject_id"], unique=False)
    op.create_table(
        "classroom",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_classroom_capacity_not_negative")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_classroom_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classroom")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_classroom_site_id_name")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("fact_kind", sa.String(length=40), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_in", sa.String(length=7), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_correction_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_month"), "correction", ["month"], unique=False)
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_user_id", sa.Integer(), nullable=False),
        sa.Column("to_user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            _enum("role", "administrator", "secretary", "trainer", "director", "cashier", "viewer"),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_delegation_days_in_order")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_delegation_by_id_app_user")),
        sa.ForeignKeyConstraint(["from_user_id"], ["app_user.id"], name=op.f("fk_delegation_from_user_id_app_user")),
        sa.ForeignKeyConstraint(["to_user_id"], ["app_user.id"], name=op.f("fk_delegation_to_user_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index(op.f("ix_delegation_to_user_id"), "delegation", ["to_user_id"], unique=False)
    op.create_table(
        "grid",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "skills", "equipment"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", _enum("state", "proposal", "adopted", "retired"), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("competence_percent", sa.Integer(), nullable=False),
        sa.Column("tolerance_percent", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("competence_percent BETWEEN 0 AND 100", name=op.f("ck_grid_competence_share")),
        sa.CheckConstraint("pass_percent BETWEEN 0 AND 100", name=op.f("ck_grid_pass_share")),
        sa.CheckConstraint("tolerance_percent BETWEEN 0 AND 100", name=op.f("ck_grid_tolerance_share")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_grid_by_id_app_user")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_grid_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid")),
        sa.UniqueConstraint("trade_id", "kind", "version", name=op.f("uq_grid_trade_id_kind_version")),
    )
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("span", _enum("span", "day", "am", "pm"), nullable=False),
        sa.Column("name_fr", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("kind", _enum("kind", "fixed", "movable", "bridge", "other"), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_holiday_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("day", "name_fr", name=op.f("uq_holiday_day_name_fr")),
    )
    op.create_index(op.f("ix_holiday_day"), "holiday", ["day"], unique=False)
    op.create_table(
        "journal_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_seq", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_seq"], ["journal_entry.seq"], name=op.f("fk_journal_value_entry_seq_journal_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_value")),
        sa.UniqueConstraint("entry_seq", "path", name=op.f("uq_journal_value_entry_seq_path")),
    )
    op.create_table(
        "kit_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", _enum("state", "proposal", "reviewed", "adopted", "retired"), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_kit_list_by_id_app_user")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_kit_list_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_list")),
        sa.UniqueConstraint("trade_id", "version", name=op.f("uq_kit_list_trade_id_version")),
    )
    op.create_table(
        "month_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", _enum("state", "open", "sealed", "sent"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_month_event_by_id_app_user")),
        sa.ForeignKeyConstraint(["month"], ["month.month"], name=op.f("fk_month_event_month_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_event")),
    )
    op.create_index(op.f("ix_month_event_month"), "month_event", ["month"], unique=False)
    op.create_table(
        "monthly_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("canonical_sha256", sa.String(length=64), nullable=False),
        sa.Column("journal_head", sa.String(length=64), nullable=False),
        sa.Column("signed_by", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_monthly_return_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["monthly_return.id"], name=op.f("fk_monthly_return_replaces_id_monthly_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_return")),
        sa.UniqueConstraint("month", "version", name=op.f("uq_monthly_return_month_version")),
    )
    op.create_table(
        "past_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "measure",
            _enum(
                "measure",
                "referred",
                "enrolled",
                "attended",
                "completed",
                "examined",
                "passed",
                "tested",
                "tested_able",
                "training_offered",
                "certified",
                "certified_training",
                "certified_skills",
                "dropped_out",
                "returned",
                "kit_eligible",
                "kit_handed_over",
                "followed_up",
                "day_care_parents",
                "day_care_children",
                "half_days_expected",
                "half_days_attended",
                "allowance_francs_due",
                "allowance_francs_paid",
                "arrears_francs_due",
                "day_care_francs_due",
                "training_fee_francs_due",
                "francs_outstanding",
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_past_total_amount_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_past_total_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_total")),
        sa.UniqueConstraint("measure", name=op.f("uq_past_total_measure")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.String(length=30), nullable=True),
        sa.Column("individual_number", sa.String(length=30), nullable=False),
        sa.Column("given_names", sa.String(length=80), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("married_name", sa.String(length=80), nullable=False),
        sa.Column("sex", _enum("sex", "F", "M"), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_place", sa.String(length=80), nullable=False),
        sa.Column("mother_name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("region_code", sa.String(length=8), nullable=False),
        sa.Column("cercle", sa.String(length=80), nullable=False),
        sa.Column("quarter", sa.String(length=120), nullable=False),
        sa.Column("return_country", sa.String(length=80), nullable=False),
        sa.Column("return_date", sa.Date(), nullable=True),
        sa.Column("education", sa.String(length=80), nullable=False),
        sa.Column(
            "id_kind",
            _enum(
                "id_kind",
                "none",
                "nina",
                "biometric_card",
                "passport",
                "consular_card",
                "driving_licence",
                "voter_card",
                "birth_certificate",
                "family_book",
                "travel_pass",
                "other",
            ),
            nullable=False,
        ),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("state", _enum("state", "active", "provisional", "merged", "anonymised"), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sound_text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("given_names <> '' OR family_name <> ''", name=op.f("ck_person_has_name")),
        sa.CheckConstraint(
            "birth_date IS NULL OR CAST(substr(birth_date, 1, 4) AS INTEGER) = birth_year",
            name=op.f("ck_person_birth_agrees"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_person_by_id_app_user")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_family_name_given_names", "person", ["family_name", "given_names"], unique=False)
    op.create_index(
        "uq_person_case_number_in_force",
        "person",
        ["case_number"],
        unique=True,
        sqlite_where=sa.text("state IN ('active', 'provisional') AND case_number IS NOT NULL"),
    )
    op.create_table(
        "rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "allowance", "smig", "day_care", "training_fee"), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_rate_amount_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_rate_by_id_app_user")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_rate_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate")),
    )
    op.create_index("uq_rate_kind_trade_from", "rate", ["kind", "trade_id", "valid_from"], unique=True)
    op.create_table(
        "referral_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_referral_file_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_file")),
    )
    op.create_index(op.f("ix_referral_file_sha256"), "referral_file", ["sha256"], unique=False)
    op.create_table(
        "referral_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_referral_mapping_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_mapping")),
    )
    op.create_index(op.f("ix_referral_mapping_layout"), "referral_mapping", ["layout"], unique=False)
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_setting_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_index("ix_setting_key_id", "setting", ["key", "id"], unique=False)
    op.create_table(
        "taking_over",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_taking_over_once")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_taking_over_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taking_over")),
    )
    op.create_table(
        "trainer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("given_names", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_trainer_user_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer")),
    )
    op.create_table(
        "user_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            _enum("role", "administrator", "secretary", "trainer", "director", "cashier", "viewer"),
            nullable=False,
        ),
        sa.Column("granted_at", sa.String(length=32), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["granted_by_id"], ["app_user.id"], name=op.f("fk_user_role_granted_by_id_app_user")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["app_user.id"], name=op.f("fk_user_role_revoked_by_id_app_user")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_user_role_user_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_role")),
    )
    op.create_index(op.f("ix_user_role_user_id"), "user_role", ["user_id"], unique=False)
    op.create_table(
        "agreement_trade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.Integer(), nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_agreement_trade_places_not_negative")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_agreement_trade_unit_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_trade_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_agreement_trade_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_trade")),
        sa.UniqueConstraint("agreement_id", "trade_id", name=op.f("uq_agreement_trade_agreement_id_trade_id")),
    )
    op.create_table(
        "claim_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", _enum("state", "draft", "submitted", "approved"), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.String(length=32), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.String(length=32), nullable=True),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["approved_by_id"], ["app_user.id"], name=op.f("fk_claim_run_approved_by_id_app_user")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_claim_run_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_claim_run_delegation_id_delegation")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["app_user.id"], name=op.f("fk_claim_run_submitted_by_id_app_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_run")),
        sa.UniqueConstraint("month", name=op.f("uq_claim_run_month")),
        sa.UniqueConstraint("number", name=op.f("uq_claim_run_number")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            _enum("purpose", "training_file", "photo", "transfer_iom", "employer", "day_care"),
            nullable=False,
        ),
        sa.Column("state", _enum("state", "given", "refused", "withdrawn"), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("witness", sa.String(length=120), nullable=False),
        sa.Column("thumb_print", sa.Boolean(), nullable=False),
        sa.Column("guardian", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_consent_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person_id_purpose", "consent", ["person_id", "purpose"], unique=False)
    op.create_table(
        "course_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("classroom_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("quarters_per_half_day", sa.Integer(), nullable=False),
        sa.Column("conditions", sa.String(length=160), nullable=False),
        sa.Column("state", _enum("state", "planned", "running", "finished", "cancelled"), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 150", name=op.f("ck_course_session_capacity_in_range")),
        sa.CheckConstraint(
            "quarters_per_half_day >= 0", name=op.f("ck_course_session_quarters_per_half_day_not_negative")
        ),
        sa.CheckConstraint("start <= end_on", name=op.f("ck_course_session_days_in_order")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_course_session_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_course_session_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name=op.f("fk_course_session_classroom_id_classroom")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_course_session_site_id_site")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_course_session_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_session")),
        sa.UniqueConstraint("code", name=op.f("uq_course_session_code")),
    )
    op.create_index(op.f("ix_course_session_start"), "course_session", ["start"], unique=False)
    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("competence_fr", sa.String(length=120), nullable=False),
        sa.Column("competence_en", sa.String(length=120), nullable=False),
        sa.Column("label_fr", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("max_points", sa.Integer(), nullable=False),
        sa.Column("threshold_points", sa.Integer(), nullable=False),
        sa.Column("eliminating", sa.Boolean(), nullable=False),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.CheckConstraint("max_points BETWEEN 1 AND 9", name=op.f("ck_criterion_one_key")),
        sa.CheckConstraint("threshold_points BETWEEN 0 AND max_points", name=op.f("ck_criterion_threshold_in_range")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_criterion_weight_positive")),
        sa.ForeignKeyConstraint(["grid_id"], ["grid.id"], name=op.f("fk_criterion_grid_id_grid")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("grid_id", "position", name=op.f("uq_criterion_grid_id_position")),
    )
    op.create_table(
        "dependant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kinship", _enum("kinship", "child", "other"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sex", _enum("sex", "F", "M"), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_dependant_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dependant_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependant")),
    )
    op.create_index(op.f("ix_dependant_person_id"), "dependant", ["person_id"], unique=False)
    op.create_table(
        "excuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column(
            "reason",
            _enum("reason", "illness", "child_ill", "bereavement", "maternity", "formality", "other"),
            nullable=False,
        ),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=32), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_excuse_days_in_order")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_excuse_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_excuse_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuse")),
    )
    op.create_index(op.f("ix_excuse_person_id"), "excuse", ["person_id"], unique=False)
    op.create_table(
        "field_origin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("origin", _enum("origin", "iom", "centre"), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_field_origin_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_field_origin_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_origin")),
        sa.UniqueConstraint("person_id", "field", name=op.f("uq_field_origin_person_id_field")),
    )
    op.create_table(
        "follow_up_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("visitor", sa.String(length=120), nullable=False),
        sa.Column(
            "outcome",
            _enum("outcome", "own_business", "employed", "internship", "seeking", "not_reached", "moved", "other"),
            nullable=True,
        ),
        sa.Column("profitable", sa.Boolean(), nullable=True),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(visited_on IS NULL) = (outcome IS NULL)", name=op.f("ck_follow_up_visit_visit_has_outcome")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_follow_up_visit_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_visit_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_visit")),
    )
    op.create_index(op.f("ix_follow_up_visit_due_on"), "follow_up_visit", ["due_on"], unique=False)
    op.create_index(op.f("ix_follow_up_visit_person_id"), "follow_up_visit", ["person_id"], unique=False)
    op.create_table(
        "kit_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_fr", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_kit_item_some")),
        sa.ForeignKeyConstraint(["list_id"], ["kit_list.id"], name=op.f("fk_kit_item_list_id_kit_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_item")),
        sa.UniqueConstraint("list_id", "position", name=op.f("uq_kit_item_list_id_position")),
    )
    op.create_table(
        "people_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "merge", "exchange", "anonymise"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("other_id IS NULL OR other_id <> person_id", name=op.f("ck_people_act_two_people")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_people_act_by_id_app_user")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_people_act_other_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_people_act_person_id_person")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["app_user.id"], name=op.f("fk_people_act_undone_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_act")),
    )
    op.create_index(op.f("ix_people_act_other_id"), "people_act", ["other_id"], unique=False)
    op.create_index(op.f("ix_people_act_person_id"), "people_act", ["person_id"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("route", _enum("route", "training", "skills_test", "equipment_test"), nullable=False),
        sa.Column("wished_trade_id", sa.Integer(), nullable=True),
        sa.Column("declared_trade_id", sa.Integer(), nullable=True),
        sa.Column("experience_years", sa.Integer(), nullable=True),
        sa.Column("wish", sa.String(length=120), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("children_under_age", sa.Integer(), nullable=False),
        sa.Column("day_care_wished", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column(
            "state",
            _enum("state", "received", "accepted", "waiting", "assigned", "refused", "withdrawn"),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("children >= 0", name=op.f("ck_referral_children_not_negative")),
        sa.CheckConstraint("children_under_age >= 0", name=op.f("ck_referral_children_under_age_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_referral_by_id_app_user")),
        sa.ForeignKeyConstraint(["declared_trade_id"], ["trade.id"], name=op.f("fk_referral_declared_trade_id_trade")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id_person")),
        sa.ForeignKeyConstraint(["wished_trade_id"], ["trade.id"], name=op.f("fk_referral_wished_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_person_id"), "referral", ["person_id"], unique=False)
    op.create_index("ix_referral_state_received_on", "referral", ["state", "received_on"], unique=False)
    op.create_table(
        "retention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_retention_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_retention_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention")),
    )
    op.create_index("ix_retention_agreement_id_id", "retention", ["agreement_id", "id"], unique=False)
    op.create_table(
        "return_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("answer", _enum("answer", "received", "accepted", "questions", "replacement_asked"), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_return_event_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["return_id"], ["monthly_return.id"], name=op.f("fk_return_event_return_id_monthly_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_event")),
    )
    op.create_index(op.f("ix_return_event_return_id"), "return_event", ["return_id"], unique=False)
    op.create_table(
        "trainer_qualification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("obtained_on", sa.Date(), nullable=True),
        sa.Column("assessor", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_trainer_qualification_trade_id_trade")),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["trainer.id"], name=op.f("fk_trainer_qualification_trainer_id_trainer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer_qualification")),
        sa.UniqueConstraint("trainer_id", "trade_id", name=op.f("uq_trainer_qualification_trainer_id_trade_id")),
    )
    op.create_table(
        "attendance_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("head_code", sa.String(length=16), nullable=False),
        sa.Column("print_count", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_attendance_sheet_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_attendance_sheet_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_sheet")),
        sa.UniqueConstraint("number", name=op.f("uq_attendance_sheet_number")),
        sa.UniqueConstraint("session_id", "week", name=op.f("uq_attendance_sheet_session_id_week")),
    )
    op.create_table(
        "day_care_invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dependant_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("days >= 0", name=op.f("ck_day_care_invoice_days_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_day_care_invoice_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["dependant_id"], ["dependant.id"], name=op.f("fk_day_care_invoice_dependant_id_dependant")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["day_care_provider.id"], name=op.f("fk_day_care_invoice_provider_id_day_care_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_care_invoice")),
        sa.UniqueConstraint("dependant_id", "month", name=op.f("uq_day_care_invoice_dependant_id_month")),
    )
    op.create_table(
        "day_care_placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dependant_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("end_on IS NULL OR start <= end_on", name=op.f("ck_day_care_placement_days_in_order")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_day_care_placement_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["dependant_id"], ["dependant.id"], name=op.f("fk_day_care_placement_dependant_id_dependant")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["day_care_provider.id"], name=op.f("fk_day_care_placement_provider_id_day_care_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_care_placement")),
    )
    op.create_index(op.f("ix_day_care_placement_dependant_id"), "day_care_placement", ["dependant_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("register_number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column(
            "end_reason",
            _enum(
                "end_reason",
                "completed",
                "drop_out",
                "exclusion",
                "transfer",
                "death",
                "new_departure",
                "maternity",
                "illness",
                "job_found",
                "withdrawn_by_iom",
                "session_cancelled",
            ),
            nullable=True,
        ),
        sa.Column("end_note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("(end_on IS NULL) = (end_reason IS NULL)", name=op.f("ck_enrolment_end_has_reason")),
        sa.CheckConstraint("end_on IS NULL OR start <= end_on", name=op.f("ck_enrolment_days_in_order")),
        sa.CheckConstraint("register_number >= 1", name=op.f("ck_enrolment_register_number_positive")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_enrolment_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_enrolment_referral_id_referral")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_enrolment_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("session_id", "person_id", "start", name=op.f("uq_enrolment_session_id_person_id_start")),
        sa.UniqueConstraint("session_id", "register_number", name=op.f("uq_enrolment_session_id_register_number")),
    )
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"], unique=False)
    op.create_index(op.f("ix_enrolment_session_id"), "enrolment", ["session_id"], unique=False)
    op.create_table(
        "exam",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("state", _enum("state", "open", "settled"), nullable=False),
        sa.Column("minutes_number", sa.String(length=20), nullable=True),
        sa.Column("incidents", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_exam_attempt_positive")),
        sa.CheckConstraint("pass_mark BETWEEN 0 AND 2000", name=op.f("ck_exam_pass_mark_in_range")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_exam_by_id_app_user")),
        sa.ForeignKeyConstraint(["session_id"], ["course_session.id"], name=op.f("fk_exam_session_id_course_session")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["app_user.id"], name=op.f("fk_exam_settled_by_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam")),
        sa.UniqueConstraint("minutes_number", name=op.f("uq_exam_minutes_number")),
        sa.UniqueConstraint("session_id", "attempt", name=op.f("uq_exam_session_id_attempt")),
    )
    op.create_index(op.f("ix_exam_session_id"), "exam", ["session_id"], unique=False)
    op.create_table(
        "late_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_late_opening_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_late_opening_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_opening")),
    )
    op.create_index("ix_late_opening_session_id_week", "late_opening", ["session_id", "week"], unique=False)
    op.create_table(
        "moved_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["people_act.id"], name=op.f("fk_moved_row_act_id_people_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved_row")),
        sa.UniqueConstraint("act_id", "table_name", "row_id", name=op.f("uq_moved_row_act_id_table_name_row_id")),
    )
    op.create_table(
        "referral_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _enum("state", "received", "accepted", "waiting", "assigned", "refused", "withdrawn"),
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_referral_event_by_id_app_user")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_event_referral_id_referral")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
    )
    op.create_index(op.f("ix_referral_event_referral_id"), "referral_event", ["referral_id"], unique=False)
    op.create_table(
        "referral_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=80), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "fate", _enum("fate", "new", "changed", "unchanged", "refused", "question", "skipped"), nullable=False
        ),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["referral_file.id"], name=op.f("fk_referral_line_file_id_referral_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_line_person_id_person")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_line_referral_id_referral")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_line")),
        sa.UniqueConstraint("file_id", "sheet", "line", name=op.f("uq_referral_line_file_id_sheet_line")),
    )
    op.create_index(op.f("ix_referral_line_digest"), "referral_line", ["digest"], unique=False)
    op.create_index(op.f("ix_referral_line_person_id"), "referral_line", ["person_id"], unique=False)
    op.create_table(
        "session_pattern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("half_day", _enum("half_day", "am", "pm"), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_session_pattern_weekday_in_range")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_session_pattern_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_pattern")),
        sa.UniqueConstraint(
            "session_id",
            "weekday",
            "half_day",
            "first_day",
            name=op.f("uq_session_pattern_session_id_weekday_half_day_first_day"),
        ),
    )
    op.create_table(
        "session_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half_day", _enum("half_day", "am", "pm"), nullable=False),
        sa.Column("state", _enum("state", "planned", "removed"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_session_slot_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_slot")),
        sa.UniqueConstraint("session_id", "day", "half_day", name=op.f("uq_session_slot_session_id_day_half_day")),
    )
    op.create_index("ix_session_slot_day", "session_slot", ["day"], unique=False)
    op.create_table(
        "session_taken_over",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_session_taken_over_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_taken_over")),
    )
    op.create_table(
        "session_trainer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_session_trainer_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_session_trainer_session_id_course_session")
        ),
        sa.ForeignKeyConstraint(["trainer_id"], ["trainer.id"], name=op.f("fk_session_trainer_trainer_id_trainer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_trainer")),
    )
    op.create_index(op.f("ix_session_trainer_session_id"), "session_trainer", ["session_id"], unique=False)
    op.create_index(op.f("ix_session_trainer_trainer_id"), "session_trainer", ["trainer_id"], unique=False)
    op.create_table(
        "skills_test",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "skills", "equipment"), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("state", _enum("state", "planned", "scored", "decided", "cancelled"), nullable=False),
        sa.Column("verdict", _enum("verdict", "able", "training_offered", "not_assessed"), nullable=True),
        sa.Column("score_percent", sa.Integer(), nullable=True),
        sa.Column("joint_decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_skills_test_by_id_app_user")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["app_user.id"], name=op.f("fk_skills_test_decided_by_id_app_user")),
        sa.ForeignKeyConstraint(["grid_id"], ["grid.id"], name=op.f("fk_skills_test_grid_id_grid")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_skills_test_person_id_person")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_skills_test_referral_id_referral")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills_test")),
        sa.UniqueConstraint("number", name=op.f("uq_skills_test_number")),
    )
    op.create_index(op.f("ix_skills_test_person_id"), "skills_test", ["person_id"], unique=False)
    op.create_index(op.f("ix_skills_test_referral_id"), "skills_test", ["referral_id"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("test_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("sheet_number", sa.String(length=20), nullable=False),
        sa.Column("keyed_at", sa.String(length=32), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("rank BETWEEN 1 AND 3", name=op.f("ck_assessment_rank_in_range")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_assessment_by_id_app_user")),
        sa.ForeignKeyConstraint(["test_id"], ["skills_test.id"], name=op.f("fk_assessment_test_id_skills_test")),
        sa.ForeignKeyConstraint(["trainer_id"], ["trainer.id"], name=op.f("fk_assessment_trainer_id_trainer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("test_id", "rank", name=op.f("uq_assessment_test_id_rank")),
        sa.UniqueConstraint("test_id", "trainer_id", name=op.f("uq_assessment_test_id_trainer_id")),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half_day", _enum("half_day", "am", "pm"), nullable=False),
        sa.Column("value", _enum("value", "P", "A", "R", "AJ"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_attendance_mark_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_mark_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_mark_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_attendance_mark_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_mark")),
        sa.UniqueConstraint("person_id", "day", "half_day", name=op.f("uq_attendance_mark_person_id_day_half_day")),
    )
    op.create_index(op.f("ix_attendance_mark_enrolment_id"), "attendance_mark", ["enrolment_id"], unique=False)
    op.create_index(
        "ix_attendance_mark_session_id_day_person_id",
        "attendance_mark",
        ["session_id", "day", "person_id"],
        unique=False,
    )
    op.create_table(
        "claim_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", _enum("kind", "allowance", "day_care", "training_fee", "arrears"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("dependant_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("arrears_of", sa.String(length=7), nullable=True),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("units_planned", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("gross", sa.Integer(), nullable=False),
        sa.Column("deduction", sa.Integer(), nullable=False),
        sa.Column("net", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("state", _enum("state", "draft", "submitted", "sent_back", "approved", "withheld"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.String(length=32), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(kind = 'arrears') = (arrears_of IS NOT NULL)", name=op.f("ck_claim_line_arrears_name_month")
        ),
        sa.CheckConstraint(
            "(kind = 'day_care') = (dependant_id IS NOT NULL)", name=op.f("ck_claim_line_day_care_has_child")
        ),
        sa.CheckConstraint("deduction >= 0", name=op.f("ck_claim_line_deduction_not_negative")),
        sa.CheckConstraint("gross >= 0", name=op.f("ck_claim_line_gross_not_negative")),
        sa.CheckConstraint("net = gross - deduction", name=op.f("ck_claim_line_net_is_exact")),
        sa.CheckConstraint("net >= 0", name=op.f("ck_claim_line_net_not_negative")),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_claim_line_rate_not_negative")),
        sa.CheckConstraint("units >= 0", name=op.f("ck_claim_line_units_not_negative")),
        sa.CheckConstraint("units_planned >= 0", name=op.f("ck_claim_line_units_planned_not_negative")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["app_user.id"], name=op.f("fk_claim_line_approved_by_id_app_user")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_claim_line_by_id_app_user")),
        sa.ForeignKeyConstraint(["dependant_id"], ["dependant.id"], name=op.f("fk_claim_line_dependant_id_dependant")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_claim_line_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_claim_line_person_id_person")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["day_care_provider.id"], name=op.f("fk_claim_line_provider_id_day_care_provider")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["claim_run.id"], name=op.f("fk_claim_line_run_id_claim_run")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_claim_line_session_id_course_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_line")),
    )
    op.create_index(op.f("ix_claim_line_month"), "claim_line", ["month"], unique=False)
    op.create_index(op.f("ix_claim_line_person_id"), "claim_line", ["person_id"], unique=False)
    op.create_index(op.f("ix_claim_line_run_id"), "claim_line", ["run_id"], unique=False)
    op.create_index(
        "uq_claim_line_allowance",
        "claim_line",
        ["person_id", "month"],
        unique=True,
        sqlite_where=sa.text("kind = 'allowance'"),
    )
    op.create_index(
        "uq_claim_line_day_care",
        "claim_line",
        ["dependant_id", "month"],
        unique=True,
        sqlite_where=sa.text("kind = 'day_care'"),
    )
    op.create_index(
        "uq_claim_line_training_fee",
        "claim_line",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'training_fee'"),
    )
    op.create_table(
        "exam_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", _enum("kind", "written", "oral", "practical"), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("eliminating_below", sa.Integer(), nullable=True),
        sa.CheckConstraint("eliminating_below BETWEEN 0 AND 2000", name=op.f("ck_exam_part_eliminating_in_range")),
        sa.CheckConstraint("weight >= 1", name=op.f("ck_exam_part_weight_positive")),
        sa.ForeignKeyConstraint(["exam_id"], ["exam.id"], name=op.f("fk_exam_part_exam_id_exam")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_part")),
        sa.UniqueConstraint("exam_id", "position", name=op.f("uq_exam_part_exam_id_position")),
    )
    op.create_table(
        "exam_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("average", sa.Integer(), nullable=True),
        sa.Column("decision", _enum("decision", "passed", "resit", "absent"), nullable=False),
        sa.Column("mention", _enum("mention", "passable", "fairly_good", "good", "very_good"), nullable=True),
        sa.Column("superseded_at", sa.String(length=32), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_exam_result_by_id_app_user")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_exam_result_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["exam_id"], ["exam.id"], name=op.f("fk_exam_result_exam_id_exam")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_exam_result_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_result")),
    )
    op.create_index(op.f("ix_exam_result_enrolment_id"), "exam_result", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_exam_result_exam_id"), "exam_result", ["exam_id"], unique=False)
    op.create_index(op.f("ix_exam_result_person_id"), "exam_result", ["person_id"], unique=False)
    op.create_table(
        "jury_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("president", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_jury_member_by_id_app_user")),
        sa.ForeignKeyConstraint(["exam_id"], ["exam.id"], name=op.f("fk_jury_member_exam_id_exam")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jury_member")),
    )
    op.create_index(op.f("ix_jury_member_exam_id"), "jury_member", ["exam_id"], unique=False)
    op.create_table(
        "monitoring_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half_day", _enum("half_day", "am", "pm"), nullable=False),
        sa.Column("visitors", sa.String(length=200), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("heads >= 0", name=op.f("ck_monitoring_visit_heads_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_monitoring_visit_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_monitoring_visit_session_id_course_session")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["session_slot.id"], name=op.f("fk_monitoring_visit_slot_id_session_slot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_visit")),
    )
    op.create_index(op.f("ix_monitoring_visit_slot_id"), "monitoring_visit", ["slot_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("test_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "training", "business_management", "job"), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=True),
        sa.Column("partner", sa.String(length=120), nullable=False),
        sa.Column("kit_conditional", sa.Boolean(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("answer", _enum("answer", "pending", "accepted", "declined"), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_offer_by_id_app_user")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_offer_person_id_person")),
        sa.ForeignKeyConstraint(["test_id"], ["skills_test.id"], name=op.f("fk_offer_test_id_skills_test")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_offer_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_person_id"), "offer", ["person_id"], unique=False)
    op.create_index(op.f("ix_offer_test_id"), "offer", ["test_id"], unique=False)
    op.create_table(
        "roll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half_day", _enum("half_day", "am", "pm"), nullable=False),
        sa.Column("state", _enum("state", "validated", "not_held", "withdrawn"), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column(
            "not_held_reason",
            _enum(
                "not_held_reason",
                "power",
                "trainer_ill",
                "strike",
                "security",
                "election",
                "rain",
                "centre_closed",
                "other",
            ),
            nullable=True,
        ),
        sa.Column("paid", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(state = 'not_held') = (not_held_reason IS NOT NULL)", name=op.f("ck_roll_not_held_has_reason")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["trainer.id"], name=op.f("fk_roll_author_id_trainer")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_roll_by_id_app_user")),
        sa.ForeignKeyConstraint(["session_id"], ["course_session.id"], name=op.f("fk_roll_session_id_course_session")),
        sa.ForeignKeyConstraint(["sheet_id"], ["attendance_sheet.id"], name=op.f("fk_roll_sheet_id_attendance_sheet")),
        sa.ForeignKeyConstraint(["slot_id"], ["session_slot.id"], name=op.f("fk_roll_slot_id_session_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll")),
        sa.UniqueConstraint("slot_id", name=op.f("uq_roll_slot_id")),
    )
    op.create_index("ix_roll_session_id_day", "roll", ["session_id", "day"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "training", "skills"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("trade_id", sa.Integer(), nullable=False),
        sa.Column("exam_result_id", sa.Integer(), nullable=True),
        sa.Column("skills_test_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("check_code", sa.String(length=12), nullable=False),
        sa.Column("qr_text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(kind = 'training') = (exam_result_id IS NOT NULL)", name=op.f("ck_certificate_kind_of_source")
        ),
        sa.CheckConstraint(
            "(exam_result_id IS NULL) <> (skills_test_id IS NULL)", name=op.f("ck_certificate_one_source")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_certificate_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["exam_result_id"], ["exam_result.id"], name=op.f("fk_certificate_exam_result_id_exam_result")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id_person")),
        sa.ForeignKeyConstraint(
            ["skills_test_id"], ["skills_test.id"], name=op.f("fk_certificate_skills_test_id_skills_test")
        ),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_certificate_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("year", "sequence", name=op.f("uq_certificate_year_sequence")),
    )
    op.create_index(op.f("ix_certificate_exam_result_id"), "certificate", ["exam_result_id"], unique=False)
    op.create_index(op.f("ix_certificate_person_id"), "certificate", ["person_id"], unique=False)
    op.create_index(op.f("ix_certificate_skills_test_id"), "certificate", ["skills_test_id"], unique=False)
    op.create_table(
        "claim_touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["claim_line.id"], name=op.f("fk_claim_touch_line_id_claim_line")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_claim_touch_user_id_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_touch")),
        sa.UniqueConstraint("line_id", "user_id", name=op.f("uq_claim_touch_line_id_user_id")),
    )
    op.create_table(
        "criterion_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_criterion_score_points_not_negative")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_criterion_score_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_criterion_score_criterion_id_criterion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_score")),
        sa.UniqueConstraint(
            "assessment_id", "criterion_id", name=op.f("uq_criterion_score_assessment_id_criterion_id")
        ),
    )
    op.create_table(
        "exam_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "score", "absent", "not_graded", "unjustified"), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("(kind = 'score') = (value IS NOT NULL)", name=op.f("ck_exam_mark_score_has_value")),
        sa.CheckConstraint("value IS NULL OR value BETWEEN 0 AND 2000", name=op.f("ck_exam_mark_value_in_range")),
        sa.ForeignKeyConstraint(["author_id"], ["trainer.id"], name=op.f("fk_exam_mark_author_id_trainer")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_exam_mark_by_id_app_user")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_exam_mark_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["part_id"], ["exam_part.id"], name=op.f("fk_exam_mark_part_id_exam_part")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_mark")),
        sa.UniqueConstraint("part_id", "enrolment_id", name=op.f("uq_exam_mark_part_id_enrolment_id")),
    )
    op.create_index(op.f("ix_exam_mark_enrolment_id"), "exam_mark", ["enrolment_id"], unique=False)
    op.create_table(
        "monitoring_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_monitoring_identity_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["monitoring_visit.id"], name=op.f("fk_monitoring_identity_visit_id_monitoring_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_identity")),
        sa.UniqueConstraint("visit_id", "enrolment_id", name=op.f("uq_monitoring_identity_visit_id_enrolment_id")),
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("mode", _enum("mode", "cash", "orange_money", "moov_money", "bank"), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount_positive")),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_payment_by_id_app_user")),
        sa.ForeignKeyConstraint(["line_id"], ["claim_line.id"], name=op.f("fk_payment_line_id_claim_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index(op.f("ix_payment_line_id"), "payment", ["line_id"], unique=False)
    op.create_index(
        "uq_payment_line_in_force", "payment", ["line_id"], unique=True, sqlite_where=sa.text("undone_at IS NULL")
    )
    op.create_table(
        "certificate_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("kind", "printed", "duplicate", "handed_over", "cancelled"), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_certificate_event_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_event_certificate_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_event")),
    )
    op.create_index(op.f("ix_certificate_event_certificate_id"), "certificate_event", ["certificate_id"], unique=False)
    op.create_table(
        "kit_hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("witness", sa.String(length=120), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["app_user.id"], name=op.f("fk_kit_hand_over_by_id_app_user")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_kit_hand_over_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["kit_list.id"], name=op.f("fk_kit_hand_over_list_id_kit_list")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kit_hand_over_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_hand_over")),
        sa.UniqueConstraint("certificate_id", name=op.f("uq_kit_hand_over_certificate_id")),
        sa.UniqueConstraint("number", name=op.f("uq_kit_hand_over_number")),
        sa.UniqueConstraint("person_id", name=op.f("uq_kit_hand_over_person_id")),
    )
