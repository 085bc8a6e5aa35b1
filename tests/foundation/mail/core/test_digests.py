"""The digest: grouped, each thing once, nothing that its reader may not know of, no letter where nothing waits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.mail.core.digests import MOST_ITEMS, Waiting, build, fingerprint, is_digest_day, is_worth_sending
from quartierwerk.foundation.slots.values import DigestItem, Subject

MONDAY = date(2026, 11, 23)
SITE, OTHER = Subject("site", "a"), Subject("site", "b")
ITEMS = st.builds(
    DigestItem,
    subject=st.sampled_from([Subject("site", code) for code in "abc"]),
    group=st.sampled_from(["Konzept", "Geld"]),
    title=st.sampled_from(["eins", "zwei", "drei"]),
    address=st.just("/a/"),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    is_duty=st.booleans(),
)
WAITING = st.builds(Waiting, item=ITEMS, for_name=st.sampled_from(["", "Ayse Amt"]))


def item(title="eins", *, subject=SITE, group="Konzept", **more):
    return DigestItem(subject, group, title, "/werkbank/", **more)


def digest_of(*items, visible=(SITE, OTHER), wants_reminders=True):
    waiting = [each if isinstance(each, Waiting) else Waiting(each) for each in items]
    return build(waiting, visible=visible, wants_reminders=wants_reminders)


def told(digest):
    return [(group.for_name, group.title, [item.title for item in group.items]) for group in digest.groups]


def test_no_digest_where_nothing_waits():
    assert digest_of() is None


def test_items_stand_in_their_groups():
    digest = digest_of(item("b"), item("c", group="Geld"), item("a"))

    assert told(digest) == [("", "Konzept", ["a", "b"]), ("", "Geld", ["c"])]
    assert digest.count == 3


def test_duties_come_first_then_what_is_due_earlier():
    later, sooner = item("z", due_on=MONDAY + timedelta(9)), item("y", due_on=MONDAY)

    assert told(digest_of(item("a"), later, sooner, item("x", is_duty=True))) == [("", "Konzept", ["x", "y", "z", "a"])]


def test_what_is_named_twice_stands_once():
    assert digest_of(item("a"), item("a", note="again")).count == 1


def test_ones_own_stands_before_what_one_stands_in_for_and_swallows_it():
    digest = digest_of(Waiting(item("a", is_duty=True), "Ayse Amt"), item("a"), Waiting(item("b"), "Ayse Amt"))

    assert told(digest) == [("", "Konzept", ["a"]), ("Ayse Amt", "Konzept", ["b"])]


def test_what_the_reader_may_not_know_of_is_left_out():
    assert digest_of(item("a"), item("b", subject=OTHER), visible=[SITE]).things == (("site", "a"),)
    assert digest_of(item("a"), visible=[OTHER]) is None


def test_whoever_wants_no_reminders_still_learns_of_duties():
    assert told(digest_of(item("a"), item("b", is_duty=True), wants_reminders=False)) == [("", "Konzept", ["b"])]
    assert digest_of(item("a"), wants_reminders=False) is None


def test_a_long_list_is_cut_and_says_how_much_is_left_out():
    digest = digest_of(*(item(f"{number:03}") for number in range(MOST_ITEMS + 7)))

    assert digest.more == 7
    assert digest.count == MOST_ITEMS + 7
    assert len(digest.groups[0].items) == MOST_ITEMS


@given(st.lists(WAITING), st.sets(st.sampled_from([Subject("site", code) for code in "abc"])), st.booleans())
def test_nothing_leaks_and_nothing_is_lost(waiting, visible, wants_reminders):
    digest = build(waiting, visible=visible, wants_reminders=wants_reminders)

    wanted = {(w.item.subject, w.item.title) for w in waiting if w.item.subject in visible and (w.item.is_duty or wants_reminders)}
    shown = [(item.subject, item.title) for group in digest.groups for item in group.items] if digest else []
    assert sorted(shown) == sorted(wanted)


@given(st.lists(WAITING, min_size=1), st.randoms())
def test_the_order_in_which_rooms_answer_does_not_matter(waiting, chance):
    mixed = list(waiting)
    chance.shuffle(mixed)

    one, two = digest_of(*waiting), digest_of(*mixed)

    assert (one and (one.fingerprint, one.count)) == (two and (two.fingerprint, two.count))


def test_a_fingerprint_changes_with_what_waits_and_not_with_small_lines():
    assert fingerprint([item("a"), item("b")]) == fingerprint([item("b"), item("a", note="x")])
    assert fingerprint([item("a")]) != fingerprint([item("a", due_on=MONDAY)])


@pytest.mark.parametrize(("offset", "expected"), [(0, True), (4, True), (5, False), (6, False)])
def test_digests_come_from_monday_to_friday(offset, expected):
    assert is_digest_day(MONDAY + timedelta(offset)) is expected


@pytest.mark.parametrize(
    ("same", "last_on", "expected"),
    [
        (False, MONDAY, True),
        (True, None, True),
        (True, MONDAY, False),
        (True, MONDAY - timedelta(3), True),
        (True, MONDAY - timedelta(364), True),
    ],
)
def test_a_digest_with_nothing_new_comes_once_a_week(same, last_on, expected):
    digest = digest_of(item())

    found = is_worth_sending(digest, last=digest.fingerprint if same else "x", last_on=last_on, day=MONDAY + timedelta(1))

    assert found is expected
