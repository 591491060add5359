"""The certificate on paper: read back by an independent reader, verified by independent code, the same twice."""

from datetime import date
from pathlib import Path

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from centre_desk.papers.certificate import CertificateSheet, Signing, certificates_pdf
from centre_desk.rules.certificate import CertificateKind
from centre_desk.rules.exam import Mention
from centre_desk.rules.register import Sex
from centre_desk.store.signing import CertificateClaims, SigningKey, sign_certificate
from centre_desk.texts.catalogue import Catalogue, catalogue
from tests.papers.reading import LETTERHEAD, needs_readers, read_squares, texts

KEY = SigningKey(bytes(range(32)))
SIGNINGS = (Signing("Le formateur"), Signing("La directrice", "Mme Fatoumata DIARRA"))
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def sheet(name: str = "Mme Koné Rokiatou Ɲɛ TRAORÉ", number: str = "2019-0042", copy: int = 0) -> CertificateSheet:
    claims = CertificateClaims(
        centre="CFP-SENOU",
        number=number,
        kind=CertificateKind.TRAINING.value,
        name=name,
        trade="Coupe et couture",
        issued=date(2019, 12, 6),
        start=date(2019, 9, 2),
        end=date(2019, 11, 29),
        hours=480,
        mention=Mention.FAIRLY_GOOD.value,
    )
    signed = sign_certificate(KEY, claims)
    return CertificateSheet(
        number=number,
        kind=CertificateKind.TRAINING,
        name=name,
        sex=Sex.FEMALE,
        trade="Coupe et couture",
        issued=date(2019, 12, 6),
        start=date(2019, 9, 2),
        end=date(2019, 11, 29),
        hours=480,
        mention=Mention.FAIRLY_GOOD,
        birth_year=1994,
        birth_place="Kita",
        qr_text=signed.text,
        code=signed.code,
        copy=copy,
    )


SKILLS = CertificateSheet(
    number="2019-0043",
    kind=CertificateKind.SKILLS,
    name="Ŋolo Ɔumar Ɛli AG MOHAMED ELMOCTAR OULD-CHEICKNA KEÏTA DIT BAKORO DJOUFOUNDOU",
    sex=Sex.MALE,
    trade="Maçonnerie",
    issued=date(2019, 11, 29),
    end=date(2019, 11, 12),
    birth_date=date(1988, 1, 1),
    birth_place="Yélimané",
    second_key="fils de Awa Ɲaɲa CISSÉ",
)


BOTH = [sheet(copy=1), SKILLS]


def draw(sheets: list[CertificateSheet], words: Catalogue) -> bytes:
    return certificates_pdf(sheets, letterhead=LETTERHEAD, town="Bamako", signings=SIGNINGS, words=words)


def base45(text: str) -> bytes:
    """Decode by the letter of RFC 9285, with no code of the program."""
    out = b""
    for at in range(0, len(text), 3):
        values = [ALPHABET.index(char) for char in text[at : at + 3]]
        number = sum(value * 45**place for place, value in enumerate(values))
        out += number.to_bytes(len(values) - 1, "big")
    return out


def verify_independently(text: str, public: bytes) -> dict[int, object]:
    """Check a COSE_Sign1 by hand (RFC 9052, 4.4), with no code of the program."""
    assert text.startswith("CD1:")
    protected, _unprotected, payload, signature = cbor2.loads(base45(text[4:])).value
    to_sign = cbor2.dumps(["Signature1", protected, b"", payload])
    Ed25519PublicKey.from_public_bytes(public).verify(signature, to_sign)
    content: dict[int, object] = cbor2.loads(payload)
    return content


@needs_readers
def test_the_printed_square_is_read_back_and_verified(tmp_path: Path) -> None:
    sheets = [sheet(), sheet("Awa DIARRA", "2019-0044", copy=1), sheet(SKILLS.name, "2019-0045")]
    read = read_squares(draw(sheets, catalogue("fr")), tmp_path)
    assert read == [one.qr_text for one in sheets]
    content = verify_independently(read[0], KEY.public)
    assert content[5] == "Mme Koné Rokiatou Ɲɛ TRAORÉ"
    assert content[3] == "2019-0042"


def test_one_changed_byte_is_refused() -> None:
    text = sheet().qr_text
    message = bytearray(base45(text[4:]))
    refused = 0
    for at in range(len(message)):
        changed = bytes(message[:at]) + bytes([message[at] ^ 1]) + bytes(message[at + 1 :])
        try:
            protected, _, payload, signature = cbor2.loads(changed).value
            to_sign = cbor2.dumps(["Signature1", protected, b"", payload])
            Ed25519PublicKey.from_public_bytes(KEY.public).verify(signature, to_sign)
        except (InvalidSignature, cbor2.CBORDecodeError, ValueError, TypeError, AttributeError):
            refused += 1
    # What is not signed is the frame alone: the tag, the array and the empty unprotected header.
    assert refused >= len(message) - 3


def test_the_code_holds_no_more_than_the_paper_certifies() -> None:
    content = verify_independently(sheet().qr_text, KEY.public)
    assert set(content) == set(range(1, 12))
    assert "1994" not in str(content)
    assert "Kita" not in str(content)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_what_it_certifies(language: str) -> None:
    words = catalogue(language)
    training, skills = texts(draw([sheet(copy=2), SKILLS], words))
    for said in ("Mme Koné Rokiatou Ɲɛ TRAORÉ", "COUPE ET COUTURE", "2019-0042", sheet().code, "1994", "480"):
        assert said in training
    assert words.t("DUPLICATE no. {number}", number=2).replace("\xa0", " ") in training
    assert words.t("DEMONSTRATION") in training
    assert words.t("PREVIEW") in skills
    assert "CISSÉ" in skills
    assert SKILLS.name.split()[0] in skills


def test_a_very_long_name_is_whole_on_the_page() -> None:
    (page,) = texts(draw([SKILLS], catalogue("fr")))
    assert all(part in page for part in SKILLS.name.split())


def test_the_same_facts_give_the_same_bytes() -> None:
    sheets = [sheet(), SKILLS]
    assert draw(sheets, catalogue("fr")) == draw(sheets, catalogue("fr"))
