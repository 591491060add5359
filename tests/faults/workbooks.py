"""Mutated workbooks: truncated, flipped bits, parts exchanged, bombs. Each ends in a clear refusal or a preview.

`python -m tests.faults.workbooks 500` reads them all in the guarded child and prints what came of them; the desk's
data digest must stay equal, no file may take longer or more memory than the limits.
"""

import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from time import monotonic

from centre_desk.papers.guarded.limits import MOST_MEMORY, MOST_SECONDS
from centre_desk.queries.referral import plan_referrals, read_file
from centre_desk.rules.refusal import Refused
from centre_desk.store.digest import data_digest
from centre_desk.store.opening import Store

FILES = Path(__file__).parent.parent / "fixtures" / "referrals"
SOURCES = tuple(
    FILES / name
    for name in (
        "orientations_2019-09_office.xlsx",
        "orientations_2019-09_clean.xlsx",
        "orientations_2019-09_office.ods",
        "orientations_2019-09_office.xls",
        "orientations_2019-10_excel_fr.csv",
    )
)
TODAY = date(2019, 11, 11)
_SLACK = 5.0
"""Seconds beyond the child's own limit for starting and ending it on a busy machine."""


def truncated(content: bytes, chance: random.Random) -> bytes:
    """Cut the end off."""
    return content[: chance.randrange(len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Flip one to forty bits anywhere."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def shuffled(content: bytes, chance: random.Random) -> bytes:
    """Exchange two blocks of 512 bytes."""
    blocks = [content[at : at + 512] for at in range(0, len(content), 512)]
    one, other = chance.randrange(len(blocks)), chance.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def torn_part(content: bytes, chance: random.Random) -> bytes:
    """Flip bits, or cut, inside one unpacked part of a sound zip: the damage gets past the checksums."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return flipped(content, chance)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen and part:
                part = chance.choice((truncated, flipped))(part, chance)
            new.writestr(name, part)
    return out.getvalue()


def bomb(content: bytes, chance: random.Random) -> bytes:
    """Make a small file that asks for a great deal: unpacked size, parts, rows, columns, entities."""
    return chance.choice((_large_part, _many_parts, _far_cell, _entities))(chance)


def _zip_of(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return out.getvalue()


def _large_part(chance: random.Random) -> bytes:
    return _zip_of(
        {"xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": b" " * (2**20 * chance.randint(101, 160))}
    )


def _many_parts(chance: random.Random) -> bytes:
    return _zip_of({f"xl/worksheets/sheet{n}.xml": b"<worksheet/>" for n in range(chance.randint(201, 900))})


def _far_cell(chance: random.Random) -> bytes:
    letters, row = chance.choice(("A", "XFD", "ZZ")), chance.choice((1_048_576, 400_000, 20_001))
    sheet = f'<worksheet><sheetData><row r="{row}"><c r="{letters}{row}"><v>1</v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(SOURCES[0]) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return _zip_of({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})


def _entities(chance: random.Random) -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 50}">' for n in range(chance.randint(6, 12)))
    return _zip_of({"xl/workbook.xml": f'<!DOCTYPE w [{lines}]><workbook name="&a5;"/>'.encode()})


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (truncated, flipped, shuffled, torn_part, bomb)


def mutant(number: int) -> tuple[str, str, bytes]:
    """Return the kind, the suffix and the bytes of a mutant; the same number gives the same bytes."""
    chance = random.Random(number)
    source, mutate = SOURCES[number % len(SOURCES)], MUTATIONS[number // len(SOURCES) % len(MUTATIONS)]
    suffix = ".xlsx" if mutate is bomb else source.suffix
    return mutate.__name__, suffix, mutate(source.read_bytes(), chance)


def outcome(store: Store, number: int, folder: Path) -> tuple[str, float]:
    """Read one mutant as an import does; return the refusal's code or `preview`, and the seconds."""
    _, suffix, content = mutant(number)
    path = folder / f"mutant{number}{suffix}"
    path.write_bytes(content)
    start = monotonic()
    try:
        plan = plan_referrals(store, read_file(store, path), today=TODAY)
        found = "preview"
        assert len(plan.lines) == sum(plan.counts().values())
    except Refused as refused:
        (refusal,) = refused.refusals
        found = refusal.code
    finally:
        path.unlink()
    seconds = monotonic() - start
    assert seconds < MOST_SECONDS + _SLACK, (number, seconds)
    return found, seconds


def peak_memory() -> int:
    """Return the most memory, in bytes, that a child held so far; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def digest_of(store: Store) -> str:
    """Return the digest of the desk's facts."""
    with store.read() as db:
        return data_digest(db)


def main(count: int) -> None:
    """Read `count` mutants and print the figures."""
    from tests.faults.desk import new_desk

    with tempfile.TemporaryDirectory() as name, new_desk(Path(name) / "desk") as store:
        before, found, slowest = digest_of(store), Counter[str](), 0.0
        for number in range(count):
            code, seconds = outcome(store, number, Path(name))
            found[code] += 1
            slowest = max(slowest, seconds)
        assert digest_of(store) == before, "the desk changed"
    print(f"{count} mutants, the desk unchanged, slowest {slowest:.1f} s, most memory {peak_memory() / 2**20:.0f} MB")
    for code, times in found.most_common():
        print(f"  {times:5} {code}")
    assert peak_memory() <= MOST_MEMORY


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
