"""What a verification says: proved, contradicted, open; no changed byte passes."""

import io
import json
import random
import zipfile
from datetime import date
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.papers.monthly_return.package import return_package
from centre_desk.rules.encoding import base45_decode, base45_encode
from centre_desk.store.backup import KIND
from centre_desk.store.signing import CertificateClaims, SigningKey, TrustedKey, sign_certificate
from centre_desk.store.verify import BACKUP_KIND, Item, Standing, Verdict, verify_archive, verify_certificate
from centre_desk.texts.catalogue import catalogue
from centre_desk.texts.proof import FINDINGS, finding_sentence
from tests.papers.sample_return import sample_return

KEY = SigningKey(bytes(range(32)))
TRUSTED = (TrustedKey(KEY.kid, "CFP-SENOU", KEY.public, date(2019, 1, 1)),)
CLAIMS = CertificateClaims("CFP-SENOU", "2019-0042", "training", "Rokiatou Ɲɛ TRAORÉ", "Maçonnerie", date(2019, 12, 6))
TEXT = sign_certificate(KEY, CLAIMS).text


def codes(verdict: Verdict, standing: Standing) -> list[str]:
    return [finding.code for finding in verdict.findings if finding.standing is standing]


def test_a_certificate_by_a_known_key_holds_and_the_register_stays_open() -> None:
    verdict = verify_certificate(TEXT + "\n", TRUSTED)
    assert verdict.holds
    assert codes(verdict, Standing.PROVED) == ["certificate_signed", "key_in_time"]
    assert codes(verdict, Standing.OPEN) == ["certificate_states", "register_not_asked"]


def test_without_the_key_nothing_is_proved() -> None:
    verdict = verify_certificate(TEXT, ())
    assert not verdict.holds
    assert codes(verdict, Standing.PROVED) == []
    assert codes(verdict, Standing.FALSE) == ["key_unknown"]


def test_a_key_speaks_for_its_own_centre_only() -> None:
    other = (TrustedKey(KEY.kid, "CFP-KAYES", KEY.public, date(2019, 1, 1)),)
    assert not verify_certificate(TEXT, other).holds


def test_a_certificate_dated_outside_its_key_does_not_hold() -> None:
    retired = (TrustedKey(KEY.kid, "CFP-SENOU", KEY.public, date(2019, 1, 1), date(2019, 6, 30)),)
    assert codes(verify_certificate(TEXT, retired), Standing.FALSE) == ["key_out_of_time"]


def test_no_changed_bit_verifies() -> None:
    message = base45_decode(TEXT[4:])
    for at in range(len(message)):
        for bit in range(8):
            changed = message[:at] + bytes([message[at] ^ 1 << bit]) + message[at + 1 :]
            assert not verify_certificate("CD1:" + base45_encode(changed), TRUSTED).holds, (at, bit)


def test_no_changed_character_verifies() -> None:
    chance = random.Random(1)
    for _ in range(2_000):
        at = chance.randrange(len(TEXT))
        char = chance.choice("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:aé")
        if char != TEXT[at]:
            assert not verify_certificate(TEXT[:at] + char + TEXT[at + 1 :], TRUSTED).holds, (at, char)


@pytest.mark.parametrize(
    "forged",
    [
        lambda parts: cbor2.dumps(parts),
        lambda parts: cbor2.dumps(cbor2.CBORTag(18, [parts[0], {4: b"x"}, *parts[2:]])),
        lambda parts: cbor2.dumps(cbor2.CBORTag(61, cbor2.CBORTag(18, parts))),
        lambda parts: cbor2.dumps(cbor2.CBORTag(18, parts)) + b"\x00",
    ],
)
def test_another_form_of_the_same_message_is_not_accepted(forged: object) -> None:
    parts = cbor2.loads(base45_decode(TEXT[4:])).value
    assert callable(forged)
    assert not verify_certificate("CD1:" + base45_encode(forged(list(parts))), TRUSTED).holds


@given(st.text(max_size=80))
def test_any_text_gives_a_verdict(text: str) -> None:
    assert not verify_certificate(text, TRUSTED).holds
    assert not verify_certificate("CD1:" + text, TRUSTED).holds


@pytest.fixture
def package(tmp_path: Path) -> Path:
    made = return_package(sample_return(3), catalogue("fr"), audit_head="cd" * 32, kid=KEY.kid, sign=KEY.sign)
    path = tmp_path / made.name
    path.write_bytes(made.content)
    return path


def rewritten(path: Path, change: dict[str, bytes | None]) -> Path:
    """Write the archive again with parts changed, added, or left out (None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()} | change
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def test_a_package_by_a_known_key_holds(package: Path) -> None:
    verdict = verify_archive(package, TRUSTED)
    assert verdict.item is Item.RETURN
    assert verdict.holds
    assert codes(verdict, Standing.PROVED) == ["parts_whole", "manifest_signed"]
    assert codes(verdict, Standing.OPEN) == ["return_states", "return_not_witnessed"]


def test_a_package_by_an_unknown_key_does_not_hold(package: Path) -> None:
    assert codes(verify_archive(package, ()), Standing.FALSE) == ["key_unknown"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"data/allowances.csv": b"x"}, "parts_changed"),
        ({"more.txt": b"x"}, "parts_differ"),
        ({"return.xlsx": None}, "parts_differ"),
        ({"manifest.sig": None}, "archive_not_read"),
        ({"manifest.sig": b"{}"}, "archive_not_read"),
        ({"manifest.json": b"{}"}, "archive_not_read"),
    ],
)
def test_what_was_changed_in_a_package_is_named(package: Path, change: dict[str, bytes | None], found: str) -> None:
    verdict = verify_archive(rewritten(package, change), TRUSTED)
    assert codes(verdict, Standing.FALSE) == [found]
    assert not verdict.holds


def test_a_changed_manifest_does_not_carry_its_signature(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["version"] = 2
    verdict = verify_archive(rewritten(package, {"manifest.json": json.dumps(manifest).encode()}), TRUSTED)
    assert codes(verdict, Standing.FALSE) == ["manifest_altered"]


def test_a_damaged_or_foreign_file_is_told(package: Path, tmp_path: Path) -> None:
    content = package.read_bytes()
    for name, wrong in (("cut.zip", content[:-500]), ("text.zip", b"hello"), ("empty.zip", b"")):
        (tmp_path / name).write_bytes(wrong)
        assert codes(verify_archive(tmp_path / name, TRUSTED), Standing.FALSE) == ["archive_not_read"]
    assert not verify_archive(tmp_path / "absent.zip", TRUSTED).holds


def test_flipped_bytes_in_a_package_never_pass(package: Path) -> None:
    content, chance = package.read_bytes(), random.Random(2)
    with zipfile.ZipFile(package) as archive:
        spans = [(part.header_offset + 30 + len(part.filename), part.file_size) for part in archive.infolist()]
    for start, size in spans:
        at = start + chance.randrange(max(1, size))
        package.write_bytes(content[:at] + bytes([content[at] ^ 32]) + content[at + 1 :])
        assert not verify_archive(package, TRUSTED).holds, at


def test_the_kind_of_a_backup_is_the_one_that_backups_write() -> None:
    assert BACKUP_KIND == KIND


def test_every_finding_has_its_sentence() -> None:
    for language in ("fr", "en"):
        for verdict in (
            verify_certificate(TEXT, TRUSTED),
            verify_certificate(TEXT, ()),
            verify_certificate("CD1:", ()),
        ):
            for finding in verdict.findings:
                said = finding_sentence(catalogue(language), finding.code, finding.facts)
                assert "{" not in said
    assert len(FINDINGS) == 18
