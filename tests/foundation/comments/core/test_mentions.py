"""Who an ``@`` means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.comments.core.mentions import (
    MOST_CHARACTERS,
    EmptyCommentError,
    NobodyMeantError,
    SeveralMeantError,
    TooLongError,
    checked,
    mentioned,
)

READERS = {1: "Nora Nachbarschaft", 2: "Ayse Amt", 3: "Nora Amtmann", 4: "Bo Li", 5: "Bo Linde"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Bitte @Nora Nachbarschaft ansehen", (1,)),
        ("@nora nachbarschaft, @AYSE AMT!", (1, 2)),
        ("(@Ayse) und „@Nachbarschaft“", (2, 1)),
        ("@Ayse Amt, @Ayse Amt", (2,)),
        ("@Bo Linde", (5,)),
        ("@Bo Li.", (4,)),
        ("@Linde: ja", (5,)),
        ("Mail an nora@example.invalid", ()),
        ("Preis @ 5 Euro", ()),
        ("@", ()),
        ("ohne", ()),
    ],
)
def test_a_name_is_found_and_an_address_is_none(text, people):
    assert mentioned(text, READERS).people == people


@pytest.mark.parametrize("text", ["@Otto", "@Norah", "@!", "@Nachbar"])
def test_nobody_is_guessed(text):
    with pytest.raises(NobodyMeantError):
        mentioned(text, READERS)


def test_several_are_named():
    with pytest.raises(SeveralMeantError) as refused:
        mentioned("hallo @Nora", READERS)

    assert refused.value.names == ("Nora Amtmann", "Nora Nachbarschaft")


def test_people_of_one_name_are_several():
    with pytest.raises(SeveralMeantError):
        mentioned("@Bo Li", {1: "Bo Li", 2: "Bo Li"})


@given(st.text(max_size=80), st.dictionaries(st.integers(1, 9), st.text(min_size=1, max_size=8), max_size=4))
def test_whatever_is_typed_mentions_readers_or_is_refused(text, readers):
    try:
        found = mentioned(text, readers).people
    except (NobodyMeantError, SeveralMeantError):
        assert "@" in text
        return

    assert set(found) <= set(readers)
    assert len(set(found)) == len(found)


@given(st.sampled_from(sorted(READERS)), st.sampled_from(["", "x ", "(", "\n"]), st.sampled_from(["", " y", ".", ")", ", z"]))
def test_a_whole_name_is_always_understood(number, before, after):
    assert mentioned(f"{before}@{READERS[number]}{after}", READERS).people == (number,)


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_comment_says_something(text):
    with pytest.raises(EmptyCommentError):
        checked(text)


def test_a_comment_has_a_length():
    assert checked(" " + "x" * MOST_CHARACTERS) == "x" * MOST_CHARACTERS
    with pytest.raises(TooLongError):
        checked("x" * (MOST_CHARACTERS + 1))
