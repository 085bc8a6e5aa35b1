from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.tables.delimited import find_delimiter, protected, without_protection


@given(st.text())
def test_protection_comes_off_again(text):
    assert without_protection(protected(text)) == text


@given(st.sampled_from("=+-@\t\r＝＋－＠"), st.text())
def test_nothing_that_is_protected_begins_like_a_formula(beginning, text):
    assert protected(beginning + text).startswith("'")


def test_text_without_any_delimiter_is_one_column():
    assert find_delimiter("Nummer\nA1\n") == ";"
