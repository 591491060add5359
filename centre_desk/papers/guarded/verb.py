"""The hidden verb of the program, and what it runs; Qt is never imported on this way.

`python -m centre_desk --read-table .xlsx` reads a file from standard input and writes JSON to standard output.
"""

from collections.abc import Sequence

VERB = "--read-table"


def child_main(argv: Sequence[str]) -> int:
    """Read the table on standard input; `argv` is the program's own. Returns the exit code."""
    from centre_desk.papers.guarded.child import run  # the parent never needs what the child imports

    place = list(argv).index(VERB)
    return run(argv[place + 1] if len(argv) > place + 1 else "")
