"""Settings that the centre decides; each change is a new row, the old value stays readable."""

import json
from datetime import datetime
from typing import Any

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.desk import Setting
from centre_desk.queries.desk import setting
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def set_setting(
    store: Store, *, key: str, value: Any, by: Actor, at: datetime, right: Right = Right.MANAGE_SETTINGS
) -> Done:
    """Put a value (anything JSON holds) in force for a key; some need another `right` than that to settings."""
    with store.begin() as db:
        by = require(db, by, right, at)
        before = setting(db, key, None)
        row = Setting(key=key, value=json.dumps(value, sort_keys=True), by_id=by.user_id, at=at)
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="desk.set_setting",
            subject=("setting", row.id),
            before={"value": before},
            after={"key": key, "value": value},
        )
    return Done(frozenset({Room.DESK}), row.id)
