"""Pages on organisations."""

from datetime import date

import pytest
from django.urls import reverse
from tests.people import SINCE, person
from tests.queries import assert_same_queries

from quartierwerk.foundation.people.models import Mandate, Organisation, OrganisationName, Responsibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = Organisation.objects.create(code="haus", kind="ministry")
    OrganisationName.objects.create(organisation=house, name="Altes Haus", begins_on=date(2019, 1, 1), ends_on=date(2020, 12, 31))
    OrganisationName.objects.create(organisation=house, name="Neues Haus", begins_on=date(2021, 1, 1))
    Responsibility.objects.create(organisation=house, task="Federführung", source="Erlass", begins_on=date(2021, 1, 1))
    return house


def make(number, parent=None, begin=0):
    for place in range(begin, begin + number):
        organisation = Organisation.objects.create(code=f"o-{place}", kind="association", parent=parent)
        OrganisationName.objects.create(organisation=organisation, name=f"Verein {place:02}", begins_on=SINCE)


def test_list_asks_as_often_for_twenty_organisations_as_for_two(signed_in_as, house):
    client, address = signed_in_as("auditor"), reverse("people:organisations")

    assert_same_queries(client, address, few=lambda: make(2, house), many=lambda: make(18, house, begin=2), at_most=5)

    assert client.get(address).content.decode().count("<td>Neues Haus</td>") == 20


def test_page_asks_as_often_for_twenty_parts_and_people_as_for_two(signed_in_as, house):
    client, address = signed_in_as("programme_ministry"), reverse("people:organisation", args=("haus",))

    def more(begin, number):
        make(number, house, begin)
        for place in range(begin, begin + number):
            person("partner", "site", f"site-{place}").mandates.update(organisation=house)

    assert_same_queries(client, address, few=lambda: more(0, 2), many=lambda: more(2, 18), at_most=9)

    page = client.get(address).content.decode()
    assert (page.count("Petra Partner"), page.count("Verein ")) == (20, 20)


def test_list_shows_todays_name_and_is_narrowed_by_name_and_kind(signed_in_as, house):
    make(1)
    client = signed_in_as("auditor")

    def listed(**query):
        return [organisation.name for organisation in client.get("/werkbank/organisationen/", query).context["page"]]

    assert listed() == ["Neues Haus", "Verein 00"]
    assert listed(q="haus") == ["Neues Haus"]
    assert listed(q="altes") == []
    assert listed(kind="association") == ["Verein 00"]


def test_page_shows_every_name_and_responsibility_with_its_days(signed_in_as, house):
    page = signed_in_as("auditor").get("/werkbank/organisationen/haus/").content.decode()

    assert all(text in page for text in ("Altes Haus", "31.12.2020", "Neues Haus", "Federführung", "Erlass"))


def test_who_acts_there_is_shown_to_those_who_may_know_of_people(signed_in_as, house):
    somebody = person("neighbourhood_manager", "site", "nord")
    Mandate.objects.filter(person=somebody).update(organisation=house)

    assert "Nora Nachbarschaft" in signed_in_as("auditor").get("/werkbank/organisationen/haus/").content.decode()
    assert "Nora Nachbarschaft" not in signed_in_as("juror").get("/werkbank/organisationen/haus/").content.decode()


def test_unknown_organisation_is_not_found(signed_in_as):
    assert signed_in_as("auditor").get("/werkbank/organisationen/nichts/").status_code == 404


def test_organisation_is_recorded_with_a_code_made_from_its_name(signed_in_as):
    given = {"name": "Förderverein Große Straße", "kind": "association", "begins_on": "2027-03-03"}

    signed_in_as("operator").post("/werkbank/organisationen/neu/", given)

    assert OrganisationName.objects.get().organisation.code == "foerderverein-grosse-strasse"


def test_name_without_letters_needs_a_code(signed_in_as):
    answer = signed_in_as("operator").post(
        "/werkbank/organisationen/neu/", {"name": "!!!", "kind": "association", "begins_on": "2027-03-03"}
    )

    assert set(answer.context["form"].errors) == {"code"}


def test_code_taken_is_refused_with_a_sentence(signed_in_as, house):
    answer = signed_in_as("operator").post("/werkbank/organisationen/neu/", {"name": "Haus", "kind": "other", "begins_on": "2027-03-03"})

    assert "Die Kennung „haus“ ist schon vergeben." in answer.content.decode()


def test_organisation_is_renamed_and_given_a_responsibility(signed_in_as, house):
    client = signed_in_as("programme_ministry")

    client.post("/werkbank/organisationen/haus/umbenennen/", {"name": "Drittes Haus", "begins_on": "2027-03-03"})
    client.post("/werkbank/organisationen/haus/zustaendigkeit/", {"task": "Aufsicht", "begins_on": "2027-03-03"})

    assert house.names.order_by("-begins_on").first().name == "Drittes Haus"
    assert house.responsibilities.filter(task="Aufsicht").count() == 1


@pytest.mark.parametrize("address", ["neu/", "haus/umbenennen/", "haus/zustaendigkeit/"])
def test_forms_are_for_managers(signed_in_as, house, address):
    assert signed_in_as("auditor").get(f"/werkbank/organisationen/{address}").status_code == 403
    assert signed_in_as("operator").get(f"/werkbank/organisationen/{address}").status_code == 200
