"""A backup is whole, sealed, of one moment, and says what was damaged before."""

import hashlib

import pytest
from tests.config.keeping import databases

import quartierwerk
from quartierwerk.config.keeping import archive, backup, database
from quartierwerk.config.keeping.refusals import KeepingRefusedError

PHOTO = b"ein Bild"
NAME = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture(scope="module")
def url():
    with databases.database(filled=True) as url:
        yield url


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.delenv("QUARTIERWERK_TRAIL_KEY", raising=False)
    data = tmp_path / "data"
    for name, content in {
        f"files/{NAME[:2]}/{NAME}": PHOTO, "secrets/trail.key": b"key", "secrets/django.key": b"django",
        "trail-head.log": b"1 a\n3 c\nkaputt\n4 d\n2 b\n", "papers/ab/x.pdf": b"%PDF",
    }.items():  # fmt: skip
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    return data


def write(target, url, data, **more):
    return backup.write(target, url=url, data=data, tell=lambda _sentence: None, **{"with_secrets": False, **more})


def parts(path):
    with archive.Reader(path) as reader:
        return {part.name: b"".join(reader.content(part)) for part in reader.contents.parts}


def test_a_backup_holds_dump_files_and_a_sealed_manifest(tmp_path, url, data):
    written = write(tmp_path / "b", url, data)

    with archive.Reader(tmp_path / "b") as reader:
        reader.check()
        assert reader.manifest.is_sealed_with("key")
        assert reader.contents == written.contents
    assert set(parts(tmp_path / "b")) == {"database.dump", f"data/files/{NAME[:2]}/{NAME}", "data/trail-head.log"}
    assert (written.contents.application, written.contents.trail_number, written.contents.tables["places_site"]) == (
        quartierwerk.__version__,
        3,
        200,
    )
    assert (written.damaged, written.contents.has_secrets) == ((), False)


def test_its_hash_and_size_are_those_of_the_file(tmp_path, url, data):
    written = write(tmp_path / "b", url, data)

    content = (tmp_path / "b").read_bytes()
    assert (written.sha256, written.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_secrets_are_in_it_only_when_asked_for(tmp_path, url, data):
    write(tmp_path / "with", url, data, with_secrets=True)
    write(tmp_path / "without", url, data)

    assert set(parts(tmp_path / "with")) - set(parts(tmp_path / "without")) == {"data/secrets/trail.key", "data/secrets/django.key"}
    assert b"key" not in {*parts(tmp_path / "without").values()}


def test_heads_of_deeds_after_the_moment_stay_out(tmp_path, url, data):
    write(tmp_path / "b", url, data)

    assert parts(tmp_path / "b")["data/trail-head.log"] == b"1 a\n3 c\nkaputt\n2 b\n"


def test_a_stored_file_that_was_damaged_before_is_named(tmp_path, url, data):
    (data / f"files/{NAME[:2]}/{NAME}").write_bytes(b"anders")

    assert write(tmp_path / "b", url, data).damaged == (f"data/files/{NAME[:2]}/{NAME}",)


def test_a_file_that_vanishes_meanwhile_is_left_out(tmp_path, url, data, monkeypatch):
    monkeypatch.setattr(backup.folder, "kept_files", lambda *_given, **_more: iter(["trail-head.log", "weg"]))

    write(tmp_path / "b", url, data)

    assert set(parts(tmp_path / "b")) == {"database.dump", "data/trail-head.log"}


def test_without_the_trails_key_none_is_made_and_the_backup_refused(tmp_path, url, data):
    (data / "secrets" / "trail.key").unlink()

    with pytest.raises(KeepingRefusedError, match="Schlüssel der Spur fehlt"):
        write(tmp_path / "b", url, data)

    assert not (tmp_path / "b").exists()
    assert not (data / "secrets" / "trail.key").exists()


def test_a_backup_does_not_lie_in_the_data_folder(url, data):
    with pytest.raises(KeepingRefusedError, match="nicht im Datenordner"):
        write(data / "files" / "b", url, data)


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, url, data, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.Writer, "finish", full)

    with pytest.raises(KeepingRefusedError, match="No space left on device"):
        write(tmp_path / "b", url, data)

    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_what_cannot_be_read_again_is_no_backup(tmp_path, url, data, monkeypatch):
    add = archive.Writer.add

    def lies(writer, name, source):
        part = add(writer, name, source)
        writer.parts[-1] = type(part)(part.name, part.size, "0" * 64)
        return part

    monkeypatch.setattr(archive.Writer, "add", lies)

    with pytest.raises(KeepingRefusedError, match="verändert oder beschädigt"):
        write(tmp_path / "b", url, data)

    assert not (tmp_path / "b").exists()


def test_data_of_a_newer_program_are_not_kept_by_an_older_one(tmp_path, data):
    with databases.database(filled=True) as url:
        with database.target(url) as connection:
            connection.execute("INSERT INTO django_migrations VALUES ('places', '0999_tomorrow')")

        with pytest.raises(KeepingRefusedError, match="neueren Fassung"):
            write(tmp_path / "b", url, data)
