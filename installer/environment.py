"""The environment of a start from source: `.venv` with exactly the packages of requirements.lock.

Decides when it is kept, filled or made anew, and what of a person's pip settings counts. The stamp in it is
written last, so that an interrupted installation is seen and mended by the next run.
"""

import ast
import hashlib
import os
import sys
from pathlib import Path

from installer.processes import ROOT, SetupError, captured, clean_environment, last_lines, say

LOCK = ROOT / "installer" / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "centre-desk.stamp"
BEGUN = VENV / "centre-desk.begun"
PIP_SETTINGS = (
    "index-url", "extra-index-url", "find-links", "no-index", "cert", "client-cert", "proxy",
    "trusted-host", "timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir",
    "keyring-provider",
)  # fmt: skip


def interpreter() -> str:
    """The Python under any environment that this one runs in."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def fingerprint(lock: bytes, interpreter: str, version: str, folder: str) -> str:
    """What an environment was made from: other packages, another Python or another place make another."""
    return hashlib.sha256(b"\0".join([lock, interpreter.encode(), version.encode(), folder.encode()])).hexdigest()


def state_of(stamp: str, wanted: str, begun: bool, python_works: bool) -> str:
    """What to do with the environment: `keep` it, `fill` one that somebody else made here, or `make` it anew."""
    if stamp == wanted and python_works:
        return "keep"
    return "fill" if python_works and not begun and not stamp else "make"


def venv_python() -> Path:
    """The interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def works(python: Path) -> bool:
    """Whether the environment's interpreter starts, is of this version and has pip."""
    code = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    try:
        return captured([str(python), "-c", code], clean_environment()).returncode == 0
    except OSError:
        return False


def pip_settings(listing: str) -> dict[str, str]:
    """From `pip config list`: where packages come from. Nothing else of a person's pip.conf is ours."""
    found: dict[str, tuple[int, str]] = {}
    order = {"global": 0, "install": 1, ":env:": 2}
    for line in listing.splitlines():
        section, _, rest = line.partition(".")
        name, _, value = rest.partition("=")
        if section in order and name in PIP_SETTINGS and order[section] >= found.get(name, (-1, ""))[0]:
            found[name] = (order[section], " ".join(str(ast.literal_eval(value)).split()))
    return {name: value for name, (_, value) in found.items()}


def pip_environment(environment: dict[str, str], settings: dict[str, str]) -> dict[str, str]:
    """The variables for pip: the sources that the person set, and no other wish (target, user, constraint)."""
    kept = {name: value for name, value in environment.items() if not name.upper().startswith("PIP_")}
    chosen = {"PIP_" + name.upper().replace("-", "_"): value for name, value in settings.items()}
    return dict(kept, **chosen, PIP_CONFIG_FILE=os.devnull)


def pip_sentence(output: str) -> str:
    """What went wrong, from what pip printed; its own last words where they say more."""
    plain = (
        (("No space left", "Errno 28", "not enough space"), "The disk is full. Free 1 GB and run this again."),
        (("Temporary failure in name", "getaddrinfo", "NewConnectionError", "Name or service", "ConnectTimeout",
          "Network is unreachable", "Read timed out", "ProxyError", "Connection refused", "ConnectionReset"),
         "The packages could not be fetched: no connection to the package index.\n"
         "Connect this computer to the Internet once and run this again; what came through is kept."),
    )  # fmt: skip
    for signs, sentence in plain:
        if any(sign in output for sign in signs):
            return sentence
    if "DO NOT MATCH THE HASHES" in output:
        sentence = "A package differs from what the lock says; nothing of it was kept."
    elif "No matching distribution" in output:
        sentence = (
            "A package has no ready-made file for this computer. Centre Desk runs on Python 3.11 to 3.14, 64 bits,\n"
            "on Linux x86-64 (Debian 12, Ubuntu 22.04 or newer) or Windows 10 and newer."
        )
    else:
        sentence = "The packages could not be installed."
    return f"{sentence}\nThe last words of pip:\n{last_lines(output, 4)}"


def make_venv() -> None:
    """Makes an empty environment in place of what is there."""
    say(f"Making the environment in {VENV} ...")
    done = captured([interpreter(), "-m", "venv", "--clear", str(VENV)], clean_environment())
    if done.returncode != 0:
        raise SetupError("The environment could not be made.\n" + last_lines(done.stdout, 5))


def install_packages() -> None:
    """Installs exactly the lock, from ready-made files only."""
    python = str(venv_python())
    count = LOCK.read_text(encoding="utf-8").count("==")
    say(f"Installing {count} packages (about 150 MB: one to five minutes the first time) ...")
    listing = captured([python, "-m", "pip", "config", "list"], clean_environment())
    settings = pip_settings(listing.stdout) if listing.returncode == 0 else {}
    command = [python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off",
               "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCK)]  # fmt: skip
    done = captured(command, pip_environment(clean_environment(), settings))
    if done.returncode != 0:
        raise SetupError(pip_sentence(done.stdout))


def see_to_environment() -> None:
    """Makes, fills or keeps the environment; the stamp is written last, so that a cut is seen and mended."""
    wanted = fingerprint(LOCK.read_bytes(), interpreter(), sys.version, str(VENV))
    stamp = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    state = state_of(stamp, wanted, BEGUN.exists(), venv_python().exists() and works(venv_python()))
    if state == "keep":
        return
    if state == "make":
        make_venv()
    STAMP.unlink(missing_ok=True)
    BEGUN.write_text("An installation began here and has not ended.\n", encoding="utf-8")
    install_packages()
    STAMP.write_text(wanted, encoding="utf-8")
    BEGUN.unlink()
