"""The catalogue tool on a tiny tree: what is found, where it goes, what is kept, what is reported."""

import gettext
from pathlib import Path

import pytest

from centre_desk.rules.room import Room
from installer import catalogues

CLAIM = """
from centre_desk.texts.catalogue import N_, NP_
REFUSALS = {"claim.paid": N_("Line {number} is paid."), "x": NP_("verb", "Record")}
def title(words, many):
    words.t(many)
    return words.t("Allowances") + words.n("{count} line", "{count} lines", many) + words.p("noun", "Record")
"""
PARTS = """
def save(self, dark):
    return self.words.t("Save"), self.words.t("Dark" if dark else "Light")
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    write(tmp_path, "centre_desk/texts/claim.py", CLAIM)
    write(tmp_path, "centre_desk/views/parts/buttons.py", PARTS)
    write(tmp_path, "centre_desk/views/kit/panel.py", 'def f(w): w.t("Save"); w.t("Hand over")')
    catalogues.update(tmp_path)
    return tmp_path


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def po(root: Path, room: str) -> Path:
    return root / "resources" / "locale" / "fr" / f"{room}.po"


def translate(path: Path, words: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for msgid, string in words.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{string}"')
    path.write_text(text, encoding="utf-8")


def test_rooms_are_those_of_the_house() -> None:
    assert tuple(Room) == catalogues.ROOMS


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("centre_desk/rules/claim.py", "claim"),
        ("centre_desk/views/claim/panel.py", "claim"),
        ("centre_desk/papers/monthly_return/workbook.py", "monthly_return"),
        ("centre_desk/views/parts/table.py", "parts"),
        ("centre_desk/views/window.py", "parts"),
        ("centre_desk/cli.py", "parts"),
    ],
)
def test_a_text_belongs_to_the_room_of_its_module(path: str, room: str) -> None:
    assert catalogues.room_of(Path(path)) == room


def test_update_puts_each_text_into_the_file_of_its_room(tree: Path) -> None:
    claim = po(tree, "claim").read_text(encoding="utf-8")
    assert 'msgid "Allowances"' in claim
    assert 'msgid "{count} line"\nmsgid_plural "{count} lines"\nmsgstr[0] ""\nmsgstr[1] ""' in claim
    assert 'msgctxt "verb"\nmsgid "Record"' in claim
    assert 'msgctxt "noun"\nmsgid "Record"' in claim
    parts = po(tree, "parts").read_text(encoding="utf-8")
    assert all(f'msgid "{text}"' in parts for text in ("Save", "Dark", "Light"))
    assert 'msgid "Save"' not in po(tree, "kit").read_text(encoding="utf-8")
    assert "#" not in claim


def test_update_again_changes_nothing(tree: Path) -> None:
    assert catalogues.update(tree) == []


def test_update_keeps_translations_even_where_a_text_moves(tree: Path) -> None:
    translate(po(tree, "kit"), {"Hand over": "Remettre"})
    write(tree, "centre_desk/views/kit/panel.py", "")
    write(tree, "centre_desk/views/follow_up/panel.py", 'def f(w): w.t("Hand over")')

    catalogues.update(tree)

    assert 'msgid "Hand over"\nmsgstr "Remettre"' in po(tree, "follow_up").read_text(encoding="utf-8")
    assert not po(tree, "kit").exists()


def test_a_text_no_longer_used_stays_until_pruned(tree: Path) -> None:
    translate(po(tree, "kit"), {"Hand over": "Remettre"})
    write(tree, "centre_desk/views/kit/panel.py", "")

    catalogues.update(tree)
    assert "Remettre" in po(tree, "kit").read_text(encoding="utf-8")
    assert any("no longer used" in line and "Hand over" in line for line in catalogues.check(tree))

    catalogues.update(tree, prune=True)
    assert not po(tree, "kit").exists()


def test_a_module_that_cannot_be_read_is_named_and_nothing_is_pruned(tree: Path) -> None:
    write(tree, "centre_desk/views/kit/panel.py", "def f(:")

    assert any("views/kit/panel.py" in line for line in catalogues.update(tree))
    with pytest.raises(catalogues.CatalogueError):
        catalogues.update(tree, prune=True)


FAULTS = [
    ("Line {number} is paid.", "La ligne est payée.", "placeholders differ"),
    ("Line {number} is paid.", "La ligne {nombre} est payée.", "placeholders differ"),
    ("Line {number} is paid.", "La ligne {number est payée.", "placeholders differ"),
    ("Allowances", "L'allocation", "straight apostrophe"),
    ("Allowances", "Allocations :", "no-break space"),
    ("Allowances", "", "untranslated"),
]


@pytest.mark.parametrize(("msgid", "string", "fault"), FAULTS)
def test_check_finds(tree: Path, msgid: str, string: str, fault: str) -> None:
    translate(po(tree, "claim"), {msgid: string})

    assert any(fault in line and msgid in line for line in catalogues.check(tree))


def test_check_finds_fuzzy_missing_and_contradicting_texts(tree: Path) -> None:
    translate(po(tree, "parts"), {"Save": "Enregistrer"})
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    write(tree, "resources/locale/fr/kit.po", header + '#, fuzzy\nmsgid "Save"\nmsgstr "Garder"\n')

    lines = "\n".join(catalogues.check(tree))
    assert "fr/parts.po: translated otherwise in kit.po: 'Save'" in lines
    assert "fr/kit.po: fuzzy: 'Save'" in lines
    assert "fr/kit.po: missing (update): 'Hand over'" in lines


def test_a_complete_language_is_silent_and_compiled(tree: Path) -> None:
    translate(po(tree, "parts"), {"Save": "Enregistrer", "Dark": "Sombre", "Light": "Clair"})
    translate(po(tree, "kit"), {"Hand over": "Remettre"})
    translate(po(tree, "claim"), {"Allowances": "Allocations", "Line {number} is paid.": "Ligne {number} payée."})
    path = po(tree, "claim")
    text = (
        path.read_text(encoding="utf-8").replace('[0] ""', '[0] "une ligne"').replace('[1] ""', '[1] "{count} lignes"')
    )
    text = text.replace('msgctxt "verb"\nmsgid "Record"\nmsgstr ""', 'msgctxt "verb"\nmsgid "Record"\nmsgstr "Saisir"')
    text = text.replace('msgctxt "noun"\nmsgid "Record"\nmsgstr ""', 'msgctxt "noun"\nmsgid "Record"\nmsgstr "Fiche"')
    path.write_text(text, encoding="utf-8")

    assert catalogues.check(tree) == []
    catalogues.compile_all(tree)
    french = gettext.translation(catalogues.DOMAIN, tree / "resources" / "locale", ["fr"])
    assert french.gettext("Save") == "Enregistrer"
    assert french.pgettext("noun", "Record") == "Fiche"
    assert [french.ngettext("{count} line", "{count} lines", n) for n in (0, 1, 2)] == ["une ligne"] * 2 + [
        "{count} lignes"
    ]
    english = gettext.translation(catalogues.DOMAIN, tree / "resources" / "locale", ["en"])
    assert english.gettext("Save") == "Save"


def test_an_untranslated_text_falls_back_to_its_msgid(tree: Path) -> None:
    catalogues.compile_all(tree)

    french = gettext.translation(catalogues.DOMAIN, tree / "resources" / "locale", ["fr"])
    assert french.gettext("Save") == "Save"
