"""Who speaks on a paper: the centre as it is now, its partner, and the agreement in force on the paper's day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Agreement, Centre
from centre_desk.papers.pdf.document import Letterhead


def letterhead_of(db: Session, on: date, *, partner: str = "OIM Mali") -> Letterhead:
    """Return the letterhead of a paper of a day; the newest agreement in force then, if any, is named."""
    centre = db.get_one(Centre, 1)
    agreement = db.scalars(
        select(Agreement.number)
        .where(Agreement.start <= on, on <= Agreement.end_on)
        .order_by(Agreement.start.desc(), Agreement.id.desc())
    ).first()
    address = ", ".join(part for part in (centre.address, centre.town) if part)
    return Letterhead(
        centre=centre.name,
        address=address,
        phone=centre.phone,
        partner=partner,
        agreement=agreement or "",
        official=tuple(line for line in centre.paper_header.splitlines() if line.strip()),
        demo=centre.demonstration,
    )
