"""Upgrades: the revisions make just the tables of the models, and a desk of every released version opens."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from centre_desk.actions.desk.sign_in import sign_in
from centre_desk.models import Base
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.store import upgrade
from centre_desk.store.opening import Store
from centre_desk.store.triggers import trigger_statements
from tests.conftest import ROOT

RELEASED = sorted((ROOT / "tests" / "fixtures" / "databases").glob("*/desk.toml"))
PASSWORD = "mot de passe long"


def _plain(sql: str | None) -> str:
    """A statement without what does not matter: spaces, and the order of a table's constraints."""
    parts = re.split(r",(?![^(]*\))", re.sub(r'[\s"]+', " ", sql or ""))
    return "|".join(sorted(part.strip(" ()").replace("( ", "(").replace(" )", ")") for part in parts))


def test_the_revisions_make_the_tables_of_the_models(desk_store: Store) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        query = text("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL")
        wanted = {row[0]: _plain(row[1]) for row in connection.execute(query)}
    engine.dispose()
    with desk_store.read() as db:
        found = {row[0]: _plain(row[1]) for row in db.execute(query)}
    found.pop("alembic_version")
    assert found.keys() == wanted.keys()
    assert {name: sql for name, sql in found.items() if sql != wanted[name]} == {}


def test_every_trigger_is_there(desk_store: Store) -> None:
    with desk_store.read() as db:
        count = db.scalar(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"))
    assert count == len(trigger_statements())


@pytest.mark.parametrize("description", RELEASED, ids=lambda p: p.parent.name)
def test_a_desk_of_every_version_opens_and_is_sound(description: Path, tmp_path: Path, at: datetime) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(description.parent, folder)
    store, actor = sign_in(folder, "Awa", PASSWORD, at)
    with store:
        assert actor.name == "Awa"
        assert check_desk(store).sound
        with store.writer.connect() as connection:
            assert upgrade.differences(connection) == []


def test_there_is_a_desk_of_a_version() -> None:
    assert RELEASED
