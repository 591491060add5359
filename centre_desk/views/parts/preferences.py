"""What this PC remembers of its window: last desk, language, colours. Nothing about people.

Facts: `settings.json` in the user's folder. A damaged or missing file is an empty one.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from centre_desk.places import settings_file


@dataclass(frozen=True, slots=True)
class Preferences:
    """`colours` is `system`, `light` or `dark`; `size` is the window's width and height, 0 for the default."""

    desk: str = ""
    language: str = "fr"
    colours: str = "system"
    width: int = 0
    height: int = 0


def read_preferences(path: Path | None = None) -> Preferences:
    """Read what this PC remembers."""
    try:
        kept = json.loads((path or settings_file()).read_text(encoding="utf-8"))
        return _checked(Preferences(**kept))
    except (OSError, ValueError, TypeError):
        return Preferences()


def _checked(kept: Preferences) -> Preferences:
    texts, numbers = (kept.desk, kept.language, kept.colours), (kept.width, kept.height)
    if all(isinstance(text, str) for text in texts) and all(isinstance(number, int) for number in numbers):
        return kept
    raise TypeError


def keep_preferences(changed: Preferences, path: Path | None = None) -> None:
    """Remember this from now on."""
    place = path or settings_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(asdict(changed), indent=1), encoding="utf-8")
