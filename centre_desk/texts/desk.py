"""Words of the ground floor: roles, rights, states of a month, and why an act is refused."""

from enum import Enum

from centre_desk.rules.desk import MonthState, Right, Role
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: dict[Enum, Msg] = {
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.SECRETARY: N_("Secretary"),
    Role.TRAINER: N_("Trainer"),
    Role.DIRECTOR: N_("Director"),
    Role.CASHIER: N_("Cashier"),
    Role.VIEWER: NP_("role", "Viewer"),
    Right.MANAGE_USERS: N_("manage users"),
    Right.MANAGE_SETTINGS: N_("change settings"),
    Right.SET_RATES: N_("set rates"),
    Right.BACK_UP: N_("back up"),
    Right.READ_JOURNAL: N_("read the journal"),
    Right.ENTER: N_("enter data"),
    Right.TAKE_ROLL: N_("take the roll"),
    Right.OPEN_LATE_ENTRY: N_("open a late entry"),
    Right.MARK: N_("enter marks"),
    Right.SETTLE_RESULTS: N_("settle results"),
    Right.REOPEN_RESULTS: N_("reopen results"),
    Right.ISSUE_CERTIFICATES: N_("issue certificates"),
    Right.CANCEL_CERTIFICATES: N_("cancel certificates"),
    Right.PREPARE_CLAIMS: N_("prepare claims"),
    Right.APPROVE_CLAIMS: N_("approve claims"),
    Right.PAY_CLAIMS: N_("record payments"),
    Right.CLOSE_MONTH: N_("close the month"),
    Right.EXPORT_RETURN: N_("export the report"),
    MonthState.OPEN: NP_("month", "open"),
    MonthState.SEALED: NP_("month", "closed"),
    MonthState.SENT: NP_("month", "sent"),
}

REFUSALS: dict[str, Msg] = {
    "desk.no_right": N_("{name} has no role that allows this. Change user (Ctrl+L), or ask the administrator."),
    "desk.no_reason": N_("Write the reason: it stays in the journal."),
    "desk.short_password": N_("The password is too short: at least {least} characters."),
    "desk.month_closed": N_("The month {month} is closed. Record a correction, or ask the director to reopen it."),
    "desk.sealed_month": N_(
        "This fact belongs to a closed month. Record a correction, or ask the director to reopen the month."
    ),
    "desk.two_sessions": N_("This person is already in a session at that time. End the other enrolment first."),
    "desk.nothing_deleted": N_("Nothing is deleted here. Change its state, with a reason."),
    "desk.frozen_fact": N_("This fact is final. Record what changed beside it."),
    "desk.user_left": N_("This user no longer works here. Sign in with another name."),
    "desk.wrong_password": N_("The name or the password is not right. Check capital letters and try again."),
    "desk.wrong_recovery_code": N_("The code of the recovery sheet is not right. Copy it again from the paper."),
    "desk.keys_damaged": N_("The keys of the desk {folder} are damaged. Restore the newest backup; delete nothing."),
    "desk.already_open": N_(
        "This desk is already open on {computer} since {since}. Close it there, then open it here."
    ),
    "desk.bad_location": N_(
        "{folder} lies on a drive that is not fixed ({kind}). Put the desk on this computer’s own disk."
    ),
    "desk.old_sqlite": N_("The database library {version} has a known fault. Install the program again."),
    "desk.unreadable": N_("{file} cannot be read with this key, or it is damaged. Restore the newest backup."),
    "desk.pragma_differs": N_(
        "The database does not accept the setting {name} ({value}). Nothing was written; install the program again."
    ),
    "desk.no_desk": N_("There is no desk in {folder}. Choose the folder that holds desk.toml."),
    "desk.description_damaged": N_("The file desk.toml in {folder} is damaged. Restore the newest backup."),
    "desk.newer": N_(
        "The desk {folder} was made by a newer version of the program. Install that version; nothing was changed."
    ),
    "desk.folder_not_empty": N_("{folder} is not empty. Choose a new folder for the desk."),
    "desk.upgrade_failed": N_(
        "The desk could not be brought to this version ({what}). It is as it was, and a backup was made."
    ),
    "desk.no_signing_key": N_("This desk has no signing key. Restore the newest backup."),
    "desk.backup_not_written": N_("The backup could not be written to {folder} ({error}). Free some space and retry."),
    "desk.damaged": N_("The desk {folder} is damaged. Keep it as it is, and restore the newest backup beside it."),
    "desk.copy_damaged": N_("This copy is damaged ({what}). Use another backup."),
    "desk.no_backup_file": N_("{file} is no backup of Centre Desk, or it is cut short. Choose another file."),
    "desk.no_demonstration": N_("The demonstration could not be made. Free some space on the disk and try again."),
    "desk.centre_code": N_("“{code}” is no centre code: 2 to 20 capital letters, digits or hyphens, e.g. CFP-SENOU."),
    "desk.no_centre_name": N_("Write the name of the centre."),
    "desk.no_user_name": N_("Write the name of the user."),
    "desk.name_taken": N_("There is already a user called {name}. Choose another name."),
    "desk.last_administrator": N_("Somebody must stay administrator. Give another user this role first."),
    "desk.not_oneself": N_("Nobody takes away their own account. Ask another administrator."),
    "desk.not_ones_role": N_("You can only lend a role that you hold yourself."),
    "desk.delegation_incomplete": N_("A delegation needs its first and last day and its document."),
    "desk.not_a_scan": N_("{name} is neither a PDF nor a JPEG or PNG picture. Scan the paper again as one of them."),
    "desk.scan_too_large": N_(
        "{name} has {size} MB, and {most} MB at most are kept. Scan the paper in grey at 150 dots an inch."
    ),
}
