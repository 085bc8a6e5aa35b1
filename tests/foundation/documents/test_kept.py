"""Documents that never change are set once and kept; with other pictures they are other documents."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

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


def papers(folder):
    return sorted((folder / "data" / "papers").rglob("*.pdf"))


@pytest.fixture
def paper(tmp_path, settings):
    """Keep papers of a thousand bytes; the one asked for again stays."""
    settings.DATA = tmp_path / "data"

    def keep(name, *, used_at):
        path = tmp_path / "data" / "papers" / name[:2] / f"{name}-x.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 1000)
        os.utime(path, (used_at, used_at))
        return path

    return keep


def test_a_damaged_paper_is_set_again(press, tmp_path):
    once(tmp_path, {"a": 1})
    papers(tmp_path)[0].write_bytes(b"%PDF of somebody else")

    assert once(tmp_path, {"a": 1}) == b"%PDF 2"
    assert [path.read_bytes() for path in papers(tmp_path)] == [b"%PDF 2"]


def test_a_paper_carries_the_hash_of_its_bytes(press, tmp_path):
    pdf = once(tmp_path, {"a": 1})

    assert papers(tmp_path)[0].stem.rpartition("-")[2] == hashlib.sha256(pdf).hexdigest()


def test_papers_nobody_asked_for_the_longest_time_go_first(paper):
    old, older, new = paper("aa", used_at=200), paper("bb", used_at=100), paper("cc", used_at=300)

    kept.make_room(2999)

    assert [path.exists() for path in (older, old, new)] == [False, True, True]
    assert kept.size() == 2000


def test_below_the_limit_all_papers_stay(paper):
    paper("aa", used_at=1)

    kept.make_room(1000)

    assert kept.size() == 1000


@given(sizes=st.lists(st.integers(0, 500), max_size=8), limit=st.integers(0, 2000))
def test_there_are_never_more_papers_than_the_limit_and_the_last_used_stay(sizes, limit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    with override_settings(DATA=folder):
        for place, size in enumerate(sizes):
            path = folder / "papers" / "aa" / f"{place}-x.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x" * size)
            os.utime(path, (place, place))

        kept.make_room(limit)

        left = sorted(int(path.stem[0]) for path in folder.rglob("*.pdf"))
        assert kept.size() <= limit
        assert left == list(range(len(sizes)))[len(sizes) - len(left) :]


def test_a_paper_asked_for_again_counts_as_used(press, tmp_path):
    once(tmp_path, {"a": 1})
    path = papers(tmp_path)[0]
    os.utime(path, (1, 1))

    once(tmp_path, {"a": 1})

    assert path.stat().st_mtime > 1


def test_printing_makes_room(press, tmp_path, settings):
    settings.PAPERS_LIMIT = 0

    once(tmp_path, {"a": 1})

    assert papers(tmp_path) == []
