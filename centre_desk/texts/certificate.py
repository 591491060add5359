"""Words of certificates: kinds, what happens to one, and why an act is refused."""

from enum import Enum

from centre_desk.rules.certificate import CertificateEventKind, CertificateKind, CertificateState
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {
        CertificateKind.TRAINING: N_("end of training"),
        CertificateKind.SKILLS: NP_("certificate", "skills"),
    },
    {
        CertificateEventKind.PRINTED: N_("printed"),
        CertificateEventKind.DUPLICATE: N_("duplicate printed"),
        CertificateEventKind.HANDED_OVER: N_("handed over"),
        CertificateEventKind.CANCELLED: NP_("certificate", "cancelled"),
    },
    {
        CertificateState.TO_PRINT: NP_("certificate", "to print"),
        CertificateState.TO_HAND_OVER: NP_("certificate", "to hand over"),
        CertificateState.HANDED_OVER: N_("handed over"),
        CertificateState.CANCELLED: NP_("certificate", "cancelled"),
    },
)

REFUSALS: dict[str, Msg] = {
    "certificate.nobody": N_("Choose at least one certificate."),
    "certificate.future": N_("This day is still to come. Choose today or an earlier day."),
    "certificate.not_passed": N_(
        "{name} has no passed exam or test in force. A certificate is issued only to those who passed."
    ),
    "certificate.has_one": N_("{name} has a certificate for this already. Print a duplicate, or cancel it first."),
    "certificate.before_proof": N_("{name}: the day is before the jury’s decision. Choose a later day."),
    "certificate.provisional": N_("{name} is registered provisionally. Complete the file first."),
    "certificate.not_in_force": N_("{name}: this file is no longer in force. Use the file that replaced it."),
    "certificate.not_printed": N_("Certificate no. {number} is not printed yet. Print it, then hand it over."),
    "certificate.handed_over": N_("Certificate no. {number} was handed over already."),
    "certificate.cancelled": N_("Certificate no. {number} was cancelled."),
    "certificate.already_issued": N_("There is a certificate for this already. Read the page again (F5)."),
    "certificate.exam_open": N_("The results of this exam are not settled: there is nothing to reopen."),
    "certificate.issued_from_exam": N_(
        "Certificates came from these results: {numbers}. Cancel them first, or plan another attempt."
    ),
    "certificate.resit_marked": N_("A later attempt has marks already. These results stay as they are."),
    "certificate.keys_unreadable": N_(
        "This is no list of trusted keys, or one of its keys is not what it says: ask the centre for its keys file."
    ),
    "certificate.nothing_to_verify": N_(
        "“{item}” is neither a file here nor the text of a certificate’s square (it begins with CD1:)."
    ),
}
