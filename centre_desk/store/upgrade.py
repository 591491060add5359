"""Bringing a desk to this version: Alembic in one transaction, triggers made again, checked before COMMIT.

`foreign_keys` is off while tables are rebuilt (a batch change of a referenced table fails otherwise), so
`foreign_key_check` and a comparison with the models come before the commit.
"""

from typing import Any

from sqlalchemy import Connection, Engine, text

from centre_desk.models import Base
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store.triggers import trigger_statements

HEAD = "0002"
SCRIPTS = "centre_desk:store"  # Alembic looks for `versions` in it


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a desk's database; None for an empty one."""
    has = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first()
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if has else None


def is_known(revision: str | None) -> bool:
    """Tell whether this version of the program knows the revision (a newer desk has one it does not)."""
    return revision is None or revision in {script.revision for script in _scripts().walk_revisions()}


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision, whole or not at all."""
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF").close()
        try:
            with connection.begin():
                _drop_triggers(connection)
                _run(connection)
                for statement in trigger_statements():
                    connection.exec_driver_sql(statement)
                _check(connection)
        finally:
            raw.execute("PRAGMA foreign_keys = ON").close()


def _scripts() -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    return config


def _run(connection: Connection) -> None:
    from alembic.runtime.environment import EnvironmentContext

    scripts = _scripts()
    with EnvironmentContext(
        _config(), scripts, fn=lambda rev, _context: scripts._upgrade_revs(HEAD, rev), destination_rev=HEAD
    ) as environment:
        environment.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        environment.run_migrations()


def _drop_triggers(connection: Connection) -> None:
    for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _check(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise Refused([refusal("desk.upgrade_failed", what="foreign keys")])
    if differences(connection):
        raise Refused([refusal("desk.upgrade_failed", what="tables")])


def differences(connection: Connection) -> list[Any]:
    """Return how the database's tables differ from the models; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": False})
    return list(compare_metadata(context, Base.metadata))
