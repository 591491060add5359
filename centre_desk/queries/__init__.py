"""Reads that return frozen rows, or the fact sheets of papers."""
