"""Every text stands out from its ground, in light and dark, and the whole program follows a change."""

from dataclasses import fields

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from centre_desk.places import resource
from centre_desk.views.parts.icons import icon
from centre_desk.views.parts.palette import (
    DARK,
    LIGHT,
    Tokens,
    Tone,
    contrast,
    qt_palette,
    tokens_for,
    tone_colours,
    wear,
)
from centre_desk.views.window.screens import Screen

READABLE = 4.5


def _pairs(tokens: Tokens) -> list[tuple[str, str]]:
    grounds = (tokens.window, tokens.surface, tokens.soft)
    plain = [(ink, ground) for ink in (tokens.text, tokens.muted) for ground in grounds]
    plain += [(tokens.accent, tokens.surface), (tokens.accent, tokens.window), (tokens.text, tokens.idle)]
    buttons = [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_strong)]
    bands = [(tokens.on_banner, tokens.banner), (tokens.surface, tokens.bad)]
    return plain + buttons + bands + [tone_colours(tokens, tone) for tone in Tone]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(tokens: Tokens) -> None:
    assert [pair for pair in _pairs(tokens) if contrast(*pair) < READABLE] == []


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_palette_tells_which_set_is_worn() -> None:
    assert tokens_for(qt_palette(LIGHT)) is LIGHT
    assert tokens_for(qt_palette(DARK)) is DARK


def test_a_living_widget_follows_the_change(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel("a")
    qtbot.addWidget(label)
    try:
        wear(qapp, DARK)
        assert tokens_for(label.palette()) is DARK
    finally:
        wear(qapp, LIGHT)
    assert tokens_for(label.palette()) is LIGHT


def test_both_sets_say_every_colour() -> None:
    for tokens in (LIGHT, DARK):
        colours = [getattr(tokens, field.name) for field in fields(Tokens) if field.name != "dark"]
        assert all(len(colour) == 7 and colour.startswith("#") for colour in colours)


def test_every_screen_has_an_icon_that_draws(qapp: QApplication) -> None:
    for screen in Screen:
        assert resource("icons", f"{screen.value}.svg").is_file()
        drawn = icon(screen.value, LIGHT.accent).pixmap(20, 20).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(drawn.width()) for y in range(drawn.height()))
