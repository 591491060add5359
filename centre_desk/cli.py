"""The same actions and queries without a window: for the office's scheduled work, for IOM, and for tests.

Each verb prints sentences for people, or one JSON object with `--json`. Exit code 0 done, 1 refused with its
reasons, 2 usage. The password comes from CENTRE_DESK_PASSWORD, `--password-file`, or a prompt.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from centre_desk.actions.desk.sign_in import sign_in, sign_in_as_administrator
from centre_desk.rules.dates import is_month
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.plan import ImportPlan, PlannedLine
from centre_desk.rules.refusal import Refusal, Refused, refusal
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue, catalogue

if TYPE_CHECKING:
    from centre_desk.papers.referral.reading import ReferralList

PASSWORD_VARIABLE = "CENTRE_DESK_PASSWORD"


@dataclass
class Outcome:
    """What a verb says: `data` for a machine, `lines` for people, and whether it counts as done."""

    data: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    done: bool = True


Verb = Callable[[argparse.Namespace, Catalogue], Outcome]


def run_verb(arguments: Sequence[str]) -> int:
    """Run one verb and return the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if getattr(options, "dry_run", False) and getattr(options, "refused", None) is not None:
        parser.error("--refused saves lines of an import: not with --dry-run")
    words = catalogue(options.language)
    try:
        outcome: Outcome = options.verb(options, words)
    except Refused as refused:
        return _say_refused(refused.refusals, words, as_json=options.json)
    except OSError as error:
        reason = refusal("overview.file_unreadable", file=error.filename or "?", error=error.strerror or "")
        return _say_refused((reason,), words, as_json=options.json)
    _say(outcome, as_json=options.json)
    return 0 if outcome.done else 1


def _say(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(outcome.data, ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(outcome.lines))


def _say_refused(refusals: tuple[Refusal, ...], words: Catalogue, *, as_json: bool) -> int:
    sentences = [words.refusal(r) for r in refusals]
    if as_json:
        said = [{"code": r.code, "message": s} for r, s in zip(refusals, sentences, strict=True)]
        print(json.dumps({"error": said}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(sentences), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON object, for a machine")
    common.add_argument("--language", choices=("fr", "en"), default="fr", help="of sentences and papers (default fr)")
    signed = argparse.ArgumentParser(add_help=False)
    signed.add_argument("desk", type=Path, metavar="DESK", help="the folder of the desk")
    signed.add_argument("--user", default="", metavar="NAME", help="who acts; else the administrator")
    signed.add_argument("--password-file", type=Path, metavar="FILE", help="a file that holds the password alone")
    parser = argparse.ArgumentParser(
        prog="centre-desk",
        description="The desk of a training centre, without a window.",
        epilog="No verb: the window.",
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def add(name: str, verb: Verb, about: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=about, description=about, parents=[common, *parents])
        made.set_defaults(verb=verb)
        return made

    verbs.add_parser("open", help="open the window on a desk (open --help tells more)", add_help=False)
    _add_verbs(add, signed)
    return parser


def _add_verbs(add: Callable[..., argparse.ArgumentParser], signed: argparse.ArgumentParser) -> None:
    demo = add("demo", _demo, "make a demonstration desk in a new folder")
    demo.add_argument("folder", type=Path, metavar="FOLDER")
    demo.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="its today (default: today)")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="same date and seed, same data (default 1)")
    load = add("import-referrals", _import_referrals, "import a referral file; questions are left open", signed)
    load.add_argument("file", type=Path, metavar="FILE")
    load.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    load.add_argument(
        "--refused", type=Path, metavar="FILE", help="save the lines not taken, with their reasons, as a workbook"
    )
    send = add("return", _return, "export the signed return of a closed month", signed)
    send.add_argument("month", type=_month, metavar="YYYY-MM")
    send.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    verify = add("verify", _verify, "verify packages, certificates' QR texts and backups, without a desk")
    verify.add_argument("items", nargs="+", metavar="FILE-OR-TEXT")
    verify.add_argument(
        "--keys", type=Path, metavar="FILE", help="a list of trusted keys, else the user's trust folder"
    )
    add("check", _check, "check a desk: pages, journal, invariants, counts and sums", signed)
    keep = add("backup", _backup, "make a verified backup", signed)
    keep.add_argument("--to", type=Path, metavar="FOLDER", help="else the desk's own backups folder")
    back = add("restore", _restore, "put a backup in place of a closed desk; old files are set aside", signed)
    back.add_argument("backup", type=Path, metavar="BACKUP")


def _month(text: str) -> str:
    if not is_month(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no month: YYYY-MM")
    return text


def _password(options: argparse.Namespace) -> str:
    if options.password_file is not None:
        try:
            return str(options.password_file.read_text("utf-8")).rstrip("\r\n")
        except (OSError, UnicodeError):
            raise Refused([refusal("overview.password_file", file=os.fspath(options.password_file))]) from None
    if (given := os.environ.get(PASSWORD_VARIABLE)) is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused([refusal("overview.no_password")])
    return getpass.getpass("> ")


@contextmanager
def _signed_in(options: argparse.Namespace) -> Iterator[tuple[Store, Actor, datetime]]:
    at = datetime.now(UTC)
    if options.user:
        store, actor = sign_in(options.desk, options.user, _password(options), at)
    else:
        store, actor = sign_in_as_administrator(options.desk, _password(options), at)
    with store:
        yield store, actor, at


def _demo(options: argparse.Namespace, words: Catalogue) -> Outcome:
    from centre_desk.actions.overview.demonstration import make_demonstration

    made = make_demonstration(options.folder, today=options.date or datetime.now(UTC).date(), seed=options.seed)
    users = [{"name": u.name, "roles": list(u.roles), "password": u.password} for u in made.users]
    lines = [words.t("The demonstration desk is in {folder}.", folder=made.folder)]
    lines += [f"  {u.name} ({', '.join(u.roles)})\N{NO-BREAK SPACE}: {u.password}" for u in made.users]
    lines.append(words.t("Its papers and closed packages are in {folder}.", folder=made.folder / "outbox"))
    return Outcome({"desk": str(made.folder), "password": made.password, "users": users}, lines)


def _import_referrals(options: argparse.Namespace, words: Catalogue) -> Outcome:
    from centre_desk.actions.referral import import_referrals, save_refused_lines
    from centre_desk.queries.referral import plan_referrals, read_file

    with _signed_in(options) as (store, actor, at):
        if options.refused is not None:
            _check_writable(options.refused)
        referrals = read_file(store, options.file)
        if options.dry_run:
            plan = plan_referrals(store, referrals, answers={}, referred_on=None, today=at.date())
        else:
            plan = import_referrals(store, referrals=referrals, by=actor, at=at).plan
        outcome = _import_outcome(plan, referrals, words)
        if options.refused is not None and plan.of(LineFate.REFUSED, LineFate.QUESTION):
            save_refused_lines(
                store, referrals=referrals, plan=plan, path=options.refused, words=words, by=actor, at=at
            )
            outcome.data["refused_file"] = str(options.refused)
            outcome.lines.append(words.t("The lines not taken are in {file}.", file=options.refused))
    return outcome


def _check_writable(path: Path) -> None:
    """Raise OSError where a file cannot be written: before anything is imported, not after."""
    there = path.exists()
    with path.open("ab"):
        pass
    if not there:
        path.unlink()


def _import_outcome(plan: ImportPlan, referrals: "ReferralList", words: Catalogue) -> Outcome:
    refused, questions = plan.of(LineFate.REFUSED), plan.of(LineFate.QUESTION)
    data: dict[str, Any] = {
        "lines": len(plan.lines),
        "accepted": len(plan.of(LineFate.NEW, LineFate.CHANGED)),
        "unchanged": len(plan.of(LineFate.UNCHANGED)),
        "refused": [item for line in refused for item in _items(line, words)],
        "questions": [item for line in questions for item in _items(line, words)],
        "left": [{"place": row.place, "why": row.why.value, "text": row.text} for row in referrals.left],
        "unread": [{"sheet": s.name, "hidden": s.hidden, "people": s.people} for s in referrals.unread],
        "refused_file": None,
    }
    summary = words.t(
        "{lines} lines: {accepted} accepted, {unchanged} unchanged, {refused} refused, {questions} with questions.",
        lines=data["lines"],
        accepted=data["accepted"],
        unchanged=data["unchanged"],
        refused=len(refused),
        questions=len(questions),
    )
    hidden = [
        words.n(
            "The hidden sheet {sheet} holds {count} person; it is not read.",
            "The hidden sheet {sheet} holds {count} people; it is not read.",
            sheet.people,
            sheet=sheet.name,
        )
        for sheet in referrals.unread
        if sheet.hidden and sheet.people
    ]
    told = [f"  {item['message']}" for item in data["refused"] + data["questions"]]
    return Outcome(data, [summary, *told, *hidden])


def _items(line: PlannedLine, words: Catalogue) -> list[dict[str, Any]]:
    return [
        {"line": line.row, "cell": found.place, "code": found.code, "message": words.refusal(found)}
        for found in line.findings
    ]


def _return(options: argparse.Namespace, words: Catalogue) -> Outcome:
    from centre_desk.actions.monthly_return import export_return

    with _signed_in(options) as (store, actor, at):
        path = export_return(
            store, month=options.month, folder=options.out, language=options.language, by=actor, at=at
        ).path
    return Outcome({"package": str(path)}, [words.t("The report is in {file}.", file=path)])


def _verify(options: argparse.Namespace, words: Catalogue) -> Outcome:
    from centre_desk.queries.verification import verify_item

    proofs = [verify_item(item, options.keys, words) for item in options.items]
    lines = [line for proof in proofs for line in (proof.item, *(f"  {said}" for said in proof.lines))]
    return Outcome(
        {"items": [{**asdict(p), "lines": p.lines} for p in proofs]}, lines, done=all(p.holds for p in proofs)
    )


def _check(options: argparse.Namespace, words: Catalogue) -> Outcome:
    from centre_desk.queries.overview.soundness import check_desk
    from centre_desk.texts.formats import francs, grouped
    from centre_desk.texts.overview import CHECKS

    with _signed_in(options) as (store, _actor, _at):
        found = check_desk(store)
    lines = [_check_line(words, words.msg(CHECKS[f.check]), f.offending, f.first) for f in found.findings]
    rows = grouped(sum(found.counts.values()), words.language)
    lines.append(
        words.t(
            "{rows} rows; journal {seq} entries, head {head}", rows=rows, seq=found.journal_seq, head=found.journal_head
        )
    )
    lines.append(
        words.t(
            "Due {due}, paid {paid}.", due=francs(found.due, words.language), paid=francs(found.paid, words.language)
        )
    )
    lines.append(words.t("Data digest {digest}", digest=found.digest))
    lines.append(
        words.t("The desk is sound.")
        if found.sound
        else words.t("The desk is NOT sound: keep it, and restore a backup beside it.")
    )
    return Outcome({"sound": found.sound, **asdict(found)}, lines, done=found.sound)


def _check_line(words: Catalogue, what: str, offending: int, first: str) -> str:
    if offending == 0:
        return f"  {words.p('check', 'good')}  {what}"
    return f"  {words.p('check', 'BAD')}  {what} ({offending}, {first})"


def _backup(options: argparse.Namespace, words: Catalogue) -> Outcome:
    from centre_desk.actions.desk.backups import back_up
    from centre_desk.queries.desk import backup_rows

    with _signed_in(options) as (store, actor, at):
        done = back_up(store, why="asked", by=actor, at=at, folder=options.to)
        row = next(r for r in backup_rows(store) if r.sequence == done.id)
        path = (options.to or store.folder / "backups") / row.name
    return Outcome({"backup": str(path), "sequence": done.id}, [words.t("Verified backup: {file}", file=path)])


def _restore(options: argparse.Namespace, words: Catalogue) -> Outcome:
    from centre_desk.actions.desk.backups import restore

    state = restore(options.backup, options.desk, name=options.user, password=_password(options))
    line = words.t("The desk {desk} is as the backup had it; the old files are set aside.", desk=options.desk)
    return Outcome({"desk": str(options.desk), "journal_seq": state.journal_seq}, [line])
