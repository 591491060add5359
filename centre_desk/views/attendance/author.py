"""Who took the roll: offered where a session has several trainers on the day, else it is nobody's question."""

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from centre_desk.queries.attendance.grid import GridHalfDay, GridSheet
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.attendance.head_bar import initialled, popup_below
from centre_desk.views.parts.style import set_look


class AuthorLink(QPushButton):
    """Names who signs for the half-day; a click offers the other trainers of the day."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._slot_id = 0
        self._trainers: dict[int, str] = {}
        self._chosen: int | None = None
        self.setObjectName("roll_author")
        set_look(self, "link")
        self.clicked.connect(self._offer)
        self.hide()

    def show_half(self, sheet: GridSheet, half: GridHalfDay, user_id: int, *, writes: bool) -> None:
        """Offer the trainers of a half-day: the one who types first, then who leads."""
        holding = [stay for stay in sheet.trainers if stay.holds(half.day)]
        holding.sort(key=lambda stay: sheet.users.get(stay.trainer_id) != user_id)
        if half.slot_id != self._slot_id:
            self._slot_id, self._chosen = half.slot_id, None
        self._trainers = {stay.trainer_id: stay.name for stay in holding}
        self.setVisible(writes and len(self._trainers) > 1 and not half.entered)
        self._say()

    def chosen(self) -> int | None:
        """Return the trainer who was chosen; None leaves it to the one who types or leads."""
        return self._chosen if self._chosen in self._trainers else None

    def _say(self) -> None:
        name = self._trainers.get(self.chosen() or 0) or next(iter(self._trainers.values()), "")
        self.setText(self._words.t("by {trainer}", trainer=initialled(name)) + "\N{NO-BREAK SPACE}▾")
        label = self._words.t("Who took the roll: {trainer}", trainer=name)
        self.setAccessibleName(label)
        self.setToolTip(label)

    def _offer(self) -> None:
        menu = QMenu(self)
        for trainer_id, name in self._trainers.items():
            menu.addAction(name).triggered.connect(lambda _checked=False, one=trainer_id: self._choose(one))
        popup_below(menu, self)

    def _choose(self, trainer_id: int) -> None:
        self._chosen = trainer_id
        self._say()
