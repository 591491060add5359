"""The end of the month in the window: claims, their approval and payment by others, the closing and the package."""

from pathlib import Path

from PySide6.QtCore import Qt

from centre_desk.views.window.screens import Screen
from tests import month
from tests.views.desk_user import SHIFT, DeskUser

Key = Qt.Key


def claim(user: DeskUser) -> None:
    """The nursery's invoice, then the month's claims: established and submitted by the secretary."""
    user.at(month.INVOICED)
    user.go(Screen.CLAIMS, "Garderie")
    user.click_row("children", month.CHILD, "Enfant")
    user.key(Key.Key_Return)
    user.fill("invoice_days", str(month.DAYS_INVOICED))
    user.fill("invoice_number", month.INVOICE)
    user.look("invoice")
    user.submit()
    user.at(month.CLAIMED)
    user.go(Screen.CLAIMS, "Allocations")
    user.look("claims_empty")
    user.click("claims_next")
    user.look("claims_established")
    user.at(month.SUBMITTED)
    user.click("claims_next")
    user.look("claims_submitted")


def approve(user: DeskUser) -> None:
    """Another user approves."""
    user.at(month.APPROVED)
    user.change_user(month.DIRECTOR, month.PASSWORD)
    user.look("today_director")
    user.go(Screen.CLAIMS)
    user.click("claims_next")
    user.look("claims_approved")


def pay(user: DeskUser) -> None:
    """A third user pays: allowances in cash, the others by transfer."""
    user.at(month.PAID)
    user.change_user(month.CASHIER, month.PASSWORD)
    user.look("today_cashier")
    user.go(Screen.CLAIMS)
    user.click("claims_print")
    user.sort("claims", "Objet")
    user.click_cell("claims", 0, 0)
    user.click_cell("claims", len(month.REGISTER) - 1, 0, SHIFT)
    user.look("claims_cashier")
    user.click("claims_next")
    assert user.reads("pay_sum") == "10 lignes\u00a0: 88\u202f750\u00a0F\u202fCFA"
    user.choose("pay_mode", "Espèces")
    user.look("pay_cash")
    user.submit()
    user.click("claims_which_2")
    user.look("claims_left")
    user.click("claims_next")
    assert user.reads("pay_sum") == "11 lignes\u00a0: 1\u202f503\u202f000\u00a0F\u202fCFA"
    user.choose("pay_mode", "Virement bancaire")
    user.fill("pay_reference", month.TRANSFER)
    user.look("pay_bank")
    user.submit()
    user.click("claims_which_0")
    user.look("claims_paid")


def close(user: DeskUser, outbox: Path) -> None:
    """The director closes the month and exports its report."""
    user.at(month.CLOSED)
    user.change_user(month.DIRECTOR, month.PASSWORD)
    user.go(Screen.REPORT)
    user.look("report")
    user.click("report_next")
    user.look("close_month")
    user.submit()
    user.at(month.EXPORTED)
    user.click("report_next")
    user.fill("export_folder", str(outbox))
    user.look("export")
    user.submit()
    user.look("report_closed")
