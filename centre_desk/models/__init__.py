"""The tables of a desk, one file a room."""
