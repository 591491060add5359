"""Buttons that the help names are called so on the screen, in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from centre_desk.places import resource

ENDINGS = ("", "…", " ▾")
TYPED = frozenset({"0719=23", "=25"})


def _labels() -> dict[str, set[str]]:
    """Return every French text with the English ones behind it."""
    found: dict[str, set[str]] = {}
    for path in sorted(resource("locale", "fr").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    found.setdefault(_plain(message.string), set()).add(message.id)
    return found


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("page", sorted(path.name for path in resource("help", "fr").glob("*.html")))
def test_the_help_names_buttons_as_they_are(page: str) -> None:
    labels = _labels()
    french, english = (_read(resource("help", language, page)) for language in ("fr", "en"))
    named = set(re.findall("« ([^»]+) »", french)) - TYPED
    texts = {name: set().union(*(labels.get(name + end, set()) for end in ENDINGS)) for name in named}
    assert [name for name, ids in texts.items() if not ids] == []
    quoted = set(re.findall("“([^”]+)”", english))
    said = {name: {one.rstrip("▾ ") for one in ids} for name, ids in texts.items()}
    assert [name for name, ids in said.items() if not ids & quoted] == []


def _read(path: Path) -> str:
    return _plain(path.read_text(encoding="utf-8"))
