"""The demonstration desk of a start from source: made on the spot, opened, or lived through without a window.

It lies with the user's own desks, never in the source tree, which may be on a stick or a synchronised folder.
It is made anew whenever the tables of the program are no longer those that it was made with.
"""

import hashlib
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installer.processes import ROOT, SetupError, captured, last_lines, say, source_environment

WHERE = "from centre_desk.places import demonstration_folder; print(demonstration_folder())"
EXAMPLE = ROOT / "tests" / "fixtures" / "referrals" / "orientations_2019-09_clean.xlsx"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where the demonstration desk lies, and the password of its administrator."""

    desk: str
    password: str


def tables_digest(root: Path) -> str:
    """What the tables are made from: models and upgrades."""
    digest = hashlib.sha256()
    for folder in ("models", "store/versions"):
        for path in sorted((root / "centre_desk" / folder).rglob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def remembered(note: Path, tables: str) -> Demonstration | None:
    """The demonstration that an earlier start made, if it is whole and of these tables."""
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
        found = Demonstration(known["desk"], known["password"])
    except (OSError, ValueError, KeyError):
        return None
    whole = known.get("tables") == tables and (Path(found.desk) / "desk.db").exists()
    return found if whole else None


def program(python: Path, *arguments: str, password: str = "") -> subprocess.CompletedProcess[str]:
    """Runs a verb of the program's command line and keeps what it prints."""
    return subprocess.run(
        [str(python), "-m", "centre_desk", *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, text=True, check=False,
        env=dict(source_environment(), CENTRE_DESK_PASSWORD=password), stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def answer(done: subprocess.CompletedProcess[str], verb: str) -> dict[str, Any]:
    """The JSON that a verb printed; SetupError with its words where it was refused."""
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise SetupError(f"centre-desk {verb} did not succeed.\n{last_lines(done.stdout, 5)}".strip()) from None
    if done.returncode != 0:
        reasons = [item["message"] for item in found.get("error", [])]
        raise SetupError("\n".join([f"centre-desk {verb} was refused:", *(reasons or [last_lines(done.stdout, 5)])]))
    return dict(found)


def see_to_demonstration(python: Path) -> Demonstration:
    """Returns the demonstration desk, made now unless an earlier start made it."""
    where = captured([str(python), "-c", WHERE], source_environment())
    if where.returncode != 0:
        raise SetupError(last_lines(where.stdout, 3))
    folder = Path(where.stdout.strip())
    note, tables = folder / "demonstration.json", tables_digest(ROOT)
    return remembered(note, tables) or make_demonstration(python, folder, note, tables)


def make_demonstration(python: Path, folder: Path, note: Path, tables: str) -> Demonstration:
    """Makes the desk anew; the note is written last, so that a cut is seen and mended."""
    say("Making the demonstration desk: twelve months of a centre with invented people (under a minute) ...")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    made = answer(program(python, "demo", str(folder / "desk"), "--json"), "demo")
    found = Demonstration(str(made["desk"]), str(made["password"]))
    note.write_text(json.dumps({**made, "tables": tables}, ensure_ascii=False, indent=1), encoding="utf-8")
    return found


def open_window(python: Path, demonstration: Demonstration) -> int:
    """Opens the window, signed in, and waits until it is closed."""
    say(f"Opening the demonstration: {demonstration.desk}")
    command = [str(python), "-m", "centre_desk", "open", demonstration.desk, "--demo"]
    environment = dict(source_environment(), CENTRE_DESK_PASSWORD=demonstration.password)
    return subprocess.call(command, cwd=ROOT, env=environment)


def newest_closed_month(outbox: Path) -> str:
    """The newest month whose package lies in an outbox: `CFP-DEMO-2019-10-v1.zip` is of `2019-10`."""
    return max(path.stem.rsplit("-v", 1)[0][-7:] for path in outbox.glob("*.zip"))


def month_without_window(python: Path, demonstration: Demonstration) -> int:
    """Lives the end of a month by the command line, and says where the papers and the return are."""
    desk = Path(demonstration.desk)
    month = newest_closed_month(desk / "outbox")
    returns = desk.parent / "returns"

    def ask(verb: str, *arguments: str) -> dict[str, Any]:
        done = program(python, verb, *arguments, "--json", "--language", "en", password=demonstration.password)
        return answer(done, verb)

    say("No screen here: the end of a month without a window.")
    load = ask("import-referrals", str(desk), str(EXAMPLE))
    say(f"  A referral list of {load['lines']} lines: {said_of_import(load)}")
    package = str(ask("return", str(desk), month, "--out", str(returns))["package"])
    say(f"  The return of {month} is written and signed.")
    proof = ask("verify", package)
    say("".join(f"    {line}\n" for item in proof["items"] for line in item["lines"]).rstrip())
    sound = ask("check", str(desk))
    say(f"  The desk is sound: {sound['journal_seq']} acts in its journal.")
    papers = sorted((desk / "outbox").rglob("*.pdf"))
    say(f"The desk:    {desk}\nThe papers:  {desk / 'outbox'} ({len(papers)} PDFs)\nThe return:  {package}")
    say(f"The password of all its users: {demonstration.password}")
    return 0


def said_of_import(load: dict[str, Any]) -> str:
    """What became of the lines of a referral list."""
    refused = len({item["line"] for item in load["refused"]})
    questions = len({item["line"] for item in load["questions"]})
    return f"{load['accepted']} accepted, {load['unchanged']} known, {refused} refused, {questions} with questions."
