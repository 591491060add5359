"""How a file is closed for its reader: age to public keys, or a workbook under a password.

Facts: age (X25519, ChaCha20-Poly1305) where the reader gave a key; else Office's own AES-256 ("agile"),
which a spreadsheet program opens on a PC where nothing can be installed.
"""

from collections.abc import Sequence
from io import BytesIO

from centre_desk.rules.refusal import Refused, refusal

LEAST_PASSWORD = 12


def is_age_key(text: str) -> bool:
    """Tell whether a text is an age public key (`age1…`)."""
    from pyrage import x25519

    try:
        x25519.Recipient.from_str(text.strip())
    except Exception:  # pyrage raises its own class, which is no public name
        return False
    return True


def new_age_key() -> tuple[str, str]:
    """Make a pair of age keys: the public one to give away, the private one to keep."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def encrypt_to(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt for the holders of age keys; refused where there is no key, or one that is none."""
    import pyrage

    wrong = [text for text in recipients if not is_age_key(text)]
    if wrong or not recipients:
        raise Refused([refusal("monthly_return.no_age_key", key=", ".join(wrong))])
    keys = [pyrage.x25519.Recipient.from_str(text.strip()) for text in recipients]
    return bytes(pyrage.encrypt(data, keys))


def decrypt_with(data: bytes, identity: str) -> bytes:
    """Decrypt with a private age key; refused when it is not for that key or was changed."""
    import pyrage

    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity.strip())]))
    except Exception as wrong:  # pyrage raises its own classes, which are no public names
        raise Refused([refusal("monthly_return.not_decrypted")]) from wrong


def lock_workbook(workbook: bytes, password: str) -> bytes:
    """Put a workbook under a password that spreadsheet programs ask for; refused when it is too short."""
    from msoffcrypto.format.ooxml import OOXMLFile

    if len(password) < LEAST_PASSWORD:
        raise Refused([refusal("monthly_return.short_password", least=LEAST_PASSWORD)])
    out = BytesIO()
    OOXMLFile(BytesIO(workbook)).encrypt(password, out)
    return out.getvalue()
