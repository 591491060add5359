"""Keys, signed certificates and trust lists, against standard vectors and plain libraries."""

import json
from datetime import date

import cbor2
import pytest

from centre_desk.rules.refusal import Refused
from centre_desk.store.sealing import decrypt_with, encrypt_to, is_age_key, lock_workbook, new_age_key
from centre_desk.store.signing import (
    CertificateClaims,
    SigningKey,
    TrustedKey,
    claims_payload,
    key_id,
    new_signing_key,
    read_claims,
    read_trust_list,
    sign_certificate,
    signature_holds,
    write_trust_list,
)

KEY = SigningKey(bytes(range(32)))
CLAIMS = CertificateClaims("CFP-SENOU", "2019-0042", "training", "Rokiatou Ɲɛ TRAORÉ", "Maçonnerie", date(2019, 12, 6))


def test_signatures_are_those_of_the_standard() -> None:
    """RFC 8032, 7.1, test 2."""
    key = SigningKey(bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    assert key.public.hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    assert key.sign(b"\x72").hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da")
    assert signature_holds(key.public, key.sign(b"\x72"), b"\x72")
    assert not signature_holds(key.public, key.sign(b"\x72"), b"\x73")
    assert not signature_holds(key.public, b"short", b"\x72")


def test_a_key_does_not_show_its_secret() -> None:
    key = new_signing_key()
    assert key.seed.hex() not in repr(key)
    assert str(key.seed) not in repr(key)
    assert key.kid == key_id(key.public)
    assert new_signing_key().seed != key.seed


def test_claims_come_back_and_their_bytes_are_one() -> None:
    payload = claims_payload(CLAIMS)
    assert read_claims(payload) == CLAIMS
    assert claims_payload(read_claims(payload)) == payload


@pytest.mark.parametrize("payload", [b"", b"\xa0", cbor2.dumps({1: 1, 2: "x"}), cbor2.dumps([1, 2]), b"\xff\xff"])
def test_other_bytes_are_no_claims(payload: bytes) -> None:
    with pytest.raises(ValueError, match="claims"):
        read_claims(payload)


def test_the_same_claims_give_the_same_square() -> None:
    assert sign_certificate(KEY, CLAIMS) == sign_certificate(KEY, CLAIMS)


def test_an_ordinary_long_name_fits_the_square_of_version_13() -> None:
    long = CertificateClaims(
        "CFP-SENOU", "2019-00042", "training", "Mme Koné Rokiatou Ɲɛ Fatoumata DIARRASSOUBA",
        "Conduite de camions", date(2019, 12, 6), date(2019, 9, 2), date(2019, 11, 29), 480, "very_good",
    )  # fmt: skip
    assert len(sign_certificate(KEY, long).text) <= 352


def test_trust_lists_come_back() -> None:
    keys = (TrustedKey(KEY.kid, "CFP-SENOU", KEY.public, date(2019, 1, 1), date(2020, 1, 1)),)
    assert read_trust_list(write_trust_list(keys)) == keys
    (listed,) = json.loads(write_trust_list(keys))["keys"]
    assert set(listed) == {"kid", "centre", "public", "from", "to"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"keys": [{}]}', '{"keys": 3}', '{"keys": [{"kid": "00", "public": "zz", "centre": "", "from": ""}]}'],
)
def test_other_files_are_no_trust_list(text: str) -> None:
    with pytest.raises(Refused):
        read_trust_list(text, "keys.json")


def test_a_trust_list_with_a_key_under_another_name_is_refused() -> None:
    text = write_trust_list([TrustedKey("00" * 8, "CFP-SENOU", KEY.public, date(2019, 1, 1))])
    with pytest.raises(Refused, match="keys_unreadable"):
        read_trust_list(text)


def test_only_the_holders_of_the_keys_can_read() -> None:
    public, private = new_age_key()
    other_public, other_private = new_age_key()
    sealed = encrypt_to(b"noms", [public, other_public])
    assert b"noms" not in sealed
    assert decrypt_with(sealed, private) == decrypt_with(sealed, other_private) == b"noms"
    with pytest.raises(Refused, match="not_decrypted"):
        decrypt_with(sealed, new_age_key()[1])


def test_what_is_no_age_key_is_refused() -> None:
    assert is_age_key(new_age_key()[0])
    assert not is_age_key("age1nonsense")
    for recipients in ([], ["age1nonsense"]):
        with pytest.raises(Refused, match="no_age_key"):
            encrypt_to(b"noms", recipients)


def test_a_locked_workbook_opens_with_its_password_only() -> None:
    import io

    import msoffcrypto
    import openpyxl
    from msoffcrypto.exceptions import InvalidKeyError

    book = openpyxl.Workbook()
    book.active["A1"] = "TRAORÉ"
    plain = io.BytesIO()
    book.save(plain)
    locked = lock_workbook(plain.getvalue(), "un mot de passe long")
    assert "TRAORÉ".encode() not in locked
    file = msoffcrypto.OfficeFile(io.BytesIO(locked))
    opened = io.BytesIO()
    file.load_key(password="un mot de passe long")
    file.decrypt(opened)
    assert openpyxl.load_workbook(opened).active["A1"].value == "TRAORÉ"
    with pytest.raises(InvalidKeyError):
        file.load_key(password="un autre mot de passe", verify_password=True)
    with pytest.raises(Refused, match="short_password"):
        lock_workbook(plain.getvalue(), "court")
