"""What somebody typed while their session ended is not lost, and nobody else's to see."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.pages import words
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db
THERE = "/werkbank/organisationen/neu/"
TYPED = {"name": "Bürgerverein <Nord>", "kind": "association", "empty": ""}
WAITING = "/konto/eingabe/"


@pytest.fixture
def somebody():
    return person("programme_ministry", may_sign_in=True)


@pytest.fixture
def away(somebody):
    """A browser whose person was away too long and has saved a form since."""
    browser = Client()
    sign_in(browser, somebody)
    end_all_sessions()
    return browser


def sign_in(browser, whoever, address="/konto/login/"):
    return browser.post(address, {"login": whoever.email, "password": PASSWORD})


def end_all_sessions():
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def test_what_was_typed_waits_behind_the_sign_in_and_can_be_sent_again(away, somebody):
    refused = away.post(THERE, TYPED)
    assert refused["Location"] == f"/konto/login/?next={WAITING}"
    answer = sign_in(away, somebody, refused["Location"])
    assert answer["Location"] == WAITING

    page = away.get(WAITING)

    assert "Bürgerverein <Nord>" in words(page)
    assert f'action="{THERE}"' in page.text
    assert '<textarea hidden name="name">Bürgerverein &lt;Nord&gt;</textarea>' in page.text
    assert '<textarea hidden name="empty"></textarea>' in page.text


def test_somebody_else_at_the_same_machine_does_not_see_it(away, somebody):
    away.post(THERE, TYPED)
    sign_in(away, person("auditor", may_sign_in=True))

    assert away.get(WAITING).status_code == 404
    assert "unsent" not in away.session


def test_nothing_is_kept_for_a_visitor_who_was_never_in():
    browser = Client()

    assert browser.post(THERE, TYPED)["Location"] == f"/konto/login/?next={THERE}"
    assert "unsent" not in browser.session


def test_secrets_and_files_are_not_kept(away, somebody):
    refused = away.post(THERE, {**TYPED, "password": "geheim", "again": "geheim", "file": SimpleUploadedFile("a.txt", b"geheim")})
    sign_in(away, somebody, refused["Location"])

    page = away.get(WAITING)

    assert "geheim" not in page.text
    assert "Dateien müssen Sie danach noch einmal auswählen." in words(page)


def test_more_than_a_page_full_is_not_kept(away):
    assert away.post(THERE, {"name": "x" * 1_000_001})["Location"] == f"/konto/login/?next={THERE}"


def test_what_waits_can_be_dropped(away, somebody):
    refused = away.post(THERE, TYPED)
    sign_in(away, somebody, refused["Location"])

    assert away.post(WAITING)["Location"] == "/werkbank/"
    assert away.get(WAITING).status_code == 404


def test_a_reading_request_keeps_nothing(away):
    assert away.get(THERE)["Location"] == f"/konto/login/?next={THERE}"


def test_a_session_lasts_its_full_time_again_on_request(somebody):
    browser = Client()
    sign_in(browser, somebody)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=4))
    assert 200 < browser.get(WAITING.replace("eingabe", "mfa")).context["session_ends_in"] <= 240

    answer = browser.post("/konto/bleiben/")

    assert (answer.status_code, answer["Session-Seconds"]) == (204, str(8 * 60 * 60))
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=7)


def test_a_session_that_has_ended_cannot_be_prolonged(away):
    assert away.post("/konto/bleiben/").status_code == 302
    assert "unsent" not in away.session


def test_pages_for_visitors_say_nothing_of_a_session(client):
    page = client.get("/")

    assert page.context["session_ends_in"] == 0
    assert "data-ends-in" not in page.text
