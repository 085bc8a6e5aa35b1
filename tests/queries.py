"""Counts the queries of a page, and refuses a page whose number of queries grows with its rows.

``assert_same_queries(client, url, few=two_rows, many=twenty_rows)`` is meant for every list and dossier;
``few`` and ``many`` are functions that add rows (together they must leave twenty or so).
"""

from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST_QUERIES = 15


def queries_of(client, url, **query):
    """Return the SQL of one request, in its order; the page must open."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, query)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, f"{url} answers {response.status_code}"
    return [entry["sql"] for entry in captured.captured_queries]


def assert_same_queries(client, url, *, few, many, at_most=MOST_QUERIES, **query):
    """Be silent when the page asks the database as often with many rows as with few, and seldom at all.

    The page is opened once before each count, so that what is read once per process or state of the data does not count.
    """
    few()
    client.get(url, query)
    with_few = queries_of(client, url, **query)
    many()
    client.get(url, query)
    with_many = queries_of(client, url, **query)
    assert len(with_few) == len(with_many), growth(with_few, with_many)
    assert len(with_many) <= at_most, f"{len(with_many)} queries, at most {at_most}:\n" + "\n".join(map(_short, with_many))


def growth(with_few, with_many):
    """Return which queries became more, as one text."""
    more = Counter(map(_pattern, with_many)) - Counter(map(_pattern, with_few))
    lines = [f"{count} x {_short(sql)}" for sql, count in more.most_common(5)]
    return f"{len(with_few)} queries with few rows, {len(with_many)} with many. More of:\n" + "\n".join(lines)


def _pattern(sql):
    """Return the query without its numbers and texts."""
    return "".join("" if mark.isdigit() else mark for mark in sql.split("WHERE")[0])


def _short(sql):
    return sql if len(sql) <= 300 else sql[:300] + " …"
