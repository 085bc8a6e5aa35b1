"""My desk and the programme at a glance."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from tests.factories.concepts import SITE, TODAY, add_measure, make_concept, resolve
from tests.factories.places import make_municipality, make_site
from tests.pages import doubled_ids, links, words
from tests.people import NAMES
from tests.places.conftest import make_full_site
from tests.queries import assert_same_queries

from quartierwerk.concepts.core.measure_sheet import Money
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import DeskItem

pytestmark = pytest.mark.django_db
DESK, PROGRAMME = reverse("workspace:desk"), reverse("workspace:programme")


@pytest.fixture
def officer_client(signed_in_as):
    return signed_in_as("area_officer", "municipality", "musterstadt")


def test_the_desk_asks_the_public_to_sign_in(client):
    assert client.get(DESK)["Location"].startswith("/konto/")
    assert client.get(PROGRAMME)["Location"].startswith("/konto/")


def test_the_desk_shows_what_waits_and_my_sites(officer_client):
    concept = make_concept()
    add_measure(concept, 1, money=Money({2026: 5}))
    make_site("anderswo-sued", municipality=make_municipality("anderswo"))

    page = officer_client.get(DESK)

    assert "1 Maßnahme ohne volle Finanzierung" in words(page)
    assert "Musterstadt – Musterstadt Nord" in words(page)
    assert "Anderswo Sued" not in words(page)
    assert reverse("concepts:problems", args=(SITE,)) in links(page)


def test_an_empty_desk_says_so(signed_in_as):
    assert "Nichts offen" in words(signed_in_as("resident", "site", SITE).get(DESK))


@pytest.mark.parametrize("role", NAMES)
def test_the_desk_opens_for_every_role(role, signed_in_as):
    page = signed_in_as(role).get(DESK)

    assert page.status_code == 200
    assert doubled_ids(page) == []


def test_urgent_things_come_first_then_those_with_a_day(officer_client, monkeypatch):
    items = [
        DeskItem("d", "/"),
        DeskItem("b", "/", due_on=TODAY),
        DeskItem("c", "/"),
        DeskItem("e", "/", urgent=True),
        DeskItem("a", "/", due_on=date(2026, 1, 1)),
    ]
    monkeypatch.setattr(registry, "desk", [lambda actor: items])

    assert [item.title for item in officer_client.get(DESK).context["waiting"]] == ["e", "a", "b", "c", "d"]


def test_every_item_on_the_desk_opens(officer_client, signed_in_as):
    concept = make_concept()
    add_measure(concept, 1, money=Money({2026: 5}))
    resolve(concept)

    for client in (officer_client, signed_in_as("programme_ministry")):
        waiting = client.get(DESK).context["waiting"]
        assert waiting
        assert {client.get(item.address).status_code for item in waiting} == {200}


# The programme.


def test_the_programme_lists_sites_with_phase_money_and_concept(officer_client):
    make_full_site(1)
    resolve(make_concept(measures=3), date(2026, 3, 3))

    text = words(officer_client.get(PROGRAMME))

    assert "Stadt 001 – Viertel 001" in text
    assert "2026 3" in text
    assert "kein Konzept" in text


def test_the_programme_shows_its_thread_and_where_its_money_stands(officer_client):
    make_full_site(1)
    resolve(make_concept(measures=2))

    page = officer_client.get(PROGRAMME)

    text = words(page)
    assert 'aria-label="Roter Faden des Programms"' in page.text
    assert "1 Beschluss über ein Konzept" in text
    assert re.search(r"in Konzepten geplant 0,18\sMio.\s€", text)
    assert f"{PROGRAMME}?sort=grant" in links(page)


def test_the_programme_leaves_with_the_filter_that_is_on_screen(officer_client):
    make_site()
    make_site("anderswo-sued", municipality=make_municipality("anderswo"))

    content = b"".join(officer_client.get(PROGRAMME, {"q": "anderswo", "format": "xlsx"}))

    cells = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert "anderswo-sued" in cells
    assert SITE not in cells
    assert any("Suchwort: anderswo" in cell for cell in cells)
    assert officer_client.get(PROGRAMME, {"format": "pdf"}).status_code == 404


def test_no_site_found_says_so(officer_client):
    assert "Kein Standort gefunden" in words(officer_client.get(PROGRAMME, {"q": "nirgends"}))


def test_the_programme_is_refused_with_a_sentence(signed_in_as):
    response = signed_in_as("neighbourhood_manager", "site", SITE).get(PROGRAMME)

    assert response.status_code == 403
    assert "Dafür braucht es eine Rolle, die Sie nicht haben." in words(response)


def more(begin, number):
    for place in range(begin, begin + number):
        resolve(make_concept(make_full_site(place), measures=1))


@pytest.mark.parametrize("address", [DESK, PROGRAMME])
def test_page_asks_as_often_for_twenty_sites_as_for_two(address, signed_in_as):
    make_municipality("stadt-001")
    client = signed_in_as("area_officer", "municipality", "stadt-001")
    more(1, 2)

    client.get(address)
    assert_same_queries(client, address, few=lambda: None, many=lambda: (more(3, 18), client.get(address)))


@pytest.mark.parametrize("address", [PROGRAMME, reverse("portal:sites"), reverse("places:sites")])
def test_every_list_of_sites_calls_the_stage_by_one_word(address, signed_in_as):
    make_site()

    page = signed_in_as("programme_ministry").get(address)

    head, body = re.search(r"<thead>(.*?)</thead><tbody>(.*?)</tbody>", page.content.decode(), re.DOTALL).groups()
    assert ">Stufe<" in head
    assert "nicht bekannt" in body
