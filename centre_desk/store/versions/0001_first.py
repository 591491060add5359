"""The first tables of a desk.

Revision 0001, before any other.
"""

from alembic import op

from centre_desk.models import Base

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    Base.metadata.create_all(op.get_bind())
