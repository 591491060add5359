"""Acts on referrals: importing IOM's files, entering one by hand, and what the centre answers to each."""

from centre_desk.actions.referral.by_hand import register_referral
from centre_desk.actions.referral.correcting import correct_referral
from centre_desk.actions.referral.importing import ImportDone, import_referrals, remember_mapping
from centre_desk.actions.referral.moving import move_referrals, settle_referral
from centre_desk.actions.referral.saving import save_answers, save_refused_lines
from centre_desk.actions.referral.terms import set_case_pattern, set_minimum_age

__all__ = [
    "ImportDone",
    "correct_referral",
    "import_referrals",
    "move_referrals",
    "register_referral",
    "remember_mapping",
    "save_answers",
    "save_refused_lines",
    "set_case_pattern",
    "set_minimum_age",
    "settle_referral",
]
