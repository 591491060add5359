"""The demonstration desk: a year of a centre's work, lived through the same actions as a real one."""
