"""What a course session is made of: half-days, states, why an enrolment ends.

The half-day is the unit that is signed for (French and Malian practice), so it is the unit of everything.
The decisions are in the modules beside: timetable, session, enrolment.
"""

from enum import StrEnum


class HalfDay(StrEnum):
    """The two units of a day."""

    MORNING = "am"
    AFTERNOON = "pm"


class SessionState(StrEnum):
    """Where a session stands, settled by people (dates alone do not finish a session)."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


TAKEN_OVER = "repris"
"""The code, not a word, that stands as the reason of a half-day which was held on paper before the desk began."""


class SlotState(StrEnum):
    """A planned half-day: still planned, or taken out of the timetable (moved, holiday declared later)."""

    PLANNED = "planned"
    REMOVED = "removed"


class EndReason(StrEnum):
    """Why an enrolment ended; `COUNTS_AS_DROP_OUT` says which are the source's abandonment."""

    COMPLETED = "completed"
    DROP_OUT = "drop_out"
    EXCLUSION = "exclusion"
    TRANSFER = "transfer"
    DEATH = "death"
    NEW_DEPARTURE = "new_departure"
    MATERNITY = "maternity"
    ILLNESS = "illness"
    JOB_FOUND = "job_found"
    WITHDRAWN_BY_IOM = "withdrawn_by_iom"
    SESSION_CANCELLED = "session_cancelled"


COUNTS_AS_DROP_OUT = frozenset({EndReason.DROP_OUT, EndReason.EXCLUSION, EndReason.NEW_DEPARTURE})

KEEPS_A_PLACE = frozenset({EndReason.COMPLETED})
"""The ends after which the place stays counted as taken."""
