"""Collections and queries from files, good and bad."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.search.imports import MOST_PROBLEMS, UnreadableError, documents, queries


def refused(read, path):
    with pytest.raises(UnreadableError) as problem:
        read(path)
    return [(each.line, each.column, each.reason, each.about) for each in problem.value.problems]


@pytest.fixture
def file(tmp_path):
    def make(content, name="d.jsonl"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def test_documents_keep_their_order_and_numbers_become_text(file):
    path = file('{"doc_id": "b", "text": "x", "more": 1}\n\n{"doc_id": 7, "text": ""}\r\n')

    assert list(documents(path).items()) == [("b", "x"), ("7", "")]


def test_packed_files_are_unpacked(file):
    assert documents(file(gzip.compress(b'{"doc_id":"a","text":"x"}\n'), "d.jsonl.gz")) == {"a": "x"}
    assert queries(file(gzip.compress("q\tÜber".encode()), "q.tsv.gz")) == {"q": "Über"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{nein", (1, 2, "no_json", "")),
        ("[1]", (1, 1, "no_object", "")),
        ('{"text": "x"}', (1, 1, "no_doc_id", "")),
        ('{"doc_id": true, "text": "x"}', (1, 1, "no_doc_id", "")),
        ('{"doc_id": "", "text": "x"}', (1, 1, "no_doc_id", "")),
        ('{"doc_id": "a"}', (1, 1, "no_text", "a")),
        ('{"doc_id": "a", "text": null}', (1, 1, "no_text", "a")),
        ('{"doc_id":"a","text":""}\n{"doc_id":"a","text":""}', (2, 1, "doc_twice", "a")),
        (b'{"doc_id":"\xff","text":""}', (1, 12, "not_utf8", "")),
        ("[" * 200_000, (1, 1, "no_json", "")),
        ('{"doc_id": ' + "9" * 5000 + ', "text": ""}', (1, 1, "no_json", "")),
    ],
)
def test_a_bad_document_is_named_by_its_place(content, problem, file):
    assert refused(documents, file(content)) == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("q", (1, 2, "two_columns", "1")),
        ("q\ta\tb", (1, 4, "two_columns", "3")),
        ("\ta", (1, 1, "no_query_id", "")),
        ("q\ta\nq\tb", (2, 1, "query_twice", "q")),
        (b"q\t\xe4", (1, 3, "not_utf8", "")),
    ],
)
def test_a_bad_query_is_named_by_its_place(content, problem, file):
    assert refused(queries, file(content, "q.tsv")) == [problem]


def test_every_problem_is_named_but_no_flood(file):
    assert len(refused(documents, file("x\n" * 500))) == MOST_PROBLEMS
    assert [line for line, *_rest in refused(documents, file('x\n{"doc_id":"a","text":""}\ny\n'))] == [1, 3]


def test_a_heading_and_a_mark_of_byte_order_are_no_query(file):
    assert queries(file("\ufeffquery_id\ttext\nq\t query_id \n", "q.tsv")) == {"q": " query_id "}


def test_a_packed_file_that_breaks_off_is_refused(file):
    whole = gzip.compress(b'{"doc_id":"a","text":"x"}\n' * 1)

    assert refused(documents, file(whole[:-9], "d.jsonl.gz"))[0][2] == "broken_gzip"
    assert refused(documents, file(b"nichts", "d.jsonl.gz"))[0][2] == "broken_gzip"


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("search") / "d.jsonl"
    lines = [json.dumps({"doc_id": code, "text": text}, ensure_ascii=True) for code, text in texts.items()]
    path.write_text("\n".join(lines), encoding="utf-8")

    assert documents(path) == texts
