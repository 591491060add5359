"""Every paper says what it said before, in both languages; the frozen data of a return keep their SHA-256."""

import pytest

from centre_desk.papers.monthly_return.canonical import canonical_bytes, canonical_hash
from centre_desk.texts.catalogue import catalogue
from tests.papers.golden import LANGUAGES, PAPERS, golden_file, golden_text
from tests.papers.sample_return import sample_return

CANONICAL_SHA256 = "336864741de53997fab7c3815a478b871598644f2c08801d75b43f06fe4496e6"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_says_what_it_said(name: str, language: str) -> None:
    """After a change that is meant: python -m tests.papers.golden."""
    assert golden_text(name, language) == golden_file(name, language).read_text("utf-8")


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_is_the_same_bytes_each_time(name: str) -> None:
    assert PAPERS[name](catalogue("fr")) == PAPERS[name](catalogue("fr"))


def test_the_frozen_data_keep_their_hash() -> None:
    assert canonical_hash(canonical_bytes(sample_return())) == CANONICAL_SHA256
