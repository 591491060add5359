"""Reads of the centre: profile, sites, trades, agreements, rates, days off, staff and signatories.

Trades and functions are named in the language asked for. Functions that take `db` serve actions and later rooms.
"""

from centre_desk.queries.centre.places import (
    CentreSheet,
    ClassroomRow,
    SiteRow,
    TradeRow,
    centre_sheet,
    open_on,
    sites_rows,
    trade_name,
    trade_rows,
)
from centre_desk.queries.centre.staff import (
    ProviderRow,
    SignatoryRow,
    TrainerRow,
    assessors_rows,
    providers_rows,
    signatory_on,
    signatory_rows,
    trainers_rows,
)
from centre_desk.queries.centre.terms import (
    AgreedTradeRow,
    AgreementRow,
    HolidayRow,
    RateRow,
    agreement_rows,
    dated_rates,
    days_off,
    holidays_between,
    rate_rows,
    rates_in_force,
)

__all__ = [
    "AgreedTradeRow",
    "AgreementRow",
    "CentreSheet",
    "ClassroomRow",
    "HolidayRow",
    "ProviderRow",
    "RateRow",
    "SignatoryRow",
    "SiteRow",
    "TradeRow",
    "TrainerRow",
    "agreement_rows",
    "assessors_rows",
    "centre_sheet",
    "dated_rates",
    "days_off",
    "holidays_between",
    "open_on",
    "providers_rows",
    "rate_rows",
    "rates_in_force",
    "signatory_on",
    "signatory_rows",
    "sites_rows",
    "trade_name",
    "trade_rows",
    "trainers_rows",
]
