"""The identity of lines over generated files, held against counts that do not come from the reader.

`python -m tests.faults.layouts 2000` checks each list: lines read = people that the generator wrote = added + changed
+ unchanged + refused + to decide + left out, as the desk's own rows count them; every other row is listed as left.
It needs LibreOffice for .xls and .ods, and refuses without.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from unittest.mock import patch

from sqlalchemy import func, select

from centre_desk.actions.desk.rights import actor_of
from centre_desk.actions.referral import import_referrals
from centre_desk.models.referral import Referral, ReferralLine
from centre_desk.models.register import Person
from centre_desk.papers.guarded import Sheet, Table
from centre_desk.papers.guarded.child import read_content
from centre_desk.papers.referral.reading import ReferralList, find_referrals
from centre_desk.queries.referral import read_file
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.line import QUESTIONS
from centre_desk.rules.referral.plan import Answer
from centre_desk.store.opening import Store
from tests.faults.list_files import Layout, layout, saved

AT = datetime(2019, 11, 11, 8, 0, tzinfo=UTC)
DAYS = (date(2019, 9, 1), date(2019, 10, 1))
YES = Answer(create_new=True, accepted=QUESTIONS)
_A_DESK = 25
"""So many lists go to one desk, which grows meanwhile."""


def check(store: Store, made: Layout, content: bytes | None = None, *, user: int = 1) -> Counter[LineFate]:
    """Check the identity of a list's lines; raises AssertionError, with the list's number, where one is lost.

    The list is imported without answers, with answers, again, once more with other regions, and on another day.
    Returns the fates of all lines.
    """
    found = read_list(made, content)
    assert len(found.lines) == made.people, (made.seed, "lines read", len(found.lines), made.people)
    assert len(found.left) == made.noise, (made.seed, "rows left", [row.text for row in found.left])
    assert sum(sheet.people for sheet in found.unread if sheet.hidden) == made.hidden, (made.seed, "hidden")
    with store.read() as db:
        by = actor_of(db, user, AT.date())
    answers = {line.place: Answer(skip=True) if n % 5 == 4 else YES for n, line in enumerate(found.lines)}
    fates = Counter[LineFate]()
    for answered, day in (({}, DAYS[0]), (answers, DAYS[0])):
        fates += _import(store, made, found, answered, day, by)
    again = _import(store, made, found, answers, DAYS[0], by)
    assert not again[LineFate.NEW] + again[LineFate.CHANGED], (made.seed, "the same list again changes nothing")
    amended = read_list(made.amended())
    return fates + again + _import(store, made, amended, answers, DAYS[0], by) + _import(
        store, made, found, answers, DAYS[1], by
    )


def read_list(made: Layout, content: bytes | None = None) -> ReferralList:
    """Read a list as the guarded child and its parent do, in this process."""
    kind = made.kind if content is not None or made.kind in ("csv", "xlsm") else "xlsx"
    sheets = read_content(content or saved(made), f".{kind}")
    return find_referrals(Table("liste", f"{made.seed:064d}", tuple(_sheet(s) for s in sheets)))


def _import(
    store: Store, made: Layout, found: ReferralList, answers: dict[str, Answer], day: date, by: Actor
) -> Counter[LineFate]:
    """Import a list and hold what the plan says against what the desk's rows say."""
    before = _counted(store)
    done = import_referrals(store, referrals=found, answers=answers, referred_on=day, by=by, at=AT)
    after = _counted(store)
    said, rows = Counter(done.plan.counts()), after - before
    assert sum(said.values()) == made.people, (made.seed, "fates")
    assert rows["referral"] == said[LineFate.NEW], (made.seed, "referrals added")
    assert rows["person"] == sum(line.person_id is None for line in done.plan.of(LineFate.NEW)), (made.seed, "people")
    if done.count:
        lines = Counter({fate: rows[f"line {fate}"] for fate in LineFate})
        assert lines == said, (made.seed, "lines of the desk")
        assert rows["line"] == made.people, (made.seed, "lines written")
    else:
        assert not rows, (made.seed, "nothing was written")
    return +said


def _counted(store: Store) -> Counter[str]:
    """Count the desk's rows, with no help of what wrote them."""
    with store.read() as db:
        counted = Counter({
            "person": db.scalar(select(func.count(Person.id))) or 0,
            "referral": db.scalar(select(func.count(Referral.id))) or 0,
            "line": db.scalar(select(func.count(ReferralLine.id))) or 0,
        })  # fmt: skip
        for fate, count in db.execute(select(ReferralLine.fate, func.count()).group_by(ReferralLine.fate)).all():
            counted[f"line {fate}"] = count
    return counted


def _sheet(answer: dict[str, object]) -> Sheet:
    rows = answer["rows"]
    assert isinstance(rows, list)
    plain = tuple(
        tuple(date.fromisoformat(cell["d"]) if isinstance(cell, dict) else cell for cell in row) for row in rows
    )
    return Sheet(str(answer["name"]), bool(answer["hidden"]), plain)


def converted(made: list[Layout], folder: Path) -> dict[int, bytes]:
    """Return lists as .xls and .ods, made by LibreOffice, a hundred at a time."""
    for one in made:
        (folder / f"{one.seed}.xlsx").write_bytes(saved(one))
    for kind in ("xls", "ods"):
        sources = [str(folder / f"{one.seed}.xlsx") for one in made if one.kind == kind]
        for start in range(0, len(sources), 100):
            part = sources[start : start + 100]
            command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(folder), *part]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {one.seed: (folder / f"{one.seed}.{one.kind}").read_bytes() for one in made}


def main(count: int) -> None:
    """Check `count` lists, every twentieth through the guarded child too, and print the figures."""
    from tests.faults.desk import new_desk

    if shutil.which("soffice") is None:
        sys.exit("LibreOffice (soffice) is needed for .xls and .ods, and is not here: nothing was checked.")
    start, kinds, fates, people = monotonic(), Counter[str](), Counter[LineFate](), 0
    everything = [layout(seed) for seed in range(count)]
    with tempfile.TemporaryDirectory() as name, patch("centre_desk.actions.referral.importing.back_up_before"):
        folder = Path(name)
        files = converted([one for one in everything if one.kind in ("xls", "ods")], folder)
        for first in range(0, count, _A_DESK):
            with new_desk(folder / f"desk{first}") as store:
                for made in everything[first : first + _A_DESK]:
                    content = files.get(made.seed) or saved(made)
                    fates += check(store, made, content)
                    if made.seed % 20 == 0:
                        path = folder / f"real.{made.kind}"
                        path.write_bytes(content)
                        assert len(read_file(store, path).lines) == made.people, made.seed
                    kinds[f"{made.kind} {made.encoding}" if made.kind == "csv" else made.kind] += 1
                    people += made.people
    print(f"{count} lists, {people} people, no line lost, {monotonic() - start:.0f} s")
    print("  " + ", ".join(f"{kind}: {times}" for kind, times in kinds.most_common()))
    print("  lines in five imports of each: " + ", ".join(f"{fate}: {times}" for fate, times in fates.most_common()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
