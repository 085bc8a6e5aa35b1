"""The frames carry navigation from the slots, the language switch, and what an example page must say."""

import re
from types import SimpleNamespace as Thing

import pytest
from django.template import engines
from django.test import RequestFactory

from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import NavigationLink, PublicPage
from quartierwerk.foundation.ui import context
from tests.foundation.ui.pages import says

pytestmark = pytest.mark.urls("tests.foundation.ui.urls")


def page(frame, address="/standorte/nordviertel/", *, actor=None, people=(), **values):
    request = RequestFactory().get(address)
    request.actor = actor or Actor()
    request._example_people = people
    source = f'{{% extends "{frame}" %}}{{% block title %}}Nordviertel{{% endblock %}}{{% block content %}}<p>Inhalt</p>{{% endblock %}}'
    return engines["django"].from_string(source).render(values, request)


def test_the_portal_shows_public_pages_in_head_and_foot():
    registry.public_pages.register(
        "x", lambda: [PublicPage("Impressum", "/impressum/", 9, in_header=False), PublicPage("Standorte", "/standorte/", 1)]
    )

    markup = page("ui/portal.html")

    assert says(markup) == [
        *("Nordviertel – Quartierwerk", "Zum Inhalt springen", "Quartierwerk", "Standorte", "Menü", "Inhalt"),
        *("Alle Bereiche", "Standorte", "Impressum", "Anmelden", "English"),
    ]
    assert '<a href="/standorte/" aria-current="true">Standorte</a>' in markup


def test_the_workspace_groups_its_navigation_and_asks_every_provider_once():
    asked = []

    def provider(actor):
        asked.append(actor.name)
        return [
            NavigationLink("Regelwerke", "/r/", "Programm", 20),
            NavigationLink("Mein Schreibtisch", "/werkbank/", order=1),
            NavigationLink("Alle Standorte", "/standorte/", "Programm", 10),
        ]

    registry.navigation.register("x", provider)

    markup = page("ui/workspace.html", actor=Actor(person_id=1, name="Jana Roth"))

    navigation = says(markup[markup.index('id="navigation"') :])[1:]
    assert navigation == ["Mein Schreibtisch", "Programm", "Alle Standorte", "Regelwerke", "Jana Roth", "English", "Abmelden"]
    assert asked == ["Jana Roth"]
    assert '<a href="/standorte/" aria-current="true">Alle Standorte</a>' in markup


@pytest.mark.parametrize(("address", "marked"), [("/werkbank/", ["Mein Schreibtisch"]), ("/werkbank/verlauf/site/nord/", [])])
def test_what_stands_alone_is_the_current_page_on_its_own_address_only(address, marked):
    registry.navigation.register("x", lambda _actor: [NavigationLink("Mein Schreibtisch", "/werkbank/", alone=True)])

    markup = page("ui/workspace.html", address, actor=Actor(person_id=1))

    assert re.findall(r'aria-current="\w+">([^<]+)<', markup[markup.index('id="navigation"') :]) == marked


def test_nobody_signed_in_asks_no_navigation():
    registry.navigation.register("x", lambda _actor: pytest.fail("asked"))

    assert "Anmelden" in says(page("ui/workspace.html"))


def test_an_example_page_says_that_it_is_invented():
    sentence = "Beispiel: Gemeinden, Standorte, Personen und alle Zahlen auf dieser Seite sind erfunden."

    assert sentence in says(page("ui/portal.html", is_example=True))
    assert sentence not in says(page("ui/portal.html"))


def test_the_role_bar_stands_only_in_the_example_programme(settings):
    people = [Thing(value="1", label="Jana Roth", is_current=True)]

    settings.EXAMPLE_PROGRAMME = True
    with_bar = page("ui/portal.html", people=people)
    settings.EXAMPLE_PROGRAMME = False
    without = page("ui/portal.html", people=people)

    assert says(with_bar)[2:5] == ["Beispielprogramm: Ansicht als", "Jana Roth", "Wechseln"]
    assert "Wechseln" not in says(without)


def test_the_page_itself_is_marked_as_the_page():
    links = context.public_links([PublicPage("Start", "/"), PublicPage("Standorte", "/standorte/")], "/standorte/", in_header=True)

    assert [link.current for link in links] == ["", "page"]


def test_messages_are_shown():
    request = RequestFactory().get("/")
    request._messages = ["Die Maßnahme M 07 ist gespeichert."]

    markup = engines["django"].from_string('{% extends "ui/portal.html" %}').render({}, request)

    assert "Die Maßnahme M 07 ist gespeichert." in says(markup)


@pytest.mark.parametrize(
    ("template", "heading"),
    [
        ("404.html", "Diese Seite gibt es nicht"),
        ("403.html", "Das ist hier nicht erlaubt"),
        ("403_csrf.html", "Bitte noch einmal senden"),
        ("400.html", "Diese Anfrage war nicht zu verstehen"),
        ("413.html", "Das ist zu groß"),
        ("500.html", "Bei uns ist etwas schiefgegangen"),
    ],
)
def test_error_pages_need_no_request(template, heading):
    markup = engines["django"].get_template(template).render()

    assert f'<h1 class="qw-h1">{heading}</h1>' in markup
