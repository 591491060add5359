"""Numbers without gaps: raised in the transaction that uses them, so a rolled-back act gives its number back."""

from sqlalchemy.orm import Session

from centre_desk.models.desk import NumberSeries


def next_number(db: Session, series: str) -> int:
    """Return the next number of a series, from 1."""
    row = db.get(NumberSeries, series)
    if row is None:
        row = NumberSeries(name=series, last_used=0)
        db.add(row)
    row.last_used += 1
    db.flush()
    return row.last_used
