"""The package that IOM receives: workbook, CSV files with their description, frozen data, signed manifest, one zip.

Facts: before encryption the same facts give the same bytes. People read the workbook; programs read the CSV files
(UTF-8, comma, RFC 4180) by `datapackage.json` (Frictionless Data). The manifest names the SHA-256 of every file and
the head of the centre's journal, so that IOM is the witness of both.
"""

import csv
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

from centre_desk.papers.monthly_return.canonical import canonical_bytes, canonical_hash
from centre_desk.papers.monthly_return.facts import ReturnSheet
from centre_desk.papers.monthly_return.fields import Field, Table, machine_text
from centre_desk.papers.monthly_return.tables import ALLOWANCES, CORRECTIONS, CSV_TABLES, DAY_CARE, FEES
from centre_desk.papers.monthly_return.workbook import return_workbook
from centre_desk.papers.workbook import add_part
from centre_desk.rules.monthly_return import PACKAGE_KIND
from centre_desk.texts.catalogue import Catalogue

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
CANONICAL, WORKBOOK, DESCRIPTION = "return.json", "return.xlsx", "datapackage.json"


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package: its file name, its bytes, the SHA-256 of its frozen data."""

    name: str
    content: bytes
    canonical_sha256: str


def package_name(sheet: ReturnSheet) -> str:
    """Return `<centre>-<YYYY-MM>-v<N>.zip`."""
    return f"{sheet.centre.code}-{sheet.month}-v{sheet.version}.zip"


def return_package(
    sheet: ReturnSheet, words: Catalogue, *, audit_head: str, kid: str, sign: Callable[[bytes], bytes]
) -> Package:
    """Make the package of a return. `sign` returns the Ed25519 signature of key `kid` over what it is given."""
    files = package_files(sheet, words)
    manifest = _json(_manifest(sheet, files, words.language, audit_head, kid))
    signature = _json({"kid": kid, "signature": sign(manifest).hex()})
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {MANIFEST: manifest, SIGNATURE: signature, **files}.items():
            add_part(archive, name, content)
    return Package(package_name(sheet), out.getvalue(), canonical_hash(files[CANONICAL]))


def package_files(sheet: ReturnSheet, words: Catalogue) -> dict[str, bytes]:
    """Return every file of the package but the manifest and its signature, by name."""
    tables = {f"data/{table.name}.csv": csv_bytes(table, sheet) for table in CSV_TABLES}
    return {
        WORKBOOK: return_workbook(sheet, words),
        CANONICAL: canonical_bytes(sheet),
        DESCRIPTION: _json(_description(sheet, tables, words)),
        **tables,
    }


def csv_bytes(table: Table, sheet: ReturnSheet) -> bytes:
    """Return a table as CSV: the names of the columns, then a line a row."""
    out, table = StringIO(), table.shown(sheet)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(field.name for field in table.fields)
    writer.writerows([machine_text(field, field.take(row)) for field in table.fields] for row in table.rows(sheet))
    return out.getvalue().encode()


def return_totals(sheet: ReturnSheet) -> dict[str, int]:
    """Return the sums that a reader compares first: francs by kind, and how many rows each table has."""
    sums: dict[str, int] = {f"{table.name}_rows": len(list(table.rows(sheet))) for table in CSV_TABLES}
    for table, column in ((ALLOWANCES, "net"), (ALLOWANCES, "paid"), (DAY_CARE, "amount"), (FEES, "amount")):
        sums[f"{table.name}_{column}_francs"] = _sum(table, column, sheet)
    sums["corrections_amount_francs"] = _sum(CORRECTIONS, "amount", sheet)
    return sums


def _sum(table: Table, column: str, sheet: ReturnSheet) -> int:
    total = table.totals(table.rows(sheet))[column]
    return total if isinstance(total, int) else 0


def _manifest(
    sheet: ReturnSheet, files: Mapping[str, bytes], language: str, audit_head: str, kid: str
) -> dict[str, Any]:
    return {
        "kind": PACKAGE_KIND,
        "format": FORMAT,
        "centre": sheet.centre.code,
        "month": sheet.month,
        "version": sheet.version,
        "replaces": sheet.replaces,
        "previous": sheet.previous,
        "canonical_sha256": canonical_hash(files[CANONICAL]),
        "audit_head": audit_head,
        "rule_pack": sheet.rule_pack,
        "recipient": sheet.recipient,
        "signed_by": sheet.signed_by,
        "language": language,
        "demonstration": sheet.centre.demonstration,
        "kid": kid,
        "totals": return_totals(sheet),
        "files": {name: sha256(content).hexdigest() for name, content in files.items()},
    }


def _description(sheet: ReturnSheet, tables: Mapping[str, bytes], words: Catalogue) -> dict[str, Any]:
    """Describe the CSV files in the words of Frictionless Data (Data Package, Table Schema)."""
    return {
        "profile": "tabular-data-package",
        "name": f"{sheet.centre.code}-{sheet.month}-v{sheet.version}".lower(),
        "title": words.t("Monthly return to IOM, {month}", month=sheet.month),
        "description": words.t(
            "Rows by case number, without names. Amounts are whole CFA francs (XOF). A text that begins with "
            "= + - @ has an apostrophe before it."
        ),
        "resources": [
            _resource(table.shown(sheet), tables[f"data/{table.name}.csv"], words) for table in CSV_TABLES
        ],
    }


def _resource(table: Table, content: bytes, words: Catalogue) -> dict[str, Any]:
    return {
        "name": table.name.replace("_", "-"),
        "path": f"data/{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": words.msg(table.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {"fields": [_schema_field(field, words) for field in table.fields], "missingValues": [""]},
    }


def _schema_field(field: Field, words: Catalogue) -> dict[str, str]:
    described = {"name": field.name, "type": field.machine_type, "title": words.msg(field.title)}
    return described | ({"hxl": field.hxl} if field.hxl else {})


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
