"""The data folder: everything goes into a backup that is not named as made again."""

import os

import pytest

from quartierwerk.config.keeping import folder
from quartierwerk.config.keeping.refusals import KeepingRefusedError


@pytest.fixture
def data(tmp_path):
    for name in (
        "files/ab/abc",
        "files/ab/.new-x",
        "files/cd/cde",
        "papers/x.pdf",
        "postgres/data/base",
        "static/a.css",
        "secrets/trail.key",
        "trail-head.log",
        "new-kind/1",
        ".new-head",
        folder.MARK,
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_everything_goes_in_that_is_not_made_again(data):
    assert list(folder.kept_files(data, with_secrets=False)) == ["files/ab/abc", "files/cd/cde", "new-kind/1", "trail-head.log"]


def test_secrets_go_in_when_asked_for(data):
    more = set(folder.kept_files(data, with_secrets=True)) - set(folder.kept_files(data, with_secrets=False))

    assert more == {"secrets/trail.key"}


def test_a_folder_that_lies_on_another_disk_goes_in(data, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "far").write_text("far")
    (data / "other").symlink_to(elsewhere)

    assert "other/far" in list(folder.kept_files(data, with_secrets=False))


@pytest.mark.parametrize("name", ["files/ab/link", "link"])
def test_a_link_is_refused_rather_than_followed(data, name):
    (data / name).symlink_to("/etc/passwd")

    with pytest.raises(KeepingRefusedError, match="keine Datei"):
        list(folder.kept_files(data, with_secrets=False))


def test_a_linked_folder_further_in_is_refused(data):
    (data / "files" / "zz").symlink_to("/etc")

    with pytest.raises(KeepingRefusedError, match="keine Datei"):
        list(folder.kept_files(data, with_secrets=False))


def test_a_pipe_is_refused_rather_than_waited_for(data):
    os.mkfifo(data / "files" / "pipe")

    with pytest.raises(KeepingRefusedError, match="keine Datei"):
        list(folder.kept_files(data, with_secrets=False))


def test_what_would_be_replaced_is_in_the_way(data, tmp_path):
    assert folder.in_the_way(data) == (".new-head", "files", "new-kind", "trail-head.log")


def test_a_folder_with_secrets_only_is_empty_and_so_is_none(tmp_path):
    (tmp_path / "secrets").mkdir()

    assert folder.in_the_way(tmp_path) == ()
    assert folder.in_the_way(tmp_path / "none") == ()
    assert list(folder.kept_files(tmp_path / "none", with_secrets=True)) == []
