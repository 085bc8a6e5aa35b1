"""Writing to many: prepared, checked as a list, released."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.mail import words as letter_words
from tests.pages import words
from tests.people import actor, person
from tests.queries import assert_same_queries

from quartierwerk.foundation.mail.actions import batches as deeds
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.models import MailBatch, OutgoingMail, Suppression

pytestmark = pytest.mark.django_db
GIVEN = {"role": "area_officer", "subject": "Treffen im Januar", "text": "Guten Tag,\n\n- eins\n- zwei"}


@pytest.fixture
def operator(signed_in_as):
    return signed_in_as("operator")


@pytest.fixture
def officers():
    return [person("area_officer", "municipality", place) for place in ("musterstadt", "anderswo")]


def make_batch(number, title="An alle"):
    new = [LetterDraft(MailKind.NEWS, letter_words(), person("partner", "site", f"s-{place}")) for place in range(number)]
    return deeds.prepare(title=title, letters=new, now=timezone.now(), actor=actor("operator"))


def test_a_circular_is_prepared_checked_and_released(operator, officers):
    prepared = operator.post(reverse("mail:prepare"), GIVEN, follow=True)
    batch = MailBatch.objects.get()
    assert prepared.redirect_chain[-1][0] == reverse("mail:batch", args=(batch.code,))
    said = words(prepared)
    for told in (
        "Die Briefe liegen bereit.",
        "2 Briefe freigeben",
        "musterstadt@test.invalid",
        "anderswo@test.invalid",
        "Treffen im Januar",
    ):
        assert told in said
    assert set(batch.letters.values_list("state", flat=True)) == {"held"}

    released = operator.post(reverse("mail:release_batch", args=(batch.code,)), {"expected": "2"}, follow=True)

    assert "freigegeben von Olga Betrieb" in words(released)
    assert set(batch.letters.values_list("state", flat=True)) == {"waiting"}


def test_everybody_gets_a_letter_of_their_own_with_a_way_to_end_such_letters(operator, officers):
    operator.post(reverse("mail:prepare"), GIVEN)

    letters = list(OutgoingMail.objects.order_by("pk"))
    assert len({mail.text for mail in letters}) == 2
    assert all("Keine solchen Briefe mehr: http://" in mail.text for mail in letters)


def test_whoever_wants_none_is_left_out(operator, officers):
    Suppression.objects.create(person=officers[0], kind="news", since=timezone.now())

    operator.post(reverse("mail:prepare"), GIVEN)

    assert OutgoingMail.objects.get().person == officers[1]


def test_a_circular_to_nobody_says_so(operator):
    page = operator.post(reverse("mail:prepare"), GIVEN)

    assert page.context["form"].non_field_errors() == [
        "Es gibt niemanden, an den dieser Brief gehen kann, oder sein Text ist nicht mehr aufbewahrt."
    ]
    assert not MailBatch.objects.exists()


@pytest.mark.parametrize("expected", ["1", "3", "", "zwei", "-2"])
def test_a_list_that_was_not_checked_is_not_released(operator, expected):
    batch = make_batch(2)

    answer = operator.post(reverse("mail:release_batch", args=(batch.code,)), {"expected": expected}, follow=True)

    assert "Die Liste hat sich geändert, seit Sie sie geprüft haben." in words(answer)
    assert set(batch.letters.values_list("state", flat=True)) == {"held"}


def test_a_batch_is_taken_back(operator):
    batch = make_batch(2)

    page = operator.post(reverse("mail:withdraw_batch", args=(batch.code,)), {"reason": "Falsches Datum"}, follow=True)

    assert "zurückgezogen von Olga Betrieb" in words(page)
    assert "freigeben" not in words(page).replace("freigegeben", "")
    assert set(batch.letters.values_list("state", flat=True)) == {"withdrawn"}


def test_an_auditor_sees_the_list_and_no_button(signed_in_as):
    batch = make_batch(2)
    client = signed_in_as("auditor")

    page = client.get(reverse("mail:batch", args=(batch.code,)))

    assert "s-0@test.invalid" in words(page)
    assert "Prüfen und freigeben" not in words(page)
    for route in ("release_batch", "withdraw_batch"):
        assert client.post(reverse(f"mail:{route}", args=(batch.code,)), {"expected": "2", "reason": "x"}).status_code == 403
    assert client.get(reverse("mail:prepare")).status_code == 403


def test_the_list_names_state_and_size(operator):
    assert "Noch keine Sammlung" in words(operator.get(reverse("mail:batches")))
    make_batch(2)

    assert "An alle 2 " in words(operator.get(reverse("mail:batches")))
    assert "wartet auf Prüfung" in words(operator.get(reverse("mail:batches")))


def test_the_list_asks_as_often_for_twenty_batches_as_for_two(operator):
    assert_same_queries(
        operator,
        reverse("mail:batches"),
        few=lambda: [make_batch(1, f"A {n}") for n in range(2)],
        many=lambda: [make_batch(1, f"B {n}") for n in range(18)],
        at_most=6,
    )


def test_a_batch_asks_as_often_for_twenty_letters_as_for_two(operator):
    batch = make_batch(2)

    def more():
        OutgoingMail.objects.filter(batch=make_batch(18)).update(batch=batch)

    assert_same_queries(operator, reverse("mail:batch", args=(batch.code,)), few=lambda: None, many=more, at_most=9)
