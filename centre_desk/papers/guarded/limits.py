"""How much a foreign file may ask of this PC, and how a process holds itself to it.

On Linux by rlimits, on Windows by a Job object that the child puts itself into.
"""

import ctypes
import sys
from typing import Any

MOST_BYTES = 10 * 2**20
MOST_PARTS = 200
MOST_UNPACKED = 100 * 2**20
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 4_096
MOST_SHEETS = 50
MOST_TEXT = 48 * 2**20
MOST_MEMORY = 512 * 2**20
MOST_SECONDS = 20


class Stop(Exception):
    """The file is refused: a code of `texts/referral.py`, its facts, and the cell where there is one."""

    def __init__(self, code: str, place: str = "", **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.facts = facts


def limit_this_process() -> None:
    """Hold this process to its memory and time, before anything of the file is looked at."""
    if sys.platform == "win32":
        _limit_by_job()
    else:
        _limit_by_rlimit()


def _limit_by_rlimit() -> None:
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


_PROCESS_TIME, _ACTIVE_PROCESSES, _PROCESS_MEMORY = 0x2, 0x8, 0x100
_EXTENDED_LIMIT_INFORMATION = 9


def _limit_by_job() -> None:
    """Put this process into a Job that limits memory and time and lets it start no other process."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _PROCESS_TIME | _ACTIVE_PROCESSES | _PROCESS_MEMORY
    limits.BasicLimitInformation.PerProcessUserTimeLimit = MOST_SECONDS * 10_000_000
    limits.BasicLimitInformation.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = MOST_MEMORY
    size = ctypes.sizeof(limits)
    held = kernel.SetInformationJobObject(job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), size)
    if not held or not kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())):
        raise Stop("referral.file_not_guarded")
