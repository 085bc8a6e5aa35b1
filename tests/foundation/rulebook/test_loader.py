"""Files on disk: read in order, mistakes listed by file."""

import pytest

from quartierwerk.foundation.rulebook import loader
from quartierwerk.foundation.rulebook.core.problems import ProblemKind

FILE = """
code = "{code}"
topic = "{topic}"
topic_title = "Thema"
topic_title_en = "Topic"
title = "Titel"
title_en = "Title"
valid_from = 2024-01-01

[sources.own]
title = "Eigene Festlegung"
evidence = "own"

[[values]]
key = "{topic}.factor"
label = "Faktor"
label_en = "Factor"
value = 1.1
unit = "factor"
status = "assumed"
source = "own"
"""


def write(folder, name, *, topic, code=None):
    (folder / f"{name}.toml").write_text(FILE.format(code=code or name, topic=topic), encoding="utf-8")


def test_folder_is_read_with_decimals_kept_exact(tmp_path):
    write(tmp_path, "one", topic="first")
    write(tmp_path, "two", topic="second")

    shelf, problems = loader.read_folder(tmp_path)

    assert problems == ()
    assert [(book.code, str(book.values[0].value)) for book in shelf.rulebooks] == [("one", "11/10"), ("two", "11/10")]


def test_problems_of_all_files_and_between_files_are_listed_together(tmp_path):
    write(tmp_path, "broken", topic="third")
    (tmp_path / "broken.toml").write_text("code = ", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes('title = "Förderung"'.encode("latin-1"))
    write(tmp_path, "misnamed", topic="fourth", code="other")
    write(tmp_path, "one", topic="first")
    write(tmp_path, "two", topic="first")

    shelf, problems = loader.read_folder(tmp_path)

    assert [book.code for book in shelf.rulebooks] == ["one", "two"]
    assert [(problem.file, problem.kind) for problem in problems] == [
        ("broken.toml", ProblemKind.NOT_TOML),
        ("latin.toml", ProblemKind.NOT_TOML),
        ("misnamed.toml", ProblemKind.CODE_IS_NOT_FILE_NAME),
        ("two.toml", ProblemKind.OVERLAP),
    ]


def test_broken_rulebooks_tell_no_rule(tmp_path, monkeypatch):
    (tmp_path / "broken.toml").write_text("code = ", encoding="utf-8")
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    loader.shelf.cache_clear()

    with pytest.raises(loader.BrokenRulebooksError, match=r"broken\.toml"):
        loader.shelf()


@pytest.fixture(autouse=True)
def shipped_rulebooks_again():
    yield
    loader.shelf.cache_clear()


def test_shipped_files_are_read_once_per_process():
    assert loader.shelf() is loader.shelf()
