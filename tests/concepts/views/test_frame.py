"""Who gets into which page of the room, and how often each asks the database."""

import pytest
from django.urls import reverse
from tests.factories.concepts import INSIDE, SITE, add_measures, make_area, make_concept, resolve
from tests.factories.concepts import officer as officer_of
from tests.pages import doubled_ids, words
from tests.queries import assert_same_queries

from quartierwerk.concepts import actions
from quartierwerk.concepts.models import Goal, Measure
from quartierwerk.concepts.urls import urlpatterns

pytestmark = pytest.mark.django_db
M = {"slug": "m-1"}
SAID = {
    "concept": "Kapitel",
    "problems": "Das Fördergebiet hat noch keine Grenze.",
    "goals": "1.1 Grün und Ruhe",
    "measures": "Summe, 2 Maßnahmen",
    "measure": "M 1 Maßnahme 1",
    "revisions": "Fassung 1",
    "revision": "Fassung 1",
}
READ = {
    "concept": {}, "problems": {}, "goals": {}, "measures": {}, "measure": M, "revisions": {}, "revision": {"number": 1},
}  # fmt: skip
WRITE = {
    "chapter": {"chapter": "participation"}, "analysis": {"field": "housing"}, "import": {}, "add_goal": {}, "goal": {"code": "1.1"},
    "add_measure": {}, "edit_measure": M, "money": M, "place": M, "photos": M, "remove_measure": M, "resolve": {},
}  # fmt: skip
PAPERS = {"draft_pdf": {}, "measure_pdf": M, "revision_pdf": {"number": 1}, "import_template": {}}
POSTED = {"begin": {}, "release": {}, "step": {"number": 1}}
PUBLIC_KNOWLEDGE = {"revisions", "revision"}


def url(name, **given):
    return reverse(f"concepts:{name}", kwargs={"site": SITE, **given})


def test_every_address_of_the_room_is_tried():
    assert {pattern.name for pattern in urlpatterns} == {*READ, *WRITE, *PAPERS, *POSTED, "import_preview", "import_assign", "photo"}


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_opens_for_the_area_officer_without_an_id_twice(name, concept, officer_client):
    make_area(concept.site)
    Measure.objects.update(geometry=INSIDE)
    resolve(concept)

    response = officer_client.get(url(name, **{**READ, **WRITE}[name]))

    assert response.status_code == 200
    assert "Musterstadt Nord" in words(response)
    assert doubled_ids(response) == []


@pytest.mark.parametrize("name", READ)
def test_reading_page_opens_for_readers_and_offers_them_no_deed(name, concept, reader_client):
    resolve(concept)

    response = reader_client.get(url(name, **READ[name]))

    assert SAID[name] in words(response)
    for word in ("bearbeiten", "hinzufügen", "einlesen", "einfrieren", "entfernen", "freigeben"):
        assert f"{word}</a>" not in response.content.decode().lower()
        assert f"{word}</button>" not in response.content.decode().lower()


@pytest.mark.parametrize("name", [*READ, *WRITE, *PAPERS])
def test_page_asks_the_public_to_sign_in(name, concept, client):
    address = url(name, **{**READ, **WRITE, **PAPERS}[name])

    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("name", [*READ, *WRITE, "draft_pdf", "measure_pdf", "import_template"])
def test_an_unresolved_concept_does_not_exist_for_strangers(name, concept, stranger_client):
    assert stranger_client.get(url(name, **{**READ, **WRITE, **PAPERS}[name])).status_code == 404


@pytest.mark.parametrize("name", READ)
def test_before_release_the_ministry_knows_of_nothing_but_what_is_resolved(name, concept, ministry_client):
    resolve(concept)

    assert ministry_client.get(url(name, **READ[name])).status_code == (200 if name in PUBLIC_KNOWLEDGE else 404)


@pytest.mark.parametrize("name", READ)
def test_after_release_the_ministry_reads_along(name, concept, ministry_client):
    from tests.factories.concepts import NOW

    resolve(concept)
    actions.release(concept=concept, actor=officer_of(), now=NOW)

    assert SAID[name] in words(ministry_client.get(url(name, **READ[name])))


@pytest.mark.parametrize("name", WRITE)
def test_writing_page_refuses_readers_with_a_sentence(name, concept, reader_client):
    response = reader_client.get(url(name, **WRITE[name]))

    assert response.status_code == 403
    assert "Dafür braucht es eine Rolle, die Sie nicht haben." in words(response)


@pytest.mark.parametrize("name", ["begin", "release", "step"])
def test_deeds_are_posted(name, concept, officer_client):
    assert officer_client.get(url(name, **POSTED[name])).status_code == 405


@pytest.mark.parametrize("name", ["measure", "edit_measure", "money", "place", "photos", "remove_measure", "measure_pdf"])
def test_an_unknown_measure_is_not_found(name, concept, officer_client):
    assert officer_client.get(url(name, slug="m-99")).status_code == 404


@pytest.mark.parametrize(
    ("name", "given"), [("chapter", {"chapter": "x"}), ("analysis", {"field": "x"}), ("goal", {"code": "9"}), ("revision", {"number": 9})]
)
def test_an_unknown_thing_is_not_found(name, given, concept, officer_client):
    assert officer_client.get(url(name, **given)).status_code == 404


def test_the_site_of_another_concept_lends_no_measure(concept, officer_client):
    from tests.factories.places import make_site

    make_concept(make_site("musterstadt-sued"))

    assert officer_client.get(reverse("concepts:measure", args=("musterstadt-sued", "m-1"))).status_code == 404


def more_of_everything(concept, number):
    """Add so many goals, measures and indicators, and freeze a revision of them."""
    begin = concept.goals.count()
    guiding = concept.goals.get(code="1")
    for place in range(begin, begin + number):
        Goal.objects.create(concept=concept, code=f"1.{place}", title=f"Teilziel {place}", parent=guiding, position=place)
    for measure in add_measures(concept, number):
        measure.goals.set(concept.goals.filter(parent=guiding))
        for place in range(number):
            measure.parties.create(part="partner", name=f"Partner {place}")
            measure.indicators.create(name=f"Zahl {place}", target=1)
            measure.planned_costs.create(budget_year=2030 + place, amount_cents=1)
    resolve(concept)


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_asks_as_often_for_twenty_as_for_two(name, officer_client):
    concept = make_concept()
    make_area(concept.site)
    address = url(name, **{**READ, **WRITE}[name])

    assert_same_queries(
        officer_client, address, few=lambda: more_of_everything(concept, 2), many=lambda: more_of_everything(concept, 18), at_most=25
    )


@pytest.mark.parametrize("name", READ)
def test_list_and_dossier_ask_at_most_fifteen_times(name, officer_client):
    concept = make_concept()
    make_area(concept.site)
    address = url(name, **READ[name])

    assert_same_queries(officer_client, address, few=lambda: more_of_everything(concept, 2), many=lambda: None)
