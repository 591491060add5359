"""Base45 against the examples of RFC 9285; codes and keys typed back with mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.encoding import (
    CROCKFORD,
    base45_decode,
    base45_encode,
    check_code,
    key_words,
    read_key_words,
    short_head,
)

SECRET = bytes(range(7, 39))


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")]
)
def test_base45_is_the_one_of_the_standard(data: bytes, text: str) -> None:
    assert base45_encode(data) == text
    assert base45_decode(text) == data


@pytest.mark.parametrize("text", ["GGW", "A", ":::", "bb8", "BB8é", "::"])
def test_base45_refuses_what_it_would_not_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"length|value|substring"):
        base45_decode(text)


@given(st.binary(max_size=40))
def test_base45_round_trip(data: bytes) -> None:
    assert base45_decode(base45_encode(data)) == data


def test_check_code_is_short_and_without_lookalikes() -> None:
    code = check_code(b"certificate")
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code) <= set(CROCKFORD) | {"-"}


def test_short_head() -> None:
    assert short_head("") == ""
    assert short_head("e74736ef" + "00" * 28) == "E747-36EF"


def test_key_words_come_back_as_typed_by_hand() -> None:
    words = key_words(SECRET)
    assert len(words) == 13
    assert read_key_words(" ".join(words)) == SECRET
    assert read_key_words("-".join(words).lower().replace("0", "o").replace("1", "l")) == SECRET


@pytest.mark.parametrize("place", range(5))
def test_every_wrong_character_is_found_with_its_word(place: int) -> None:
    words = list(key_words(SECRET))
    for char in CROCKFORD:
        if char == words[6][place]:
            continue
        wrong = words[6][:place] + char + words[6][place + 1 :]
        with pytest.raises(ValueError, match="7"):
            read_key_words("".join([*words[:6], wrong, *words[7:]]))


def test_swapped_characters_and_swapped_words_are_found() -> None:
    words = list(key_words(SECRET))
    swapped = [words[1], words[0], *words[2:]]
    with pytest.raises(ValueError, match="1"):
        read_key_words("".join(swapped))
    for at in range(4):
        word = words[3]
        other = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if other != word:
            with pytest.raises(ValueError, match="4"):
                read_key_words("".join([*words[:3], other, *words[4:]]))


def test_a_missing_end_is_found() -> None:
    with pytest.raises(ValueError, match="length"):
        read_key_words("".join(key_words(SECRET)[:-1]))
