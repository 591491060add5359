"""A whole month at a centre, told as plain data: who comes, what happens when, and every figure worked out by hand.

November 2019 at Sénou. Twelve people are referred on Monday the 4th; two are tested on the 6th; ten follow eight
half-days of masonry from Tuesday the 12th to Monday the 18th (Friday the 15th is a bridge day); nine sit the exam on
the 20th. The month is lived twice: through the window, and by the actions alone (`month_without_window`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

MONTH = "2019-11"
PASSWORD = "mot de passe long"
SECRETARY, DIRECTOR, CASHIER = "Kadia", "Fatoumata", "Seydou"
ALLOWANCE, CARE, FEE = 45_000, 750, 150_000


@dataclass(frozen=True, slots=True)
class Referred:
    """A line of IOM's file, as IOM writes it."""

    case: str
    given: str
    family: str
    sex: str
    birth: str
    region: str
    route: str
    trade: str
    consent: str = "Oui"

    @property
    def listed(self) -> str:
        """The name as the centre's lists write it."""
        return f"{self.family} {self.given}"


TRAINING, TEST = "Formation", "Test de qualification"

MOUSSA = Referred("ML10-2019-000101", "Moussa", "COULIBALY", "M", "12/03/1992", "Bamako", TRAINING, "Maçonnerie")
OUMAR = Referred("ML10-2019-000102", "Oumar", "DEMBÉLÉ", "M", "14/01/1985", "Bamako", TRAINING, "Façadisme")
AWA = Referred("ML10-2019-000103", "Awa", "DIARRA", "F", "1988", "Kayes", TRAINING, "Maçonnerie")
IBRAHIM = Referred("ML10-2019-000104", "Ibrahim", "KEÏTA", "M", "20/05/2001", "Bamako", TRAINING, "Maçonnerie")
MARIAM = Referred("ML10-2019-000105", "Mariam", "KONÉ", "F", "03/12/2002", "Ségou", TRAINING, "Maçonnerie")
FANTA = Referred("ML10-2019-000106", "Fanta", "SANGARÉ", "F", "25/07/1996", "Sikasso", TRAINING, "Maçonnerie")
BOUBACAR = Referred("ML10-2019-000107", "Boubacar", "SIDIBÉ", "M", "1991", "Kayes", TRAINING, "Maçonnerie")
ADAMA = Referred("ML10-2019-000108", "Adama", "SISSOKO", "M", "1990", "Kayes", TRAINING, "Maçonnerie", "")
MODIBO = Referred("ML10-2019-000109", "Modibo", "TRAORÉ", "M", "1974", "Mopti", TRAINING, "Maçonnerie")
KADIATOU = Referred("ML10-2019-000110", "Kadiatou", "TOURÉ", "F", "08/09/1995", "Bamako", TEST, "Maçonnerie")
SALIF = Referred("ML10-2019-000111", "Salif", "CAMARA", "M", "1993", "Gao", TEST, "Maçonnerie")
ISSA = Referred("ML10-2019-000112", "Issa", "MAÏGA", "M", "02/02/1999", "Gao", TRAINING, "Soudure")

LINES = (MOUSSA, OUMAR, AWA, IBRAHIM, MARIAM, FANTA, BOUBACAR, ADAMA, MODIBO, KADIATOU, SALIF, ISSA, IBRAHIM)
"""The file: Oumar's trade is not known, Adama did not sign, Ibrahim stands in it twice."""

REGISTER = (MOUSSA, OUMAR, AWA, IBRAHIM, MARIAM, FANTA, BOUBACAR, ADAMA, MODIBO, KADIATOU)
"""Those enrolled, by register number from 1: who waits longest, then by name; Kadiatou waits since her answer."""

HEADERS = (
    "N° dossier OIM", "Prénom(s)", "Nom", "Sexe", "Date de naissance", "Région de retour", "Orientation",
    "Métier déclaré", "Formation souhaitée", "Consentement", "Date d’orientation",
)  # fmt: skip


def referral_file() -> bytes:
    """Return IOM's file, as a French spreadsheet program saves it."""
    rows = [";".join(HEADERS), *(_row(line) for line in LINES)]
    return "\r\n".join(rows).encode("cp1252") + b"\r\n"


def _row(line: Referred) -> str:
    declared = line.trade if line.route == TEST else ""
    cells = (line.case, line.given, line.family, line.sex, line.birth, line.region, line.route, declared, line.trade)
    return ";".join((*cells, line.consent, "04/11/2019"))


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    """Return a moment of the month; day 32 is the 2nd of December."""
    month, number = (11, day) if day <= 30 else (12, day - 30)
    return datetime(2019, month, number, hour, minute, tzinfo=UTC)


def day(number: int) -> date:
    """Return a day of the month."""
    return at(number).date()


# The moments of the month's acts, one after the other

IMPORTED = at(4, 9)
CHILD_ADDED = at(4, 10)
TESTS_PLANNED = at(5, 8)
TESTED, DECIDED = at(6, 14), at(6, 15)
OFFERED, ANSWERED = at(7, 8), at(7, 9)
SKILL_CERTIFIED, SKILL_HANDED_OVER = at(7, 10), at(7, 15)
SESSION_PLANNED = at(7, 11)
KIT_OF_SALIF = at(8, 9)
STARTED, ENROLLED, CHILD_PLACED = at(12, 7), at(12, 7, 10), at(12, 7, 20)
SHEET_ONE = at(12, 7, 30)
LEFT = at(13, 7, 30)
SHEET_ONE_BACK = at(14, 17)
SHEET_TWO = at(18, 7, 30)
FINISHED = at(18, 17)
EXAM_PLANNED, MARKED = at(19, 9), at(20, 17)
SETTLED, CERTIFIED = at(21, 15), at(21, 16)
HANDED_OVER = at(22, 10)
KITS = at(25, 10)
VISITED = at(28, 16)
INVOICED, CLAIMED, SUBMITTED = at(29, 8), at(29, 9), at(29, 9, 30)
APPROVED, PAID = at(29, 11), at(29, 15)
CLOSED, EXPORTED = at(32, 9), at(32, 9, 30)

CHILD, CHILD_YEAR = "Aïssata", 2016
FILE = "orientations-2019-11.csv"
PLACE, PLACES = "Sénou", 12
WITNESS, NEEDS = "Représentant des migrants", "Une bétonnière"
INVOICE, DAYS_INVOICED, TRANSFER = "F-118", 5, "VIR-2019-11"


# The rolls: (day, half-day, what is typed into the quick field, when); register numbers have two digits


@dataclass(frozen=True, slots=True)
class RollOf:
    """A half-day's roll, typed: absent, late (`r`), excused (`j`), then the signatures counted."""

    on: date
    half: str
    typed: str
    at: datetime


ROLLS = (
    RollOf(day(12), "am", "=10", at(12, 12, 15)),
    RollOf(day(12), "pm", "0704r=9", at(12, 16, 15)),  # Boubacar absent, Ibrahim late: 8 + 1 signatures
    RollOf(day(13), "am", "03j=8", at(13, 12, 15)),  # Boubacar has left; Awa excused
    RollOf(day(13), "pm", "=9", at(13, 16, 15)),
    RollOf(day(14), "am", "0908r=8", at(14, 12, 15)),  # Modibo absent, Adama late
    RollOf(day(14), "pm", "", at(14, 16, 15)),  # not held: no power; paid, the director says
    RollOf(day(18), "am", "09=8", at(18, 12, 15)),  # Modibo absent again
    RollOf(day(18), "pm", "=9", at(18, 16, 15)),
)
NOT_HELD_BY = "La directrice"

# The tests. The grid of masonry has ten criteria of 0 to 4 points, of weights 2 2 3 3 2 3 2 1 3 1: 22, so 88 at most.

WEIGHTS = (2, 2, 3, 3, 2, 3, 2, 1, 3, 1)
SALIF_SHEETS = ("4344444344", "3344333333")
# 88 - 2 - 1 = 85, and 66 + 3 + 3 = 72: apart by 13/88 = 14 %, within 20; (85 + 72) / 176 = 89.2 %
KADIATOU_SHEETS = ("2222222222", "2222211222")
# 44, and 44 - 3 - 2 = 39: (44 + 39) / 176 = 47.1 %
PERCENT = {SALIF: 89, KADIATOU: 47}

# The exam: theory x 1 and practice x 3, which eliminates under 7. Marks as they are typed; `a` is absent.

THEORY, PRACTICE = "Théorie", "Pratique"
EXAM_MARKS = {
    MOUSSA: ("12", "14"),  # (12 + 42) / 4 = 13.50
    OUMAR: ("11", "12"),  # (11 + 36) / 4 = 11.75
    AWA: ("10", "11,5"),  # (10 + 34.5) / 4 = 11.125: kept as 11.12
    IBRAHIM: ("8", "9"),  # (8 + 27) / 4 = 8.75: resit
    MARIAM: ("a", "a"),  # absent
    FANTA: ("15,5", "17"),  # (15.5 + 51) / 4 = 16.625: 16.62
    ADAMA: ("9", "10,25"),  # (9 + 30.75) / 4 = 9.9375, not 10: resit, 9.93
    MODIBO: ("20", "6,75"),  # (20 + 20.25) / 4 = 10.0625, but practice is under 7: resit, 10.06
    KADIATOU: ("13", "15"),  # (13 + 45) / 4 = 14.50
}
JURY = (
    ("Aminata Traoré", "Directrice du centre"),
    ("Oumar Ballo", "Représentant de la DNFP"),
)
PASSED = (OUMAR, MOUSSA, AWA, FANTA, KADIATOU)


def graduates() -> Iterator[Referred]:
    """Yield those who passed the exam, by name, as the queues show them."""
    yield from sorted(PASSED, key=lambda one: one.listed)
