"""The acts without a window: what they answer, and one clear sentence for each bad input, nothing changed."""

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from centre_desk.__main__ import main
from centre_desk.actions.centre.places import adopt_reference_data
from centre_desk.actions.desk.rights import actor_of
from centre_desk.actions.desk.sign_in import sign_in
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.store.opening import Description, open_desk, write_description
from tests.conftest import PASSWORD, ROOT

FILES = ROOT / "tests" / "fixtures" / "referrals"
ANSWERS = json.loads((FILES / "answers.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def trades_template(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that knows the shipped trades."""
    folder = tmp_path_factory.mktemp("trades") / "desk"
    shutil.copytree(desk_template, folder)
    at = datetime(2019, 1, 2, tzinfo=UTC)
    store, actor = sign_in(folder, "Awa", PASSWORD, at)
    with store:
        adopt_reference_data(store, by=actor, at=at)
    return folder


@pytest.fixture
def desk(trades_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed desk with trades; its password is in the environment."""
    monkeypatch.setenv("CENTRE_DESK_PASSWORD", PASSWORD)
    folder = tmp_path / "desk"
    shutil.copytree(trades_template, folder)
    return folder


Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call a verb with --json; return its exit code and what it said."""

    def run(*arguments: object) -> tuple[int, dict[str, Any]]:
        code = main([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def digest(folder: Path) -> str:
    with open_desk(folder, "Awa", PASSWORD) as store:
        return check_desk(store).digest


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_planted_trouble_is_found_and_no_sound_line_lost(call: Call, desk: Path, name: str) -> None:
    code, said = call("import-referrals", desk, FILES / name, "--user", "Kadia")
    assert code == 0
    refused = {item["line"] for item in said["refused"]}
    questioned = {item["line"] for item in said["questions"]}
    assert said["lines"] == ANSWERS[name]["lines"]
    assert said["lines"] == said["accepted"] + said["unchanged"] + len(refused) + len(questioned)
    assert refused.isdisjoint(questioned)
    assert len(refused | questioned) <= said["lines"] // 4
    for item in said["refused"] + said["questions"]:
        assert item["cell"]
        assert item["message"]


def test_a_dry_run_says_the_same_and_writes_nothing(call: Call, desk: Path) -> None:
    before = digest(desk)
    file = FILES / "orientations_2019-09_office.xlsx"
    planned = call("import-referrals", desk, file, "--user", "Kadia", "--dry-run")
    assert digest(desk) == before
    assert call("import-referrals", desk, file, "--user", "Kadia") == planned
    assert digest(desk) != before


def test_the_lines_not_taken_are_saved_and_imported_again(call: Call, desk: Path, tmp_path: Path) -> None:
    file, left = FILES / "orientations_2019-09_office.xlsx", tmp_path / "left.xlsx"
    code, said = call("import-referrals", desk, file, "--user", "Kadia", "--refused", left)
    open_lines = {item["line"] for item in said["refused"] + said["questions"]}
    assert (code, said["refused_file"], len(open_lines)) == (0, str(left), 12)
    assert [row["why"] for row in said["left"]] == ["total", "note"]
    _, again = call("import-referrals", desk, left, "--user", "Kadia")
    assert (again["lines"], again["accepted"], again["refused_file"]) == (12, 0, None)


def test_a_place_that_cannot_be_written_is_said_before_anything_is_imported(
    call: Call, desk: Path, tmp_path: Path
) -> None:
    before = digest(desk)
    file = FILES / "orientations_2019-09_office.xlsx"
    code, said = call("import-referrals", desk, file, "--user", "Kadia", "--refused", tmp_path / "no" / "left.xlsx")
    assert (code, [e["code"] for e in said["error"]]) == (1, ["overview.file_unreadable"])
    assert digest(desk) == before


def test_the_same_file_again_changes_nothing(call: Call, desk: Path) -> None:
    file = FILES / "orientations_2019-10_excel_fr.csv"
    _, first = call("import-referrals", desk, file, "--user", "Kadia")
    before = digest(desk)
    _, again = call("import-referrals", desk, file, "--user", "Kadia")
    assert (again["accepted"], again["unchanged"]) == (0, first["accepted"])
    assert digest(desk) == before


def _no_workbook(folder: Path) -> Path:
    path = folder / "notes.xlsx"
    path.write_bytes(b"Bonjour, ceci n'est pas un classeur.\n")
    return path


def _no_person(folder: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Budget", 2019])
    path = folder / "budget.xlsx"
    book.save(path)
    return path


def _million_rows(folder: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"], book.active["A2"] = "Nom", "Traoré"
    plain, path = folder / "plain.xlsx", folder / "million.xlsx"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"').replace(b'r="2"', b'r="1048576"')
                content = content.replace(b'r="A2"', b'r="XFD1048576"')
            target.writestr(name, content)
    return path


def _missing(folder: Path) -> Path:
    return folder / "absent.xlsx"


@pytest.mark.parametrize("make", [_no_workbook, _no_person, _million_rows, _missing], ids=lambda f: f.__name__[1:])
def test_a_bad_file_gets_one_sentence_and_changes_nothing(
    call: Call, desk: Path, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    before = digest(desk)
    code, said = call("import-referrals", desk, make(tmp_path), "--user", "Kadia")
    assert code == 1
    assert len(said["error"]) == 1
    assert said["error"][0]["message"].endswith(".")
    assert digest(desk) == before


def test_a_wrong_password_is_refused(call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CENTRE_DESK_PASSWORD", "pas le bon mot")
    code, said = call("check", desk)
    assert (code, [e["code"] for e in said["error"]]) == (1, ["desk.wrong_password"])


def test_the_password_may_come_from_a_file(
    call: Call, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CENTRE_DESK_PASSWORD")
    (tmp_path / "secret").write_text(PASSWORD + "\n", "utf-8")
    assert call("check", desk, "--password-file", tmp_path / "secret")[0] == 0
    assert call("check", desk, "--password-file", tmp_path / "none")[0] == 1
    assert call("check", desk)[1]["error"][0]["code"] == "overview.no_password"


def test_a_newer_desk_a_second_opener_and_no_desk_are_refused(call: Call, desk: Path, tmp_path: Path) -> None:
    with open_desk(desk, "Awa", PASSWORD):
        assert call("check", desk)[1]["error"][0]["code"] == "desk.already_open"
    assert call("check", tmp_path / "none")[1]["error"][0]["code"] == "desk.no_desk"
    write_description(desk, Description(99, "CFP-SENOU"))
    assert call("check", desk)[1]["error"][0]["code"] == "desk.newer"


def test_who_may_not_import_is_refused(call: Call, desk: Path) -> None:
    code, said = call("import-referrals", desk, FILES / "orientations_2019-10_excel_fr.csv", "--user", "Bakary")
    assert (code, said["error"][0]["code"]) == (1, "desk.no_right")


def test_check_tells_a_damaged_desk(call: Call, desk: Path) -> None:
    assert call("check", desk)[1]["sound"] is True
    content = bytearray((desk / "desk.db").read_bytes())
    content[len(content) * 3 // 4] ^= 1
    (desk / "desk.db").write_bytes(content)
    code, _ = call("check", desk)
    assert code == 1


def test_a_backup_restores_without_a_window(call: Call, desk: Path, tmp_path: Path) -> None:
    before = digest(desk)
    code, made = call("backup", desk, "--to", tmp_path / "usb")
    assert code == 0
    call("import-referrals", desk, FILES / "orientations_2019-10_excel_fr.csv", "--user", "Kadia")
    assert digest(desk) != before
    assert call("restore", desk, made["backup"])[0] == 0
    assert digest(desk) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["import-referrals"],
        ["import-referrals", "desk", "list.xlsx", "--dry-run", "--refused", "left.xlsx"],
        ["return", "desk", "2019-13", "--out", "x"],
        ["nonsense"],
    ],
    ids=lambda a: a[0],
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_roles_are_read_at_the_door(desk: Path) -> None:
    with open_desk(desk, "Awa", PASSWORD) as store, store.read() as db:
        assert actor_of(db, 1, datetime(2019, 11, 11, tzinfo=UTC).date()).name == "Awa"
