"""A line of a file with its fate, the user's answer to it, and the plan of a whole import: words without decisions.

Facts: `rules/referral/plan.py` decides; the screens show and the acts write what it has decided.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.facts import LineFacts
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.known import KnownReferral
from centre_desk.rules.referral.ownership import Change
from centre_desk.rules.refusal import Refusal
from centre_desk.rules.register.duplicates import Likeness


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user said of one line: left out, put right, accepted as it is, or who it is.

    `same_as` is a person of the register, `same_line` the place of an earlier line of the file, `joins` one of the
    person's referrals, which this line confirms or corrects.
    """

    skip: bool = False
    accepted: frozenset[str] = frozenset()
    corrections: Mapping[Field, str] = field(default_factory=dict)
    same_as: int | None = None
    same_line: str = ""
    joins: int | None = None
    create_new: bool = False
    keep_own: bool = False


@dataclass(frozen=True, slots=True)
class Likely:
    """Who a line may be: a person of the register, or an earlier line of the file (`person_id` 0)."""

    person_id: int
    place: str
    name: str
    case_number: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line with its fate. `findings` are the reasons of a refusal or the open questions; `notes` only inform.

    `changes` is what a known person's facts become, `own` the keys among them that are the centre's, `kept` those
    that stay. `record` is what IOM has sent for the referral, `open` are the referrals that the line may speak of,
    `of_line` the earlier line of the file that is the same person, `corrected` the keys that the user typed.
    """

    place: str
    row: int
    fate: LineFate
    facts: LineFacts
    digest: str
    findings: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    person_id: int | None = None
    referral_id: int | None = None
    changes: tuple[Change, ...] = ()
    own: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    likely: tuple[Likely, ...] = ()
    record: Mapping[str, str] = field(default_factory=dict, compare=False)
    open: tuple[KnownReferral, ...] = ()
    of_line: str = ""
    corrected: frozenset[str] = frozenset()

    @property
    def taken(self) -> frozenset[str]:
        """Return the keys of the changes that are made."""
        return frozenset(key for key, _, _ in self.changes) - self.kept


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The fates of all lines, in the order of the file."""

    lines: tuple[PlannedLine, ...]

    def of(self, *fates: LineFate) -> tuple[PlannedLine, ...]:
        """Return the lines of these fates."""
        return tuple(line for line in self.lines if line.fate in fates)

    def counts(self) -> dict[LineFate, int]:
        """Return how many lines have each fate; the sum is the number of lines."""
        counted = Counter(line.fate for line in self.lines)
        return {fate: counted.get(fate, 0) for fate in LineFate}
