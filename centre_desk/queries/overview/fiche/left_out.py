"""What hangs on a person and is not printed on the fiche, with its reason: nothing is left out without one.

A test compares this list with the models: every table and column is printed or stands here, and none twice.
"""

_NUMBER = "a number of the desk's own: what it leads to is printed"
_STAFF = "who entered the row and when: the trail of the centre's staff, in the journal of the file below"

EVERYWHERE: dict[str, str] = {"id": _NUMBER, "by_id": _STAFF, "at": _STAFF}
"""Columns of every table."""

TABLES: dict[str, str] = {
    "claim_touch": "which users touched an amount: about the staff, it bars them from approving",
    "death_stop": "numbers and states of rows that a death stopped: the rows themselves are printed",
    "moved_row": "numbers of rows that an act on two files moved; the act and the rows themselves are printed",
}
"""Whole tables."""

_OWNER = "the person: the whole fiche is theirs"

COLUMNS: dict[str, str] = {
    "person.search_text": "made from names and numbers, to find the person by",
    "person.sound_text": "made from names, to find the person by",
    "person.merged_into_id": "the file that is printed; its merged files are named in it",
    "field_origin.person_id": _OWNER,
    "dependant.person_id": _OWNER,
    "consent.person_id": _OWNER,
    "referral.person_id": _OWNER,
    "referral_event.referral_id": "the referral printed above, in the same order",
    "referral_line.person_id": _OWNER,
    "referral_line.referral_id": _NUMBER,
    "referral_line.digest": "a digest of the line printed, to know it again",
    "skills_test.person_id": _OWNER,
    "skills_test.referral_id": _NUMBER,
    "offer.person_id": _OWNER,
    "outgoing_referral.person_id": _OWNER,
    "outgoing_referral.offer_id": "the offer that was accepted, printed",
    "enrolment.person_id": _OWNER,
    "enrolment.referral_id": _NUMBER,
    "attendance_mark.person_id": _OWNER,
    "attendance_mark.session_id": "the session of the enrolment, printed",
    "excuse.person_id": _OWNER,
    "exam_result.person_id": _OWNER,
    "certificate.person_id": _OWNER,
    "certificate.year": "part of the number printed",
    "certificate.sequence": "part of the number printed",
    "certificate.exam_result_id": _NUMBER,
    "certificate.skills_test_id": _NUMBER,
    "certificate.qr_text": "the signed square of the certificate: it says the facts printed beside it",
    "claim_line.person_id": _OWNER,
    "claim_line.enrolment_id": "the session, printed",
    "kit_hand_over.person_id": _OWNER,
    "follow_up_visit.person_id": _OWNER,
    "death.person_id": _OWNER,
    "death.undone_by_id": _STAFF,
    "correction.person_id": _OWNER,
    "correction.fact_id": _NUMBER,
    "people_act.undone_by_id": _STAFF,
    "attachment.subject_id": _NUMBER,
    "attachment.content": "the scan itself: shown or copied for the person on demand, by its name printed here",
    "attachment.sha256": "a digest of the scan",
    "journal_entry.seq": _NUMBER,
    "journal_entry.previous_hash": "seals the chain of the journal",
    "journal_entry.hash": "seals the chain of the journal",
    "journal_entry.subject_kind": _OWNER,
    "journal_entry.subject_id": _NUMBER,
    "journal_entry.actor_id": _STAFF,
    "journal_entry.roles": _STAFF,
    "journal_entry.delegation_id": _STAFF,
    "journal_entry.computer": _STAFF,
    "journal_value.entry_seq": _NUMBER,
    "journal_value.salt": "hides the value in the chain; the value is printed",
}
"""Single columns, as `table.column`."""
