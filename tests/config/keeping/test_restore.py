"""A restore fills an empty target, or says why not and leaves it as it was; an interrupted one goes on."""

import hashlib
import io
import json
import shutil
from dataclasses import replace

import pytest
from tests.config.keeping import databases

from quartierwerk.config.keeping import archive, backup, database, folder, manifest, restore
from quartierwerk.config.keeping.refusals import KeepingRefusedError

FILES = {f"files/{name[:2]}/{name}": content for content in (b"eins", b"zwei", b"") for name in [hashlib.sha256(content).hexdigest()]}
KEPT = {**FILES, "trail-head.log": b"1 a\n2 b\n3 c\n"}


def put(data, files):
    for name, content in files.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)


def files_of(data):
    return {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def source():
    with databases.database(filled=True) as url:
        yield url


@pytest.fixture(scope="module")
def backups(source, tmp_path_factory):
    """A backup without and one with secrets."""
    here = tmp_path_factory.mktemp("backups")
    put(here / "data", {**KEPT, "secrets/trail.key": b"key", "secrets/django.key": b"django", "papers/x.pdf": b"%PDF"})
    for name, with_secrets in (("without", False), ("with", True)):
        backup.write(here / name, url=source, data=here / "data", with_secrets=with_secrets, tell=lambda _sentence: None)
    return here


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.delenv("QUARTIERWERK_TRAIL_KEY", raising=False)
    put(tmp_path / "data", {"secrets/trail.key": b"key"})
    return tmp_path / "data"


@pytest.fixture
def url():
    with databases.database() as url:
        yield url


def bring_back(path, url, data, *, finish=lambda: None, without_key=False):
    with restore.checked(path, data=data, without_key=without_key, tell=lambda _sentence: None) as reader:
        restore.bring_back(reader, url=url, data=data, finish=finish, tell=lambda _sentence: None)


def interrupted(*_given, **_more):
    raise KeyboardInterrupt


def test_files_and_rows_are_those_of_the_backup(backups, source, url, data):
    bring_back(backups / "without", url, data)

    assert files_of(data) == {**KEPT, "secrets/trail.key": b"key"}
    assert databases.rows(url) == {**databases.rows(source), "django_session": ""}


def test_nothing_can_start_before_the_end(backups, url, data):
    seen = []

    def finish():
        seen.append(restore.is_interrupted(data))
        with database.connect(url) as connection:
            seen.append(bool(database.begun_with(connection)))

    bring_back(backups / "without", url, data, finish=finish)

    assert seen == [True, True]
    assert not restore.is_interrupted(data)


def test_secrets_come_back_readable_by_their_owner_only(backups, url, data):
    shutil.rmtree(data)
    data.mkdir()

    bring_back(backups / "with", url, data)

    assert files_of(data) == {**KEPT, "secrets/trail.key": b"key", "secrets/django.key": b"django"}
    assert {(data / "secrets" / name).stat().st_mode & 0o777 for name in ("trail.key", "django.key")} == {0o600}
    assert (data / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_secret_that_is_there_stays(backups, url, data):
    put(data, {"secrets/django.key": b"mine"})

    bring_back(backups / "with", url, data)

    assert (data / "secrets" / "django.key").read_bytes() == b"mine"


def test_a_folder_that_is_not_empty_is_refused_and_left(backups, url, data):
    put(data, {"files/ab/mine": b"mine"})
    before = files_of(data)

    with pytest.raises(KeepingRefusedError, match=r"nur in ein leeres Ziel.*files"):
        bring_back(backups / "without", url, data)

    assert (files_of(data), databases.rows(url)) == (before, {})


def test_a_database_that_is_not_empty_is_refused_and_left(backups, data):
    with databases.database(filled=True) as url:
        before = databases.rows(url)

        with pytest.raises(KeepingRefusedError, match="In der Datenbank liegt"):
            bring_back(backups / "without", url, data)

        assert databases.rows(url) == before
    assert files_of(data) == {"secrets/trail.key": b"key"}


def test_too_little_room_is_refused_before_anything_is_written(backups, url, data, monkeypatch):
    monkeypatch.setattr(restore.shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10, 10, 1))

    with pytest.raises(KeepingRefusedError, match="fehlt Platz"):
        bring_back(backups / "without", url, data)

    assert files_of(data) == {"secrets/trail.key": b"key"}


@pytest.mark.parametrize(("key", "match"), [(b"another", "Siegel.*passt nicht"), (None, "Schlüssel der Spur fehlt")])
def test_a_key_that_does_not_fit_or_is_missing_is_refused(key, match, backups, url, data):
    shutil.rmtree(data)
    put(data, {"secrets/trail.key": key} if key else {"static/x": b""})

    with pytest.raises(KeepingRefusedError, match=match):
        bring_back(backups / "without", url, data)

    bring_back(backups / "without", url, data, without_key=True)
    assert databases.rows(url) != {}


def test_a_backup_changed_and_packed_again_without_the_key_is_refused(backups, url, data, tmp_path):
    with archive.Reader(backups / "without") as reader, archive.new_file(tmp_path / "forged") as file:
        writer = archive.Writer(file)
        for part in reader.contents.parts:
            content = b"1 forged\n" if part.name.endswith(".log") else b"".join(reader.content(part))
            writer.add(part.name, io.BytesIO(content))
        writer.finish(replace(reader.contents, parts=tuple(writer.parts)), "a guess")

    with pytest.raises(KeepingRefusedError, match="Siegel"):
        bring_back(tmp_path / "forged", url, data)

    assert (files_of(data), databases.rows(url)) == ({"secrets/trail.key": b"key"}, {})


def test_a_backup_of_a_newer_program_is_refused(backups, url, data, tmp_path):
    with archive.Reader(backups / "without") as reader, archive.new_file(tmp_path / "newer") as file:
        writer = archive.Writer(file)
        writer.add(manifest.DUMP, io.BytesIO(b""))
        writer.finish(replace(reader.contents, application="99.0.0", parts=tuple(writer.parts)), "key")

    with pytest.raises(KeepingRefusedError, match=r"neueren Fassung.*99\.0\.0"):
        bring_back(tmp_path / "newer", url, data)


def test_tables_that_do_not_come_back_whole_are_said(backups, url, data, monkeypatch):
    monkeypatch.setattr(database, "counts", lambda _connection: {"places_site": 199})

    with pytest.raises(KeepingRefusedError, match="stimmen Tabellen nicht: audit_trailentry, django_migrations, places_site"):
        bring_back(backups / "without", url, data)

    assert restore.is_interrupted(data)


# Every place at which a restore can end before its end, named by what it is about to do.
PLACES = {
    "marking the database": (database, "begin"),
    "writing a file": (restore, "_put"),
    "filling the database": (restore.postgres_tools, "fill"),
    "comparing": (restore, "_compare"),
    "taking the mark from the database": (database, "end"),
    "taking the mark from the folder": (restore.archive, "sync_folder"),
}


@pytest.mark.parametrize("place", [*PLACES, "finishing", "the last file"])
def test_an_interrupted_restore_says_so_and_the_same_command_goes_on(place, backups, source, url, data, monkeypatch):
    with monkeypatch.context() as patch:
        if place in PLACES:
            patch.setattr(*PLACES[place], interrupted)
        if place == "the last file":
            put_one, left = restore._put, [2]
            patch.setattr(restore, "_put", lambda *given: put_one(*given) if left.pop() else interrupted())
            left[:] = [0, 1, 1]
        with pytest.raises(KeyboardInterrupt):
            bring_back(backups / "without", url, data, finish=interrupted if place == "finishing" else lambda: None)

    with pytest.raises(KeepingRefusedError, match=r"unterbrochen\. Wiederholen Sie sie: quartierwerk restore .*/without"):
        restore.check_not_interrupted(data)
    bring_back(backups / "without", url, data)
    assert files_of(data) == {**KEPT, "secrets/trail.key": b"key"}
    assert databases.rows(url) == {**databases.rows(source), "django_session": ""}
    restore.check_not_interrupted(data)


def test_the_very_last_step_left_undone_is_done_by_the_same_command(backups, source, url, data, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(restore.Path, "unlink", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bring_back(backups / "without", url, data)
    assert restore.is_interrupted(data)

    bring_back(backups / "without", url, data)

    assert databases.rows(url) == {**databases.rows(source), "django_session": ""}
    assert not restore.is_interrupted(data)


@pytest.mark.parametrize(
    "written",
    [
        "INSERT INTO audit_trailentry VALUES (4, repeat('4', 64))",
        "INSERT INTO django_migrations VALUES ('places', '0002_x'); INSERT INTO places_site (name) VALUES ('neu')",
    ],
)
def test_what_was_written_before_the_interruption_is_no_difference(written, backups, url, data):
    def finish():
        with database.connect(url) as connection:
            connection.execute(written)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_back(backups / "without", url, data, finish=finish)

    bring_back(backups / "without", url, data)

    restore.check_not_interrupted(data)


def test_going_on_does_not_go_into_another_database_that_is_full(backups, url, data):
    with pytest.raises(KeyboardInterrupt):
        bring_back(backups / "without", url, data, finish=interrupted)

    with databases.database() as other:
        with database.connect(other) as connection:
            connection.execute("CREATE TABLE mine ()")
        with pytest.raises(KeepingRefusedError, match="In der Datenbank liegt: mine"):
            bring_back(backups / "without", other, data)


def test_another_backup_does_not_go_on_where_one_was_interrupted(backups, url, data):
    with pytest.raises(KeyboardInterrupt):
        bring_back(backups / "without", url, data, finish=interrupted)

    with pytest.raises(KeepingRefusedError, match="anderen Sicherung unterbrochen"):
        bring_back(backups / "with", url, data)


def test_a_file_written_half_is_written_again(backups, url, data):
    with pytest.raises(KeyboardInterrupt):
        bring_back(backups / "without", url, data, finish=interrupted)
    (data / "trail-head.log").write_bytes(b"1")

    bring_back(backups / "without", url, data)

    assert files_of(data)["trail-head.log"] == KEPT["trail-head.log"]


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", json.dumps(3).encode()])
def test_a_mark_nobody_can_read_still_keeps_everything_out(content, backups, url, data):
    put(data, {folder.MARK: content})

    with pytest.raises(KeepingRefusedError, match="unterbrochen"):
        restore.check_not_interrupted(data)
    with pytest.raises(KeepingRefusedError, match="anderen Sicherung"):
        bring_back(backups / "without", url, data)
