"""Reads of the month's money: what is due and why, the run and its lines, what is left to pay, its papers."""
