"""Words of certificates: kinds, what happens to one, and why an act is refused."""

from enum import Enum

from centre_desk.rules.certificate import CertificateEventKind, CertificateKind
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: dict[Enum, Msg] = {
    CertificateKind.TRAINING: N_("end of training"),
    CertificateKind.SKILLS: NP_("certificate", "skills"),
    CertificateEventKind.PRINTED: N_("printed"),
    CertificateEventKind.DUPLICATE: N_("duplicate printed"),
    CertificateEventKind.HANDED_OVER: N_("handed over"),
    CertificateEventKind.CANCELLED: NP_("certificate", "cancelled"),
}

REFUSALS: dict[str, Msg] = {
    "certificate.keys_unreadable": N_(
        "This is no list of trusted keys, or one of its keys is not what it says: ask the centre for its keys file."
    ),
    "certificate.nothing_to_verify": N_(
        "“{item}” is neither a file here nor the text of a certificate’s square (it begins with CD1:)."
    ),
}
