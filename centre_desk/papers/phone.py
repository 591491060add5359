"""Telephone numbers of any country as they are typed, by the kept library; Mali where no country is said.

Kept in the international form without spaces (+22376123456). A number of Mali has eight digits.
"""

import re
from functools import lru_cache

import phonenumbers

HOME = "ML"
_BETWEEN = re.compile(r"\s*(?:[/;,]|\bou\b|\bet\b|\bor\b)\s*")


@lru_cache(maxsize=4096)
def read_phone(text: str) -> str | None:
    """Return the first number of a text in international form; None when none of it can be dialled."""
    for part in _BETWEEN.split(text.strip()):
        try:
            number = phonenumbers.parse(part, HOME)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number) and _fits(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def _fits(number: phonenumbers.PhoneNumber) -> bool:
    """Be strict at home, where the plan of numbers is known; abroad a possible length will do."""
    home = number.country_code == phonenumbers.country_code_for_region(HOME)
    return bool(phonenumbers.is_valid_number(number)) if home else True


def show_phone(stored: str) -> str:
    """Return a stored number as people read it: +22376123456 -> 76 12 34 56; another country's in full."""
    if not stored.startswith("+"):
        return stored
    number = phonenumbers.parse(stored, None)
    if number.country_code == phonenumbers.country_code_for_region(HOME):
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
