"""The table of contents of a backup: what it says, that it was not changed, and what it may not name."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.config.keeping import manifest
from quartierwerk.config.keeping.manifest import Contents, Part
from quartierwerk.config.keeping.refusals import KeepingRefusedError

HASH = "a" * 64
CONTENTS = Contents(
    made_at="2026-11-26T12:00:00+00:00",
    application="0.1.0",
    migrations=("audit.0001_initial", "places.0001_initial"),
    tools=16,
    database_bytes=1000,
    tables={"places_site": 34},
    trail_number=447,
    trail_hash=HASH,
    has_secrets=False,
    parts=(Part(manifest.DUMP, 10, HASH), Part("data/files/aa/" + HASH, 20, HASH)),
)
NAMES = [
    "",
    "/etc/passwd",
    "data//etc/passwd",
    "data/../../root",
    "data/./x",
    "data/a/../../b",
    "data/",
    "x/y",
    "data/a\\b",
    "data/a\0b",
    "secrets/trail.key",
    "data/a\nb",
]


def changed(name, value):
    return json.dumps({**json.loads(CONTENTS.written("key")), name: value}).encode()


def test_what_is_written_is_read_back():
    read = manifest.read(CONTENTS.written("key"))

    assert read.contents == CONTENTS
    assert (read.contents.size, [part.size for part in read.contents.files]) == (30, [20])


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_seal_fits_the_key_it_was_made_with_and_no_other(key, other):
    sealed = manifest.read(CONTENTS.written(key))

    assert sealed.is_sealed_with(key)
    assert sealed.is_sealed_with(other) == (key == other)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("made_at", "2026-01-01"), ("application", "0.0.9"), ("migrations", []), ("tools", 17), ("database_bytes", 0), ("tables", {"places_site": 33}),
        ("trail_number", 446), ("trail_hash", "b" * 64), ("has_secrets", True), ("parts", [{"name": manifest.DUMP, "size": 10, "sha256": "b" * 64}]), ("more", 1),
    ],
)  # fmt: skip
def test_a_change_anywhere_breaks_the_seal_and_makes_another_backup_of_it(name, value):
    read = manifest.read(changed(name, value))

    assert not read.is_sealed_with("key")
    assert read.mark != manifest.read(CONTENTS.written("key")).mark


@pytest.mark.parametrize("name", NAMES)
def test_a_part_outside_the_data_folder_is_refused(name):
    strange = replace(CONTENTS, parts=(*CONTENTS.parts, Part(name, 1, HASH)))

    with pytest.raises(KeepingRefusedError, match="nicht hineingehört"):
        manifest.read(strange.written("key"))


@pytest.mark.parametrize("part", [Part("data/x", -1, HASH), Part("data/x", 1, "abc"), Part("data/x", 1, "")])
def test_a_part_without_size_or_hash_is_refused(part):
    with pytest.raises(KeepingRefusedError, match="nicht hineingehört"):
        manifest.read(replace(CONTENTS, parts=(part,)).written("key"))


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"null", b'{"seal": ""}', b"\xff", changed("parts", None), changed("tables", 3), changed("migrations", 3)],
)
def test_what_is_no_manifest_is_refused_with_a_sentence(content):
    with pytest.raises(KeepingRefusedError, match="nicht zu lesen"):
        manifest.read(content)


def test_an_unknown_form_is_refused():
    with pytest.raises(KeepingRefusedError, match="Form 2"):
        manifest.read(changed("format", 2))


@pytest.mark.parametrize(
    ("application", "than", "newer"),
    [("0.2.0", "0.1.9", True), ("0.10.0", "0.9.0", True), ("0.1.0", "0.1.0", False), ("0.1.0", "1.0", False), ("", "0.1.0", False)],
)
def test_versions_are_compared_by_their_numbers(application, than, newer):
    assert manifest.is_newer(application, than) is newer
