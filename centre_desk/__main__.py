"""The program's one door: the guarded reading of foreign files, the acts without a window, or the window.

The hidden verb comes first, before Qt or the database is imported: that process reads a file and dies.
"""

import gc
import sys

from centre_desk.papers.guarded.verb import VERB, child_main


def main(argv: list[str] | None = None) -> int:
    """Run the program with its arguments; return the exit code (0 done, 1 refused, 2 usage)."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == [VERB]:
        return child_main(arguments)
    if not arguments or arguments[0] == "open":
        gc.disable()  # imports leave no garbage, and looking for it takes a tenth of the start; the runner collects
        from centre_desk.app import open_window

        return open_window(arguments[1:])
    from centre_desk.cli import run_verb

    return run_verb(arguments)


if __name__ == "__main__":
    sys.exit(main())
