"""The centre’s settings: profile and agreement, rates, trades, days off, staff."""
