"""How the centre signs: Ed25519 keys, the signed content of a certificate's QR code, trusted keys.

Facts: RFC 9052 (COSE_Sign1), RFC 8032 (Ed25519), RFC 9285 (Base45). The QR holds no birth date, phone, photo
or migrant status. Private keys lie in the encrypted database only; this module never writes them anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from centre_desk.rules.encoding import base45_encode, check_code
from centre_desk.rules.refusal import Refused, refusal

QR_PREFIX = "CD1:"
KID_BYTES = 8
_EPOCH = date(1970, 1, 1)


def key_id(public: bytes) -> str:
    """Return the short name of a public key: the first 8 bytes of its SHA-256, in hexadecimal."""
    return sha256(public).digest()[:KID_BYTES].hex()


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A centre's private key: 32 bytes that never leave the desk."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The 32 bytes that others need to check a signature."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def kid(self) -> str:
        """The short name of the key."""
        return key_id(self.public)

    def sign(self, data: bytes) -> bytes:
        """Return the 64 bytes of the Ed25519 signature."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(data)


def new_signing_key() -> SigningKey:
    """Make a key from the system's randomness."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return SigningKey(Ed25519PrivateKey.generate().private_bytes_raw())


def signature_holds(public: bytes, signature: bytes, data: bytes) -> bool:
    """Tell whether the signature over the data is that of the key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class CertificateClaims:
    """What a certificate's QR code states, and nothing else. `kind` and `mention` are values of enums."""

    centre: str
    number: str
    kind: str
    name: str
    trade: str
    issued: date
    start: date | None = None
    end: date | None = None
    hours: int = 0
    mention: str = ""


@dataclass(frozen=True, slots=True)
class SignedCertificate:
    """The text of the QR code, the code that people compare, and the key that signed."""

    text: str
    code: str
    kid: str


# Integer labels keep the code small: 1 version, 2 centre, 3 number, 4 kind, 5 name, 6 trade, 7 issued,
# 8 start, 9 end (days since 1970-01-01), 10 hours, 11 mention. Empty values are left out.
CLAIMS_VERSION = 1


def claims_payload(claims: CertificateClaims) -> bytes:
    """Write the claims as canonical CBOR."""
    import cbor2

    content: dict[int, object] = {
        1: CLAIMS_VERSION,
        2: claims.centre,
        3: claims.number,
        4: claims.kind,
        5: claims.name,
        6: claims.trade,
        7: _days(claims.issued),
        8: _days(claims.start),
        9: _days(claims.end),
        10: claims.hours,
        11: claims.mention,
    }
    kept = {label: value for label, value in content.items() if value not in ("", 0, None)}
    return bytes(cbor2.dumps(kept))


def read_claims(payload: bytes) -> CertificateClaims:
    """Read the claims back; ValueError when they are not what `claims_payload` writes."""
    import cbor2

    try:
        content = cbor2.loads(payload)
        claims = CertificateClaims(
            centre=str(content[2]),
            number=str(content[3]),
            kind=str(content[4]),
            name=str(content[5]),
            trade=str(content[6]),
            issued=_day(content[7]) or _EPOCH,
            start=_day(content.get(8)),
            end=_day(content.get(9)),
            hours=int(content.get(10, 0)),
            mention=str(content.get(11, "")),
        )
    except (cbor2.CBORDecodeError, LookupError, TypeError, AttributeError, OverflowError) as wrong:
        raise ValueError("claims") from wrong
    if claims_payload(claims) != payload:
        raise ValueError("claims")
    return claims


def sign_certificate(key: SigningKey, claims: CertificateClaims) -> SignedCertificate:
    """Sign the claims: COSE_Sign1 with algorithm and key id protected, in Base45 for the QR code."""
    from cwt import COSE, COSEAlgs, COSEHeaders, COSEKey

    payload = claims_payload(claims)
    cose_key = COSEKey.new({1: 1, 3: -8, -1: 6, -2: key.public, -4: key.seed})
    protected = {COSEHeaders.ALG: COSEAlgs.EDDSA, COSEHeaders.KID: bytes.fromhex(key.kid)}
    message: bytes = COSE.new().encode(payload, cose_key, protected=protected)
    return SignedCertificate(QR_PREFIX + base45_encode(message), check_code(payload), key.kid)


def _days(day: date | None) -> int | None:
    return None if day is None else (day - _EPOCH).days


def _day(days: int | None) -> date | None:
    return None if days is None else _EPOCH + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key and whose it is; signatures count for papers dated from `start` to `end` (None: still)."""

    kid: str
    centre: str
    public: bytes
    start: date
    end: date | None = None


def write_trust_list(keys: Iterable[TrustedKey]) -> str:
    """Write the list of trusted keys as JSON: `{"keys": [{"kid", "centre", "public", "from", "to"}]}`."""
    listed = [
        {
            "kid": key.kid,
            "centre": key.centre,
            "public": key.public.hex(),
            "from": key.start.isoformat(),
            "to": key.end.isoformat() if key.end else None,
        }
        for key in sorted(keys, key=lambda key: (key.centre, key.start, key.kid))
    ]
    return json.dumps({"keys": listed}, ensure_ascii=False, indent=2) + "\n"


def read_trust_list(text: str, name: str = "") -> tuple[TrustedKey, ...]:
    """Read a list of trusted keys; refused as a whole when one of them is not what it says."""
    try:
        return tuple(_trusted(entry) for entry in json.loads(text)["keys"])
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Refused([refusal("certificate.keys_unreadable", place=name)]) from wrong


def _trusted(entry: dict[str, str | None]) -> TrustedKey:
    public = bytes.fromhex(str(entry["public"]))
    if len(public) != 32 or entry["kid"] != key_id(public):
        raise ValueError("kid")
    end = entry.get("to")
    return TrustedKey(
        key_id(public),
        str(entry["centre"]),
        public,
        date.fromisoformat(str(entry["from"])),
        date.fromisoformat(end) if end else None,
    )
