"""The start from source: what it decides, by tables; making environments is left to a fresh machine."""

import ast
import json
import os
import subprocess
from pathlib import Path

import pytest

from installer import demonstration, environment, from_source, system_packages
from installer.processes import SetupError

ROOT = Path(__file__).parents[2]


def test_an_old_python_can_read_it() -> None:
    source = (ROOT / "installer" / "from_source.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert source.index("sys.version_info < (3, 11)") < source.index("from installer.")


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); import installer.from_source\n"
        "print([m for m in sys.modules if m.split('.')[0] not in sys.stdlib_module_names"
        " and m.split('.')[0] not in ('installer', '__main__')])"
    )
    done = environment.captured([environment.interpreter(), "-S", "-c", code], environment.clean_environment())
    assert done.stdout.strip() == "[]"


# --- system packages


@pytest.mark.parametrize(
    ("platform", "variables", "seen"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_whether_a_window_can_be_seen(platform: str, variables: dict[str, str], seen: bool) -> None:
    assert system_packages.has_display(platform, variables) is seen


LISTING = (
    "libegl1|installed|\nlibglib2.0-0t64|installed|libglib2.0-0 (= 2.84.4-3), libglib2.0-x\n"
    "zbar-tools|config-files|\nlibdbus-1-3|installed|\n"
)


def test_a_package_counts_by_its_name_or_by_what_it_stands_in_for() -> None:
    assert system_packages.installed_packages(LISTING) == {
        "libegl1", "libglib2.0-0t64", "libglib2.0-0", "libglib2.0-x", "libdbus-1-3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "display", "has_venv", "there", "not_there"),
    [
        ("test", False, True, {"libegl1", "zbar-tools", "poppler-utils"}, {"libxcb-cursor0", "python3-venv"}),
        ("test", False, False, {"python3-venv", "python3.12-venv"}, {"libxcb-cursor0"}),
        ("run", False, True, {"libegl1", "fonts-dejavu-core"}, {"libxcb-cursor0", "zbar-tools"}),
        ("run", True, True, {"libegl1", "libxcb-cursor0", "libxkbcommon-x11-0"}, {"zbar-tools"}),
    ],
)
def test_what_a_verb_needs(verb: str, display: bool, has_venv: bool, there: set[str], not_there: set[str]) -> None:
    wanted = system_packages.wanted_packages(verb, display, (3, 12), has_venv)
    assert there <= set(wanted)
    assert not not_there & set(wanted)


@pytest.mark.parametrize(
    ("tool", "root", "command"),
    [
        ("apt", True, "apt-get install -y libegl1 libgl1"),
        ("apt", False, "sudo apt-get install -y libegl1 libgl1"),
        ("dnf", False, "sudo dnf install -y python3 mesa-libEGL"),
        ("", False, "(with the system's own tool) libEGL"),
    ],
)
def test_one_command_brings_what_is_missing(tool: str, root: bool, command: str) -> None:
    assert system_packages.remedy(tool, ["libegl1", "libgl1"], root).startswith(command)


class Machine:
    """A Debian machine on which apt works, or does not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, root: bool, apt_works: bool) -> None:
        self.calls: list[list[str]] = []
        self.have = {"zlib1g"}
        self.apt_works = apt_works
        monkeypatch.setattr(system_packages, "package_tool", lambda: "apt")
        monkeypatch.setattr(system_packages, "is_root", lambda: root)
        monkeypatch.setattr(system_packages, "has_venv", lambda: False)
        monkeypatch.setattr(system_packages, "interpreter", lambda: "/usr/bin/python3.11")
        monkeypatch.setattr(system_packages, "captured", self.captured)

    def captured(self, command: list[str], _environment: dict[str, str]):
        self.calls.append(command)
        if command[0] == "dpkg-query":
            return subprocess.CompletedProcess(command, 0, "".join(f"{name}|installed|\n" for name in self.have))
        if command[0] == "apt-get" and "install" in command and self.apt_works:
            self.have |= set(command)
        return subprocess.CompletedProcess(command, 0 if self.apt_works else 100, "E: no network")

    def apt_calls(self) -> list[str]:
        return [
            next(word for word in call if word in ("update", "install")) for call in self.calls if call[0] == "apt-get"
        ]


def test_root_on_debian_gets_everything_after_an_update(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, root=True, apt_works=True)

    assert system_packages.see_to_system_packages("test", False) == ""
    assert machine.apt_calls() == ["update", "install"]
    assert {"python3-venv", "libegl1", "zbar-tools"} <= machine.have


def test_a_complete_machine_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, root=True, apt_works=True)
    system_packages.see_to_system_packages("test", False)
    machine.calls.clear()

    assert system_packages.see_to_system_packages("test", False) == ""
    assert machine.apt_calls() == []


def test_anyone_else_is_told_the_one_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, root=False, apt_works=True)

    command = system_packages.see_to_system_packages("run", True)
    assert command.startswith("sudo apt-get install -y python3-venv ")
    assert command in capsys.readouterr().out
    assert machine.apt_calls() == []


def test_where_apt_fails_the_command_is_told_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Machine(monkeypatch, root=True, apt_works=False)

    assert system_packages.see_to_system_packages("run", False).startswith("apt-get install -y ")
    assert "no network" in capsys.readouterr().out


# --- the environment


@pytest.mark.parametrize(
    ("stamp", "begun", "python_works", "state"),
    [
        ("now", False, True, "keep"),
        ("now", False, False, "make"),
        ("before", False, True, "make"),
        ("", False, False, "make"),
        ("", True, True, "make"),
        ("", False, True, "fill"),
    ],
)
def test_what_becomes_of_an_environment(stamp: str, begun: bool, python_works: bool, state: str) -> None:
    assert environment.state_of(stamp, "now", begun, python_works) == state


def test_an_environment_belongs_to_its_lock_its_python_and_its_place() -> None:
    first = environment.fingerprint(b"a==1", "/usr/bin/python3.11", "3.11.2", "/home/a/.venv")
    others = [
        environment.fingerprint(b"a==2", "/usr/bin/python3.11", "3.11.2", "/home/a/.venv"),
        environment.fingerprint(b"a==1", "/usr/bin/python3.12", "3.11.2", "/home/a/.venv"),
        environment.fingerprint(b"a==1", "/usr/bin/python3.11", "3.11.3", "/home/a/.venv"),
        environment.fingerprint(b"a==1", "/usr/bin/python3.11", "3.11.2", "/home/b/.venv"),
    ]
    assert first not in others
    assert first == environment.fingerprint(b"a==1", "/usr/bin/python3.11", "3.11.2", "/home/a/.venv")


def test_of_a_persons_pip_settings_only_the_sources_count() -> None:
    listing = (
        ":env:.extra-index-url='file:///c'\n:env:.user='true'\n"
        "global.extra-index-url='file:///a\\nfile:///b'\nglobal.target='/tmp'\nglobal.timeout='9'\n"
        "install.constraint='x'\ninstall.proxy='p:1'\nlist.format='columns'\n"
    )
    settings = environment.pip_settings(listing)
    assert settings == {"extra-index-url": "file:///c", "timeout": "9", "proxy": "p:1"}

    variables = environment.pip_environment({"PIP_USER": "1", "pip_target": "x", "PATH": "/bin"}, settings)
    assert variables == {
        "PATH": "/bin", "PIP_EXTRA_INDEX_URL": "file:///c", "PIP_TIMEOUT": "9", "PIP_PROXY": "p:1",
        "PIP_CONFIG_FILE": os.devnull,
    }  # fmt: skip


def test_several_sources_stay_several() -> None:
    assert environment.pip_settings("global.find-links='/a\\n/b'") == {"find-links": "/a /b"}


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("WARNING: Retrying ... NewConnectionError ... \nERROR: No matching distribution found for x", "no connection"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "differs from what the lock"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "Python 3.11 to 3.14"),
        ("Segmentation fault", "could not be installed"),
    ],
)
def test_what_pip_says_becomes_a_sentence(printed: str, sentence: str) -> None:
    assert sentence in environment.pip_sentence(printed)


# --- the demonstration


def test_the_newest_closed_month_is_that_of_the_newest_package(tmp_path: Path) -> None:
    for name in ("CFP-DEMO-2019-09-v1.zip", "CFP-DEMO-2019-10-v2.zip", "CFP-DEMO-2018-12-v1.zip"):
        (tmp_path / name).touch()
    assert demonstration.newest_closed_month(tmp_path) == "2019-10"


def test_a_demonstration_is_remembered_while_it_is_whole_and_its_tables_are_the_same(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    note = tmp_path / "demonstration.json"
    assert demonstration.remembered(note, "t1") is None

    note.write_text(json.dumps({"desk": str(desk), "password": "p", "tables": "t1"}), encoding="utf-8")
    assert demonstration.remembered(note, "t1") is None

    (desk / "desk.db").write_bytes(b"x")
    assert demonstration.remembered(note, "t1") == demonstration.Demonstration(str(desk), "p")
    assert demonstration.remembered(note, "t2") is None


def test_the_digest_of_the_tables_follows_the_models(tmp_path: Path) -> None:
    models = tmp_path / "centre_desk" / "models"
    models.mkdir(parents=True)
    (models / "desk.py").write_bytes(b"a\n")
    first = demonstration.tables_digest(tmp_path)
    (models / "desk.py").write_bytes(b"a\r\n")
    assert demonstration.tables_digest(tmp_path) == first
    (models / "desk.py").write_bytes(b"b\n")
    assert demonstration.tables_digest(tmp_path) != first


def ran(code: int, printed: object) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(["centre-desk"], code, json.dumps(printed), "")


def test_a_refused_verb_says_its_reasons() -> None:
    with pytest.raises(SetupError, match="return was refused:\nThe month is open\\."):
        demonstration.answer(ran(1, {"error": [{"code": "x", "message": "The month is open."}]}), "return")
    with pytest.raises(SetupError, match="demo did not succeed"):
        demonstration.answer(subprocess.CompletedProcess(["centre-desk"], 1, "Killed"), "demo")


ANSWERS = {
    "import-referrals": {
        "lines": 12, "accepted": 8, "unchanged": 1, "refused": [{"line": 4}, {"line": 4}], "questions": [{"line": 7}],
    },
    "return": {"package": "/d/returns/CFP-2019-10-v1.zip"},
    "verify": {"items": [{"lines": ["Signed by the centre."]}]},
    "check": {"sound": True, "journal_seq": 4711},
}  # fmt: skip


def test_without_a_screen_the_month_is_lived_and_everything_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "desk" / "outbox").mkdir(parents=True)
    (tmp_path / "desk" / "outbox" / "certificats-1.pdf").write_bytes(b"")
    (tmp_path / "desk" / "outbox" / "CFP-DEMO-2019-10-v1.zip").write_bytes(b"")
    monkeypatch.setattr(
        demonstration, "program", lambda python, verb, *rest, password: ran(0, ANSWERS[verb] if password == "p" else {})
    )

    desk = demonstration.Demonstration(str(tmp_path / "desk"), "p")
    assert demonstration.month_without_window(Path("python"), desk) == 0

    printed = capsys.readouterr().out
    for text in (
        "12 lines: 8 accepted, 1 known, 1 refused, 1 with questions", "Signed by the centre.", "4711 acts",
        f"{tmp_path / 'desk' / 'outbox'} (1 PDFs)", "/d/returns/CFP-2019-10-v1.zip",
    ):  # fmt: skip
        assert text in printed


# --- the verbs


@pytest.mark.parametrize(
    ("argv", "parsed"),
    [
        (["run"], ("run", [])),
        (["test"], ("test", [])),
        (["test", "tests/rules", "-k", "roll"], ("test", ["tests/rules", "-k", "roll"])),
    ],
)
def test_the_verbs(argv: list[str], parsed: tuple[str, list[str]]) -> None:
    assert from_source.arguments_of(argv) == parsed


@pytest.mark.parametrize("argv", [[], ["fly"], ["run", "now"]])
def test_anything_else_is_refused_with_the_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        from_source.arguments_of(argv)
    assert stopped.value.code == 2
    assert "usage: from_source.py" in capsys.readouterr().err


@pytest.mark.parametrize(("codes", "result"), [([0, 0, 0], 0), ([1, 0, 0], 1), ([1, 0, 5], 5), ([0, 2, 0], 2)])
def test_the_tests_close_and_any_failure_counts(monkeypatch: pytest.MonkeyPatch, codes: list[int], result: int) -> None:
    steps: list[list[str]] = []
    left = list(codes)

    def call(step: list[str], **_how: object) -> int:
        steps.append(step)
        return left.pop(0)

    monkeypatch.setattr(from_source.subprocess, "call", call)

    assert from_source.tests([]) == result
    assert [step[2] for step in steps] == ["ruff", "mypy", "pytest"]
