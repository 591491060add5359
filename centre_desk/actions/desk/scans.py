"""Scans and photos of papers, kept inside the encrypted desk beside the fact that they prove.

The rooms say who may attach one and to what; those attached before stay.
"""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from centre_desk.models.desk import Attachment
from centre_desk.rules.desk import Actor, check_scan, scan_type
from centre_desk.rules.refusal import refuse_if


def keep_scan(db: Session, subject: tuple[str, int], name: str, content: bytes, by: Actor, at: datetime) -> Attachment:
    """Add a scan to a fact (its kind and number) in the caller's transaction. `Refused`: no scan, or too large."""
    refuse_if(check_scan(name, content[:8], len(content)))
    scan = Attachment(
        subject_kind=subject[0],
        subject_id=subject[1],
        name=name,
        media_type=scan_type(content[:8]),
        content=content,
        sha256=sha256(content).hexdigest(),
        by_id=by.user_id,
        at=at,
    )
    db.add(scan)
    db.flush()
    return scan
