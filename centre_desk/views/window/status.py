"""The line at the foot of the window: the save state at the left, backup and desk at the right.

Facts: *Enregistré à 08:12*, shown only after the commit.
"""

from datetime import datetime

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import clock_time, short_date
from centre_desk.views.parts.busy import BusySign
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.runner import Runner


class StatusLine(QStatusBar):
    """Says what is saved, what is under way, how old the backup is, and which desk is open."""

    def __init__(self, words: Catalogue, runner: Runner, desk: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._last = ""
        self.setObjectName("status")
        self.saved = QLabel()
        self.saved.setObjectName("save_state")
        self.saved.setAccessibleName(words.t("Save state"))
        self.backup = ElidedLabel()
        self.backup.setObjectName("backup_state")
        self.desk = ElidedLabel(words.t("Desk {centre}", centre=desk))
        self.desk.setObjectName("desk_name")
        self.addWidget(self.saved)
        self.addWidget(BusySign(words, runner, self))
        self.addPermanentWidget(self.backup)
        self.addPermanentWidget(self.desk)
        self.setContentsMargins(6, 0, 2, 0)

    def show_saved(self, at: datetime) -> None:
        """Say when the last act was committed."""
        self._last = self._words.t("Saved at {time}", time=clock_time(at))
        self.saved.setText(self._last)

    def show_entry(self, unsaved: bool) -> None:
        """Say that an entry is under way; without one, when the last act was committed."""
        self.saved.setText(self._words.t("Entry not saved yet") if unsaved else self._last)

    def show_backup(self, at: datetime | None, now: datetime) -> None:
        """Say when the last verified backup was made."""
        if at is None:
            self.backup.setText(self._words.t("No backup yet ·"))
            return
        moment = clock_time(at) if at.date() == now.date() else short_date(at.date())
        self.backup.setText(self._words.t("Backup {moment} ·", moment=moment))
