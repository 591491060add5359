"""Likely duplicates among the people already registered: pairs with their score and reasons, but those told apart.

Facts: `rules/register/duplicates`. Whoever is likely shares a birth (at least its year) or a telephone, so that only
such pairs are compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select

from centre_desk.models.register import Person, ToldApart
from centre_desk.queries.register import PeopleFilter, PersonRow, described_of, people_rows, spelling
from centre_desk.rules.register.duplicates import Likeness, compare_people
from centre_desk.store.opening import Store

MOST_PAIRS = 200
_NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two people who may be one, the likelier to be kept first: who has the case number, else who came first."""

    kept: PersonRow
    other: PersonRow
    likeness: Likeness


def likely_pairs(store: Store) -> list[LikelyPair]:
    """Return the pairs of people in force who may be one person, likeliest first, at most `MOST_PAIRS`."""
    from rapidfuzz.fuzz import ratio  # only where people are compared

    people = {row.id: row for row in people_rows(store, PeopleFilter(), limit=_NO_LIMIT)}
    with store.read() as db:
        apart = {(one, other) for one, other in db.execute(select(ToldApart.person_id, ToldApart.other_id))}
        sounds = dict(db.execute(select(Person.id, Person.sound_text)).all())
    found = []
    for one, other in _candidates(people.values(), sounds) - apart:
        ours, theirs = people[one], people[other]
        likeness = compare_people(
            described_of(ours), described_of(theirs), spelling(), lambda a, b: ratio(a, b) / 100
        )
        if likeness.probable:
            kept, joined = sorted((ours, theirs), key=lambda row: (not row.case_number, row.id))
            found.append(LikelyPair(kept, joined, likeness))
    found.sort(key=lambda pair: (-pair.likeness.score, pair.kept.name, pair.kept.id, pair.other.id))
    return found[:MOST_PAIRS]


def _candidates(people: Iterable[PersonRow], sounds: dict[int, str]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing, the lower number first."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for row in people:
        for key in _keys(row, sounds[row.id]):
            blocks[key].append(row.id)
    return {(min(pair), max(pair)) for block in blocks.values() for pair in combinations(block, 2)}


def _keys(row: PersonRow, sounds: str) -> Iterator[object]:
    """Return what a person shares with a likely one: a telephone, or sex, year of birth and the sound of a word."""
    if row.phone:
        yield row.phone
    if row.birth_year is not None:
        yield from ((row.sex, row.birth_year, sound) for sound in sorted(set(sounds.split())))
