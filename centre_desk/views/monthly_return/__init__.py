"""The screen of the month's report: what stands in its way, what it will say, the months closed."""
