"""The colours of the window, light and dark, said once; every widget and painter takes them from here.

Facts: the table of colours of the look. The palette of a widget tells which set is in force, so that no
global is needed: `tokens_for(widget.palette())`.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours; `*_ground` is what stands behind the text of the same name."""

    dark: bool
    window: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_strong: str
    soft: str
    ok: str
    ok_ground: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    idle: str
    hatch: str
    banner: str
    on_banner: str


LIGHT = Tokens(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    line="#DDE2E8",
    text="#1B2430",
    muted="#56616F",
    accent="#0B6B67",
    on_accent="#FFFFFF",
    accent_strong="#095955",
    soft="#E3F1F0",
    ok="#1D6A3A",
    ok_ground="#E5F4E9",
    warn="#8A5200",
    warn_ground="#FFF3DC",
    bad="#A3231C",
    bad_ground="#FCE9E7",
    idle="#EEF0F3",
    hatch="#B9C1CB",
    banner="#F6A13C",
    on_banner="#2A1A00",
)

DARK = Tokens(
    dark=True,
    window="#13171C",
    surface="#1B2127",
    line="#333C46",
    text="#E7EBF0",
    muted="#A3AEBB",
    accent="#58C4BE",
    on_accent="#08201F",
    accent_strong="#7AD3CE",
    soft="#17302F",
    ok="#7FD19B",
    ok_ground="#15301F",
    warn="#F0B760",
    warn_ground="#33270F",
    bad="#F0958D",
    bad_ground="#3A1B19",
    idle="#262D35",
    hatch="#55606C",
    banner="#C97A1E",
    on_banner="#1A0F00",
)


class Tone(StrEnum):
    """What a coloured thing says; a word or a letter always stands beside the colour."""

    PLAIN = "plain"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    SOFT = "soft"
    IDLE = "idle"
    HATCHED = "hatched"


def tone_colours(tokens: Tokens, tone: Tone) -> tuple[str, str]:
    """Return the colour of the text and of the ground of a tone."""
    return {
        Tone.PLAIN: (tokens.text, tokens.surface),
        Tone.OK: (tokens.ok, tokens.ok_ground),
        Tone.WARN: (tokens.warn, tokens.warn_ground),
        Tone.BAD: (tokens.bad, tokens.bad_ground),
        Tone.SOFT: (tokens.accent, tokens.soft),
        Tone.IDLE: (tokens.muted, tokens.idle),
        Tone.HATCHED: (tokens.muted, tokens.surface),
    }[tone]


def tokens_for(palette: QPalette) -> Tokens:
    """Return the colours that a palette made by `qt_palette` stands for."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def qt_palette(tokens: Tokens) -> QPalette:
    """Return the palette that Fusion paints with."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, tokens.window),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.window),
        (role.Button, tokens.surface),
        (role.Text, tokens.text),
        (role.WindowText, tokens.text),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Mid, tokens.line),
        (role.BrightText, tokens.bad),
    ):
        palette.setColor(name, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(disabled, name, QColor(tokens.muted))
    palette.setColor(disabled, role.Highlight, QColor(tokens.line))
    return palette


def system_tokens(app: QApplication) -> Tokens:
    """Return the colours that the system asks for now."""
    return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def wear(app: QApplication, tokens: Tokens) -> None:
    """Give the whole program these colours."""
    from centre_desk.views.parts.style import style_sheet

    app.setPalette(qt_palette(tokens))
    app.setStyleSheet(style_sheet(tokens))
