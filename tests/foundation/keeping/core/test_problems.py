"""What a report says, and which page it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.keeping.core import problems as rules


def test_a_report_says_something_and_not_too_much():
    assert rules.checked("  Der Knopf\n fehlt. ") == "Der Knopf\n fehlt."
    with pytest.raises(rules.SilentReportError):
        rules.checked(" \n ")
    with pytest.raises(rules.LongReportError) as refused:
        rules.checked("x" * 3_001)
    assert refused.value.length == 3_001


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://q.invalid/werkbank/?q=geheim#unten", "/werkbank/"),
        ("/werkbank/x/", "/werkbank/x/"),
        ("https://fremd.invalid/werkbank/", ""),
        ("//fremd.invalid/werkbank/", ""),
        ("https://q.invalid//fremd.invalid/", ""),
        ("https://q.invalid/\\fremd.invalid/", ""),
        ("javascript:alert(1)", ""),
        ("werkbank", ""),
        ("http://[", ""),
        ("/a\u202eb", ""),
        ("/" + "x" * 500, ""),
        ("", ""),
    ],
)
def test_only_the_path_of_one_of_our_pages_is_kept(address, page):
    assert rules.page_of(address, host="q.invalid") == page


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_path_or_nothing(address):
    found = rules.page_of(address, host="q.invalid")

    assert found == "" or (found[0] == "/" and found[1:2] not in {"/", "\\"} and "?" not in found)
