"""The public page that ends letters."""

import pytest
from django.test import Client
from tests.pages import words

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.mail import queries, unsubscribing
from quartierwerk.foundation.mail.core.kinds import MailKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(reader, settings):
    settings.SITE_ADDRESS = ""
    return unsubscribing.address_for(reader.pk, MailKind.NEWS)


@pytest.fixture
def strict():
    """A browser whose posts are checked like in the product."""
    return Client(enforce_csrf_checks=True)


def test_looking_at_the_page_changes_nothing(client, reader, address):
    page = client.get(address)

    assert "keine Briefe der Art „Rundbrief“ mehr an Sie" in words(page)
    assert queries.unwanted_by(reader.pk) == frozenset()


def test_the_page_tells_nothing_about_the_person(client, reader, address):
    page = client.get(address)

    assert reader.name not in page.content.decode()
    assert reader.email not in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_pressing_the_button_ends_letters_of_this_kind(strict, reader, address):
    page = strict.post(address, follow=True)

    assert "Abbestellt. Solche Briefe kommen nicht mehr." in words(page)
    assert queries.unwanted_by(reader.pk) == {MailKind.NEWS}
    entry = TrailEntry.objects.get()
    assert (entry.deed, entry.actor_name, entry.facts) == ("mail:person:unsubscribe", "Quartierwerk", {"letter_kind": "news"})


def test_a_mail_program_ends_them_with_one_click(strict, reader, address):
    answers = [strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code for _press in range(2)]

    assert answers == [204, 204]
    assert queries.unwanted_by(reader.pk) == {MailKind.NEWS}
    assert TrailEntry.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_other_tokens_are_not_found(client, reader, address, method):
    assert getattr(client, method)(address[:-3] + "x/").status_code == 404
    assert getattr(client, method)("/briefe/abbestellen/nichts/").status_code == 404


def test_somebody_who_is_gone_has_nothing_to_end(client, reader, address):
    reader.mandates.all().delete()
    reader.delete()

    assert client.get(address).status_code == 404
