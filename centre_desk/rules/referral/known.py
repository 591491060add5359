"""Who is already known, arranged so that one line finds its likely people among 20,000 at once.

People are found by case number, by phone, and by the sound of a word of their name with a birth that may agree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from centre_desk.rules.referral import ReferralState
from centre_desk.rules.referral.ownership import Held, Values, own_of_referral
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Described
from centre_desk.rules.register.names import words
from centre_desk.rules.register.spelling import Spelling


@dataclass(frozen=True, slots=True)
class KnownReferral:
    """A referral of a known person: what it holds (`values`, where that was read), and IOM's own record of it.

    The record is empty where the referral was entered by hand and IOM has not sent it yet.
    """

    id: int
    referred_on: str
    state: ReferralState
    record: Mapping[str, str] = field(default_factory=dict, compare=False)
    values: Values = field(default_factory=dict, compare=False)

    @property
    def unsent(self) -> bool:
        """Tell whether it still awaits IOM's own list."""
        return not self.record and self.state not in (ReferralState.REFUSED, ReferralState.WITHDRAWN)

    def is_of(self, day: str) -> bool:
        """Tell whether a list of this day speaks of it: by the day that IOM gave, else by the centre's."""
        return self.record.get("referred_on", self.referred_on) == day


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the register, or an earlier line of the same file (`id` 0, `place` its line).

    `values` is what the desk holds (where that was read), `own` those keys that the centre itself wrote or corrected;
    `sounds` how the words of the name sound, where that is stored.
    """

    id: int
    described: Described
    place: str = ""
    own: frozenset[str] = frozenset()
    values: Values = field(default_factory=dict)
    referrals: tuple[KnownReferral, ...] = ()
    sounds: frozenset[str] = frozenset()

    def held(self, referral: KnownReferral | None = None) -> Held:
        """Return what the desk holds of the person, and of one referral."""
        if referral is None:
            return Held(self.values, self.own)
        own = own_of_referral(referral.values, referral.record)
        return Held({**self.values, **referral.values}, self.own | own)


class KnownPeople:
    """An index of known people. A plan lays its own lines over it, so that one index serves many plans."""

    def __init__(
        self,
        people: Iterable[KnownPerson],
        spelling: Spelling,
        digests: Mapping[str, tuple[int, int]] | None = None,
        below: "KnownPeople | None" = None,
    ) -> None:
        self._spelling = spelling
        self._digests = digests or {}
        self._below = below
        self._by_number: dict[str, KnownPerson] = {}
        self._by_id: dict[int, KnownPerson] = {}
        self._by_phone: dict[str, list[KnownPerson]] = defaultdict(list)
        self._by_sound: dict[str, dict[int, list[KnownPerson]]] = defaultdict(lambda: defaultdict(list))
        for person in people:
            self.add(person)

    def over(self) -> "KnownPeople":
        """Return an index that finds these people and takes up more, leaving this one as it is."""
        return KnownPeople((), self._spelling, below=self)

    def add(self, person: KnownPerson) -> None:
        """Add a person, who is found from now on."""
        described = person.described
        if person.id:
            self._by_id[person.id] = person
            if described.case_number:
                self._by_number[described.case_number] = person
        if described.phone:
            self._by_phone[described.phone].append(person)
        year = described.birth.year if described.birth else 0
        for sound in person.sounds or self._sounds(described):
            self._by_sound[sound][year].append(person)

    def renew(self, person: KnownPerson) -> None:
        """Take a person of the register as an earlier line has changed it."""
        self._by_id[person.id] = person
        if person.described.case_number:
            self._by_number[person.described.case_number] = person

    def person(self, number: int) -> KnownPerson | None:
        """Return a person of the register by id."""
        return self._by_id.get(number) or (self._below.person(number) if self._below else None)

    def with_number(self, case_number: str) -> KnownPerson | None:
        """Return the person of the register who has a case number."""
        if not case_number:
            return None
        return self._by_number.get(case_number) or (self._below.with_number(case_number) if self._below else None)

    def imported(self, digest: str) -> tuple[int, int] | None:
        """Return (person, referral) that came from a line with the same raw texts."""
        return self._digests.get(digest) or (self._below.imported(digest) if self._below else None)

    def candidates(self, described: Described) -> tuple[KnownPerson, ...]:
        """Return the people worth comparing, each once, in the order in which they came."""
        found: dict[int, KnownPerson] = {}
        if self._below is not None:
            found.update((id(person), person) for person in self._below.candidates(described))
        for person in self._by_phone.get(described.phone, ()) if described.phone else ():
            found[id(person)] = person
        for sound in self._sounds(described):
            years = self._by_sound.get(sound)
            for year in _years(described.birth) if years else ():
                found.update((id(p), p) for p in (years or {}).get(year, ()))
        return tuple(found.values())

    def _sounds(self, described: Described) -> frozenset[str]:
        names = words(f"{described.given} {described.family} {described.married}")
        return frozenset().union(*(self._spelling.sounds(word) for word in names))


def _years(birth: Birth | None) -> tuple[int, ...]:
    """The years in which a birth may have been written: its own, two either side, or none known."""
    if birth is None:
        return (0,)
    return (birth.year, 0, *(birth.year + n for n in (-2, -1, 1, 2)))
