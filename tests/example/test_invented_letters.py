"""A few letters lie in the outbox of the example programme."""

from datetime import UTC, datetime

import pytest

from quartierwerk.example import invented_letters
from quartierwerk.foundation.mail.models import MailBatch, OutgoingMail
from quartierwerk.foundation.people.models import Person
from tests.factories.concepts import add_measure, make_concept, resolve
from tests.people import person

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def loaded():
    concept = make_concept(measures=1)
    add_measure(concept, 2)
    resolve(concept)
    person("programme_ministry")
    person("area_officer", "municipality", "musterstadt")
    Person.objects.update(is_example=True)
    person("area_officer", "municipality", "anderswo")
    return invented_letters.load(SUNDAY)


def test_a_circular_waits_to_be_checked_and_goes_to_invented_people_only(loaded):
    batch = MailBatch.objects.get()

    assert (batch.title, batch.released_at, batch.prepared_by) == (invented_letters.CIRCULAR.subject, None, None)
    assert list(batch.letters.values_list("person__is_example", "state").distinct()) == [(True, "held")]


def test_the_letters_of_the_last_working_day_lie_there(loaded):
    digest = OutgoingMail.objects.get(kind="digest")

    assert (digest.digest_on.isoformat(), digest.state) == ("2026-11-27", "waiting")
    assert loaded == OutgoingMail.objects.count()
    assert "Fassung 1 wartet auf die Anerkennung" in digest.text


def test_without_officers_there_is_no_circular():
    assert invented_letters.load(SUNDAY) == 0
    assert not MailBatch.objects.exists()
