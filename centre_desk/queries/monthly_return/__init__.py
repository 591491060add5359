"""Reads for the month's report: what it states, what stands in its way, which months were reported and how."""
