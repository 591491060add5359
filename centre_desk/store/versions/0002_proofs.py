"""What a paper or an act proves is kept with it. Columns added to a table are nullable and have no foreign key.

Revision 0002, after the first. A table is never rebuilt here: SQLite would lose its checks.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add columns and tables."""
    op.add_column("attendance_sheet", sa.Column("first_received_on", sa.Date(), nullable=True))
    op.add_column("monitoring_visit", sa.Column("number", sa.String(length=20), nullable=True))
    op.add_column("monitoring_visit", sa.Column("head_code", sa.String(length=16), nullable=True))
    op.add_column("monitoring_visit", sa.Column("on_roll", sa.Integer(), nullable=True))
    op.add_column("monitoring_visit", sa.Column("lines", sa.Text(), nullable=True))
