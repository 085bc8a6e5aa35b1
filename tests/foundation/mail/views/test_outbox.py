"""Pages for whoever runs the outbox."""

import pytest
from django.urls import reverse
from tests.factories.mail import THURSDAY, make_letter
from tests.pages import doubled_ids, words
from tests.people import person
from tests.queries import assert_same_queries

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.mail.models import Bounce, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(signed_in_as):
    return signed_in_as("operator")


def people(number, begin=0):
    return [person("partner", "site", f"s-{place}") for place in range(begin, begin + number)]


def bounce(mail, **more):
    return Bounce.objects.create(mail=mail, address=mail.address, **{"kind": "hard", "status": "5.1.1", "received": THURSDAY, **more})


def test_the_list_shows_to_whom_what_and_how_it_fared(operator, reader):
    make_letter(reader)

    page = operator.get(reverse("mail:outbox"))

    assert "Ayse Amt area_officer.municipality.musterstadt@test.invalid Verfahren Ein Brief bereit zum Versand" in words(page)
    assert "es gibt etwas Neues" not in words(page)
    assert doubled_ids(page) == []


def test_the_list_is_narrowed(operator, reader):
    make_letter(reader)
    make_letter(person("auditor"), kind="news", state="failed")

    page = words(operator.get(reverse("mail:outbox"), {"state": "failed"}))

    assert "Anton Prüfer" in page
    assert "Ayse Amt" not in page


def test_an_empty_outbox_says_when_letters_come(operator):
    assert "Hier liegt kein Brief" in words(operator.get(reverse("mail:outbox")))


def test_the_page_says_whether_letters_leave(operator, settings, mail_server):
    assert "Briefe bleiben hier" not in words(operator.get(reverse("mail:outbox")))

    settings.EXAMPLE_PROGRAMME = True
    assert "Im Beispielprogramm verlässt kein Brief dieses Gerät." in words(operator.get(reverse("mail:outbox")))

    settings.EXAMPLE_PROGRAMME = False
    settings.MAILERS = {}
    assert "Es ist kein Mailserver eingerichtet." in words(operator.get(reverse("mail:outbox")))


@pytest.mark.parametrize(("role", "status"), [("operator", 200), ("programme_ministry", 200), ("auditor", 200), ("funding_bank", 403)])
@pytest.mark.parametrize("route", ["mail:outbox", "mail:batches", "mail:bounces"])
def test_the_outbox_is_for_those_who_run_it_and_for_auditors(signed_in_as, role, status, route):
    assert signed_in_as(role).get(reverse(route)).status_code == status


@pytest.mark.parametrize("route", ["hold", "release", "repeat", "withdraw", "mark_bounced", "settle"])
def test_auditors_change_nothing(signed_in_as, reader, route):
    mail = make_letter(reader)

    answer = signed_in_as("auditor").post(reverse(f"mail:{route}", args=(mail.code,)), {"reason": "x"})

    assert answer.status_code == 403
    assert OutgoingMail.objects.get().state == "waiting"


def test_the_list_asks_as_often_for_twenty_letters_as_for_two(operator):
    assert_same_queries(
        operator,
        reverse("mail:outbox"),
        few=lambda: [make_letter(each) for each in people(2)],
        many=lambda: [make_letter(each) for each in people(18, 2)],
        at_most=8,
    )


def test_the_list_of_bounces_asks_as_often_for_twenty_as_for_two(operator):
    assert_same_queries(
        operator,
        reverse("mail:bounces"),
        few=lambda: [bounce(make_letter(each)) for each in people(2)],
        many=lambda: [bounce(make_letter(each)) for each in people(18, 2)],
        at_most=7,
    )


def test_a_letter_is_held_and_released_from_its_page(operator, reader):
    mail = make_letter(reader)
    page = reverse("mail:letter", args=(mail.code,))

    held = operator.post(reverse("mail:hold", args=(mail.code,)), follow=True)
    assert (held.redirect_chain, OutgoingMail.objects.get().state) == ([(page, 302)], "held")
    assert "Der Brief ist angehalten." in words(held)

    released = operator.post(reverse("mail:release", args=(mail.code,)), follow=True)
    assert OutgoingMail.objects.get().state == "waiting"
    assert "Der Brief ist freigegeben." in words(released)


def test_a_refusal_stands_on_the_page_one_comes_back_to(operator, reader):
    mail = make_letter(reader, state="sent")

    answer = operator.post(reverse("mail:hold", args=(mail.code,)), follow=True)

    assert "Der Brief ist verschickt; das geht jetzt nicht mehr." in words(answer)


def test_a_letter_is_taken_back_with_a_reason(operator, reader):
    mail = make_letter(reader)
    address = reverse("mail:withdraw", args=(mail.code,))

    assert "reason" in operator.post(address, {"reason": ""}).context["form"].errors
    operator.post(address, {"reason": "Irrtum"})

    assert OutgoingMail.objects.get().state == "withdrawn"
    assert TrailEntry.objects.get(deed="mail:letter:withdraw").reason == "Irrtum"


def test_what_cannot_be_taken_back_says_so_above_the_form(operator, reader):
    mail = make_letter(reader, state="sent")

    page = operator.post(reverse("mail:withdraw", args=(mail.code,)), {"reason": "Irrtum"})

    assert page.context["form"].non_field_errors() == ["Der Brief ist verschickt; das geht jetzt nicht mehr."]


def test_a_failed_letter_is_sent_again(operator, reader):
    mail = make_letter(reader, state="failed")

    operator.post(reverse("mail:repeat", args=(mail.code,)))

    assert sorted(OutgoingMail.objects.values_list("state", flat=True)) == ["failed", "waiting"]


def test_a_letter_that_came_back_is_marked_and_its_address_opened_again(operator, reader):
    mail = make_letter(reader, state="sent")

    operator.post(reverse("mail:mark_bounced", args=(mail.code,)), {"reason": "Anruf"})
    listed = operator.get(reverse("mail:bounces"))
    assert "area_officer.municipality.musterstadt@test.invalid Ayse Amt Adresse gibt es nicht" in words(listed)

    operator.post(reverse("mail:settle", args=(mail.code,)), {"reason": "Postfach ist wieder da"})
    assert "Kein Brief kam zurück" in words(operator.get(reverse("mail:bounces")))
    assert operator.get(reverse("mail:settle", args=(mail.code,))).status_code == 404


def test_a_letter_nobody_wrote_is_not_found(operator):
    for route in ("letter", "letter_html", "withdraw", "mark_bounced", "settle"):
        assert operator.get(reverse(f"mail:{route}", args=("nothing",))).status_code == 404
