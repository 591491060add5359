"""The house holds: imports go down, types are strict, the French is whole, no file and no function outgrows."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from statistics import median

import pytest

import centre_desk.rules
from centre_desk.rules.refusal import Refusal
from centre_desk.texts.catalogue import Catalogue, refusal_codes
from tests.conftest import ROOT

PACKAGE = ROOT / "centre_desk"
FILES = sorted(p for p in PACKAGE.rglob("*.py") if "versions" not in p.parts)


def _run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_imports_go_down_only() -> None:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_lint_is_clean() -> None:
    assert _run("ruff", "check", "centre_desk", "tests", "installer") == ""


def test_types_are_strict() -> None:
    assert _run("mypy") == ""


def test_the_french_is_whole() -> None:
    done = subprocess.run(
        [sys.executable, "installer/catalogues.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _codes_in_source() -> set[str]:
    """Every literal first argument of `refusal(…)` in the program."""
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refusal" and node.args:
                first = node.args[0]
                found |= {n.value for n in ast.walk(first) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {code for code in found if "." in code and not code.endswith(".")}


def test_every_refusal_has_its_sentence(fr: Catalogue) -> None:
    used = _codes_in_source()
    assert len(used) > 100
    assert sorted(used - refusal_codes()) == []


def test_every_refusal_sentence_can_be_said(fr: Catalogue, en: Catalogue) -> None:
    for code in refusal_codes():
        assert en.refusal(Refusal(code)) or fr.refusal(Refusal(code))


def _enums() -> list[type[Enum]]:
    modules = [import_module(m.name) for m in walk_packages(centre_desk.rules.__path__, "centre_desk.rules.")]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__
    }
    return sorted(found, key=lambda kind: kind.__name__)


# Never shown to anybody: names of rooms, fields of a file, the owner of a value.
UNSPOKEN = {"Room"}


@pytest.mark.parametrize("kind", [k for k in _enums() if k.__name__ not in UNSPOKEN], ids=lambda k: k.__name__)
def test_every_enum_member_has_a_word(kind: type[Enum], fr: Catalogue) -> None:
    missing = []
    for member in kind:
        try:
            fr.word(member)
        except KeyError:
            missing.append(member.name)
    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_outgrows(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    tree = ast.parse(text)
    if path.name != "__init__.py" or tree.body:
        assert ast.get_docstring(tree), "say what the module decides and where its facts come from"


def _functions() -> list[tuple[int, str]]:
    return [
        ((node.end_lineno or 0) - node.lineno + 1, f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}")
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


def test_functions_are_short() -> None:
    sizes = _functions()
    assert [f for f in sizes if f[0] > 60] == []
    assert median(size for size, _ in sizes) < 10


def _public_functions(tree: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """Functions and methods that others call; those inside a function are its own."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from _public_functions(node)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def test_public_functions_below_the_views_say_what_they_do() -> None:
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"
        for path in FILES
        if "views" not in path.parts
        for node in _public_functions(ast.parse(path.read_text("utf-8")))
        if not ast.get_docstring(node)
    ]
    assert bare == []


def test_nothing_names_a_machine_or_an_index() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    forbidden = ("--" + "index-url", "--" + "find-links", "/" + "root/", "/" + "work/")
    hits = [
        name
        for name in listed
        if not name.endswith((".png", ".ttf", ".xlsx", ".zip"))
        and (ROOT / name).is_file()
        and any(word in (ROOT / name).read_text("utf-8", errors="ignore") for word in forbidden)
    ]
    assert hits == []
