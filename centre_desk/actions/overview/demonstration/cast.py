"""The demonstration's people: each wave is a referral file of IOM's, read and imported like any other.

About one woman in three (tailoring: most), ages 18 to 44, some births known by the year alone, some with small
children: near the profile of assisted returnees that the press gives.
"""

import csv
import io
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from sqlalchemy import select

from centre_desk.actions.overview.demonstration.setting import Scene, moment
from centre_desk.actions.referral import import_referrals
from centre_desk.actions.register import add_dependant
from centre_desk.models.register import Person
from centre_desk.places import resource
from centre_desk.queries.referral import plan_referrals, read_file
from centre_desk.rules.desk import Role
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.plan import Answer
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth

_HEADERS = (
    "N° dossier OIM",
    "Prénom(s)",
    "Nom",
    "Sexe",
    "Date de naissance",
    "Téléphone",
    "Région de retour",
    "Pays de provenance",
    "Date de retour",
    "Orientation",
    "Métier déclaré",
    "Formation souhaitée",
    "Enfants à charge",
    "Dont moins de 7 ans",
    "Garde d’enfants demandée",
    "Consentement",
    "Date d’orientation",
)
_REGIONS = ("Bamako", "Bamako", "Bamako", "Kayes", "Kayes", "Koulikoro", "Sikasso", "Ségou", "Mopti", "Gao")
_COUNTRIES = ("Libye", "Algérie", "Niger", "Maroc", "Mauritanie", "Tunisie", "Gabon", "Guinée équatoriale")


@dataclass(frozen=True, slots=True)
class Wave:
    """A referral file: so many people by one route for one trade; `women` of a hundred."""

    route: str
    trade: str
    size: int
    women: int


def send_wave(scene: Scene, wave: Wave, day: date) -> list[int]:
    """Import one file of referrals on a day; return the people's numbers in the order of the file."""
    lines = [_line(scene, wave, day) for _ in range(wave.size)]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([_HEADERS, *lines])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"orientations_{day.isoformat()}.csv"
        path.write_text(text.getvalue(), "utf-8-sig")
        _import(scene, path, day)
    people = _numbers(scene, [line[0] for line in lines])
    _add_children(scene, people, lines, day)
    return people


def _import(scene: Scene, path: Path, day: date) -> None:
    referrals = read_file(scene.store, path)
    plan = plan_referrals(scene.store, referrals, answers={}, referred_on=None, today=day)
    # Namesakes are nobody else here: each question is answered "a new person".
    doubtful = plan.of(LineFate.QUESTION)
    answers = {
        line.place: Answer(create_new=True, accepted=frozenset(f.code for f in line.findings)) for line in doubtful
    }
    import_referrals(scene.store, referrals=referrals, answers=answers, by=scene.by(Role.SECRETARY), at=moment(day))


def _line(scene: Scene, wave: Wave, day: date) -> list[str]:
    chance = scene.chance
    scene.sent += 1
    woman = chance.randrange(100) < wave.women
    young = chance.choice((0, 0, 1, 1, 2)) if woman else 0
    trade = {"MACO": "Maçonnerie", "COUT": "Coupe et couture", "SOUD": "Soudure"}[wave.trade]
    return [
        f"DEMO-{day.year}-{scene.sent:04d}",
        chance.choice(_names("given", "F" if woman else "M")),
        chance.choice(_names("family", "")),
        "F" if woman else "M",
        _birth(chance, day),
        f"{chance.choice((65, 66, 70, 76, 79, 90))}{chance.randrange(1_000_000):06d}" if chance.random() < 0.9 else "",
        chance.choice(_REGIONS),
        chance.choice(_COUNTRIES),
        (day - timedelta(days=chance.randrange(40, 200))).strftime("%d/%m/%Y"),
        wave.route,
        trade if wave.route != "Formation" else "",
        trade,
        str(young + chance.choice((0, 0, 1))),
        str(young),
        "Oui" if young else "Non",
        "Oui",
        day.strftime("%d/%m/%Y"),
    ]


def _birth(chance: Random, day: date) -> str:
    born = date(day.year - chance.randrange(19, 45), chance.randrange(1, 13), chance.randrange(1, 29))
    return str(born.year) if chance.random() < 0.25 else born.strftime("%d/%m/%Y")


@cache
def _names(part: str, sex: str) -> tuple[str, ...]:
    with resource("reference", "names.csv").open(encoding="utf-8", newline="") as source:
        return tuple(row["name"] for row in csv.DictReader(source) if (row["part"], row["sex"]) == (part, sex))


def _numbers(scene: Scene, case_numbers: list[str]) -> list[int]:
    with scene.store.read() as db:
        rows = db.execute(select(Person.case_number, Person.id).where(Person.case_number.in_(case_numbers))).all()
    number = {row[0]: row[1] for row in rows}
    return [number[case] for case in case_numbers]


def _add_children(scene: Scene, people: list[int], lines: list[list[str]], day: date) -> None:
    for person, line in zip(people, lines, strict=True):
        for _ in range(int(line[13])):
            sex = scene.chance.choice(("F", "M"))
            add_dependant(
                scene.store,
                person_id=person,
                name=scene.chance.choice(_names("given", sex)),
                sex=Sex(sex),
                birth=Birth(year=day.year - scene.chance.randrange(1, 6)),
                by=scene.by(Role.SECRETARY),
                at=moment(day, 9),
            )
