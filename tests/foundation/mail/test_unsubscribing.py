"""The token that ends letters, and nothing else."""

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.mail import unsubscribing
from quartierwerk.foundation.mail.core.kinds import MailKind


def token_of(person_id, kind):
    return unsubscribing.address_for(person_id, MailKind(kind)).rstrip("/").rpartition("/")[2]


def test_the_address_is_whole_and_its_token_names_person_and_kind(settings):
    settings.SITE_ADDRESS = "https://quartierwerk.stadt.invalid"

    assert unsubscribing.address_for(7, MailKind.NEWS).startswith("https://quartierwerk.stadt.invalid/briefe/abbestellen/")
    assert unsubscribing.read(token_of(7, "news")) == (7, MailKind.NEWS)


@pytest.mark.parametrize("kind", ["way_in", "account", "duty"])
def test_what_is_owed_cannot_be_ended_even_with_a_token(kind):
    assert unsubscribing.read(token_of(7, kind)) is None


@pytest.mark.parametrize("content", [[7, "nothing"], [7], "7", ["7", "news"], 7, {}, [True], None])
def test_a_token_of_ours_with_other_content_is_none(content):
    assert unsubscribing.read(signing.Signer(salt=unsubscribing._SALT).sign_object(content)) is None


def test_a_token_made_for_something_else_is_none():
    assert unsubscribing.read(signing.Signer(salt="quartierwerk.first-access").sign_object([7, "news"])) is None


@given(st.text())
def test_any_other_text_is_no_token(text):
    assert unsubscribing.read(text) is None


@given(st.integers(0, 200), st.characters())
def test_a_token_somebody_changed_is_none(at, letter):
    token = token_of(7, "news")
    changed = token[: at % len(token)] + letter + token[at % len(token) + 1 :]

    assert unsubscribing.read(changed) in ({None} if changed != token else {(7, MailKind.NEWS)})
