"""Documents that never change are set once and kept; with other pictures they are other documents."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest

from quartierwerk.foundation.documents import kept

DATED = datetime(2027, 3, 3, tzinfo=UTC)


@pytest.fixture
def press(monkeypatch, settings, tmp_path):
    """Count what is set, with the pictures that were handed over."""
    settings.DATA = tmp_path / "data"
    (tmp_path / "paper.typ").write_text("")
    made = []

    def typeset(_template, _content, *, dated, pictures):
        made.append(pictures)
        return b"%PDF " + str(len(made)).encode()

    monkeypatch.setattr(kept, "typeset", typeset)
    return made


def once(tmp_path, content, **pictures):
    return kept.typeset_once(tmp_path / "paper.typ", content, dated=DATED, pictures=lambda: pictures)


def test_the_same_document_is_set_once(press, tmp_path):
    first, second = once(tmp_path, {"a": 1}, photo=b"x"), once(tmp_path, {"a": 1}, photo=b"x")

    assert first == second == b"%PDF 1"
    assert press == [{"photo": b"x"}]
    assert once(tmp_path, {"a": 2}) == b"%PDF 2"


def test_pictures_of_a_kept_document_are_not_made_again(press, tmp_path):
    once(tmp_path, {"a": 1})

    def never():
        pytest.fail("made a picture for nothing")

    assert kept.typeset_once(tmp_path / "paper.typ", {"a": 1}, dated=DATED, pictures=never) == b"%PDF 1"


def test_a_document_that_lacks_a_picture_is_not_kept(press, tmp_path):
    once(tmp_path, {"a": 1}, photo=None, other=b"y")

    assert once(tmp_path, {"a": 1}, photo=b"x", other=b"y") == b"%PDF 2"
    assert press == [{"other": b"y"}, {"photo": b"x", "other": b"y"}]


def test_a_document_of_the_moment_is_set_each_time(press, tmp_path):
    for _time in range(2):
        kept.typeset_now(tmp_path / "paper.typ", {}, dated=DATED, pictures=lambda: {"photo": b"x", "lost": None})

    assert press == [{"photo": b"x"}] * 2


def test_two_who_print_at_once_each_keep_a_whole_paper(press, tmp_path, monkeypatch):
    both_have_written, found, replace = Barrier(2, timeout=5), [], Path.replace

    def last_step(fresh, target):
        found.append(fresh)
        both_have_written.wait()
        return replace(fresh, target)

    monkeypatch.setattr(Path, "replace", last_step)
    printing = [Thread(target=once, args=(tmp_path, {"a": 1})) for _reader in range(2)]
    for each in printing:
        each.start()
    for each in printing:
        each.join()

    assert len(set(found)) == 2
    assert [path.suffix for path in (tmp_path / "data").rglob("*") if path.is_file()] == [".pdf"]


def test_a_paper_that_cannot_be_kept_leaves_nothing_behind(press, tmp_path, monkeypatch):
    def full(_fresh, _target):
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(OSError, match="no space"):
        once(tmp_path, {"a": 1})

    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []
