"""Somebody reports a problem, somebody answers."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.pages import links, words
from tests.people import actor
from tests.queries import assert_same_queries

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.keeping import actions
from quartierwerk.foundation.keeping.core.problems import AnsweredError
from quartierwerk.foundation.keeping.models import ProblemReport
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db
HERE, REPORTED = reverse("keeping:problems"), reverse("keeping:reported")


def report(text="Der Knopf fehlt.", role="area_officer", scope=("municipality", "musterstadt")):
    return actions.report_problem(actor=actor(role, *scope), text=text, page="/werkbank/", now=timezone.now())


def test_a_report_is_written_answered_and_read(signed_in_as):
    client = signed_in_as("area_officer", "municipality", "musterstadt")
    page = client.get(HERE, headers={"referer": "http://testserver/werkbank/standorte/?q=geheim"})
    assert 'value="/werkbank/standorte/"' in page.text
    page = client.post(HERE, {"text": "Der <b>Knopf</b> fehlt.", "page": "/werkbank/standorte/"}, follow=True)
    assert "Ihre Meldung ist angekommen" in words(page)
    assert "Der &lt;b&gt;Knopf&lt;/b&gt; fehlt." in page.text

    operator = signed_in_as("operator")
    assert "Ein gemeldetes Problem wartet auf Antwort" in words(operator.get("/werkbank/"))
    there = reverse("keeping:answer", args=(ProblemReport.objects.get().pk,))
    assert there in links(operator.get(REPORTED))
    assert "/werkbank/standorte/" in links(operator.get(there))
    assert "Die Meldung ist beantwortet." in words(operator.post(there, {"answer": "Er steht jetzt oben."}, follow=True))
    assert "Er steht jetzt oben." in words(operator.get(there))

    page = signed_in_as("area_officer", "municipality", "musterstadt").get(HERE)
    assert "Er steht jetzt oben." in words(page)
    assert list(TrailEntry.objects.order_by("number").values_list("deed", flat=True)) == [
        "keeping:problem:report",
        "keeping:problem:answer",
    ]


def test_what_was_written_stands_in_no_trail_and_no_history(signed_in_as):
    from django.apps import apps

    actions.answer_problem(actor=actor("operator"), report=report("geheim"), answer="vertraulich", now=timezone.now())

    events = apps.get_model("keeping", "ProblemReportEvent").objects.all()
    assert events.count() == 2
    told = str(list(TrailEntry.objects.values())) + str(list(events.values()))
    assert "geheim" not in told
    assert "vertraulich" not in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": " "}, "Schreiben Sie, was los ist."),
        ({"text": "x" * 3_001}, "Der Text hat 3.001 Zeichen. Möglich sind 3.000."),
    ],
)
def test_a_refused_report_keeps_its_words(given, said, signed_in_as):
    page = signed_in_as("area_officer", "municipality", "musterstadt").post(HERE, given | {"page": "/x/"})

    assert said in words(page)
    assert 'value="/x/"' in page.text
    assert not ProblemReport.objects.exists()


def test_others_read_no_reports(signed_in_as):
    number = report("geheim").pk
    client = signed_in_as("programme_ministry")

    assert "geheim" not in words(client.get(HERE))
    assert client.get(REPORTED).status_code == 403
    assert client.get(reverse("keeping:answer", args=(number,))).status_code == 403
    assert client.post(reverse("keeping:answer", args=(number,)), {"answer": "x"}).status_code == 403


def test_the_deeds_ask_again():
    found = report()
    with pytest.raises(NotPermittedError):
        actions.report_problem(actor=PUBLIC, text="x", page="", now=timezone.now())
    with pytest.raises(NotPermittedError):
        actions.answer_problem(actor=actor("programme_ministry"), report=found, answer="x", now=timezone.now())
    actions.answer_problem(actor=actor("operator"), report=found, answer="x", now=timezone.now())
    with pytest.raises(AnsweredError):
        actions.answer_problem(actor=actor("operator"), report=found, answer="y", now=timezone.now())
    found.refresh_from_db()
    assert found.answer == "x"


def test_a_second_answer_is_refused_with_a_sentence(signed_in_as):
    found = report()
    client = signed_in_as("operator")
    there = reverse("keeping:answer", args=(found.pk,))
    client.post(there, {"answer": "x"})

    assert "Diese Meldung ist inzwischen beantwortet." in client.post(there, {"answer": "y"}).context["form"].errors["answer"]


def test_what_waits_stands_first_the_oldest_on_top(signed_in_as):
    first, second, third = (report(f"Nummer {n}") for n in range(3))
    actions.answer_problem(actor=actor("operator"), report=first, answer="x", now=timezone.now())

    rows = signed_in_as("operator").get(REPORTED).context["page"].object_list

    assert list(rows) == [second, third, first]


def more(number):
    for each in range(number):
        report(f"Nummer {each}")


def test_the_reporters_page_asks_the_same_for_few_and_many(signed_in_as):
    client = signed_in_as("area_officer", "municipality", "musterstadt")

    assert_same_queries(client, reverse("keeping:problems"), few=lambda: more(2), many=lambda: more(18))


def test_the_operators_page_asks_the_same_for_few_and_many(signed_in_as):
    client = signed_in_as("operator")

    assert_same_queries(client, reverse("keeping:reported"), few=lambda: more(2), many=lambda: more(18))


def test_what_is_new_is_told_in_the_readers_language(signed_in_as):
    client = signed_in_as("area_officer", "municipality", "musterstadt")
    address = reverse("keeping:news")

    assert "Kalender und Wiedervorlagen" in words(client.get(address))
    client.cookies["django_language"] = "en"
    assert "Calendar and follow-ups" in words(client.get(address))


def test_whoever_is_not_signed_in_is_sent_to_the_door(client):
    for address in (HERE, reverse("keeping:news"), REPORTED):
        assert client.get(address).url.startswith("/konto/login/")
