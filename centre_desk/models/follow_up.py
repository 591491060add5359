"""Follow-up visits: when due, when made, what was found."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from centre_desk.models.base import Base, Recorded, enum_of
from centre_desk.rules.follow_up import Outcome


class FollowUpVisit(Base, Recorded):
    """A visit that is due, and its outcome once it was made. `profitable`: what the person says of the business."""

    __tablename__ = "follow_up_visit"
    __table_args__ = (CheckConstraint("(visited_on IS NULL) = (outcome IS NULL)", name="visit_has_outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date] = mapped_column(index=True)
    visited_on: Mapped[date | None]
    visitor: Mapped[str] = mapped_column(String(120), default="")
    outcome: Mapped[Outcome | None] = mapped_column(enum_of(Outcome, "outcome"))
    profitable: Mapped[bool | None]
    needs: Mapped[str] = mapped_column(Text, default="")
