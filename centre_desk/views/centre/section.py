"""A titled table with its few acts at the right: settings are several of them, one below the other."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.table import Column

R = TypeVar("R")


class Section(QWidget, Generic[R]):
    """Title, links, table. The table selects one row, which the acts concern."""

    def __init__(self, title: str, columns: Sequence[Column[R]], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: DataTable[R] = DataTable(columns, name=name, label=title)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(ElidedLabel(title, "heading"))
        top.addStretch(1)
        top.addLayout(self._acts)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(4)
        page.addLayout(top)
        page.addWidget(self.table, 1)

    def add_act(self, name: str, verb: str, act: Callable[[], None]) -> None:
        """Add a link at the right of the title."""
        self._acts.addWidget(link_button(verb, act, name))
