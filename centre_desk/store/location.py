"""Where a live desk may lie: a fixed disk of this computer, for a lock on a share or a synced folder is no lock.

Backups are welcome on all of these. Windows is asked through GetDriveTypeW, Linux through /proc/mounts.
"""

import os
import sys
from pathlib import Path, PurePath

from centre_desk.rules.refusal import Refusal, refusal

_CLOUD = ("onedrive", "dropbox", "google drive", "googledrive", "my drive", "mon drive", "nextcloud", "icloud", "mega")
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone"}
)
_REMOVABLE_ROOTS = ("/media/", "/run/media/", "/mnt/usb")
_WINDOWS_DRIVES = {2: "removable", 4: "network", 5: "removable"}


def check_location(folder: Path) -> tuple[Refusal, ...]:
    """Refuse a removable, network or cloud-synced folder for a live desk, saying which it is."""
    kind = kind_of_place(folder)
    return (refusal("desk.bad_location", folder=os.fspath(folder), kind=kind),) if kind else ()


def kind_of_place(folder: Path) -> str:
    """Return `cloud`, `network`, `removable`, or nothing for a fixed disk."""
    absolute = folder.absolute()
    if is_cloud_path(absolute):
        return "cloud"
    if sys.platform == "win32":
        return _kind_on_windows(absolute)
    return kind_by_mounts(absolute, _mounts())


def is_cloud_path(path: PurePath) -> bool:
    """Tell whether a folder of the path bears the name of a synchronising service."""
    return any(part.lower() == name or part.lower().startswith(f"{name} -") for part in path.parts for name in _CLOUD)


def kind_by_mounts(path: PurePath, mounts: list[tuple[str, str]]) -> str:
    """Return the kind of the deepest mount (point, file system) that holds the path."""
    text = path.as_posix() + "/"
    holding = [(len(point), point, kind) for point, kind in mounts if text.startswith(point.rstrip("/") + "/")]
    if holding and max(holding)[2] in _NETWORK_FILE_SYSTEMS:
        return "network"
    return "removable" if text.startswith(_REMOVABLE_ROOTS) else ""


def _mounts() -> list[tuple[str, str]]:
    try:
        lines = Path("/proc/mounts").read_text("utf-8").splitlines()
    except OSError:
        return []
    fields = [line.split() for line in lines]
    return [(f[1].replace("\\040", " "), f[2]) for f in fields if len(f) >= 3]


def _kind_on_windows(absolute: Path) -> str:
    if absolute.drive.startswith("\\\\"):
        return "network"
    import ctypes

    # by getattr, for this attribute does not exist where the type checker runs
    ask = getattr(ctypes, "windll").kernel32.GetDriveTypeW  # noqa: B009
    return _WINDOWS_DRIVES.get(ask(absolute.drive + "\\"), "")
