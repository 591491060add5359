"""What a certificate is: its kind by its one source, and what may happen to it."""

from enum import StrEnum


class CertificateKind(StrEnum):
    """End of training (from an exam result) or skills (from a test)."""

    TRAINING = "training"
    SKILLS = "skills"


class CertificateEventKind(StrEnum):
    """What happened to an issued certificate."""

    PRINTED = "printed"
    DUPLICATE = "duplicate"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
