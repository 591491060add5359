"""The package of a return: read with independent libraries, its sums compared, its bytes made twice."""

import csv
import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from centre_desk.papers.monthly_return.canonical import canonical_bytes, canonical_hash, read_canonical
from centre_desk.papers.monthly_return.facts import ReturnSheet
from centre_desk.papers.monthly_return.names import NameListFacts, NameRow, name_list_name, name_list_workbook
from centre_desk.papers.monthly_return.package import Package, return_package, return_totals
from centre_desk.papers.monthly_return.tables import CSV_TABLES
from centre_desk.rules.register import Sex
from centre_desk.store.signing import SigningKey
from centre_desk.texts.catalogue import catalogue
from tests.papers.sample_return import sample_return

KEY = SigningKey(bytes(range(32)))
TABS = {
    "fr": ["Synthèse", "Sessions", "Assiduité", "Tests de qualification", "Examens", "Certificats", "Allocations",
           "Garderie", "Frais de formation", "Kits", "Suivi", "Abandons", "Contrôles"],
    "en": ["Summary", "Sessions", "Attendance", "Skills tests", "Exams", "Certificates", "Allowances",
           "Day care", "Training fees", "Kits", "Follow-up", "Drop-outs", "Checks"],
}  # fmt: skip


def package(language: str = "fr", sheet: ReturnSheet | None = None) -> Package:
    return return_package(
        sheet or sample_return(), catalogue(language), audit_head="cd" * 32, kid=KEY.kid, sign=KEY.sign
    )


def parts(made: Package) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(params=["UTC", "Pacific/Kiritimati"])
def _elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def test_canonical_data_come_back_as_they_were() -> None:
    sheet = sample_return()
    data = canonical_bytes(sheet)
    assert read_canonical(data) == sheet
    assert canonical_bytes(read_canonical(data)) == data


@pytest.mark.parametrize("wrong", [b"", b"{}", b"[]", b'{"format": 2}', b"\xff"])
def test_what_is_no_return_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_canonical(wrong)


def test_a_changed_return_is_not_read_as_one() -> None:
    data = canonical_bytes(sample_return())
    with pytest.raises(ValueError, match="canonical"):
        read_canonical(data.replace(b'"version":1', b'"version": 1'))
    assert canonical_hash(data.replace(b"43930", b"43935")) != canonical_hash(data)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.usefixtures("_elsewhere")
def test_the_same_return_gives_the_same_bytes(language: str) -> None:
    first = package(language)
    time.sleep(1.1 if os.environ["TZ"] == "UTC" else 0)
    assert package(language).content == first.content


def test_it_is_named_by_centre_month_and_version() -> None:
    assert package(sheet=sample_return(version=3)).name == "CFP-SENOU-2019-11-v3.zip"


def test_the_manifest_names_every_file_and_is_signed() -> None:
    files = parts(package())
    manifest = json.loads(files["manifest.json"])
    signature = json.loads(files["manifest.sig"])
    Ed25519PublicKey.from_public_bytes(KEY.public).verify(bytes.fromhex(signature["signature"]), files["manifest.json"])
    rest = {name: sha256(content).hexdigest() for name, content in files.items() if not name.startswith("manifest")}
    assert manifest["files"] == rest
    assert manifest["audit_head"] == "cd" * 32
    assert (manifest["centre"], manifest["month"], manifest["version"]) == ("CFP-SENOU", "2019-11", 1)
    assert manifest["canonical_sha256"] == sha256(files["return.json"]).hexdigest()
    assert manifest["previous"] == "ab" * 32


def test_canonical_data_hold_no_journal_head_and_no_key() -> None:
    data = parts(package())["return.json"]
    assert b"cdcdcd" not in data
    assert KEY.kid.encode() not in data


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_workbook_has_its_sheets_and_exact_totals_as_values(language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(parts(package(language))["return.xlsx"]))
    assert book.sheetnames == TABS[language]
    sheet = book[TABS[language][6]]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    head, last = list(rows[0]), rows[-1]
    net = head.index("Net (F CFA)")
    assert last[0] == "TOTAL"
    assert last[net] == sum(row.net for row in sample_return().allowances)
    assert len(rows) == 30 + 2
    assert sheet.freeze_panes == "A4"


def test_people_read_words_and_machines_read_codes() -> None:
    files = parts(package("fr"))
    book = openpyxl.load_workbook(io.BytesIO(files["return.xlsx"]))
    shown = [cell.value for cell in book["Assiduité"][4]]
    assert "18–35 ans" in shown
    assert "Bamako" in shown
    first = next(csv.DictReader(io.StringIO(files["data/attendance.csv"].decode())))
    assert (first["case_number"], first["age_band"], first["region"]) == ("DEMO-00001", "18_35", "00")
    assert first["attendance"] == "95.2"


def test_the_csv_files_are_the_same_in_both_languages() -> None:
    french, english = parts(package("fr")), parts(package("en"))
    assert all(french[name] == english[name] for name in french if name.endswith(".csv"))


def test_the_description_fits_the_csv_files() -> None:
    files = parts(package())
    described = json.loads(files["datapackage.json"])["resources"]
    assert [one["path"] for one in described] == [f"data/{table.name}.csv" for table in CSV_TABLES]
    for one in described:
        content = files[one["path"]]
        head = next(csv.reader(io.StringIO(content.decode())))
        assert head == [field["name"] for field in one["schema"]["fields"]]
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{sha256(content).hexdigest()}"


def test_nothing_that_was_typed_becomes_a_formula() -> None:
    files = parts(package())
    assert ",'=certificat reçu le 4/11," in files["data/corrections.csv"].decode()
    with zipfile.ZipFile(io.BytesIO(files["return.xlsx"])) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_no_name_and_no_phone_has_a_place_in_the_return() -> None:
    columns = {field.name for table in CSV_TABLES for field in table.fields}
    assert columns.isdisjoint({"family_name", "given_names", "phone", "birth_date", "mother_name", "id_number"})


def test_the_totals_are_sums_of_the_rows() -> None:
    sheet = sample_return()
    totals = return_totals(sheet)
    assert totals["allowances_net_francs"] == sum(row.net for row in sheet.allowances)
    assert totals["day_care_amount_francs"] == 30 * 28_500
    assert totals["attendance_rows"] == 30
    empty = replace(sheet, allowances=(), corrections=())
    assert return_totals(empty)["allowances_net_francs"] == 0


def test_an_empty_month_makes_a_package_too() -> None:
    sheet = ReturnSheet(
        centre=sample_return().centre, agreement=sample_return().agreement, month="2019-12", version=1,
        rule_pack="2019.1", recipient="OIM Mali", signed_by="", age_bands=(), regions=(), trades=(),
    )  # fmt: skip
    assert openpyxl.load_workbook(io.BytesIO(parts(package(sheet=sheet))["return.xlsx"])).sheetnames == TABS["fr"]


def test_the_list_of_names_holds_who_agreed_and_says_how_many_did_not() -> None:
    row = NameRow("DEMO-1", "Rokiatou Ɲɛ", "TRAORÉ", Sex.FEMALE, date(2019, 9, 1), 1994, "+223 76 00 00 00")
    facts = NameListFacts("CFP Sénou", "CFP-SENOU", "2019-11", 1, "OIM Mali", "suivi", (row,), 2)
    book = openpyxl.load_workbook(io.BytesIO(name_list_workbook(facts, catalogue("fr"))))
    values = [value for line in book.worksheets[0].iter_rows(values_only=True) for value in line if value]
    assert {"DEMO-1", "Rokiatou Ɲɛ", "TRAORÉ", "+223 76 00 00 00"} <= set(values)
    assert any("OIM Mali" in str(value) and "2" in str(value) for value in values)
    assert name_list_workbook(facts, catalogue("fr")) == name_list_workbook(facts, catalogue("fr"))
    assert "TRAOR" not in name_list_name(facts)
