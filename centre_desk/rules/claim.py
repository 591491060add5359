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
