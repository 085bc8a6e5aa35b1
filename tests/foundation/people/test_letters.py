"""Letters about access: who gets which, and that no answer tells who has an account."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.pages import words
from tests.people import PASSWORD, actor, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.mail.models import MailSettings, OutgoingMail
from quartierwerk.foundation.people import tasks, wording
from quartierwerk.foundation.people.actions import persons
from quartierwerk.foundation.people.core.refusals import NothingToDoError
from quartierwerk.foundation.people.models import Person
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db
FORGOTTEN, INVITE = "/konto/password/reset/", "/werkbank/personen/einladen/"
NEW_PASSWORD = "drei lange Wörter hier"


@pytest.fixture(autouse=True)
def fresh_rate_limits(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def owner():
    return person("area_officer", "municipality", "musterstadt", may_sign_in=True)


def given(email):
    return {
        "name": "Ines Neu",
        "email": email,
        "role": "auditor",
        "scope": "programme/soziale-stadt",
        "begins_on": timezone.localdate().isoformat(),
    }


def link_in(mail):
    return re.search(r"http://127\.0\.0\.1:\d+(/konto/password/reset/key/\S+)", mail.text)[1]


def set_password(client, link):
    page = client.get(link)
    return client.post(page.headers["Location"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})


def test_whoever_is_new_gets_a_link_and_signs_in_with_it(signed_in_as, client):
    signed_in_as("programme_ministry").post(INVITE, given("ines@test.invalid"))
    client.logout()
    mail = OutgoingMail.objects.get()

    set_password(client, link_in(mail))
    client.post("/konto/login/", {"login": "ines@test.invalid", "password": NEW_PASSWORD})

    assert (mail.kind, mail.address, mail.subject) == ("way_in", "ines@test.invalid", "Einladung zu Quartierwerk")
    assert "Martha Ministerium hat Ihnen in Quartierwerk eine Aufgabe gegeben: Prüfung, Ganzes Programm." in mail.text
    assert client.get("/werkbank/personen/").status_code == 200


def test_whoever_has_an_account_gets_no_link(signed_in_as, owner):
    signed_in_as("programme_ministry").post(INVITE, given(owner.email))

    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.person) == ("account", owner)
    assert "Sie haben schon ein Konto." in mail.text
    assert "/konto/" not in mail.text


def test_an_invitation_answers_alike_whoever_is_invited(signed_in_as, owner):
    client = signed_in_as("programme_ministry")

    answers = [client.post(INVITE, given(email)) for email in ("ines@test.invalid", owner.email)]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, "/werkbank/personen/")] * 2
    assert (
        words(client.get("/werkbank/personen/")).count("Das Mandat ist vergeben. Ein Brief an diese Adresse sagt, wie es weitergeht.") == 2
    )


def test_the_closed_are_not_written_to(signed_in_as, owner):
    Person.objects.filter(pk=owner.pk).update(is_active=False)

    signed_in_as("programme_ministry").post(INVITE, given(owner.email))

    assert not OutgoingMail.objects.exists()


def test_a_letter_is_in_the_language_of_its_reader(signed_in_as, owner):
    MailSettings.objects.create(person=owner, language="en")

    signed_in_as("programme_ministry").post(INVITE, given(owner.email))

    assert OutgoingMail.objects.get().language == "en"


def ask(client, address, **more):
    return client.post(FORGOTTEN, {"email": address}, **more)


def test_asking_for_a_link_answers_alike_after_the_same_statements_and_leaves_looking_up_to_the_worker(owner):
    answers, statements = [], []
    for address in (owner.email, "nobody@test.invalid"):
        with CaptureQueriesContext(connection) as asked:
            answers.append(ask(Client(), address))
        cache.clear()  # the second request of a connection changes its counter, the first makes it
        statements.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked])

    assert [(answer.status_code, answer.headers["Location"], answer.content) for answer in answers] == [
        (302, "/konto/password/reset/done/", b"")
    ] * 2
    assert statements[0] == statements[1]
    assert [job.args for job in ProcrastinateJob.objects.order_by("pk")] == [{"address": owner.email}, {"address": "nobody@test.invalid"}]
    assert not OutgoingMail.objects.exists()


def test_the_worker_sends_a_link_to_whoever_has_the_address(owner, client):
    assert tasks.send_asked_link(owner.email.upper()) is True

    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.person) == ("way_in", owner)
    assert set_password(client, link_in(mail)).status_code == 302
    owner.refresh_from_db()
    assert owner.check_password(NEW_PASSWORD)
    assert TrailEntry.objects.get(deed="people:person:send_asked_link").actor_name == "Quartierwerk"


def test_a_link_works_once(owner, client):
    tasks.send_asked_link(owner.email)
    link = link_in(OutgoingMail.objects.get())
    set_password(client, link)

    assert "password1" not in Client().get(link, follow=True).content.decode()


def test_the_worker_writes_to_nobody_else(owner):
    Person.objects.filter(pk=owner.pk).update(is_active=False)

    assert [tasks.send_asked_link(address) for address in (owner.email, "nobody@test.invalid", "")] == [False, False, False]
    assert not OutgoingMail.objects.exists()


def test_many_requests_are_stopped_alike_for_those_with_and_without_account(owner):
    told = {}
    for address in (owner.email, "nobody@test.invalid"):
        told[address] = [ask(Client(), address).status_code for _attempt in range(4)]

    assert list(told.values()) == [[302, 302, 302, 429]] * 2


def test_what_is_no_address_is_said_on_the_page(client):
    page = ask(client, "kein Brief")

    assert (page.status_code, set(page.context["form"].errors)) == (200, {"email"})
    assert not ProcrastinateJob.objects.exists()


def test_an_owner_is_told_what_was_done_to_the_account(owner, client):
    tasks.send_asked_link(owner.email)
    set_password(client, link_in(OutgoingMail.objects.get()))
    client.post("/konto/login/", {"login": owner.email, "password": NEW_PASSWORD})
    client.post("/konto/password/change/", {"oldpassword": NEW_PASSWORD, "password1": PASSWORD, "password2": PASSWORD})

    told = OutgoingMail.objects.filter(kind="account").order_by("pk")
    assert [mail.subject for mail in told] == ["Änderung an Ihrem Zugang"] * 2
    assert "Mit einem Link, den Sie bekommen haben, wurde ein neues Passwort gesetzt." in told[0].text
    assert "Das Passwort Ihres Kontos wurde geändert." in told[1].text


def test_a_password_is_set_although_no_letter_can_go_to_the_address(owner, client):
    Person.objects.filter(pk=owner.pk).update(email="ayse@localhost")
    owner.refresh_from_db()

    set_password(client, persons.issue_link(person=owner, reason="x", actor=actor("operator")))

    owner.refresh_from_db()
    assert owner.check_password(NEW_PASSWORD)


def test_an_owner_is_told_of_a_link_somebody_else_hands_over(signed_in_as, owner):
    client = signed_in_as("programme_ministry")

    client.post(f"/werkbank/personen/{owner.code}/zugang/", {"reason": "Vergessen", "by_mail": "hand"})

    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.person) == ("account", owner)
    assert "Martha Ministerium hat einen Link erstellt" in mail.text
    assert "Grund: „Vergessen“." in mail.text
    assert "/reset/key/" not in mail.text


def test_a_link_sent_by_letter_is_not_shown_to_whoever_sends_it(signed_in_as, owner):
    client = signed_in_as("programme_ministry")

    page = client.post(f"/werkbank/personen/{owner.code}/zugang/", {"reason": "Vergessen", "by_mail": "mail"}, follow=True)

    assert "Der Brief mit dem Link liegt im Postausgang." in words(page)
    assert "/reset/key/" not in page.content.decode()
    assert link_in(OutgoingMail.objects.get(kind="way_in")).startswith("/konto/password/reset/key/")
    client.force_login(owner)
    assert "Martha Ministerium hat am" in words(client.get("/werkbank/"))


def test_links_are_sent_by_those_who_manage_people_to_those_who_can_get_them(owner):
    with pytest.raises(NotPermittedError):
        persons.send_link(person=owner, reason="x", write=wording.asked_link, actor=actor("auditor"))
    with pytest.raises(NotPermittedError):
        persons.send_asked_link(person=owner, write=wording.asked_link, actor=actor("auditor"))
    owner.email = None
    owner.save()
    for deed in (persons.send_link, persons.send_asked_link):
        more = {"reason": "x"} if deed is persons.send_link else {}
        with pytest.raises(NothingToDoError):
            deed(person=owner, write=wording.asked_link, actor=actor("operator"), **more)


def test_a_changed_address_is_told_to_the_old_one(signed_in_as, owner):
    before = owner.email

    signed_in_as("programme_ministry").post(f"/werkbank/personen/{owner.code}/adresse/", {"email": "neu@test.invalid", "reason": "x"})

    mail = OutgoingMail.objects.get()
    assert (mail.address, mail.kind, mail.person) == (before, "account", owner)
    assert "neu@test.invalid" not in mail.text


def test_a_newcomer_without_password_is_told_nothing_about_a_new_address(signed_in_as):
    newcomer = person("auditor")

    signed_in_as("programme_ministry").post(f"/werkbank/personen/{newcomer.code}/adresse/", {"email": "neu@test.invalid", "reason": "x"})

    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("event", [*wording.HAPPENED, "something/else"])
def test_every_event_of_an_account_has_its_sentence_with_the_moment(event):
    told = wording.happened(event)()

    assert told.subject == "Änderung an Ihrem Zugang"
    assert str(timezone.localdate().year) in told.text
