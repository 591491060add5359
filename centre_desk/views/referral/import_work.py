"""One import while it is prepared: the file as it was read, what the user has said so far, and the plan of its lines.

Holds no widget. Everything here may run in the worker thread; a second file forgets what was said of the first.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from centre_desk.actions.done import Done
from centre_desk.actions.referral import ImportDone, import_referrals, remember_mapping, save_refused_lines
from centre_desk.papers.referral.reading import ReferralList, Wanted
from centre_desk.queries.referral import chosen_people, known_for, plan_referrals, read_file
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.known import KnownPeople
from centre_desk.rules.referral.plan import Answer, ImportPlan
from centre_desk.views.parts.context import Context
from centre_desk.views.referral.choices import Change, is_doubtful
from centre_desk.views.runner import Report

Key = tuple[frozenset[int], date | None, ReferralList]


class ImportWork:
    """What the four steps of an import share."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: tuple[Key, KnownPeople] | None = None
        self.path: Path | None = None
        self.referrals: ReferralList | None = None
        self.plan = ImportPlan(())
        self.answers: dict[str, Answer] = {}
        self.mapping: Mapping[str, str] | None = None
        self.referred_on: date | None = None
        self.wanted = Wanted()

    def begin(self, path: Path) -> None:
        """Take up a file; what was said of another one is forgotten."""
        if path != self.path:
            self.answers, self.mapping, self.referred_on, self.wanted = {}, None, None, Wanted()
        self.path, self._known = path, None

    def want(self, wanted: Wanted) -> None:
        """Read rows and sheets all the same, beside those that are read already."""
        self.wanted = Wanted(self.wanted.rows | wanted.rows, self.wanted.sheets | wanted.sheets)

    def answer(self, places: Sequence[str], change: Change) -> None:
        """Change the answers to lines."""
        for place in places:
            self.answers[place] = change(self.answers.get(place, Answer()))

    def reader(self) -> Callable[[Report], tuple[ReferralList, ImportPlan]]:
        """Return the work of reading the file and planning its lines."""
        path, mapping, wanted = self.path or Path(), self.mapping, self.wanted
        answers, referred_on = dict(self.answers), self.referred_on

        def work(_report: Report) -> tuple[ReferralList, ImportPlan]:
            referrals = read_file(self._context.store, path, mapping, wanted, unmapped=True)
            return referrals, self._planned(referrals, answers, referred_on)

        return work

    def planner(self) -> Callable[[Report], ImportPlan] | None:
        """Return the work of planning the lines again with the answers so far; None before a file was read."""
        referrals, answers, referred_on = self.referrals, dict(self.answers), self.referred_on
        if referrals is None:
            return None
        return lambda _report: self._planned(referrals, answers, referred_on)

    def _planned(self, referrals: ReferralList, answers: Mapping[str, Answer], referred_on: date | None) -> ImportPlan:
        """Plan; the register is read again only when other people of it may be meant."""
        store, today = self._context.store, self._context.today()
        key = (chosen_people(answers), referred_on, referrals)
        if self._known is None or self._known[0][:2] != key[:2] or self._known[0][2] is not referrals:
            self._known = (key, known_for(store, referrals, key[0], referred_on, today))
        known = self._known[1]
        return plan_referrals(store, referrals, answers=answers, referred_on=referred_on, today=today, known=known)

    def remember(self, mapping: Mapping[str, str]) -> Callable[[Report], Done] | None:
        """Return the act of remembering what the columns mean, for every file with the same headers."""
        referrals, context = self.referrals, self._context
        if referrals is None:
            return None
        self.mapping = mapping
        by, at = context.actor(), context.now()
        return lambda _report: remember_mapping(context.store, referrals=referrals, mapping=mapping, by=by, at=at)

    def importer(self) -> Callable[[Report], ImportDone] | None:
        """Return the act of importing the file as it was planned."""
        referrals, context = self.referrals, self._context
        if referrals is None:
            return None
        answers, mapping, referred_on = dict(self.answers), self.mapping, self.referred_on
        by, at = context.actor(), context.now()
        return lambda report: import_referrals(
            context.store,
            referrals=referrals,
            answers=answers,
            mapping=mapping,
            referred_on=referred_on,
            by=by,
            at=at,
            report=report,
        )

    def saver(self, path: Path) -> Callable[[Report], Done] | None:
        """Return the act of saving the lines that are not taken."""
        referrals, plan, referred_on, context = self.referrals, self.plan, self.referred_on, self._context
        if referrals is None:
            return None
        by, at, words = context.actor(), context.now(), context.words
        return lambda _report: save_refused_lines(
            context.store,
            referrals=referrals,
            plan=plan,
            referred_on=referred_on,
            path=path,
            words=words,
            by=by,
            at=at,
        )

    @property
    def answered(self) -> int:
        """How many lines the user has answered."""
        return sum(answer != Answer() for answer in self.answers.values())

    @property
    def doubtful(self) -> int:
        """How many lines wait for the user."""
        return sum(is_doubtful(line) for line in self.plan.lines)

    @property
    def writable(self) -> int:
        """How many lines would be written."""
        return len(self.plan.of(LineFate.NEW, LineFate.CHANGED))
