"""Acts on the month's report: closing and reopening a month, the package, its sending, what IOM answers."""

from centre_desk.actions.monthly_return.bands import set_age_bands
from centre_desk.actions.monthly_return.closing import close_month, reopen_month, replace_return
from centre_desk.actions.monthly_return.export import (
    Exported,
    export_name_list,
    export_return,
    mark_sent,
    record_answer,
)
from centre_desk.actions.monthly_return.recipient import set_recipient

__all__ = [
    "Exported",
    "close_month",
    "export_name_list",
    "export_return",
    "mark_sent",
    "record_answer",
    "reopen_month",
    "replace_return",
    "set_age_bands",
    "set_recipient",
]
