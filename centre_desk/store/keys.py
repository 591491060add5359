"""The key slots of a desk: one random database key, wrapped once for each user and once for a recovery sheet.

Argon2id makes a password costly to guess (RFC 9106); AES-256-GCM wraps and binds the slot's identity. Two
checksummed copies are kept, each replaced whole. Users' names do not lie in clear: a slot knows its owner by a hash.
"""

import json
import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store.files import replace_whole

KEY_BYTES = 48  # 32 of key and 16 of salt: with the salt outside the file a torn first sector stays readable
FORMAT = 1
COPIES = ("keys.json", "keys.copy.json")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: passes over `memory_kib` of memory."""

    passes: int
    memory_kib: int
    lanes: int = 1


FLOOR = Cost(passes=3, memory_kib=65536)
LARGE_SECRET = Cost(passes=1, memory_kib=8192)  # a recovery code holds 160 random bits: cost adds nothing


class SlotKind(StrEnum):
    """Whose secret opens the slot."""

    USER = "user"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the key; all values in hex."""

    kind: SlotKind
    owner: str
    salt: str
    passes: int
    memory_kib: int
    lanes: int
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The slots of one desk; `desk_id` is random and binds them to it."""

    desk_id: str
    slots: tuple[Slot, ...]


def calibrated(target: float = 1.0, clock: Callable[[], float] = time.perf_counter) -> Cost:
    """Return a cost near `target` seconds on this machine, never under the floor."""
    started = clock()
    _derive("calibration", b"\0" * 16, FLOOR)
    spent = max(clock() - started, 0.001)
    return replace(FLOOR, passes=max(FLOOR.passes, min(24, round(FLOOR.passes * target / spent))))


def new_ring() -> tuple[KeyRing, bytes]:
    """Return an empty ring for a new desk and its random database key."""
    return KeyRing(secrets.token_hex(16), ()), secrets.token_bytes(KEY_BYTES)


def with_slot(ring: KeyRing, kind: SlotKind, name: str, secret: str, key: bytes, cost: Cost) -> KeyRing:
    """Return the ring with a new slot, proved to open, in place of the owner's old one."""
    owner = _owner(ring, kind, name)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, key, _bound(ring, kind, owner))
    slot = Slot(kind, owner, salt.hex(), cost.passes, cost.memory_kib, cost.lanes, nonce.hex(), wrapped.hex())
    if _open(ring, slot, secret) != key:
        raise RuntimeError("a new key slot does not open")
    mine = [n for n, s in enumerate(ring.slots) if (s.kind, s.owner) == (kind, owner)]
    place = mine[0] if mine else len(ring.slots)  # in place, so that the first user's slot stays the first
    return replace(ring, slots=(*ring.slots[:place], slot, *ring.slots[place + 1 :]))


def without_slot(ring: KeyRing, name: str) -> KeyRing:
    """Return the ring without a user's slot; a ring never loses its last slot (ValueError)."""
    owner = _owner(ring, SlotKind.USER, name)
    kept = tuple(s for s in ring.slots if (s.kind, s.owner) != (SlotKind.USER, owner))
    if not kept:
        raise ValueError("a desk keeps at least one key slot")
    return replace(ring, slots=kept)


def unlock(ring: KeyRing, name: str, secret: str) -> bytes:
    """Return the database key for a user and password; `Refused` when they do not fit, not saying which."""
    return _unlock(ring, SlotKind.USER, name, secret, "desk.wrong_password")


def unlock_any(ring: KeyRing, secret: str) -> tuple[bytes, str]:
    """Return the database key and the owner's hash for a user's password alone, the oldest slot first."""
    for slot in ring.slots:
        if slot.kind is SlotKind.USER and (key := _open(ring, slot, secret)):
            return key, slot.owner
    raise Refused([refusal("desk.wrong_password")])


def owns(ring: KeyRing, owner: str, name: str) -> bool:
    """Tell whether an owner's hash is that of a user's name."""
    return owner == _owner(ring, SlotKind.USER, name)


def unlock_with_sheet(ring: KeyRing, code: str) -> bytes:
    """Return the database key for the code of the recovery sheet; `Refused` when it does not fit."""
    return _unlock(ring, SlotKind.RECOVERY, "", code, "desk.wrong_recovery_code")


def _unlock(ring: KeyRing, kind: SlotKind, name: str, secret: str, code: str) -> bytes:
    owner = _owner(ring, kind, name)
    for slot in ring.slots:
        if slot.kind is kind and slot.owner == owner and (key := _open(ring, slot, secret)):
            return key
    raise Refused([refusal(code)])


def _open(ring: KeyRing, slot: Slot, secret: str) -> bytes | None:
    cost = Cost(slot.passes, slot.memory_kib, slot.lanes)
    sealer = AESGCM(_derive(secret, bytes.fromhex(slot.salt), cost))
    bound = _bound(ring, slot.kind, slot.owner)
    try:
        return sealer.decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), bound)
    except InvalidTag:
        return None


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    text = unicodedata.normalize("NFC", secret).encode()
    return hash_secret_raw(
        text,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _owner(ring: KeyRing, kind: SlotKind, name: str) -> str:
    folded = unicodedata.normalize("NFC", name.strip()).casefold()
    return sha256(f"{ring.desk_id}\0{kind.value}\0{folded}".encode()).hexdigest()[:32]


def _bound(ring: KeyRing, kind: SlotKind, owner: str) -> bytes:
    return f"centre-desk key slot {FORMAT}\0{ring.desk_id}\0{kind.value}\0{owner}".encode()


def write_ring(folder: Path, ring: KeyRing) -> None:
    """Write both copies, one after the other, each whole or not at all."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "desk_id": ring.desk_id,
        "slots": [asdict(slot) for slot in ring.slots],
    }
    text = json.dumps(content, indent=1, sort_keys=True)
    whole = json.dumps({"sha256": sha256(text.encode()).hexdigest(), "content": text})
    for name in COPIES:
        replace_whole(folder / name, whole.encode())


def read_ring(folder: Path) -> KeyRing:
    """Read the first copy that is whole; `Refused` when none is (the desk is never touched for it)."""
    for name in COPIES:
        if (ring := _read_copy(folder / name)) is not None:
            return ring
    raise Refused([refusal("desk.keys_damaged", folder=os.fspath(folder))])


def _read_copy(path: Path) -> KeyRing | None:
    try:
        whole = json.loads(path.read_bytes())
        text = whole["content"]
        if sha256(text.encode()).hexdigest() != whole["sha256"]:
            return None
        content = json.loads(text)
        slots = tuple(Slot(**{**slot, "kind": SlotKind(slot["kind"])}) for slot in content["slots"])
        return KeyRing(content["desk_id"], slots)
    except (OSError, ValueError, KeyError, TypeError):
        return None
