"""The gettext catalogues: finds the texts in the code, keeps the .po files, makes the .mo files.

Decides which file of `resources/locale/<language>/` a text belongs to: that of its room, or `parts.po`.
The texts come from the calls `.t( .p( .n( N_( NP_(`, also of a local `t`; the words from the translators.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "centre_desk"
SHARED = "parts"
COMPLETE = ("fr",)
LANGUAGES = ("fr", "en")
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
ROOMS = (
    "desk", "centre", "register", "referral", "assessment", "course", "attendance", "exam",
    "certificate", "claim", "kit", "follow_up", "monthly_return", "overview",
)  # fmt: skip
ORDER = (SHARED, *ROOMS)

Key = tuple[str, str]
"""Context (empty where there is none) and singular msgid."""


class CatalogueError(Exception):
    """Something the person at the keyboard has to set right first."""


@dataclass(slots=True)
class Use:
    """One text as the code uses it."""

    plural: str = ""
    rooms: set[str] = field(default_factory=set)


# --- finding the texts in the code


def room_of(path: Path) -> str:
    """The room of a module `centre_desk/<layer>/<room>…`, else the shared parts."""
    parts = path.with_suffix("").parts
    return parts[2] if len(parts) > 2 and parts[2] in ROOMS else SHARED


def _literals(node: ast.expr) -> list[str]:
    """The texts an argument can be: a literal, or either side of a choice of literals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def _marker(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute) and call.func.attr in ("t", "p", "n"):
        return call.func.attr
    if isinstance(call.func, ast.Name):
        return {"N_": "t", "NP_": "p", "t": "t", "p": "p", "n": "n"}.get(call.func.id, "")
    return ""


def texts_in(source: str) -> Iterator[tuple[Key, str]]:
    """Every marked text of a module: its key, and its plural where it has one."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        kind = _marker(node)
        first = _literals(node.args[0])
        second = _literals(node.args[1]) if len(node.args) > 1 else []
        if kind == "t":
            yield from ((("", text), "") for text in first if text)
        elif kind == "p":
            yield from (((context, text), "") for context in first for text in second)
        elif kind == "n" and first and second:
            yield ("", first[0]), second[0]


def uses(root: Path) -> tuple[dict[Key, Use], list[str]]:
    """All texts of the code, and the modules that could not be read."""
    found: dict[Key, Use] = {}
    unreadable: list[str] = []
    for path in sorted((root / "centre_desk").rglob("*.py")):
        place = path.relative_to(root)
        try:
            texts = list(texts_in(path.read_text(encoding="utf-8")))
        except SyntaxError as error:
            unreadable.append(f"{place.as_posix()}, line {error.lineno}: {error.msg}")
            continue
        for key, plural in texts:
            use = found.setdefault(key, Use())
            use.plural = use.plural or plural
            use.rooms.add(room_of(place))
    return found, unreadable


# --- reading and writing the .po files


def _key(message: Message) -> Key:
    singular = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return message.context or "", str(singular)


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        try:
            return read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)
        except (ValueError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path.name} ({language}) cannot be read: {error}") from error


def _po_files(root: Path, language: str) -> dict[str, Catalog]:
    """The catalogues of a language by room."""
    folder = root / "resources" / "locale" / language
    return {path.stem: _read(path, language) for path in sorted(folder.glob("*.po"))}


def _po_text(catalog: Catalog, language: str) -> bytes:
    """A .po file without dates and line numbers, so that only words make a difference."""
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    body = BytesIO()
    write_po(body, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    return header.encode() + body.getvalue().strip() + b"\n"


def _write_if_changed(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(path)
    return True


# --- update


def home_of(use: Use, present: str) -> str:
    """Where a text belongs: where it is, as long as that room uses it, else the first room that does."""
    if present in use.rooms:
        return present
    return min(use.rooms, key=ORDER.index)


def _place(catalog: Catalog, key: Key, use: Use, known: Message | None) -> None:
    """Puts a text with its known translation into the catalogue of its room."""
    context, singular = key
    string: str | list[str] | tuple[str, ...] = (known.string if known is not None else "") or ""
    if use.plural and not isinstance(string, (list, tuple)):
        string = (string, string)
    if not use.plural and isinstance(string, (list, tuple)):
        string = string[0]
    catalog.add(
        (singular, use.plural) if use.plural else singular,
        string,
        flags=known.flags - {"python-format", "python-brace-format"} if known is not None else (),
        user_comments=known.user_comments if known is not None else (),
        context=context or None,
    )


def _strip_flags(message: Message) -> Message:
    message.flags -= {"python-format", "python-brace-format"}
    return message


def updated(found: dict[Key, Use], files: dict[str, Catalog], language: str, *, prune: bool) -> dict[str, Catalog]:
    """The .po files as they should be, by room. Texts no longer used stay unless `prune`."""
    known: dict[Key, tuple[str, Message]] = {}
    for room, catalog in files.items():
        for message in _messages(catalog):
            if message.string or _key(message) not in known:
                known.setdefault(_key(message), (room, message))
    result = {room: Catalog(locale=language, domain=DOMAIN) for room in files}
    for key, use in found.items():
        room, translated = known.pop(key, ("", None))
        home = home_of(use, room)
        _place(result.setdefault(home, Catalog(locale=language, domain=DOMAIN)), key, use, translated)
    if not prune:
        for room, message in known.values():
            result[room][message.id] = message
    for catalog in result.values():
        for message in _messages(catalog):
            _strip_flags(message)
    return result


def update(root: Path, *, prune: bool = False) -> list[str]:
    """Brings the .po files of the complete languages up to the code; says what changed."""
    found, unreadable = uses(root)
    if unreadable and prune:
        raise CatalogueError("Nothing was pruned, these modules cannot be read: " + "; ".join(unreadable))
    said = [f"Left out, cannot be read: {line}" for line in unreadable]
    for language in COMPLETE:
        folder = root / "resources" / "locale" / language
        for room, catalog in updated(found, _po_files(root, language), language, prune=prune).items():
            path = folder / f"{room}.po"
            if not _messages(catalog):
                path.unlink(missing_ok=True)
            elif _write_if_changed(path, _po_text(catalog, language)):
                said.append(f"Written: {language}/{room}.po")
    return said


# --- check


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string
    return tuple(string) if isinstance(string, (list, tuple)) else (string or "",)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _same_placeholders(message: Message) -> bool:
    """A singular form may leave the number out; every other form names exactly what the msgid names."""
    ids = tuple(message.id) if isinstance(message.id, (list, tuple)) else (message.id,)
    wanted = placeholders(ids[-1])
    try:
        forms = [placeholders(text) for text in _strings(message)]
    except ValueError:
        return False
    singular_fits = forms[0] == wanted or (len(ids) > 1 and forms[0] <= wanted | placeholders(ids[0]))
    return singular_fits and all(form == wanted for form in forms[1:])


def french_faults(text: str) -> list[str]:
    """What the typography of a French text lacks."""
    faults = []
    if "'" in text:
        faults.append("straight apostrophe")
    if re.search(r" [:;?!»%](?:\s|$)|« ", text):
        faults.append("ordinary space where a no-break space belongs")
    return faults


def _message_faults(message: Message, language: str) -> list[str]:
    if not all(_strings(message)):
        return ["untranslated"]
    faults = ["fuzzy"] if message.fuzzy else []
    if not _same_placeholders(message):
        faults.append("placeholders differ")
    if language == "fr":
        faults += [fault for text in _strings(message) for fault in french_faults(text)]
    return faults


def _file_faults(files: dict[str, Catalog], found: dict[Key, Use], language: str) -> Iterator[str]:
    first: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for room, catalog in files.items():
        for message in _messages(catalog):
            key = _key(message)
            other, words = first.setdefault(key, (room, _strings(message)))
            faults = _message_faults(message, language)
            if words != _strings(message):
                faults.append(f"translated otherwise in {other}.po")
            if key not in found:
                faults.append("no longer used (update --prune)")
            yield from (f"{language}/{room}.po: {fault}: {key[1]!r}" for fault in faults)


def check(root: Path) -> list[str]:
    """Everything that keeps a language from being complete, one line each."""
    found, unreadable = uses(root)
    faults = [f"cannot be read: {line}" for line in unreadable]
    for language in LANGUAGES:
        files = _po_files(root, language)
        if language in COMPLETE:
            present = {_key(message) for catalog in files.values() for message in _messages(catalog)}
            faults += [
                f"{language}/{home_of(use, '')}.po: missing (update): {key[1]!r}"
                for key, use in found.items()
                if key not in present
            ]
        faults += _file_faults(files, found, language)
    return faults


# --- compile


def compile_language(root: Path, language: str) -> Path:
    """Merges the .po files of a language into the one .mo file that the program reads."""
    merged = Catalog(locale=language, domain=DOMAIN)
    for catalog in _po_files(root, language).values():
        for message in _messages(catalog):
            if all(_strings(message)) and not message.fuzzy:
                merged[message.id] = message
    content = BytesIO()
    write_mo(content, merged)
    target = root / "resources" / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    _write_if_changed(target, content.getvalue())
    return target


def compile_all(root: Path = ROOT) -> list[Path]:
    """Makes the .mo files of every language."""
    return [compile_language(root, language) for language in LANGUAGES]


# --- the command


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="catalogues.py", description="Keeps the catalogues of Centre Desk.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("update", help="add the texts of the code to the .po files")
    verb.add_argument("--prune", action="store_true", help="and remove texts no longer used")
    verbs.add_parser("check", help="list what is missing or wrong; exit code 1 if anything is")
    verbs.add_parser("compile", help="make the .mo files")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """The command line: 0 done, 1 something is left to do."""
    arguments = _arguments(argv)
    try:
        if arguments.verb == "update":
            lines = update(ROOT, prune=arguments.prune)
        elif arguments.verb == "check":
            lines = check(ROOT)
        else:
            lines = [path.relative_to(ROOT).as_posix() for path in compile_all()]
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(lines) or "Nothing to do: the catalogues are complete.")
    return 1 if arguments.verb == "check" and lines else 0


if __name__ == "__main__":
    sys.exit(main())
