"""How dates and francs are written in French and English (CLDR 48, locale fr_ML).

Held here as few lines instead of Babel at run time: it costs 30 MB and a slow start for two languages.
"""

from datetime import date, datetime

from centre_desk.rules.dates import first_day

NARROW = "\N{NARROW NO-BREAK SPACE}"
HARD = "\N{NO-BREAK SPACE}"

_MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
        "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def grouped(number: int, language: str = "fr") -> str:
    """Write an integer with thousands apart: `3 612 450` (narrow no-break spaces) or `3,612,450`."""
    text = f"{number:,}"
    return text.replace(",", NARROW) if language == "fr" else text


def francs(amount: int, language: str = "fr") -> str:
    """Write an amount of CFA francs: `45 000 F CFA` with the no-break spaces of CLDR."""
    return f"{grouped(amount, language)}{HARD}F{NARROW}CFA"


def francs_in_words(amount: int, language: str = "fr") -> str:
    """Write an amount in words: 43 930 -> `quarante-trois mille neuf cent trente francs CFA`."""
    from num2words import num2words  # only papers with money need it

    words = str(num2words(amount, lang=language))
    if language == "en":
        return f"{words} CFA {'franc' if amount == 1 else 'francs'}"
    link = "de " if amount >= 1_000_000 and amount % 1_000_000 == 0 else ""
    return f"{words} {link}{'franc' if amount < 2 else 'francs'} CFA"


def percent(part: int, whole: int, language: str = "fr") -> str:
    """Write a share as a whole percentage, `82 %`; a dash when there is no whole."""
    if whole == 0:
        return "–"
    figure = (200 * part + whole) // (2 * whole)
    return f"{figure}{NARROW}%" if language == "fr" else f"{figure}%"


def short_date(day: date | None, language: str = "fr") -> str:
    """Write a day as `11/11/2019`, the same in both languages; empty for none."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""


def long_date(day: date, language: str = "fr") -> str:
    """Write a day as `1er novembre 2019` or `1 November 2019`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number}{HARD}{_MONTHS[language][day.month - 1]}{HARD}{day.year}"


def full_date(day: date, language: str = "fr") -> str:
    """Write a day with its weekday: `lundi 11 novembre 2019`."""
    return f"{weekday_name(day, language)} {long_date(day, language)}"


def weekday_name(day: date, language: str = "fr") -> str:
    """Return the name of the day's weekday."""
    return _WEEKDAYS[language][day.weekday()]


def month_name(month: str, language: str = "fr") -> str:
    """Write a month `2019-11` as `novembre 2019`."""
    first = first_day(month)
    return f"{_MONTHS[language][first.month - 1]} {first.year}"


def clock_time(moment: datetime) -> str:
    """Write a moment's time of day, `08:12` (Mali is on UTC+0)."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def decimal(hundredths: int, language: str = "fr") -> str:
    """Write hundredths with two decimals: 1250 -> `12,50` or `12.50`."""
    sign = "-" if hundredths < 0 else ""
    mark = "," if language == "fr" else "."
    return f"{sign}{abs(hundredths) // 100}{mark}{abs(hundredths) % 100:02d}"
