"""What delivery reports say about an address."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.mail.core.bounces import BounceKind, PastBounce, Report, classify, is_dead, status_in

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "expected"),
    [
        ("failed", "5.1.1", "", "hard"),
        ("Failed ", "5.1.2 (no such host)", "", "hard"),
        ("failed", "5.1.10", "", "hard"),
        ("failed", "5.2.1", "smtp; 550 mailbox disabled", "hard"),
        ("failed", "", "smtp; 550 5.1.1 user unknown", "hard"),
        ("failed", "5.2.2", "smtp; 552 mailbox full", "soft"),
        ("failed", "5.7.1", "smtp; 554 5.7.1 blocked", "soft"),
        ("failed", "5.3.4", "", "soft"),
        ("failed", "5.0.0", "smtp; 550 5.1.1 user unknown", "soft"),
        ("failed", "4.4.7", "", "soft"),
        ("failed", "", "", "soft"),
        ("delayed", "4.4.1", "", "soft"),
        ("delayed", "5.1.1", "", "soft"),
        ("delivered", "2.0.0", "", None),
        ("relayed", "2.0.0", "", None),
        ("expanded", "2.0.0", "", None),
        ("", "5.1.1", "", None),
    ],
)
def test_a_report_says_how_final_it_is(action, status, diagnostic, expected):
    assert classify(Report("a@b.de", action, status, diagnostic)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("550 5.1.1 unknown", "5.1.1"), ("5.1.1", "5.1.1"), ("(4.2.2)", "4.2.2"), ("10.5.1.1", ""), ("5.1.1.7", ""), ("3.1.1", ""), ("", "")],
)
def test_a_status_code_is_found_and_an_internet_address_is_none(text, expected):
    assert status_in(text) == expected


@given(st.text(), st.text(), st.text())
def test_any_text_is_classified_and_only_a_code_about_the_address_is_final(action, status, diagnostic):
    found = classify(Report("a@b.de", action, status, diagnostic))

    assert found in {None, BounceKind.HARD, BounceKind.SOFT}
    if found is BounceKind.HARD:
        assert (status_in(status) or status_in(diagnostic)).startswith("5.")


def bounced(kind, *days_ago):
    return [PastBounce(BounceKind(kind), TODAY - timedelta(days=days)) for days in days_ago]


@pytest.mark.parametrize(
    ("bounces", "expected"),
    [
        ([], False),
        (bounced("hard", 400), True),
        (bounced("soft", 0, 1), False),
        (bounced("soft", 0, 0, 0), False),
        (bounced("soft", 0, 1, 30), True),
        (bounced("soft", 0, 1, 31), False),
        (bounced("soft", 0, 1, -1), False),
    ],
)
def test_an_address_is_dead_after_one_hard_or_soft_bounces_on_three_days(bounces, expected):
    assert is_dead(bounces, on=TODAY) is expected


@given(st.lists(st.tuples(st.sampled_from(BounceKind), st.integers(0, 60))))
def test_another_bounce_never_revives_an_address(known):
    bounces = [PastBounce(kind, TODAY - timedelta(days=days)) for kind, days in known]

    assert is_dead(bounces, on=TODAY) <= is_dead([*bounces, PastBounce(BounceKind.SOFT, TODAY)], on=TODAY)
