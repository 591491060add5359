"""The demonstration: a whole sound year, the same for the same date and seed, whose papers verify."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import func, select

from centre_desk.__main__ import main
from centre_desk.actions.overview.demonstration import Demonstration, make_demonstration
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Month
from centre_desk.models.exam import Exam
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver
from centre_desk.models.register import Person
from centre_desk.queries.overview.soundness import Soundness, check_desk
from centre_desk.rules.claim import LineKind
from centre_desk.rules.course import EndReason
from centre_desk.store.opening import Store, open_desk
from tests.conftest import CHEAP

TODAY = date(2019, 11, 11)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration of 11 November 2019, made once for this file."""
    return make_demonstration(tmp_path_factory.mktemp("demo") / "desk", today=TODAY, seed=1, cost=CHEAP)


@pytest.fixture(scope="module")
def store(demo: Demonstration) -> Iterator[Store]:
    """Its desk, open."""
    with open_desk(demo.folder, "Kadia", demo.password) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(store: Store) -> Soundness:
    """What `check` finds."""
    return check_desk(store)


def count(store: Store, table: type, *conditions: object) -> int:
    with store.read() as db:
        return db.scalar(select(func.count()).select_from(table).where(*conditions)) or 0  # type: ignore[arg-type]


def test_it_is_sound(report: Soundness) -> None:
    assert [f for f in report.findings if f.offending] == []
    assert report.due >= report.paid > 0


def test_it_tells_a_whole_year(store: Store) -> None:
    assert 90 <= count(store, Person) <= 130
    assert count(store, Person, ~Person.case_number.startswith("DEMO-")) == 0
    assert count(store, CourseSession) == 4
    with store.read() as db:
        assert len(set(db.scalars(select(CourseSession.trade_id)))) == 3
    assert count(store, Month) == 12
    assert count(store, Enrolment, Enrolment.end_reason == EndReason.DROP_OUT) >= 2
    assert count(store, Exam, Exam.attempt == 2) >= 1
    assert count(store, Certificate) >= 40
    assert count(store, KitHandOver) >= 20
    assert count(store, FollowUpVisit, FollowUpVisit.visited_on.is_not(None)) >= 10
    assert count(store, ClaimLine, ClaimLine.kind == LineKind.DAY_CARE) >= 10
    assert count(store, Payment) > 100


def test_nothing_is_dated_after_its_today(store: Store) -> None:
    assert count(store, Certificate, Certificate.issued_on >= TODAY) == 0
    assert count(store, Payment, Payment.paid_on >= TODAY) == 0


def test_the_same_date_and_seed_give_the_same_data(report: Soundness, tmp_path: Path) -> None:
    again = make_demonstration(tmp_path / "again", today=TODAY, seed=1, cost=CHEAP)
    with open_desk(again.folder, "Kadia", again.password) as other:
        assert check_desk(other).digest == report.digest


def test_its_papers_and_packages_are_in_the_outbox(demo: Demonstration) -> None:
    names = sorted(p.name for p in (demo.folder / "outbox").iterdir())
    assert sum(n.endswith(".zip") for n in names) == 12
    assert any(n.startswith("certificats-") for n in names)
    assert any(n.startswith("etat-de-paiement-") for n in names)


def test_every_package_and_backup_verifies_and_a_changed_one_does_not(
    demo: Demonstration, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = sorted((demo.folder / "outbox").glob("*.zip"))
    backups = sorted((demo.folder / "backups").glob("*.deskbackup"))
    assert main(["verify", str(packages[0]), str(packages[-1]), str(backups[-1])]) == 0
    changed = tmp_path / packages[-1].name
    with zipfile.ZipFile(packages[-1]) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"45000", b"95000") if name.endswith("allowances.csv") else content)
    assert main(["verify", str(changed)]) == 1
    assert main(["verify", str(packages[-1]), "--keys", str(_no_keys(tmp_path))]) == 1
    capsys.readouterr()


def _no_keys(folder: Path) -> Path:
    path = folder / "keys.json"
    path.write_text(json.dumps({"keys": []}), "utf-8")
    return path


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar-tools reads the squares")
def test_the_square_of_a_printed_page_is_read_by_another_program_and_verifies(
    demo: Demonstration, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = sorted((demo.folder / "outbox").glob("certificats-*.pdf"))[-1]
    pdf = pypdfium2.PdfDocument(batch)
    image = tmp_path / "page.png"
    pdf[0].render(scale=150 / 72).to_pil().save(image)
    pdf.close()
    read = subprocess.run(["zbarimg", "-q", "--raw", image], capture_output=True, text=True, check=True).stdout.strip()
    assert main(["verify", read]) == 0
    other = "A" if read[100] != "A" else "B"
    assert main(["verify", read[:100] + other + read[101:]]) == 1
    capsys.readouterr()


def test_a_closed_month_is_exported_again_byte_for_byte(
    demo: Demonstration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CENTRE_DESK_PASSWORD", demo.password)
    copy = tmp_path / "desk"
    shutil.copytree(demo.folder, copy)
    assert main(["return", str(copy), "2019-10", "--out", str(tmp_path)]) == 0
    name = "CFP-DEMO-2019-10-v1.zip"
    assert (tmp_path / name).read_bytes() == (demo.folder / "outbox" / name).read_bytes()
    assert main(["return", str(copy), "2019-10", "--out", str(tmp_path / "en"), "--language", "en"]) == 0
    with zipfile.ZipFile(tmp_path / name) as fr, zipfile.ZipFile(tmp_path / "en" / name) as en:
        assert fr.read("return.json") == en.read("return.json")
        assert fr.read("return.xlsx") != en.read("return.xlsx")
    assert main(["return", str(copy), "2019-11", "--out", str(tmp_path)]) == 1
    capsys.readouterr()
