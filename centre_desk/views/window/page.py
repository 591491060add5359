"""One screen: its tabs, and the panel of the tab that is open."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.empty import EmptyState
from centre_desk.views.parts.panel import PAGE_MARGIN, Panel
from centre_desk.views.window.panels import Panels
from centre_desk.views.window.screens import ScreenPlan, Tab

_TOP = 8


class ScreenPage(QWidget):
    """Shows the panels of a screen. A single panel has no tab bar."""

    shown = Signal(object)

    def __init__(
        self, plan: ScreenPlan, tabs: tuple[Tab, ...], panels: Panels, words: Catalogue, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.plan, self.tabs = plan, tabs
        self._panels = panels
        self.setObjectName(f"screen_{plan.screen.value}")
        self.bar = QTabBar()
        self.bar.setObjectName(f"tabs_{plan.screen.value}")
        self.bar.setAccessibleName(words.msg(plan.title))
        self.bar.setUsesScrollButtons(True)
        self.bar.setExpanding(False)
        for tab in tabs:
            self.bar.addTab(words.msg(tab.title))
        self._host = QStackedWidget()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._host)
        self.bar.setParent(self)
        self.bar.setVisible(len(tabs) > 1)
        if not tabs:
            self._say_nothing(words)
        self.bar.currentChanged.connect(lambda _number: self.open())

    def panel(self) -> Panel | None:
        """Return the panel that is open; None where the screen has none for this user."""
        at = self.bar.currentIndex()
        return self._panels.panel(self.tabs[at]) if 0 <= at < len(self.tabs) else None

    def tab(self) -> Tab | None:
        """Return the tab that is open."""
        at = self.bar.currentIndex()
        return self.tabs[at] if 0 <= at < len(self.tabs) else None

    def open_tab(self, tab: Tab) -> None:
        """Open one of the tabs."""
        self.bar.setCurrentIndex([one.name for one in self.tabs].index(tab.name))

    def open(self) -> None:
        """Put the panel of the open tab in sight, read again if needed."""
        panel = self.panel()
        if panel is None or not self.isVisible():
            return
        if self._host.indexOf(panel) < 0:
            self._host.addWidget(panel)  # also takes it from another screen that shares it
        self._host.setCurrentWidget(panel)
        self._panels.refresh(panel)
        self._panels.follow(panel, self.plan.screen)
        self._place_bar()
        self.shown.emit(panel)

    def _place_bar(self) -> None:
        """Put the tabs over the top of the panel, which leaves room for them."""
        panel, many = self._host.currentWidget(), len(self.tabs) > 1
        wanted = self.bar.sizeHint() if many else QSize()
        size = QSize(min(wanted.width(), self.width() - 2 * PAGE_MARGIN), wanted.height())
        self.bar.setGeometry(PAGE_MARGIN, _TOP, size.width(), size.height())
        self.bar.raise_()
        if isinstance(panel, Panel):
            said = many and panel.head.title.text() == self.bar.tabText(self.bar.currentIndex())
            panel.make_room(size, said_by_tab=said)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.open()  # the first screen is chosen before the window is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._place_bar()

    def _say_nothing(self, words: Catalogue) -> None:
        empty = EmptyState(self)
        empty.say("lock", words.t("This screen has nothing for your role."))
        self._host.addWidget(empty)
