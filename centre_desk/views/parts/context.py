"""What every panel is given: the desk's store, the words, the runner, who acts, and what day it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.runner import Runner


def _system_clock() -> datetime:
    return datetime.now(UTC)


class Tools:
    """What a form needs before any desk is open: the words and the runner."""

    def __init__(self, words: Catalogue, runner: Runner) -> None:
        self.words = words
        self.runner = runner


class Context(Tools):
    """Handed to each panel and dialog at its making; the actor changes with the user.

    `in_sight` is the item of a room that the user looks at (the session of the tabs of one screen).
    """

    def __init__(
        self,
        *,
        store: Store,
        words: Catalogue,
        runner: Runner,
        actor: Actor,
        clock: Callable[[], datetime] = _system_clock,
    ) -> None:
        super().__init__(words, runner)
        self.store = store
        self.in_sight: dict[Room, int] = {}
        self._actor = actor
        self._clock = clock

    def actor(self) -> Actor:
        """Return who acts now."""
        return self._actor

    def become(self, actor: Actor) -> None:
        """Let another user act from now on."""
        self._actor = actor

    def now(self) -> datetime:
        """Return the moment, in UTC (which is Mali's time)."""
        return self._clock()

    def today(self) -> date:
        """Return the day at the centre."""
        return self._clock().date()
