"""One style sheet, made from the colours of the palette: shapes, borders and spaces of every widget.

Facts: the look (4-px grid, radius 8, focus ring of 2 px). Widgets ask for a look by the property `look`.
"""

from string import Template

from PySide6.QtWidgets import QWidget

from centre_desk.places import resource
from centre_desk.views.parts.palette import Tokens

_SHEET = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }
QMainWindow, QDialog { background: $window; }
QScrollArea, QScrollArea > QWidget > QWidget[look="page"] { background: transparent; border: 0; }

QMenuBar { background: $window; border-bottom: 1px solid $line; padding: 0 4px; }
QMenuBar::item { padding: 3px 7px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $soft; color: $text; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 14px; border-radius: 4px; }
QMenu::item:selected { background: $soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QStatusBar { background: $window; color: $muted; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: $muted; }

QLabel[look="title"] { font-size: 20px; font-weight: bold; }
QLabel[look="heading"] { font-weight: bold; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="bad"] { color: $bad; }
QLabel[look="ok"] { color: $ok; }
QLabel[look="link"] { color: $accent; }

QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
  padding: 6px 14px; min-height: 18px; }
QPushButton:hover { border-color: $muted; }
QPushButton:pressed { background: $soft; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton:checked { background: $soft; border-color: $accent; color: $accent; }
QPushButton::menu-indicator { width: 0; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent;
  font-weight: bold; }
QPushButton[look="primary"]:hover { background: $accent_strong; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="link"] { background: transparent; border: 0; border-radius: 4px; color: $accent;
  padding: 1px 3px; min-height: 18px; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid $accent; padding: 0 1px; }
QPushButton[look="step"] { padding: 6px 10px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: $surface; color: $text;
  border: 1px solid $line; border-radius: 6px; padding: 5px 8px; min-height: 18px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $accent; padding: 4px 7px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $bad;
  padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $window; color: $muted; }
QLineEdit[look="quick"] { font-size: 18px; padding: 7px 14px; border-radius: 6px; min-height: 26px; }
QLineEdit[look="quick"]:focus { padding: 6px 13px; }
QLineEdit[look="cell"] { border: 2px solid $accent; border-radius: 3px; padding: 0 2px; min-height: 0; }
QLineEdit[look="cell"][wrong="true"] { border-color: $bad; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("$down"); width: 14px; height: 14px; }
QComboBox[look="title"] { font-size: 20px; font-weight: bold; background: transparent; border: 1px solid transparent;
  padding: 2px 4px 2px 0; }
QComboBox[look="title"]:focus { border: 2px solid $accent; padding: 1px 3px 1px 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; padding: 2px;
  selection-background-color: $soft; selection-color: $text; outline: 0; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 20px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px; background: $surface;
  border: 1px solid $muted; border-radius: 3px; }
QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled { border-color: $line; background: $window; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }
QCheckBox::indicator:hover { border-color: $accent; }

QTableView, QListView, QTreeView { background: $surface; color: $text; border: 1px solid $line;
  border-radius: 8px; gridline-color: $line; selection-background-color: $soft; selection-color: $text;
  outline: 0; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid $accent; }
QTableView::item { border: 0; padding: 0 8px; }
QTableView[look="grid"] { border: 0; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line;
  padding: 5px 11px; }
QTableView[look="days"] QHeaderView::section, QTableView[look="month"] QHeaderView::section { padding: 5px 1px; }
QTableView[look="days"] QHeaderView::section:first { padding: 5px 11px; }
QTableView[look="month"] { border: 0; background: $window; }
QTableView[look="month"] QHeaderView, QTableView[look="month"] QHeaderView::section { background: $window; }
QTableCornerButton::section { background: $surface; border: 0; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[look="refusals"] { background: $bad_ground; border: 1px solid $bad; border-radius: 8px; }
QFrame[look="refusals"] QLabel { color: $bad; }
QFrame[look="notice"] { background: $warn_ground; border: 1px solid $warn; border-radius: 8px; }
QFrame[look="notice"] QLabel { color: $warn; }
QFrame[look="banner"] { background: $banner; border: 0; }
QFrame[look="banner"] QLabel { color: $on_banner; }
QFrame[look="banner"] QComboBox, QFrame[look="banner"] QPushButton { padding: 2px 8px; min-height: 16px; }
QFrame[look="banner"][tone="bad"] { background: $bad; }
QFrame[look="banner"][tone="bad"] QLabel { color: $surface; }
QFrame[look="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }

QTabWidget::pane { border: 0; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 2px 6px 2px; margin-right: 20px;
  border: 0; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tear { width: 0; border: 0; }
QTabBar::scroller { width: 44px; }
QTabBar QToolButton { background: $surface; border: 1px solid $line; border-radius: 4px; }

QListView[look="nav"] { background: $surface; border: 0; border-right: 1px solid $line; border-radius: 0; }

QProgressBar { background: $idle; border: 0; border-radius: 4px; height: 8px; color: $text; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $hatch; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: transparent; }
""")


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet of the program in these colours."""
    colours = {name: getattr(tokens, name) for name in tokens.__slots__}
    check = resource("icons", "check_dark.svg" if tokens.dark else "check.svg")
    return _SHEET.substitute(
        colours, down=resource("icons", "down.svg").as_posix(), check=check.as_posix()
    )


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget one of the looks of the style sheet, also after it was first shown."""
    set_style_property(widget, "look", look)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and paint the widget by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
