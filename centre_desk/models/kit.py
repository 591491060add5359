"""Starting kits: versioned lists per trade, and hand-overs. Who is eligible is computed, never stored."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Recorded, enum_of
from centre_desk.rules.kit import KitListState


class KitList(Base, Recorded):
    """A version of the contents of a trade's kit, with the feedback of those who reviewed it."""

    __tablename__ = "kit_list"
    __table_args__ = (UniqueConstraint("trade_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    version: Mapped[int]
    state: Mapped[KitListState] = mapped_column(enum_of(KitListState, "state"))
    feedback: Mapped[str] = mapped_column(Text, default="")

    items: Mapped[list["KitItem"]] = relationship(order_by="KitItem.position")


class KitItem(Base):
    """A thing in a kit and how many."""

    __tablename__ = "kit_item"
    __table_args__ = (UniqueConstraint("list_id", "position"), CheckConstraint("quantity >= 1", name="some"))

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("kit_list.id"))
    position: Mapped[int]
    name_fr: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    quantity: Mapped[int] = mapped_column(default=1)


class KitHandOver(Base, Recorded):
    """A kit given to a person on a certificate, with its record number, receiver and witness."""

    __tablename__ = "kit_hand_over"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("certificate_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("kit_list.id"))
    handed_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120), default="")
    witness: Mapped[str] = mapped_column(String(120), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
