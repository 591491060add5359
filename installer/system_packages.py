"""What the machine itself must have: Qt's libraries, a font, venv, and for the tests two readers of papers.

Decides what is missing and which one command brings it; runs it where it may (root, apt). The lists were
found by running on Debian 12 with nothing but Python.
"""

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys

from installer.environment import interpreter
from installer.processes import captured, last_lines, say

QT_LIBRARIES = (
    "libegl1", "libgl1", "libxkbcommon0", "libx11-6", "libfontconfig1", "libfreetype6", "libglib2.0-0",
    "libdbus-1-3", "libzstd1", "zlib1g", "fonts-dejavu-core",
)  # fmt: skip
WINDOW_LIBRARIES = (
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-image0", "libxcb-render-util0",
    "libxcb-util1", "libxcb-xkb1", "libxcb-shape0", "libxcb-randr0", "libxcb-render0", "libxcb-shm0",
    "libxcb-sync1", "libxcb-xfixes0", "libx11-xcb1", "libxkbcommon-x11-0",
)  # fmt: skip
READERS = ["poppler-utils", "zbar-tools"]
DNF_PACKAGES = (
    "python3 mesa-libEGL mesa-libGL libxkbcommon libxkbcommon-x11 libX11-xcb fontconfig freetype glib2 dbus-libs "
    "xcb-util-cursor xcb-util-wm xcb-util-keysyms xcb-util-image xcb-util-renderutil dejavu-sans-fonts "
    "poppler-utils zbar"
)


def has_display(platform: str, environment: dict[str, str]) -> bool:
    """Whether a window can be seen: always on Windows and macOS, else where a display server is named."""
    if environment.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def wanted_packages(verb: str, display: bool, version: tuple[int, int], has_venv: bool) -> list[str]:
    """The Debian packages that a verb needs, given what this Python brings along."""
    wanted = [] if has_venv else ["python3-venv", f"python{version[0]}.{version[1]}-venv"]
    wanted += QT_LIBRARIES
    if verb == "test":
        wanted += READERS
    elif display:
        wanted += WINDOW_LIBRARIES
    return wanted


def installed_packages(listing: str) -> set[str]:
    """The names of installed packages, and the names these stand in for, from lines `name|status|provides`."""
    names = set()
    for line in listing.splitlines():
        name, _, rest = line.partition("|")
        status, _, provides = rest.partition("|")
        if status == "installed":
            names.add(name)
            names.update(part.split()[0].partition(":")[0] for part in provides.split(",") if part.strip())
    return names


def missing_packages(wanted: list[str], installed: set[str]) -> list[str]:
    """What is wanted and not there, in the order of the list."""
    return [name for name in wanted if name not in installed]


def remedy(tool: str, missing: list[str], root: bool) -> str:
    """The one command that brings the missing system packages, or a sentence where no command is known."""
    sudo = "" if root else "sudo "
    if tool == "apt":
        return f"{sudo}apt-get install -y {' '.join(missing)}"
    if tool == "dnf":
        return f"{sudo}dnf install -y {DNF_PACKAGES}"
    return "(with the system's own tool) libEGL libGL libxkbcommon xcb-util-cursor fontconfig D-Bus and a font"


def package_tool() -> str:
    """The tool for system packages here: `apt`, `dnf` or none."""
    if shutil.which("apt-get") and shutil.which("dpkg-query"):
        return "apt"
    return "dnf" if shutil.which("dnf") else ""


def is_root() -> bool:
    """Whether system packages can be installed without asking anyone."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_venv() -> bool:
    """Whether this Python can make an environment; Debian keeps that in a package of its own."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def apt(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs apt-get without questions, waiting for another one to finish."""
    command = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *arguments]
    return captured(command, dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8"))


def install_system_packages(missing: list[str]) -> None:
    """Installs with apt; a power cut during an earlier installation is mended first."""
    say(f"Installing {len(missing)} system packages with apt (a minute or two): {' '.join(missing)}")
    apt("update")
    done = apt("install", "--no-install-recommends", *missing)
    if done.returncode != 0 and "dpkg --configure -a" in done.stdout:
        captured(["dpkg", "--configure", "-a"], dict(os.environ, DEBIAN_FRONTEND="noninteractive"))
        done = apt("install", "--no-install-recommends", *missing)
    if done.returncode != 0:
        say(f"apt could not install them: {last_lines(done.stdout, 3)}")


def missing_here(verb: str, display: bool) -> list[str]:
    """The Debian packages that are missing on this machine; empty where there is no apt."""
    if package_tool() != "apt":
        return []
    listing = captured(["dpkg-query", "-W", "-f", "${Package}|${db:Status-Status}|${Provides}\n"], dict(os.environ))
    foreign = not interpreter().startswith("/usr/bin/")
    wanted = wanted_packages(verb, display, sys.version_info[:2], has_venv() or foreign)
    return missing_packages(wanted, installed_packages(listing.stdout))


def see_to_system_packages(verb: str, display: bool) -> str:
    """Installs what is missing where that is allowed; returns the command that would bring the rest."""
    missing = missing_here(verb, display)
    if missing and is_root():
        install_system_packages(missing)
        missing = missing_here(verb, display)
    if missing:
        command = remedy("apt", missing, is_root())
        say(f"Some system packages are missing. This brings them:\n  {command}")
        return command
    return "" if package_tool() == "apt" else remedy(package_tool(), [], is_root())
