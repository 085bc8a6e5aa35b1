"""Pages on persons: who sees whom, what the forms do, and that queries do not grow with rows."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories.places import make_municipality, make_site, make_sites
from tests.pages import words
from tests.people import SINCE, actor, person
from tests.queries import assert_same_queries

from quartierwerk.foundation.people import offers, queries
from quartierwerk.foundation.people.actions import persons as person_deeds
from quartierwerk.foundation.people.models import Mandate, Organisation, OrganisationName, Person
from quartierwerk.foundation.slots import registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
OFFICER = ("area_officer", "municipality", "musterstadt")


def people_with_mandates(begin, number):
    house, made = Organisation.objects.get_or_create(code="haus", kind="other")
    if made:
        OrganisationName.objects.create(organisation=house, name="Das Haus", begins_on=SINCE)
    for place in range(begin, begin + number):
        somebody = Person.objects.create(name=f"Person {place:02}")
        for scope_kind, scope_code in (("site", "nord"), ("municipality", "musterstadt")):
            Mandate.objects.create(
                person=somebody, role="partner", scope_kind=scope_kind, scope_code=scope_code, begins_on=SINCE, organisation=house
            )


@pytest.mark.parametrize(("who", "at_most"), [(("programme_ministry",), 6), (OFFICER, 8)], ids=["ministry", "officer"])
def test_list_asks_as_often_for_twenty_people_as_for_two(signed_in_as, who, at_most):
    client, address = signed_in_as(*who), reverse("people:persons")

    assert_same_queries(client, address, few=lambda: people_with_mandates(0, 2), many=lambda: people_with_mandates(2, 18), at_most=at_most)

    assert client.get(address).content.decode().count("Das Haus") == 20 * 2


def test_person_page_asks_as_often_for_twenty_mandates_as_for_two(signed_in_as):
    somebody = Person.objects.create(name="Viel Beschäftigt")
    client, address = signed_in_as("programme_ministry"), reverse("people:person", args=(somebody.code,))

    def more(begin, number):
        for place in range(begin, begin + number):
            given = {"role": "partner", "scope_kind": "site", "scope_code": "nord", "begins_on": SINCE + timedelta(place)}
            Mandate.objects.create(person=somebody, **given)

    assert_same_queries(client, address, few=lambda: more(0, 2), many=lambda: more(2, 18), at_most=5)

    assert client.get(address).content.decode().count('<th scope="row">Partner vor Ort</th>') == 20


def test_list_shows_names_roles_and_what_they_hold_for(signed_in_as):
    person("neighbourhood_manager", "site", "nord")

    page = signed_in_as("programme_ministry").get("/werkbank/personen/").content.decode()

    assert "Nora Nachbarschaft" in page
    assert "Quartiersmanagement, Nord" in page


def test_list_is_narrowed_by_name_and_role(signed_in_as):
    person("neighbourhood_manager", "site", "nord")
    client = signed_in_as("programme_ministry")

    def listed(**query):
        return [somebody.name for somebody, _lines in client.get("/werkbank/personen/", query).context["rows"]]

    assert listed(q="nachbar", role="") == ["Nora Nachbarschaft"]
    assert listed(q="", role="programme_ministry") == ["Martha Ministerium"]
    assert listed(q="nachbar", role="programme_ministry") == []


@pytest.mark.parametrize("who", [("partner", "site", "nord"), ("treasury", "municipality", "musterstadt"), ("juror",)])
def test_list_is_not_for_everybody(signed_in_as, who):
    assert signed_in_as(*who).get("/werkbank/personen/").status_code == 403


def test_public_is_asked_to_sign_in(client):
    assert client.get("/werkbank/personen/").headers["Location"] == f"{reverse('account_login')}?next=/werkbank/personen/"


def test_person_elsewhere_is_not_found_by_an_officer(signed_in_as):
    at_home, elsewhere = person("partner", "site", "nord"), person("partner", "site", "west")
    client = signed_in_as(*OFFICER)

    assert client.get(f"/werkbank/personen/{at_home.code}/").status_code == 200
    assert client.get(f"/werkbank/personen/{elsewhere.code}/").status_code == 404
    assert client.get(f"/werkbank/personen/{elsewhere.code}/mandat/").status_code == 404


def test_officer_does_not_see_how_people_sign_in(signed_in_as):
    somebody = person("partner", "site", "nord")

    page = signed_in_as(*OFFICER).get(f"/werkbank/personen/{somebody.code}/").content.decode()

    assert somebody.name in page
    assert somebody.email not in page


def test_past_and_coming_mandates_stand_apart(signed_in_as):
    somebody, today = person("partner", "site", "nord"), timezone.localdate()
    Mandate.objects.create(
        person=somebody, role="resident", scope_kind="site", scope_code="nord", begins_on=SINCE, ends_on=today - timedelta(1)
    )
    Mandate.objects.create(person=somebody, role="area_officer", scope_kind="site", scope_code="nord", begins_on=today + timedelta(1))

    context = signed_in_as("programme_ministry").get(f"/werkbank/personen/{somebody.code}/").context

    assert [line["mandate"].role for line in context["past"]] == ["resident"]
    assert {line["mandate"].role for line in context["current"]} == {"partner", "area_officer"}


def test_invitation_gives_the_mandate_and_says_so(signed_in_as):
    given = {"name": "Ines Neu", "email": "ines@test.invalid", "role": "partner", "scope": "site/nord", "begins_on": "2027-03-03"}

    answer = signed_in_as(*OFFICER).post("/werkbank/personen/einladen/", given, follow=True)

    assert "Das Mandat ist vergeben." in answer.content.decode()
    assert Mandate.objects.filter(person__email="ines@test.invalid", role="partner", scope_code="nord").count() == 1


def test_officer_is_offered_only_what_is_within_the_own_power(signed_in_as):
    form = signed_in_as(*OFFICER).get("/werkbank/personen/einladen/").context["form"]

    scopes = {value for _group, choices in form.fields["scope"].choices if isinstance(choices, list) for value, _label in choices}
    roles = {value for value, _label in form.fields["role"].choices}
    assert scopes == {"site/nord", "site/sued", "municipality/musterstadt"}
    assert roles == {"", "area_officer", "department_contact", "treasury", "neighbourhood_manager", "partner"}


def test_form_with_what_was_not_offered_changes_nothing(signed_in_as):
    given = {
        "name": "Ines Neu",
        "email": "ines@test.invalid",
        "role": "operator",
        "scope": "programme/soziale-stadt",
        "begins_on": "2027-03-03",
    }

    answer = signed_in_as(*OFFICER).post("/werkbank/personen/einladen/", given)

    assert set(answer.context["form"].errors) == {"role", "scope"}
    assert not Person.objects.filter(email="ines@test.invalid").exists()


def test_refusal_stands_above_the_form_and_what_was_typed_stays(signed_in_as):
    given = {"name": "Ines Neu", "email": "ines@test.invalid", "role": "treasury", "scope": "site/nord", "begins_on": "2027-03-03"}

    page = signed_in_as(*OFFICER).post("/werkbank/personen/einladen/", given).content.decode()

    assert "Die Rolle „Kämmerei“ gibt es nicht für den Geltungsbereich „Standort“." in page
    assert "ines@test.invalid" in page


def test_own_mandate_is_refused_with_a_sentence(signed_in_as):
    client = signed_in_as("programme_ministry")
    me = person("programme_ministry")

    answer = client.post(
        f"/werkbank/personen/{me.code}/mandat/", {"role": "auditor", "scope": "programme/soziale-stadt", "begins_on": "2027-03-03"}
    )

    assert answer.status_code == 403
    assert "Über Ihre eigenen Mandate entscheidet jemand anderes." in answer.content.decode()


def test_end_before_the_beginning_is_an_error_at_the_end(signed_in_as):
    somebody = person("partner", "site", "nord")
    given = {"role": "auditor", "scope": "programme/soziale-stadt", "begins_on": "03.03.2027", "ends_on": "02.03.2027"}

    form = signed_in_as("programme_ministry").post(f"/werkbank/personen/{somebody.code}/mandat/", given).context["form"]

    assert form.errors == {"ends_on": ["Das Ende liegt vor dem Anfang."]}


def test_mandate_is_ended_through_its_own_page(signed_in_as):
    somebody = person("partner", "site", "nord")
    client = signed_in_as(*OFFICER)
    address = client.get(f"/werkbank/personen/{somebody.code}/").context["current"][0]["end_address"]

    answer = client.post(address, {"ends_on": "2027-12-31", "reason": "zieht um"})

    assert answer.status_code == 302
    assert somebody.mandates.get().ends_on.isoformat() == "2027-12-31"


def test_mandate_elsewhere_cannot_be_found_to_be_ended(signed_in_as):
    person("partner", "site", "nord")
    elsewhere = person("partner", "site", "west")

    answer = signed_in_as(*OFFICER).get(f"/werkbank/personen/{elsewhere.code}/mandat/partner/site/west/2020-01-01/beenden/")

    assert answer.status_code == 404


def test_day_that_does_not_exist_is_not_found(signed_in_as):
    answer = signed_in_as("programme_ministry").get("/werkbank/personen/x/mandat/partner/site/west/2020-02-31/beenden/")

    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["adresse", "zugang", "sperren", "oeffnen"])
def test_access_is_changed_by_managers_only(signed_in_as, page):
    somebody = person("partner", "site", "nord")

    assert signed_in_as(*OFFICER).post(f"/werkbank/personen/{somebody.code}/{page}/", {"reason": "x"}).status_code == 403


def test_manager_locks_and_opens_access(signed_in_as):
    somebody = person("partner", "site", "nord")
    person("operator", may_sign_in=True)
    client = signed_in_as("programme_ministry")

    client.post(f"/werkbank/personen/{somebody.code}/sperren/", {"reason": "ausgeschieden"})
    assert not Person.objects.get(pk=somebody.pk).is_active
    assert client.get(f"/werkbank/personen/{somebody.code}/sperren/").status_code == 404

    client.post(f"/werkbank/personen/{somebody.code}/oeffnen/", {"reason": "zurück"})
    assert Person.objects.get(pk=somebody.pk).is_active
    assert client.get(f"/werkbank/personen/{somebody.code}/oeffnen/").status_code == 404


def test_address_taken_is_refused_with_a_sentence(signed_in_as):
    somebody, other = person("partner", "site", "nord"), person("auditor")

    answer = signed_in_as("programme_ministry").post(f"/werkbank/personen/{somebody.code}/adresse/", {"email": other.email, "reason": "x"})

    assert "Mit dieser E-Mail-Adresse ist schon eine Person erfasst." in answer.content.decode()


def test_person_is_recorded(signed_in_as):
    signed_in_as("operator").post("/werkbank/personen/neu/", {"name": "Ines Neu", "email": "", "phone": "0561 1"})

    assert Person.objects.filter(name="Ines Neu", email=None, phone="0561 1").count() == 1


class TestWithRealPlaces:
    """What a mandate may be bound to comes from the room of places."""

    @pytest.fixture(autouse=True)
    def real_slots(self, map_of_places, monkeypatch):
        """Undo the imagined map."""
        from quartierwerk.places.apps import PlacesConfig

        for slot in (registry.subject_scopes, registry.scope_choices, registry.subjects):
            monkeypatch.setattr(slot, "_providers", {})
        PlacesConfig.ready(apps.get_app_config("places"))

    def test_officer_invites_to_a_site_of_the_own_municipality_and_to_no_other(self, signed_in_as):
        make_site("musterstadt-nord")
        make_site("anderswo-west", municipality=make_municipality("anderswo"))
        client = signed_in_as(*OFFICER)
        given = {"name": "Ines Neu", "email": "ines@test.invalid", "role": "neighbourhood_manager", "begins_on": "2027-03-03"}

        elsewhere = client.post("/werkbank/personen/einladen/", given | {"scope": "site/anderswo-west"})
        at_home = client.post("/werkbank/personen/einladen/", given | {"scope": "site/musterstadt-nord"})

        assert (elsewhere.status_code, set(elsewhere.context["form"].errors)) == (200, {"scope"})
        assert at_home.status_code == 302
        assert Person.objects.get(email="ines@test.invalid").mandates.get().scope_code == "musterstadt-nord"

    @pytest.mark.parametrize("address", ["/werkbank/personen/", "/werkbank/personen/einladen/"])
    def test_pages_take_as_many_queries_for_20_sites_as_for_2(self, signed_in_as, address):
        client = signed_in_as(*OFFICER)
        taken = []
        for number in (2, 20):
            for site in make_sites(number):
                person("neighbourhood_manager", "site", site.code)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            taken.append(len(queries))

        assert taken[0] == taken[1] <= 15


def test_link_is_shown_once_and_never_kept(signed_in_as):
    client = signed_in_as("programme_ministry")
    somebody = person("operator")
    address = f"/werkbank/personen/{somebody.code}/zugang/"

    asked = client.post(address, {"reason": "Neu im Betrieb", "by_mail": "hand"})
    again = client.get(address)

    assert "http://testserver/konto/password/reset/key/" in asked.content.decode()
    assert asked.headers["Cache-Control"] == "no-store"
    assert "/konto/password/reset/key/" not in again.content.decode()


def test_whoever_has_a_password_learns_of_a_link_on_their_desk_whoever_used_it(signed_in_as):
    owner = person("area_officer", "municipality", "musterstadt", may_sign_in=True)
    client = signed_in_as("programme_ministry")
    address = f"/werkbank/personen/{owner.code}/zugang/"

    assert "sieht 30 Tage lang auf ihrem Schreibtisch" in words(client.get(address))
    client.post(address, {"reason": "Passwort vergessen", "by_mail": "hand"})
    for _ in range(2):  # once for whoever used the link, once for the owner
        client.force_login(owner)
        desk = words(client.get("/werkbank/"))
        assert "Martha Ministerium hat am" in desk
        assert "Grund: „Passwort vergessen“." in desk


def test_a_link_is_no_news_to_newcomers_to_others_and_after_thirty_days(monkeypatch):
    owner = person("area_officer", "municipality", "musterstadt", may_sign_in=True)
    newcomer = person("department_contact", "municipality", "musterstadt")
    manager = actor("programme_ministry")
    for somebody in (owner, newcomer):
        person_deeds.issue_link(person=somebody, reason="Vergessen", actor=manager)

    def news_of(somebody):
        return len(offers.desk_items(queries.actor_for(somebody, on=timezone.localdate())))

    assert (news_of(owner), news_of(newcomer), news_of(person("operator"))) == (1, 0, 0)
    assert timedelta(days=30) == offers.TOLD_FOR
    monkeypatch.setattr(offers, "TOLD_FOR", timedelta())
    assert news_of(owner) == 0


def test_link_needs_a_reason(signed_in_as):
    client = signed_in_as("programme_ministry")

    page = client.post(f"/werkbank/personen/{person('operator').code}/zugang/", {"reason": ""})

    assert page.context["form"].errors["reason"]
    assert "/konto/password/reset/key/" not in page.content.decode()
