"""Fixtures for every layer: a real encrypted desk, its users, a fixed moment, the two catalogues."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from centre_desk.actions.desk.rights import actor_of
from centre_desk.actions.desk.users import add_user
from centre_desk.actions.overview.founding import found_desk
from centre_desk.rules.desk import Actor, Role
from centre_desk.store import keys
from centre_desk.store.opening import Store, open_desk
from centre_desk.texts.catalogue import Catalogue, catalogue

ROOT = Path(__file__).resolve().parent.parent
CHEAP = keys.Cost(passes=1, memory_kib=64)  # one test holds the real floor
PASSWORD = "mot de passe long"
USERS = (
    ("Kadia", (Role.SECRETARY,)),
    ("Adama", (Role.TRAINER,)),
    ("Fatoumata", (Role.DIRECTOR,)),
    ("Seydou", (Role.CASHIER,)),
    ("Bakary", (Role.VIEWER,)),
)


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Compile the catalogues once, so that a changed translation is what the tests see."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    if worker == "gw0":
        subprocess.run([sys.executable, ROOT / "installer" / "catalogues.py", "compile"], check=True, cwd=ROOT)


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's own folders out of the tests."""
    os.environ["CENTRE_DESK_HOME"] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture
def at() -> datetime:
    """A fixed moment: Monday 11 November 2019, 08:00."""
    return datetime(2019, 11, 11, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with an administrator (Awa) and one user a role, made once and copied by each test."""
    folder = tmp_path_factory.mktemp("template") / "desk"
    moment = datetime(2019, 1, 2, 8, 0, tzinfo=UTC)
    founded = found_desk(
        folder,
        centre_code="CFP-SENOU",
        centre_name="Centre de formation professionnelle de Sénou",
        town="Bamako",
        user_name="Awa",
        password=PASSWORD,
        at=moment,
        roles=frozenset({Role.ADMINISTRATOR}),
        cost=CHEAP,
    )
    with founded.store as store:
        for name, roles in USERS:
            add_user(
                store,
                name=name,
                full_name=name,
                roles=roles,
                password=PASSWORD,
                by=founded.actor,
                at=moment,
                cost=CHEAP,
            )
    return folder


@pytest.fixture
def desk_folder(desk_template: Path, tmp_path: Path) -> Path:
    """A closed desk of one's own."""
    folder = tmp_path / "desk"
    shutil.copytree(desk_template, folder)
    return folder


@pytest.fixture
def desk_store(desk_folder: Path) -> Iterator[Store]:
    """An open desk of one's own."""
    with open_desk(desk_folder, "Awa", PASSWORD) as store:
        yield store


def _actor(store: Store, user_id: int) -> Actor:
    with store.read() as db:
        return actor_of(db, user_id, datetime(2019, 11, 11, tzinfo=UTC).date())


@pytest.fixture
def admin(desk_store: Store) -> Actor:
    """Awa, the administrator."""
    return _actor(desk_store, 1)


@pytest.fixture
def secretary(desk_store: Store) -> Actor:
    """Kadia, the secretary."""
    return _actor(desk_store, 2)


@pytest.fixture
def trainer(desk_store: Store) -> Actor:
    """Adama, a trainer."""
    return _actor(desk_store, 3)


@pytest.fixture
def director(desk_store: Store) -> Actor:
    """Fatoumata, the director."""
    return _actor(desk_store, 4)


@pytest.fixture
def cashier(desk_store: Store) -> Actor:
    """Seydou, the cashier."""
    return _actor(desk_store, 5)


@pytest.fixture
def viewer(desk_store: Store) -> Actor:
    """Bakary, who only reads."""
    return _actor(desk_store, 6)


@pytest.fixture(scope="session")
def fr() -> Catalogue:
    """The French catalogue."""
    return catalogue("fr")


@pytest.fixture(scope="session")
def en() -> Catalogue:
    """The English catalogue."""
    return catalogue("en")
