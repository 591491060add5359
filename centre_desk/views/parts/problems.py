"""What went wrong, in one plain sentence for the user; nothing for errors that nobody foresaw.

Facts: files and disks (`OSError`) are named with the file; anything else goes to the crash dialog.
"""

from pathlib import PurePath

from centre_desk.texts.catalogue import Catalogue


def file_sentence(problem: Exception, words: Catalogue) -> str:
    """Return the sentence of a file problem; empty when the problem is none of a file."""
    if not isinstance(problem, OSError):
        return ""
    name = PurePath(str(problem.filename)).name if problem.filename else ""
    if isinstance(problem, FileNotFoundError):
        return words.t("“{name}” was not found. Choose the file again.", name=name)
    if isinstance(problem, PermissionError):
        return words.t(
            "“{name}” cannot be opened or written: it is in use or protected. Close it elsewhere, "
            "or choose another place.",
            name=name,
        )
    return words.t("“{name}” cannot be read or written. Check the disk or the USB key.", name=name)
