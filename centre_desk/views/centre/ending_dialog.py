"""Asks from which day something no longer holds: a site closes, a trainer leaves, a crèche stops."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from centre_desk.actions.done import Done
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import DateField


class EndingDialog(FormDialog):
    """One day; `end(day)` is the act."""

    def __init__(
        self, context: Context, parent: QWidget | None, *, title: str, verb: str, end: Callable[[date], Done]
    ) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        self.setObjectName("ending")
        self._end = end
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.add_field(self.words.t("From which day"), self.day, "ending_day")

    def submit(self) -> None:
        """Record the day."""
        day, end = self.day.value(), self._end
        if day is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        self.act(lambda: end(day))
