"""Every act that an action journals has words for the journal's reader."""

import ast
from collections.abc import Iterator
from pathlib import Path

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.desk.acts import ACTS, act_words

ACTIONS = Path(__file__).resolve().parents[3] / "centre_desk" / "actions"


def _journalled() -> Iterator[str]:
    """Return the codes given as a literal `act` to any call below the actions."""
    for path in ACTIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "act" and isinstance(node.value, ast.Constant):
                yield str(node.value.value)


def test_every_act_has_words() -> None:
    assert sorted(set(_journalled()) - set(ACTS)) == []


def test_an_act_without_words_is_shown_as_it_is(fr: Catalogue) -> None:
    assert act_words("desk.add_user", fr) == "Utilisateur ajouté"
    assert act_words("elsewhere.unknown", fr) == "elsewhere.unknown"
