"""One line of a list compared with 20,000 people, against one bare rapidfuzz `extract` over their names.

Goal: at most twice the bare extract. Ours answers with scores and reasons of the whole comparison.
"""

import random
from datetime import date

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from centre_desk.queries.register import spelling
from centre_desk.rules.referral.known import KnownPeople, KnownPerson
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Described, compare_people
from centre_desk.rules.register.names import words
from tests.benchmarks.measuring import Result, compare

PEOPLE, GOAL = 20_000, 2.0
FAMILY = (
    "Coulibaly",
    "Traoré",
    "Diarra",
    "Keïta",
    "Koné",
    "Sissoko",
    "Touré",
    "Diallo",
    "Camara",
    "Sangaré",
    "Dembélé",
)
GIVEN = (
    "Moussa",
    "Awa",
    "Mariam",
    "Oumar",
    "Fatoumata",
    "Issa",
    "Aminata",
    "Bakary",
    "Seydou",
    "Kadia",
    "Adama",
    "Hawa",
)
LINE = Described("Aminata", "Koulibali", sex=Sex.FEMALE, birth=Birth(1994, date(1994, 3, 5)), phone="+22376000001")


def described(number: int, chance: random.Random) -> Described:
    """Return one made-up person."""
    birth = date(1970 + chance.randrange(35), chance.randint(1, 12), chance.randint(1, 28))
    return Described(
        f"{chance.choice(GIVEN)} {chance.choice(GIVEN)}" if chance.random() < 0.3 else chance.choice(GIVEN),
        chance.choice(FAMILY),
        sex=chance.choice(list(Sex)),
        birth=Birth(birth.year, birth),
        phone=f"+223{70_000_000 + number}",
        case_number=f"ML10-2019-{number:06d}",
    )


def measure(pairs: int = 15) -> Result:
    """Time finding the likely people for one line against one bare extract."""
    chance = random.Random(20_000)
    everybody = [described(number, chance) for number in range(1, PEOPLE + 1)]
    names = [f"{one.given} {one.family}" for one in everybody]
    known = KnownPeople(
        (
            KnownPerson(
                number,
                one,
                sounds=frozenset(s for word in words(f"{one.given} {one.family}") for s in spelling().sounds(word)),
            )
            for number, one in enumerate(everybody, start=1)
        ),
        spelling(),
        {},
    )

    def ours() -> int:
        found = [
            compare_people(LINE, person.described, spelling(), lambda a, b: ratio(a, b) / 100)
            for person in known.candidates(LINE)
        ]
        return sum(one.probable for one in found)

    return compare("likely", ours, lambda: process.extract("Aminata Koulibali", names, limit=5), pairs=pairs, goal=GOAL)


if __name__ == "__main__":
    print(measure().line())
