"""Certificates: gap-free numbers, exactly one source each, frozen facts and a signed code.

What happens to one later (printed, handed over, cancelled) is an event beside it: the row never changes.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_desk.models.base import NOT_IN_DIGEST, Base, Recorded, enum_of
from centre_desk.rules.certificate import CertificateEventKind, CertificateKind


class Certificate(Base, Recorded):
    """An issued certificate. `facts` is the JSON that is printed, so that each print is the same.

    A trigger allows one certificate in force for each source: a cancelled one may be issued anew.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("(exam_result_id IS NULL) <> (skills_test_id IS NULL)", name="one_source"),
        CheckConstraint("(kind = 'training') = (exam_result_id IS NOT NULL)", name="kind_of_source"),
        UniqueConstraint("year", "sequence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    year: Mapped[int]
    sequence: Mapped[int]
    kind: Mapped[CertificateKind] = mapped_column(enum_of(CertificateKind, "kind"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    exam_result_id: Mapped[int | None] = mapped_column(ForeignKey("exam_result.id"), index=True)
    skills_test_id: Mapped[int | None] = mapped_column(ForeignKey("skills_test.id"), index=True)
    issued_on: Mapped[date]
    facts: Mapped[str] = mapped_column(Text)
    check_code: Mapped[str] = mapped_column(String(12), info=NOT_IN_DIGEST)
    qr_text: Mapped[str] = mapped_column(Text, info=NOT_IN_DIGEST)


class CertificateEvent(Base, Recorded):
    """A print, a duplicata (numbered), the hand-over with who received it, or the cancelling with its reason."""

    __tablename__ = "certificate_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    kind: Mapped[CertificateEventKind] = mapped_column(enum_of(CertificateEventKind, "kind"))
    on_date: Mapped[date]
    copy_number: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
