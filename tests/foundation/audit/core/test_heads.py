"""Heads outside the database: read in any order, damage is named by line."""

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.core.heads import HEADS, Heads, head_line, read_heads

witnessed = st.dictionaries(st.integers(1, 10**6), st.text("0123456789abcdef", min_size=64, max_size=64), max_size=20)


@given(witnessed, st.randoms(use_true_random=False))
def test_heads_are_read_back_whatever_their_order(written, chance):
    lines = [head_line(number, entry_hash) for number, entry_hash in written.items()]
    chance.shuffle(lines)

    assert read_heads(lines + lines) == Heads(written)


@given(witnessed, st.text(max_size=80).filter(lambda text: not text.rstrip("\n").replace(" ", "").isalnum()))
def test_damaged_line_is_a_finding_at_its_place_and_the_others_still_count(written, damage):
    lines = [head_line(number, entry_hash) for number, entry_hash in written.items()]

    heads = read_heads([*lines, damage])

    assert heads == Heads(written, (Finding(HEADS, len(lines) + 1, FindingKind.CHANGED, "line cannot be read"),))


def test_second_head_of_a_number_is_a_finding_and_the_first_stays_the_witness():
    heads = read_heads([head_line(7, "a" * 64), head_line(7, "b" * 64)])

    assert heads == Heads({7: "a" * 64}, (Finding(HEADS, 2, FindingKind.CHANGED, "second head for entry 7"),))


def test_line_cut_short_is_a_finding():
    assert read_heads([head_line(7, "a" * 64)[:-9]]).findings == (Finding(HEADS, 1, FindingKind.CHANGED, "line cannot be read"),)


def test_last_is_the_highest_number_or_zero():
    assert (read_heads([]).last, read_heads([head_line(9, "a" * 64), head_line(3, "b" * 64)]).last) == (0, 9)
