"""The month lived in the window: each act of `tests/month.py` by keys and clicks, at its moment."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from centre_desk.views.window.screens import Screen
from tests import month
from tests.views.desk_user import CTRL, DeskUser
from tests.views.month_end_in_window import approve, claim, close, pay

Key = Qt.Key


def live_month(user: DeskUser, path: Path, outbox: Path) -> None:
    """Live the whole month, from the file at a path to the package in a folder."""
    import_file(user, path)
    add_child(user)
    plan_tests(user)
    key_sheets(user)
    offer_training(user)
    user.at(month.SKILL_CERTIFIED)
    certify(user, month.SALIF.listed)
    plan_session(user)
    user.at(month.SKILL_HANDED_OVER)
    hand_over(user, month.SALIF.listed)
    user.at(month.KIT_OF_SALIF)
    hand_over_kit(user, month.SALIF)
    enrol(user)
    place_child(user)
    take_rolls(user)
    finish_session(user)
    plan_exam(user)
    enter_marks(user)
    user.at(month.CERTIFIED)
    certify(user, month.MOUSSA.listed)
    user.at(month.HANDED_OVER)
    hand_over(user, month.MOUSSA.listed)
    user.at(month.KITS)
    for one in month.graduates():
        hand_over_kit(user, one)
    visit(user)
    claim(user)
    approve(user)
    pay(user)
    close(user, outbox)


def sign_in(user: DeskUser, name: str) -> None:
    user.dialog("sign_in")
    user.fill("user_name", name)
    user.key(Key.Key_Tab)
    user.type(month.PASSWORD)
    user.key(Key.Key_Return)


def import_file(user: DeskUser, path: Path) -> None:
    """Twelve of thirteen lines are taken: a trade chosen, a missing consent accepted, a repeated line left out."""
    user.at(month.IMPORTED)
    user.go(Screen.PEOPLE, "Orientations")
    user.click("referral_import")
    user.choose_file(path)
    assert user.reads("import_sum").startswith("13 lignes lues = 10 à ajouter")
    user.look("import_preview")
    user.click("import_verb")
    user.look("import_fix_trade")
    user.choose("answer_choice", "Maçonnerie")
    user.look("import_fix_consent")
    user.click("answer_accept")
    user.look("import_fix_repeated")
    user.click("answer_skip")
    user.click("import_verb")
    user.look("import_done")
    user.click("import_verb")
    user.look("referrals")


def add_child(user: DeskUser) -> None:
    """Awa has a daughter under seven."""
    user.at(month.CHILD_ADDED)
    user.go(Screen.PEOPLE, "Bénéficiaires")
    user.fill("people_search", "diara")
    user.key(Key.Key_Down)
    user.look("person")
    user.click("person_add_child")
    user.fill("dependant_name", month.CHILD)
    user.fill("dependant_birth", str(month.CHILD_YEAR))
    user.choose("dependant_sex", "Femme")
    user.look("child")
    user.submit()
    user.look("person_with_child")


def plan_tests(user: DeskUser) -> None:
    """Both who declare a trade are called for the next day, before two assessors."""
    user.at(month.TESTS_PLANNED)
    user.go(Screen.EXAMS, "Tests de qualification")
    user.look("tests_empty")
    user.click("tests_plan")
    user.fill("test_day", "061119")
    user.fill("test_place", month.PLACE)
    user.choose("assessor_1", "Adama Samaké")
    user.choose("assessor_2", "Mariam Dembélé")
    user.click_row("to_test", month.SALIF.listed)
    user.key(Key.Key_A, CTRL)
    user.look("plan_tests")
    user.submit()
    user.look("tests_planned")


def key_sheets(user: DeskUser) -> None:
    """Four sheets of ten points, one key a point; then what they say is decided by a button."""
    user.at(month.TESTED)
    user.go(Screen.EXAMS, "Tests de qualification")
    user.click("tests_key_next")
    sheets = (*month.KADIATOU_SHEETS, *month.SALIF_SHEETS)
    numbers = [f"T-2019-000{test}/{rank}" for test in (1, 2) for rank in (1, 2)]
    for number, points in zip(numbers, sheets, strict=True):
        assert number in user.reads("test_finding")
        user.type(points)
        user.look(f"test_sheet_{number[-3]}_{number[-1]}")
        user.key(Key.Key_S, CTRL)
    user.at(month.DECIDED)
    for one in (month.KADIATOU, month.SALIF):
        user.click("test_back")
        user.click_row("tests", one.listed)
        user.key(Key.Key_Return)
        assert user.reads("test_finding").startswith(str(month.PERCENT[one]))
        user.click("test_decide")
        user.look(f"test_decided_{one.given}")


def offer_training(user: DeskUser) -> None:
    """Kadiatou is offered the training, and accepts it."""
    user.at(month.OFFERED)
    user.go(Screen.EXAMS, "Propositions")
    user.click_row("offers", month.KADIATOU.listed)
    user.click("offer_make")
    user.look("offer")
    user.submit()
    user.at(month.ANSWERED)
    user.click_row("offers", month.KADIATOU.listed)
    user.click("offer_answer")
    user.choose("answer", "acceptée")
    user.look("answer")
    user.submit()
    user.look("offers")


def certify(user: DeskUser, name: str) -> None:
    """What is due is issued, printed and opened as one paper (Ctrl+P)."""
    user.go(Screen.CERTIFICATES)
    user.click_row("certificates", name)
    user.look("certificate_due")
    user.key(Key.Key_A, CTRL)
    user.click("certificate_print")


def hand_over(user: DeskUser, name: str) -> None:
    """The printed certificates are handed over."""
    user.go(Screen.CERTIFICATES)
    user.click("certificate_queue_1")
    user.click_row("certificates", name)
    user.key(Key.Key_A, CTRL)
    user.click("certificate_hand_over")
    user.look("certificate_hand_over")
    user.submit()
    user.click("certificate_queue_2")
    user.look("certificates_handed_over")
    user.click("certificate_queue_0")


def hand_over_kit(user: DeskUser, one: month.Referred) -> None:
    """A kit is handed over before a witness."""
    user.go(Screen.KITS, "Kits")
    user.click_row("kits", one.listed, "État")
    user.look("kits")
    user.click("kit_hand_over")
    user.fill("hand_over_place", month.PLACE)
    user.fill("hand_over_witness", month.WITNESS)
    user.look("kit_hand_over")
    user.submit()


def plan_session(user: DeskUser) -> None:
    """Eight half-days of masonry from the 12th: the bridge day is left out."""
    user.at(month.SESSION_PLANNED)
    user.go(Screen.SESSIONS, "Sessions")
    user.click("session_new")
    user.choose("session_trade", "Maçonnerie")
    user.fill("session_start", "121119")
    user.fill("session_half_days", "8")
    user.fill("session_places", str(month.PLACES))
    user.choose("session_trainer", "Adama Samaké")
    assert "18\N{NO-BREAK SPACE}novembre\N{NO-BREAK SPACE}2019" in user.reads("plan_preview")
    user.look("new_session")
    user.submit()
    user.look("sessions_planned")


def enrol(user: DeskUser) -> None:
    """Ten people, in the order in which they wait."""
    user.at(month.STARTED)
    user.go(Screen.SESSIONS, "Sessions")
    user.click("session_move_on")
    user.at(month.ENROLLED)
    user.click("session_enrol")
    user.click_row("candidates", month.MOUSSA.listed)
    user.key(Key.Key_A, CTRL)
    user.look("enrol")
    user.submit()
    user.look("sessions_running")


def place_child(user: DeskUser) -> None:
    """Her daughter goes to the day-care centre from the first day on."""
    user.at(month.CHILD_PLACED)
    user.go(Screen.CLAIMS, "Garderie")
    user.look("day_care")
    user.click_row("children", month.CHILD, "Enfant")
    user.key(Key.Key_Return)
    user.fill("place_start", "121119")
    user.look("place_child")
    user.submit()


def take_rolls(user: DeskUser) -> None:
    """Eight half-days by the quick field; a sheet a week; one person leaves after the first day."""
    user.at(month.SHEET_ONE)
    user.go(Screen.ROLL)
    user.click("roll_sheet")
    for roll in month.ROLLS:
        if roll is month.ROLLS[2]:
            leave(user)
        if roll is month.ROLLS[6]:
            user.at(month.SHEET_ONE_BACK)
            user.go(Screen.ROLL)
            user.look("roll_sheet_back")
            user.click("roll_sheet")
            user.submit()
            user.at(month.SHEET_TWO)
            user.go(Screen.ROLL)
            user.click("roll_sheet")
        take_roll(user, roll)
    user.look("roll_done")


def take_roll(user: DeskUser, roll: month.RollOf) -> None:
    user.at(roll.at)
    user.go(Screen.ROLL)
    if not roll.typed:
        user.click("roll_not_held")
        user.choose("not_held_reason", "coupure de courant")
        user.choose("not_held_paid", "oui, payée")
        user.fill("not_held_decided_by", month.NOT_HELD_BY)
        user.look("roll_not_held")
        user.submit()
        return
    user.fill("roll_quick", roll.typed)
    user.look(f"roll_{roll.on.day}_{roll.half}")
    user.key(Key.Key_Return)
    assert user.find(QLineEdit, "roll_quick").text() == ""


def leave(user: DeskUser) -> None:
    user.at(month.LEFT)
    user.go(Screen.SESSIONS, "Sessions")
    user.click_row("enrolled", month.BOUBACAR.listed, "Fin")
    user.choose("end_reason", "abandon")
    user.fill("end_day", "121119")
    user.look("leave")
    user.submit()


def finish_session(user: DeskUser) -> None:
    """Those still enrolled have followed the course to its end."""
    user.at(month.FINISHED)
    user.go(Screen.SESSIONS, "Sessions")
    user.click("session_move_on")
    user.look("finish_session")
    user.submit()
    user.look("sessions_finished")


def plan_exam(user: DeskUser) -> None:
    """The usual exam is proposed; the jury is named."""
    user.at(month.EXAM_PLANNED)
    user.go(Screen.EXAMS, "Examens")
    user.look("exams_empty")
    user.click("empty_action")
    user.fill("exam_day", "201119")
    user.fill("exam_place", month.PLACE)
    user.look("plan_exam")
    user.submit()
    user.click("exam_jury")
    for number, (name, function) in enumerate(month.JURY):
        user.fill(f"jury_name_{number}", name)
        user.fill(f"jury_function_{number}", function)
    user.look("jury")
    user.submit()


def enter_marks(user: DeskUser) -> None:
    """Column by column, Enter after each mark; then they are saved at once."""
    user.at(month.MARKED)
    user.go(Screen.EXAMS, "Examens")
    user.click_cell("marks_grid", 0, 0)
    for part in (0, 1):
        if part:
            user.click_cell("marks_grid", 0, part)
        for one in month.EXAM_MARKS:
            user.type(month.EXAM_MARKS[one][part])
            user.key(Key.Key_Return)
    user.look("marks")
    user.key(Key.Key_S, CTRL)
    user.at(month.SETTLED)
    user.go(Screen.EXAMS, "Examens")
    user.click("exam_settle")
    user.look("exam_settled")


def visit(user: DeskUser) -> None:
    """Salif works on his own account."""
    user.at(month.VISITED)
    user.go(Screen.KITS, "Suivi")
    user.click_row("visits_due", month.SALIF.listed, "État")
    user.look("visits")
    user.click("visit_record")
    user.choose("visit_outcome", "Activité propre")
    user.choose("visit_profitable", "oui")
    user.fill("visit_needs", month.NEEDS)
    user.look("visit")
    user.submit()
