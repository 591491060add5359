"""The words for what a verification found: proved, contradicted, or not to be proved from here."""

from centre_desk.rules.refusal import Facts
from centre_desk.texts.catalogue import N_, Catalogue, Msg

FINDINGS: dict[str, Msg] = {
    "certificate_signed": N_("The signature is that of {centre} (key {kid}); nothing was changed since."),
    "certificate_states": N_("It states: no. {number}, {name}, {trade}, issued on {issued}, check code {check}."),
    "certificate_altered": N_("The signature does not fit: the text was changed, or never signed by key {kid}."),
    "certificate_not_read": N_("This is no certificate that Centre Desk wrote, or it was damaged or changed."),
    "register_not_asked": N_(
        "Not proved from here: that no. {number} is still in the centre’s register. Call the centre with the number "
        "and the check code. Compare the name with an identity paper."
    ),
    "key_unknown": N_(
        "The key {kid} of {centre} is not among the known keys, so nothing is proved. Ask the centre for its keys "
        "file by another way, and put it in the trust folder."
    ),
    "key_in_time": N_("The key was in use on {day} (from {start} to {end})."),
    "key_out_of_time": N_("The key was not in use on {day} (it was from {start} to {end}): ask the centre."),
    "archive_not_read": N_("{file} is no return package and no backup of Centre Desk, or it is damaged."),
    "parts_whole": N_("All {count} files inside are those that the manifest names."),
    "parts_changed": N_("Changed or damaged inside: {names}."),
    "parts_differ": N_("Missing or added inside: {names}."),
    "manifest_signed": N_("The manifest is signed by {centre} (key {kid}); nothing was changed since."),
    "manifest_altered": N_("The signature of the manifest does not fit: it was changed, or not signed by key {kid}."),
    "return_states": N_("It is the return of {month}, version {version}; head of the centre’s journal {head}…"),
    "return_not_witnessed": N_(
        "Not proved by a signature: that what the centre states is true. Compare it with the visits and with the "
        "journal head of the next return."
    ),
    "backup_states": N_("It is backup no. {sequence} of {at}."),
    "backup_not_opened": N_("Not proved without a password: that the database inside opens. Try a restore."),
}


def finding_sentence(words: Catalogue, code: str, facts: Facts) -> str:
    """Return the sentence of a finding; KeyError for a code without one."""
    return words.msg(FINDINGS[code], **dict(facts))
