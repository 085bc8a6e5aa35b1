"""Kinds of letters: what can be unsubscribed from, and what holds a key."""

import pytest

from quartierwerk.foundation.mail.core.kinds import OBLIGATIONS, MailKind, Obligation, holds_a_key, may_unsubscribe


def test_every_kind_says_why_it_is_sent():
    assert set(OBLIGATIONS) == set(MailKind)


@pytest.mark.parametrize(("kind", "expected"), [("way_in", False), ("account", False), ("duty", False), ("digest", True), ("news", True)])
def test_only_offers_can_be_unsubscribed_from(kind, expected):
    assert may_unsubscribe(MailKind(kind)) is expected


def test_whoever_reads_a_way_in_holds_a_key():
    assert [kind for kind in MailKind if holds_a_key(kind)] == [MailKind.WAY_IN]


def test_a_key_is_never_in_an_offer():
    assert all(OBLIGATIONS[kind] is Obligation.TRANSACTIONAL for kind in MailKind if holds_a_key(kind))
