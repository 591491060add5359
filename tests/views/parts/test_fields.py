"""What people at a centre type is read as they mean it; what cannot be read is said, not guessed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.days import Birth, read_birth, read_day
from centre_desk.views.parts.fields import (
    BirthField,
    ChoiceField,
    DateField,
    FrancsField,
    MarkField,
    Segments,
    read_mark,
)
from centre_desk.views.parts.numerals import read_francs, read_hundredths, unshifted_digits

TODAY = date(2019, 11, 11)


@pytest.mark.parametrize(
    "text", ["11/11/2019", "11.11.19", "11-11-19", "111119", "11112019", "2019-11-11", " 11 11 2019 "]
)
def test_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert read_day(text, TODAY) == TODAY


@pytest.mark.parametrize("text", ["31/02/2019", "2019", "demain", "11/2019", "1/1/1", "32/01/2019"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text is in the words of the field
        read_day(text, TODAY)


def test_a_short_year_of_a_day_is_the_nearest() -> None:
    assert read_day("01.02.98", TODAY) == date(1998, 2, 1)
    assert read_day("01.02.31", TODAY) == date(2031, 2, 1)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("25/03/1992", Birth(date(1992, 3, 25), 1992)),
        ("25.03.92", Birth(date(1992, 3, 25), 1992)),
        ("né le 25/03/1992", Birth(date(1992, 3, 25), 1992)),
        ("né vers 1992", Birth(None, 1992)),
        ("Née vers 1992", Birth(None, 1992)),
        ("vers 1992", Birth(None, 1992)),
        ("1992", Birth(None, 1992)),
        ("01/01/20", Birth(date(1920, 1, 1), 1920)),
    ],
)
def test_a_birth_is_a_day_or_a_year(text: str, birth: Birth) -> None:
    assert read_birth(text, TODAY) == birth


@pytest.mark.parametrize("text", ["12/11/2019", "2020", "1899", "vers", "92"])
def test_nobody_is_born_later_or_long_ago(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_birth(text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["45000", "45 000", "45.000", "45,000", "45 000 F", "45.000 fcfa", "45\u202f000\u00a0F\u202fCFA", "'(ààà"],
)
def test_francs_are_read_however_they_are_written(text: str) -> None:
    assert read_francs(text) == 45000


@pytest.mark.parametrize("text", ["45,5", "45.00", "-500", "4 5x", "F"])
def test_what_is_no_whole_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_francs(text)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("12", 1200), ("12,5", 1250), ("12.50", 1250), (" 7 ", 700), ("&é,(", 1250), ("à", 0), ("20", 2000)],
)
def test_a_mark_takes_comma_point_and_an_unshifted_row(text: str, mark: int) -> None:
    assert read_mark(text) == mark


@pytest.mark.parametrize("text", ["20,01", "21", "12,555", "abs", "-3"])
def test_a_mark_above_twenty_is_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_mark(text)


def test_the_unshifted_row_is_one_to_zero() -> None:
    assert unshifted_digits("&é\"'(-è_çà") == "1234567890"
    assert read_hundredths("1\u202f250,25") == 125025


def test_a_date_field_writes_what_it_read_and_says_what_it_cannot(qtbot: QtBot, fr: Catalogue) -> None:
    field = DateField(fr, TODAY)
    field.setAccessibleName("Date de la visite")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "9.11.19")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == ("09/11/2019", date(2019, 11, 9))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == date(2019, 11, 10)
    field.selectAll()
    qtbot.keyClicks(field, "hier")
    assert field.mark().startswith("Date de la visite")
    assert field.property("wrong") == "true"
    assert field.value() is None


def test_a_birth_field_keeps_a_year_alone(qtbot: QtBot, fr: Catalogue) -> None:
    field = BirthField(fr, TODAY)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "1992")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == ("vers 1992", Birth(None, 1992))


def test_francs_are_grouped_when_the_field_is_left(qtbot: QtBot, fr: Catalogue) -> None:
    field = FrancsField(fr, required=True)
    field.setAccessibleName("Montant")
    qtbot.addWidget(field)
    assert "Montant" in field.problem()
    qtbot.keyClicks(field, "45000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == ("45\u202f000", 45000)


def test_a_mark_field_writes_two_decimals(qtbot: QtBot, fr: Catalogue) -> None:
    field = MarkField(fr)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "12.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == ("12,50", 1250)


def test_segments_hold_one_value(qtbot: QtBot) -> None:
    field = Segments([("am", "matin"), ("pm", "après-midi")], name="half_day", label="Demi-journée")
    qtbot.addWidget(field)
    assert field.value() == "am"
    field.set_value("pm")
    assert field.value() == "pm"


def test_a_choice_too_narrow_for_its_words_says_so(qtbot: QtBot) -> None:
    field: ChoiceField[int] = ChoiceField([(1, "Soudure / construction métallique 1 · rattrapage")])
    qtbot.addWidget(field)
    field.resize(160, 30)
    field.show()
    assert field.shown_text().endswith("…")
    field.resize(600, 30)
    assert field.shown_text() == field.currentText()
    field.resize(field.sizeHint())
    assert field.shown_text() == field.currentText()
