"""What a certificate's QR text, a return package or a backup proves, without a desk and without a password.

Facts: RFC 9052 (COSE_Sign1). A signature says who made it and that nothing changed since; it does not say that the
paper is still in the register, nor that what it states was true. Both are said apart. Only the exact form that the
program writes is accepted, so that no changed byte verifies.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from centre_desk.rules.encoding import base45_decode, check_code
from centre_desk.rules.monthly_return import PACKAGE_KIND
from centre_desk.rules.refusal import Facts
from centre_desk.store.signing import QR_PREFIX, CertificateClaims, TrustedKey, read_claims, signature_holds

BACKUP_KIND = "centre-desk-backup"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
_MOST_PARTS = 200
_LARGEST_MANIFEST = 1_000_000
_EDDSA, _ALG, _KID = -8, 1, 4
_SIGN1_TAG = 18


class Item(StrEnum):
    """What was looked at."""

    CERTIFICATE = "certificate"
    RETURN = "return"
    BACKUP = "backup"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How a statement stands: proved, contradicted, or not to be proved from here."""

    PROVED = "proved"
    FALSE = "false"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement: its code (words in `texts/proof.py`), how it stands, the facts that it names."""

    code: str
    standing: Standing
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about an item. It holds when something was proved and nothing contradicted."""

    item: Item
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether the item is what it claims, by a known key."""
        standings = {finding.standing for finding in self.findings}
        return Standing.PROVED in standings and Standing.FALSE not in standings


def _proved(code: str, **facts: str | int) -> Finding:
    return Finding(code, Standing.PROVED, tuple(facts.items()))


def _false(code: str, **facts: str | int) -> Finding:
    return Finding(code, Standing.FALSE, tuple(facts.items()))


def _open(code: str, **facts: str | int) -> Finding:
    return Finding(code, Standing.OPEN, tuple(facts.items()))


def is_certificate_text(text: str) -> bool:
    """Tell whether a text claims to be that of a certificate's QR code."""
    return text.strip().startswith(QR_PREFIX)


# --- certificates


@dataclass(frozen=True, slots=True)
class _Message:
    """The parts of a COSE_Sign1."""

    protected: bytes
    kid: str
    payload: bytes
    signature: bytes


def verify_certificate(text: str, keys: Iterable[TrustedKey]) -> Verdict:
    """Check the text of a certificate's QR code against known keys."""
    try:
        message = _read_message(text.strip())
        claims = read_claims(message.payload)
    except ValueError:
        return Verdict(Item.CERTIFICATE, (_false("certificate_not_read"),))
    stated = _open("certificate_states", **_stated(claims), check=check_code(message.payload))
    key = _known(message.kid, claims.centre, keys)
    if key is None:
        return Verdict(Item.CERTIFICATE, (_false("key_unknown", kid=message.kid, centre=claims.centre), stated))
    if not signature_holds(key.public, message.signature, _to_be_signed(message)):
        return Verdict(Item.CERTIFICATE, (_false("certificate_altered", kid=message.kid),))
    findings = (_in_its_time(key, claims.issued), stated, _open("register_not_asked", number=claims.number))
    return Verdict(Item.CERTIFICATE, (_proved("certificate_signed", centre=key.centre, kid=key.kid), *findings))


def _read_message(text: str) -> _Message:
    """Read the exact form that the program writes; ValueError for any other, however small the difference."""
    import cbor2

    if not text.startswith(QR_PREFIX):
        raise ValueError("prefix")
    data = base45_decode(text[len(QR_PREFIX) :])
    try:
        tagged = cbor2.loads(data)
        protected, unprotected, payload, signature = tagged.value
        header = cbor2.loads(protected)
        same = cbor2.dumps(cbor2.CBORTag(_SIGN1_TAG, [protected, {}, payload, signature])) == data
        own = header == {_ALG: _EDDSA, _KID: header[_KID]} and cbor2.dumps(header) == protected and unprotected == {}
        if not (same and own and len(header[_KID]) == 8 and len(signature) == 64):
            raise ValueError("form")
        return _Message(protected, header[_KID].hex(), payload, signature)
    except (
        cbor2.CBORError,
        AttributeError,
        LookupError,
        TypeError,
        ArithmeticError,
        RecursionError,
        MemoryError,
    ) as wrong:
        raise ValueError("form") from wrong


def _to_be_signed(message: _Message) -> bytes:
    import cbor2

    return bytes(cbor2.dumps(["Signature1", message.protected, b"", message.payload]))


def _stated(claims: CertificateClaims) -> dict[str, str | int]:
    return {
        "number": claims.number,
        "name": claims.name,
        "trade": claims.trade,
        "kind": claims.kind,
        "issued": claims.issued.isoformat(),
    }


def _known(kid: str, centre: str, keys: Iterable[TrustedKey]) -> TrustedKey | None:
    """Return the key of that id which speaks for that centre."""
    return next((key for key in keys if key.kid == kid and key.centre == centre), None)


def _in_its_time(key: TrustedKey, day: date) -> Finding:
    facts = {"day": day.isoformat(), "start": key.start.isoformat(), "end": key.end.isoformat() if key.end else "…"}
    inside = key.start <= day and (key.end is None or day <= key.end)
    return _proved("key_in_time", **facts) if inside else _false("key_out_of_time", **facts)


# --- packages and backups


def verify_archive(path: Path, keys: Sequence[TrustedKey]) -> Verdict:
    """Check a return package or a backup: every file against the manifest, the manifest against its signature."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > _MOST_PARTS or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise ValueError("size")
            if any(part.compress_type != zipfile.ZIP_STORED for part in archive.infolist()):
                raise ValueError("compressed")  # never written so, and a bomb otherwise
            signed = archive.read(MANIFEST)
            manifest = json.loads(signed)
            seal = json.loads(archive.read(SIGNATURE))
            item = {PACKAGE_KIND: Item.RETURN, BACKUP_KIND: Item.BACKUP}[manifest["kind"]]
            whole = _parts(archive, names, manifest)
        return Verdict(item, (*whole, *_seal(signed, manifest, seal, keys), *_said(item, manifest)))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, NotImplementedError):
        return Verdict(Item.UNKNOWN, (_false("archive_not_read", file=path.name),))


def _parts(archive: zipfile.ZipFile, names: Sequence[str], manifest: dict[str, Any]) -> list[Finding]:
    """Compare what is inside with what the manifest names: nothing changed, missing or added."""
    listed: dict[str, str] = manifest["files"]
    present = [name for name in names if name not in (MANIFEST, SIGNATURE)]
    if sorted(present) != sorted(listed):
        return [_false("parts_differ", names=", ".join(sorted(set(present) ^ set(listed))))]
    changed = [name for name in listed if _hash_of(archive, name) != listed[name]]
    if changed:
        return [_false("parts_changed", names=", ".join(changed))]
    return [_proved("parts_whole", count=len(listed))]


def _hash_of(archive: zipfile.ZipFile, name: str) -> str:
    try:
        with archive.open(name) as part:
            return hashlib.file_digest(part, "sha256").hexdigest()  # type: ignore[arg-type]
    except zipfile.BadZipFile:
        return ""


def _seal(signed: bytes, manifest: dict[str, Any], seal: dict[str, str], keys: Sequence[TrustedKey]) -> list[Finding]:
    """Check the signature over the manifest by the key that it names."""
    kid, centre = str(seal["kid"]), str(manifest["centre"])
    key = _known(kid, centre, keys)
    if key is None:
        return [_false("key_unknown", kid=kid, centre=centre)]
    if not signature_holds(key.public, bytes.fromhex(seal["signature"]), signed):
        return [_false("manifest_altered", kid=kid)]
    return [_proved("manifest_signed", centre=key.centre, kid=kid)]


def _said(item: Item, manifest: dict[str, Any]) -> list[Finding]:
    """Say what the manifest states, and what no signature can prove."""
    if item is Item.BACKUP:
        stated = _open("backup_states", sequence=int(manifest["sequence"]), at=str(manifest["at"])[:10])
        return [stated, _open("backup_not_opened")]
    facts: dict[str, str | int] = {
        "month": str(manifest["month"]),
        "version": int(manifest["version"]),
        "head": str(manifest["audit_head"])[:16],
    }
    return [_open("return_states", **facts), _open("return_not_witnessed")]
