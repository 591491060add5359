"""Money that IOM pays through the centre: states of a run and of its lines, ways of paying.

Who approves neither touched nor pays a line; the preparer may pay. Amounts are whole francs.
"""

from enum import StrEnum


class RunState(StrEnum):
    """Where the month's run stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class LineKind(StrEnum):
    """What a line is for."""

    ALLOWANCE = "allowance"
    DAY_CARE = "day_care"
    TRAINING_FEE = "training_fee"
    ARREARS = "arrears"


class LineState(StrEnum):
    """A line may be sent back alone; withheld ones carry a reason and are not paid."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    WITHHELD = "withheld"


class PaymentMode(StrEnum):
    """How francs reach a person (moneys of Mali; operators of domain facts 1.6)."""

    CASH = "cash"
    ORANGE_MONEY = "orange_money"
    MOOV_MONEY = "moov_money"
    BANK = "bank"


class PartialMonth(StrEnum):
    """What a month that a session or a person shares in only partly is counted against (a setting).

    `MONTH`: the half-days that the timetable would have over the whole month; `SESSION`: those of the session.
    """

    MONTH = "month"
    SESSION = "session"


class LineFlag(StrEnum):
    """What the director looks at before approving: a line with one of these comes first."""

    SENT_BACK = "sent_back"
    PROVISIONAL = "provisional"
    WITHHELD = "withheld"
    STALE = "stale"
    NOT_ENTERED = "not_entered"
    NO_UNITS = "no_units"
    BELOW_THRESHOLD = "below_threshold"
    UNDECIDED = "undecided"
    OVER_AGE = "over_age"
    INVOICE_ABOVE = "invoice_above"
    NO_INVOICE = "no_invoice"
    DEDUCTED = "deducted"
    MANUAL = "manual"
    RECOVER = "recover"


PENDING = frozenset({LineState.DRAFT, LineState.SENT_BACK})
"""States in which the secretary may still change a line."""
