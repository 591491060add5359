"""The screen of the money: the run of a month line by line, its payments, the children in day care."""
