"""The forms of later rooms that a panel asks for: only the window knows all rooms, so it opens them.

A panel says `want_form(Form.DATES, row)`; what the item of each form is stands beside it in `parts/panel.py`.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.panel import Form, Panel


def open_form(panel: Panel, form: Form, item: object) -> None:
    """Open a form over the panel that asked for it; what it does is told like the panel's own acts."""
    panel.show_dialog(_maker(form)(panel.context, panel, item))


def _maker(form: Form) -> Callable[[Context, QWidget, Any], FormDialog]:
    from centre_desk.views.attendance import dates_dialog, day_dialogs, end_dialog

    makers: dict[Form, Callable[[Context, QWidget, Any], FormDialog]] = {
        Form.DATES: dates_dialog.DatesDialog,
        Form.DAY: day_dialogs.DayDialog,
        Form.WEEK: day_dialogs.WeekDialog,
        Form.DAYS_OFF: day_dialogs.DaysOffDialog,
        Form.END: end_dialog.EndDialog,
    }
    return makers[form]
