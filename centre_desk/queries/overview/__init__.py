"""Reads across rooms: a person's timeline and next step, Aujourd'hui, and whether a desk is sound."""
