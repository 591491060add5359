"""Centre Desk: how a vocational training centre in Mali runs its part of a reintegration programme."""

__version__ = "0.1.0"
