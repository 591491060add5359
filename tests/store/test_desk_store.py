"""The store on real files: keys, lock, versions, rollback, chain, backups."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from centre_desk.actions.desk.sign_in import change_user, sign_in, sign_in_as_administrator
from centre_desk.actions.overview.founding import found_desk
from centre_desk.models.desk import JournalEntry, Month, User
from centre_desk.models.kit import KitHandOver
from centre_desk.queries.desk import journal_rows
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.refusal import Refused
from centre_desk.store import backup, engines, keys, upgrade
from centre_desk.store.digest import data_digest
from centre_desk.store.journal import Break, chain_head, find_breaks, hash_of, personal, write_journal
from centre_desk.store.opening import Store, open_desk, write_description
from tests import builders
from tests.conftest import CHEAP, PASSWORD


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.code for r in refused.value.refusals]


def test_a_new_desk_has_the_tables_of_the_models(desk_store: Store) -> None:
    with desk_store.writer.connect() as connection:
        assert upgrade.differences(connection) == []


def test_the_database_is_not_readable_without_the_key(desk_folder: Path) -> None:
    assert b"SQLite format" not in (desk_folder / "desk.db").read_bytes()[:32]
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(desk_folder / "desk.db").execute("SELECT * FROM app_user")


@pytest.mark.parametrize(("name", "password"), [("Awa", "mot de passe court"), ("Personne", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_is_refused_alike(desk_folder: Path, name: str, password: str) -> None:
    with pytest.raises(Refused) as refused:
        open_desk(desk_folder, name, password)
    assert codes(refused) == ["desk.wrong_password"]


def test_a_second_opener_is_told_who_has_it(desk_store: Store, desk_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_desk(desk_folder, "Kadia", PASSWORD)
    assert codes(refused) == ["desk.already_open"]
    assert refused.value.refusals[0].fact("computer")


def test_a_closed_desk_opens_again_for_each_user(desk_folder: Path, at: datetime) -> None:
    for name in ("awa", "KADIA"):
        store, actor = sign_in(desk_folder, name, PASSWORD, at)
        assert actor.name.casefold() == name.casefold()
        store.close()


def test_the_administrators_password_alone_opens_the_desk(desk_folder: Path, at: datetime) -> None:
    with open_desk(desk_folder, "Awa", PASSWORD) as store:
        ring = keys.with_slot(
            keys.read_ring(desk_folder), keys.SlotKind.USER, "Fatoumata", "autre mot de passe", store.key, CHEAP
        )
        keys.write_ring(desk_folder, ring)
    store, actor = sign_in_as_administrator(desk_folder, PASSWORD, at)
    store.close()
    assert actor.name == "Awa"
    with pytest.raises(Refused) as refused:
        sign_in_as_administrator(desk_folder, "autre mot de passe", at)
    assert codes(refused) == ["desk.wrong_password"]
    open_desk(desk_folder, "Fatoumata", "autre mot de passe").close()


def test_users_change_without_closing(desk_store: Store, at: datetime) -> None:
    assert change_user(desk_store, "Fatoumata", PASSWORD, at).name == "Fatoumata"
    with pytest.raises(Refused):
        change_user(desk_store, "Fatoumata", "autre mot de passe", at)


def test_a_newer_desk_is_refused_untouched(desk_folder: Path) -> None:
    with open_desk(desk_folder, "Awa", PASSWORD) as store, store.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = {p.name: p.read_bytes() for p in desk_folder.iterdir() if p.is_file() and p.name != "desk.lock"}
    with pytest.raises(Refused) as refused:
        open_desk(desk_folder, "Awa", PASSWORD)
    assert codes(refused) == ["desk.newer"]
    after = {p.name: p.read_bytes() for p in desk_folder.iterdir() if p.is_file() and p.name != "desk.lock"}
    assert after == before


def test_a_newer_format_is_refused(desk_folder: Path) -> None:
    from centre_desk.store.opening import Description

    write_description(desk_folder, Description(2, "CFP-SENOU"))
    with pytest.raises(Refused) as refused:
        open_desk(desk_folder, "Awa", PASSWORD)
    assert codes(refused) == ["desk.newer"]


def test_one_damaged_copy_of_the_keys_is_enough(desk_folder: Path) -> None:
    (desk_folder / "keys.json").write_bytes(b"{")
    open_desk(desk_folder, "Awa", PASSWORD).close()
    (desk_folder / "keys.copy.json").write_bytes(b"")
    with pytest.raises(Refused) as refused:
        open_desk(desk_folder, "Awa", PASSWORD)
    assert codes(refused) == ["desk.keys_damaged"]


def test_the_recovery_sheet_opens_the_desk(tmp_path: Path, at: datetime) -> None:
    founded = found_desk(
        tmp_path / "d",
        centre_code="CFP",
        centre_name="Centre",
        user_name="Awa",
        password=PASSWORD,
        at=at,
        cost=CHEAP,
    )
    founded.store.close()
    ring = keys.read_ring(tmp_path / "d")
    assert keys.unlock_with_sheet(ring, founded.recovery_code) == keys.unlock(ring, "Awa", PASSWORD)
    with pytest.raises(Refused):
        keys.unlock_with_sheet(ring, founded.recovery_code[:-1] + "#")


def test_the_calibrated_cost_is_never_under_the_floor() -> None:
    ticks = iter([0.0, 0.4])
    assert keys.calibrated(1.0, lambda: next(ticks)) == keys.Cost(passes=8, memory_kib=65536)
    slow = iter([0.0, 9.0])
    assert keys.calibrated(1.0, lambda: next(slow)) == keys.FLOOR
    assert (keys.FLOOR.passes, keys.FLOOR.memory_kib) >= (3, 65536)


def test_pragmas_are_read_back(desk_store: Store) -> None:
    with desk_store.writer.connect() as connection:
        found = {
            name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()).lower() for name, _, _ in engines._PRAGMAS
        }
    assert {name: found[name] for name, _, value in engines._PRAGMAS if found[name] != "none"} == {
        name: value for name, _, value in engines._PRAGMAS if found[name] != "none"
    }


def test_readers_cannot_write(desk_store: Store) -> None:
    with desk_store.read() as db, pytest.raises(Exception, match="readonly"):
        db.execute(text("UPDATE app_user SET name = 'x'"))


def _fail_half_way(store: Store, by: Actor, at: datetime) -> None:
    with store.begin() as db:
        db.add(User(name="Oumou", created_at=at))
        write_journal(db, by=by, at=at, act="desk.test", subject=("user", 1))
        raise ZeroDivisionError


def test_an_act_that_fails_leaves_nothing(desk_store: Store, admin: Actor, at: datetime) -> None:
    with desk_store.read() as db:
        before, head = data_digest(db), chain_head(db)
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(desk_store, admin, at)
    with desk_store.read() as db:
        assert (data_digest(db), chain_head(db)) == (before, head)


def test_the_chain_is_whole_and_names_the_first_bad_entry(desk_store: Store, admin: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        for n in range(3):
            write_journal(db, by=admin, at=at, act="desk.test", subject=("x", n), after={"name": personal("Awa")})
    with desk_store.read() as db:
        assert list(find_breaks(db)) == []
        last = chain_head(db)[0]
    with desk_store.begin() as db:
        db.execute(text("DROP TRIGGER frozen_journal_entry"))
        db.execute(text(f"UPDATE journal_entry SET reason = 'x' WHERE seq = {last - 1}"))
    with desk_store.read() as db:
        assert next(find_breaks(db)) == Break(last - 1, "content")


def test_erasing_a_personal_value_leaves_the_chain_whole(desk_store: Store, admin: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        write_journal(db, by=admin, at=at, act="desk.test", subject=("x", 1), after={"name": personal("Awa Ɲaré")})
        db.execute(text("UPDATE journal_value SET value = NULL, salt = NULL"))
    with desk_store.read() as db:
        assert list(find_breaks(db)) == []
        assert "Ɲaré" not in str(db.execute(text("SELECT body FROM journal_entry")).all())


def test_a_reason_is_free_text_and_enters_as_a_commitment(desk_store: Store, admin: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        write_journal(db, by=admin, at=at, act="desk.test", subject=("x", 1), reason="Awa Ɲaré est malade")
    with desk_store.read() as db:
        assert "malade" not in str(db.execute(text("SELECT * FROM journal_entry")).all())
        assert list(find_breaks(db)) == []
    newest = journal_rows(desk_store, limit=1)[0]
    assert (newest.reason, newest.erased) == ("Awa Ɲaré est malade", False), "it is read all the same"
    with desk_store.begin() as db:
        db.execute(text("UPDATE journal_value SET value = NULL, salt = NULL WHERE path = 'reason'"))
    with desk_store.read() as db:
        assert list(find_breaks(db)) == []
    newest, before = journal_rows(desk_store, limit=2)
    assert (newest.reason, newest.erased) == ("", True)
    assert (before.reason, before.erased) == ("", False), "no reason was given for the one before"


def test_a_changed_reason_is_found(desk_store: Store, admin: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        write_journal(db, by=admin, at=at, act="desk.test", subject=("x", 1), reason="vrai motif")
        db.execute(text("DROP TRIGGER blanked_only_journal_value"))
        db.execute(text("UPDATE journal_value SET value = 'autre motif' WHERE path = 'reason'"))
    with desk_store.read() as db:
        assert list(find_breaks(db)) == [Break(chain_head(db)[0], "value")]


def test_an_entry_of_the_first_version_keeps_its_clear_reason(desk_store: Store, admin: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        head = chain_head(db)
        entry = JournalEntry(
            seq=head[0] + 1,
            previous_hash=head[1],
            act="desk.test",
            subject_kind="x",
            subject_id=1,
            actor_id=admin.user_id,
            roles="administrator",
            computer="pc",
            at=at,
            body='{"after":{},"before":{}}',
            reason="motif en clair",
        )
        entry.hash = hash_of(entry)
        db.add(entry)
        write_journal(db, by=admin, at=at, act="desk.test", subject=("x", 1), reason="motif gagé")
    with desk_store.read() as db:
        assert list(find_breaks(db)) == []
    assert [row.reason for row in journal_rows(desk_store, limit=2)] == ["motif gagé", "motif en clair"]


@pytest.mark.parametrize("table", ["journal_entry", "app_user", "month_event"])
def test_nothing_is_deleted(desk_store: Store, table: str, admin: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        db.execute(
            text("INSERT INTO month (month, state, version) VALUES ('2019-01', 'open', 1)"),
        )
        db.execute(
            text(
                "INSERT INTO month_event (month, version, state, reason, by_id, at)"
                " VALUES ('2019-01', 1, 'sealed', '', 1, '2019-02-01T00:00:00.000000+00:00')"
            )
        )
    with pytest.raises(Refused) as refused, desk_store.begin() as db:
        db.execute(text(f"DELETE FROM {table}"))
    assert codes(refused) == ["desk.nothing_deleted"]


def test_a_sealed_month_refuses_every_change(desk_store: Store) -> None:
    centre = builders.build_centre(desk_store)
    session = builders.build_session(desk_store, centre)
    person = builders.build_person(desk_store, 1)
    builders.enrol(desk_store, session, [person])
    builders.take_roll(desk_store, session, date(2019, 11, 4))
    with desk_store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))
    for statement in (
        "UPDATE attendance_mark SET value = 'A'",
        "DELETE FROM attendance_mark",
        "UPDATE enrolment SET end_on = '2019-11-20', end_reason = 'drop_out'",
        "UPDATE session_slot SET state = 'removed' WHERE day = '2019-11-20'",
    ):
        with pytest.raises(Refused) as refused, desk_store.begin() as db:
            db.execute(text(statement))
        assert codes(refused) == ["desk.sealed_month"], statement
    with pytest.raises(Refused) as refused:
        builders.take_roll(desk_store, session, date(2019, 11, 5))
    assert codes(refused) == ["desk.sealed_month"]
    with desk_store.begin() as db:
        db.execute(text("UPDATE month SET state = 'open'"))
        db.execute(text("UPDATE attendance_mark SET value = 'A'"))


def test_nobody_is_in_two_sessions_at_one_time(desk_store: Store) -> None:
    centre = builders.build_centre(desk_store)
    first = builders.build_session(desk_store, centre)
    second = builders.build_session(desk_store, centre, code="S-2019-002")
    person = builders.build_person(desk_store, 1)
    builders.enrol(desk_store, first, [person])
    with pytest.raises(Refused) as refused:
        builders.enrol(desk_store, second, [person])
    assert codes(refused) == ["desk.two_sessions"]


def test_a_backup_restores_to_the_same_data(desk_store: Store, desk_folder: Path, tmp_path: Path, at: datetime) -> None:
    builders.build_centre(desk_store)
    made = backup.make_backup(desk_store, "asked", at)
    with desk_store.read() as db:
        before = data_digest(db)
    with desk_store.begin() as db:
        db.add(User(name="Oumou", created_at=at))
    desk_store.close()
    state = backup.restore_backup(made.path, desk_folder, "Awa", PASSWORD)
    assert state.rows["trade"] == 4
    assert (desk_folder / "set-aside-001" / "desk.db").is_file()
    with open_desk(desk_folder, "Kadia", PASSWORD) as store, store.read() as db:
        assert data_digest(db) == before


def test_a_damaged_backup_is_refused_and_the_desk_stays(desk_store: Store, desk_folder: Path, at: datetime) -> None:
    made = backup.make_backup(desk_store, "asked", at)
    desk_store.close()
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    before = (desk_folder / "desk.db").read_bytes()
    with pytest.raises(Refused):
        backup.restore_backup(made.path, desk_folder, "Awa", PASSWORD)
    assert (desk_folder / "desk.db").read_bytes() == before


def test_backups_are_thinned_by_number_not_by_date() -> None:
    kept: list[int] = []
    for number in range(1, 400):
        kept.append(number)
        kept = [n for n in kept if n not in backup.superfluous(kept)]
    assert kept[-12:] == list(range(388, 400))
    assert len(kept) < 40
    assert kept[0] <= 64


def test_a_forgotten_hand_over_is_not_a_certificate(desk_store: Store, at: datetime) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), desk_store.begin() as db:
        db.add(
            KitHandOver(
                number="K-1",
                person_id=1,
                certificate_id=1,
                list_id=1,
                handed_on=at.date(),
                by_id=1,
                at=datetime.now(UTC),
            )
        )
