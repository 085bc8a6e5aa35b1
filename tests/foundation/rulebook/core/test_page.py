"""One table read strictly: what fits is handed out, what does not is noted and replaced."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from quartierwerk.foundation.rulebook.core.page import Page
from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem


class Colour(StrEnum):
    """Two choices."""

    RED = "red"
    BLUE = "blue"


def page(**table):
    return Page(table, file="book.toml", path="here")


def kinds(read):
    return [(problem.key, problem.kind) for problem in read.problems]


def test_what_fits_is_handed_out_without_a_problem():
    table = {"a": {"x": "1"}}
    read = page(text=" Text ", code="a.b_c-1", codes=["a"], whole=3, day=date(2024, 1, 1), colour="red", table=table, rows=[{"n": "x"}])

    assert read.text("text") == "Text"
    assert read.code("code") == "a.b_c-1"
    assert read.codes("codes") == ("a",)
    assert read.whole("whole", default=1) == 3
    assert read.day("day") == date(2024, 1, 1)
    assert read.one_of("colour", Colour) is Colour.RED
    assert [(name, inner.texts()) for name, inner in read.table("table").named_tables()] == [("a", {"x": "1"})]
    assert [row.text("n") for row in read.rows("rows", names="n")] == ["x"]
    read.close()
    assert read.problems == []


@pytest.mark.parametrize(
    ("ask", "found", "kind"),
    [
        (lambda read: read.text("key"), 1, ProblemKind.WRONG_TYPE),
        (lambda read: read.text("key", required=False), "", ProblemKind.MISSING),
        (lambda read: read.code("key"), "Große Kennung", ProblemKind.BAD_CODE),
        (lambda read: read.code("key"), "a__b", ProblemKind.BAD_CODE),
        (lambda read: read.codes("key"), "a", ProblemKind.WRONG_TYPE),
        (lambda read: read.codes("key"), [1], ProblemKind.WRONG_TYPE),
        (lambda read: read.whole("key", default=1), True, ProblemKind.WRONG_TYPE),
        (lambda read: read.whole("key", default=1), "1", ProblemKind.WRONG_TYPE),
        (lambda read: read.day("key"), datetime(2024, 1, 1, tzinfo=UTC), ProblemKind.WRONG_TYPE),
        (lambda read: read.day("key"), "2024-01-01", ProblemKind.WRONG_TYPE),
        (lambda read: read.one_of("key", Colour), "green", ProblemKind.NOT_ALLOWED),
        (lambda read: read.table("key"), [], ProblemKind.WRONG_TYPE),
        (lambda read: list(read.rows("key", names="n")), {}, ProblemKind.WRONG_TYPE),
    ],
)
def test_what_does_not_fit_is_noted(ask, found, kind):
    read = page(key=found)

    ask(read)

    assert kinds(read) == [("here.key", kind)]


def test_missing_things_are_noted_only_where_they_must_be():
    read = page()

    assert read.text("text", required=False) == ""
    assert read.day("until", required=False) is None
    assert read.whole("order", default=7) == 7
    assert list(read.rows("rows", names="n")) == []
    assert read.table("extra").texts() == {}
    assert read.problems == []
    read.text("title")
    read.day("since")
    read.codes("to")
    read.table("sources", required=True)
    assert kinds(read) == [(f"here.{key}", ProblemKind.MISSING) for key in ("title", "since", "to", "sources")]


def test_what_nobody_asked_for_is_noted():
    read = page(known="a", forgotten="b")
    read.text("known")

    read.close()

    assert read.problems == [RulebookProblem("book.toml", "here.forgotten", ProblemKind.UNKNOWN_KEY)]


def test_row_is_called_by_its_name_and_a_nameless_one_by_its_place():
    read = page(rows=[{"n": "first"}, {}])

    for row in read.rows("rows", names="n"):
        row.text("title")

    assert kinds(read) == [("here.rows[first].title", ProblemKind.MISSING), ("here.rows[2].title", ProblemKind.MISSING)]
