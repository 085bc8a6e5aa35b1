"""The file a backup is: whole or not there, and every changed byte is found."""

import io
import os
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.config.keeping.test_manifest import CONTENTS

from quartierwerk.config.keeping import archive, manifest
from quartierwerk.config.keeping.manifest import Part
from quartierwerk.config.keeping.refusals import KeepingRefusedError

PARTS = {manifest.DUMP: b"dump" * 50, "data/files/x": b"", "data/trail-head.log": b"1 abc\n"}


def made(path, parts=PARTS, *, key="key"):
    """Write an archive with these parts."""
    with archive.new_file(path) as file:
        writer = archive.Writer(file)
        for name, content in parts.items():
            writer.add(name, io.BytesIO(content))
        writer.finish(replace(CONTENTS, parts=tuple(writer.parts)), key)
    return path


def begin(path, *, then):
    """Write half a file, then do something."""
    with archive.new_file(path) as file:
        file.write(b"halb")
        then(file)


def read(path):
    """Return every part of an archive that was checked."""
    with archive.Reader(path) as reader:
        reader.check()
        return {part.name: b"".join(reader.content(part)) for part in reader.contents.parts}


def zipped(path, members, compression=zipfile.ZIP_STORED):
    """Write a ZIP of one's own making."""
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, content in members:
            file.writestr(name, content)
    return path


def sealed(parts):
    return replace(CONTENTS, parts=tuple(parts)).written("key")


def test_what_is_written_is_read_back(tmp_path):
    assert read(made(tmp_path / "b")) == PARTS


def test_only_its_owner_may_read_it(tmp_path):
    assert made(tmp_path / "b").stat().st_mode & 0o777 == 0o600


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return made(tmp_path_factory.mktemp("whole") / "b").read_bytes()


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_changed_byte_is_found_or_changes_nothing(whole, tmp_path_factory, data):
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("changed") / "b"
    path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])

    try:
        with archive.Reader(path) as reader:
            reader.check()
            found = {part.name: b"".join(reader.content(part)) for part in reader.contents.parts}
            is_sealed = reader.manifest.is_sealed_with("key")
    except KeepingRefusedError:
        return
    assert found == PARTS or not is_sealed


@pytest.mark.parametrize("length", [0, 1, 100, 400, -1, -22, -200])
def test_a_file_that_is_not_whole_is_refused(whole, length, tmp_path):
    (tmp_path / "b").write_bytes(whole[:length])

    with pytest.raises(KeepingRefusedError, match="nicht ganz"):
        archive.Reader(tmp_path / "b")


def test_a_compressed_zip_is_refused_unread(tmp_path):
    bomb = zipped(tmp_path / "b", [(manifest.DUMP, b"0" * 10_000_000), (manifest.NAME, b"{}")], zipfile.ZIP_DEFLATED)

    with pytest.raises(KeepingRefusedError, match="anders gepackt"):
        archive.Reader(bomb)


def test_members_that_share_their_bytes_are_refused(tmp_path):
    path = zipped(tmp_path / "b", [("one", b"1" * 1000), ("two", b"2" * 1000)])
    content = bytearray(path.read_bytes())
    first, second = (content.index(b"PK\x01\x02"), content.rindex(b"PK\x01\x02"))
    content[second + 42 : second + 46] = content[first + 42 : first + 46]  # both begin where the first lies
    for entry in (first, second):
        content[entry + 20 : entry + 28] = (5000).to_bytes(4, "little") * 2
    path.write_bytes(content)

    with pytest.raises(KeepingRefusedError, match="anders gepackt"):
        archive.Reader(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(KeepingRefusedError, match="anders gepackt"):
        archive.Reader(zipped(tmp_path / "b", [(manifest.NAME, b"{}"), (manifest.NAME, b"{}")]))


def test_a_zip_of_somebody_else_is_refused(tmp_path):
    with pytest.raises(KeepingRefusedError, match="keine Sicherung"):
        archive.Reader(zipped(tmp_path / "b", [("brief.txt", b"Hallo")]))


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ([manifest.DUMP, "data/more"], [manifest.DUMP]),
        ([manifest.DUMP], [manifest.DUMP, "data/gone"]),
        ([], []),
        ([manifest.DUMP], [manifest.DUMP, manifest.DUMP]),
    ],
)
def test_parts_and_manifest_must_name_the_same(members, named, tmp_path):
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    content = sealed(Part(name, 0, nothing) for name in named)
    path = zipped(tmp_path / "b", [*((name, b"") for name in members), (manifest.NAME, content)])

    with pytest.raises(KeepingRefusedError, match="passen nicht zusammen"), archive.Reader(path) as reader:
        reader.check()


def test_a_manifest_far_too_large_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "LARGEST", 10)

    with pytest.raises(KeepingRefusedError, match="zu groß"):
        archive.Reader(made(tmp_path / "b"))


def test_a_part_ends_only_when_its_hash_fits(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "CHUNK", 10)
    path = zipped(tmp_path / "b", [(manifest.DUMP, b"x" * 25), (manifest.NAME, sealed([Part(manifest.DUMP, 25, "a" * 64)]))])
    came = []

    with archive.Reader(path) as reader, pytest.raises(KeepingRefusedError, match="verändert oder beschädigt"):
        came.extend(reader.content(reader.contents.parts[0]))

    assert b"".join(came) == b"x" * 20


def test_a_file_that_is_there_is_kept(tmp_path):
    (tmp_path / "b").write_text("alt")

    with pytest.raises(KeepingRefusedError, match="gibt es schon"):
        made(tmp_path / "b")

    assert (tmp_path / "b").read_text() == "alt"


def test_a_name_that_is_taken_meanwhile_is_kept(tmp_path):
    def while_writing(_part):
        (tmp_path / "b").write_text("alt")

    with pytest.raises(KeepingRefusedError, match="gibt es schon"):
        begin(tmp_path / "b", then=while_writing)

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("b", "alt")]


def test_a_folder_that_is_missing_is_said(tmp_path):
    with pytest.raises(KeepingRefusedError, match="Den Ordner"):
        made(tmp_path / "gibt" / "es" / "nicht")


@pytest.fixture(params=["without a name", "with a passing name"])
def _way(request, monkeypatch):
    """Both ways to write: file systems that know files without a name, and those that do not."""
    if request.param == "with a passing name":
        monkeypatch.delattr(os, "O_TMPFILE")


@pytest.mark.usefixtures("_way")
def test_whoever_fails_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError):
        begin(tmp_path / "b", then=lambda _file: 1 / 0)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_way")
def test_whoever_succeeds_leaves_one_file(tmp_path):
    made(tmp_path / "b")

    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert read(tmp_path / "b") == PARTS


def test_what_a_killed_backup_left_under_a_passing_name_goes_with_the_next(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "O_TMPFILE")
    (tmp_path / ".b.partial-0123").write_text("halb")

    made(tmp_path / "b")

    assert [path.name for path in tmp_path.iterdir()] == ["b"]
