"""Every screen has its page of help in both languages, of the same points."""

import pytest

from centre_desk.views.window.help import help_page
from centre_desk.views.window.screens import Screen


@pytest.mark.parametrize("screen", Screen)
def test_every_screen_has_its_page_in_both_languages(screen: Screen) -> None:
    french, english = help_page(screen.value, "fr"), help_page(screen.value, "en")
    assert "<h2>" in french
    assert french.count("<li>") == english.count("<li>") > 2
    assert french != english


def test_french_pages_keep_french_typography() -> None:
    for screen in Screen:
        page = help_page(screen.value, "fr").split("<body>")[1]
        assert "'" not in page
        assert not any(f" {sign}" in page for sign in ":;?!»")


def test_a_page_that_is_missing_gives_that_of_the_first_screen() -> None:
    assert help_page("nowhere", "fr") == help_page("today", "fr")
