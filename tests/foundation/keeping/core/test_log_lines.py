"""No line of the log holds what a person typed or is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.keeping.core.log_lines import Said, cleaned, line, place

OURS = "quartierwerk.foundation.audit.trail"


def test_a_sentence_of_our_own_keeps_its_numbers():
    assert (
        cleaned(Said(OURS, "The head of trail entry %s could not be written", (447,))) == "The head of trail entry 447 could not be written"
    )


@given(st.text(min_size=4))
def test_no_text_that_is_filled_in_is_kept(text):
    told = cleaned(Said(OURS, "%s has %d of %s", (text, 3, text)))

    assert told == "… has 3 of …"
    assert cleaned(Said(OURS, "%(who)s has %(count)d", {"who": text, "count": 3})) == "… has 3"


@pytest.mark.parametrize("logger", ["django.request", "procrastinate.worker", "quartierwerkzeug.fremd", "", "py.warnings"])
def test_of_a_library_no_sentence_is_kept(logger):
    assert cleaned(Said(logger, "Not Found: /konto/erster-zugang/geheim/")) == ""


@pytest.mark.parametrize(
    ("sentence", "given", "kept"),
    [
        ("only %d", ("text",), "only %d"),
        ("%s and %s", (1,), "%s and %s"),
        ("one %s", 7, "one 7"),
        (ValueError("Martha"), (), ""),
        ("%(a)s", {}, "%(a)s"),
    ],
)
def test_a_sentence_that_does_not_fit_is_kept_with_its_gaps(sentence, given, kept):
    assert cleaned(Said(OURS, sentence, given)) == kept


def test_places_do_not_tell_of_the_machine():
    assert place("/home/martha/quartierwerk/src/quartierwerk/portal/views.py", 7, "site") == "quartierwerk/portal/views.py:7 site"
    assert place("/opt/.venv/lib/python3.12/site-packages/django/db/utils.py", None, "x") == "django/db/utils.py:0 x"
    assert place("/usr/lib/python3.12/json/decoder.py", 1, "decode") == "3.12/json/decoder.py:1 decode"


def test_a_line_keeps_the_order_and_nothing_that_says_nothing():
    assert list(line([("at", "now"), ("message", ""), ("queries", 0), ("places", []), ("route", None), ("status", 200)]).items()) == [
        ("at", "now"), ("queries", 0), ("status", 200),
    ]  # fmt: skip
