"""One owner at a time: the operating system's lock on desk.lock, which dies with the process.

What the file says (computer, since when) is for the second opener's message only; the lock alone decides.
"""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from centre_desk.rules.refusal import Refused, refusal

_LOCKED_BYTE = 1 << 20  # far behind the text, so that the other process can still read who has it


class DeskLock:
    """Holds the lock of a desk folder until closed; `Refused` when another process has it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "desk.lock"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(self._file):
            holder = _read_holder(self._path)
            os.close(self._file)
            raise Refused([refusal("desk.already_open", computer=holder[0], since=holder[1])])
        self._say_who()

    def _say_who(self) -> None:
        since = datetime.now(UTC).isoformat(timespec="minutes")
        text = json.dumps({"computer": platform.node(), "pid": os.getpid(), "since": since})
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, text.encode())

    def close(self) -> None:
        """Give the lock back."""
        if self._file >= 0:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> "DeskLock":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _read_holder(path: Path) -> tuple[str, str]:
    try:
        said = json.loads(path.read_text("utf-8"))
        return str(said["computer"]), str(said["since"])[:16].replace("T", " ")
    except (OSError, ValueError, KeyError):
        return "?", "?"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        # flock, not lockf: it also refuses a second opener in the same process
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
