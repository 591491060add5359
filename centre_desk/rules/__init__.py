"""Decisions of the field with the standard library alone: no clock, no text for people, no session, no Qt."""
