"""The rooms of the house: one chain of twelve, with a ground floor and a roof.

The order of the members is the order of the chain; a room knows only itself and earlier ones.
"""

from enum import StrEnum


class Room(StrEnum):
    """A part of the centre's work; has the same file name on every layer."""

    DESK = "desk"
    CENTRE = "centre"
    REGISTER = "register"
    REFERRAL = "referral"
    ASSESSMENT = "assessment"
    COURSE = "course"
    ATTENDANCE = "attendance"
    EXAM = "exam"
    CERTIFICATE = "certificate"
    CLAIM = "claim"
    KIT = "kit"
    FOLLOW_UP = "follow_up"
    MONTHLY_RETURN = "monthly_return"
    OVERVIEW = "overview"
