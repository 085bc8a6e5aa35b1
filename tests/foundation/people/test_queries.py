"""Reading people: who is known to whom, and who is called what when."""

from datetime import date

import pytest
from tests.people import SINCE, actor, person

from quartierwerk.foundation.people import queries
from quartierwerk.foundation.people.core.actor import PROGRAMME, PUBLIC, HeldMandate, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Mandate, Organisation, OrganisationName, Person

TODAY = date(2027, 3, 3)
pytestmark = pytest.mark.django_db
NORD, MUSTERSTADT = Scope(ScopeKind.SITE, "nord"), Scope(ScopeKind.MUNICIPALITY, "musterstadt")


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "holds"),
    [
        (date(2027, 3, 3), None, True),
        (date(2027, 3, 3), date(2027, 3, 3), True),
        (date(2020, 1, 1), date(2027, 3, 2), False),
        (date(2027, 3, 4), None, False),
    ],
)
def test_mandate_is_in_force_from_its_first_to_its_last_day(begins_on, ends_on, holds):
    somebody = Person.objects.create(name="A")
    Mandate.objects.create(
        person=somebody, role="auditor", scope_kind="programme", scope_code=PROGRAMME.code, begins_on=begins_on, ends_on=ends_on
    )

    held = queries.actor_for(somebody, on=TODAY).mandates

    assert held == ((HeldMandate(Role.AUDITOR, PROGRAMME),) if holds else ())


@pytest.mark.usefixtures("map_of_places")
def test_site_lies_in_itself_its_municipality_and_the_programme():
    around = queries.scopes_around([NORD, MUSTERSTADT, PROGRAMME, Scope(ScopeKind.SITE, "nowhere"), Scope(ScopeKind.BODY, "x")])

    assert around == {
        NORD: {NORD, MUSTERSTADT, PROGRAMME},
        MUSTERSTADT: {MUSTERSTADT, PROGRAMME},
        PROGRAMME: {PROGRAMME},
        Scope(ScopeKind.SITE, "nowhere"): frozenset(),
        Scope(ScopeKind.BODY, "x"): frozenset(),
    }


@pytest.fixture
def crowd(map_of_places):
    return {
        "ministry": person("programme_ministry"),
        "officer": person("area_officer", "municipality", "musterstadt"),
        "nord": person("neighbourhood_manager", "site", "nord"),
        "sued": person("neighbourhood_manager", "site", "sued"),
        "west": person("neighbourhood_manager", "site", "west"),
    }


@pytest.mark.parametrize(
    ("who", "known"),
    [
        (("programme_ministry",), {"ministry", "officer", "nord", "sued", "west"}),
        (("auditor",), {"ministry", "officer", "nord", "sued", "west"}),
        (("area_officer", "municipality", "musterstadt"), {"officer", "nord", "sued"}),
        (("neighbourhood_manager", "site", "nord"), {"nord"}),
    ],
)
def test_people_are_known_to_those_who_answer_for_them(crowd, who, known):
    visible = queries.visible_to(actor(*who))

    assert {name for name, somebody in crowd.items() if somebody in visible} == known


def test_nobody_is_known_to_the_public(crowd):
    assert not queries.visible_to(PUBLIC).exists()


def test_officer_does_not_learn_what_people_do_elsewhere(crowd):
    Mandate.objects.create(person=crowd["nord"], role="neighbourhood_manager", scope_kind="site", scope_code="west", begins_on=SINCE)
    officer = actor("area_officer", "municipality", "musterstadt")

    listed = queries.with_mandates(queries.visible_to(officer), officer, TODAY).get(pk=crowd["nord"].pk)

    assert [mandate.scope_code for mandate in listed.held] == ["nord"]


def test_people_are_selected_by_name_and_role_in_the_order_of_names(crowd):
    ministry = actor("programme_ministry")

    def selected(**wanted):
        return list(queries.selected_people(ministry, TODAY, **wanted))

    assert selected(role="area_officer") == [crowd["officer"]]
    assert selected(text="ayse") == [crowd["officer"]]
    assert selected(text="ayse", role="auditor") == []
    assert [somebody.name for somebody in selected()] == sorted(somebody.name for somebody in selected())
    assert {somebody.pk for somebody in selected()} >= {somebody.pk for somebody in crowd.values()}


def test_filtering_by_role_does_not_tell_what_people_do_elsewhere(crowd):
    Mandate.objects.create(person=crowd["nord"], role="juror", scope_kind="site", scope_code="west", begins_on=SINCE)
    officer = actor("area_officer", "municipality", "musterstadt")

    assert not queries.selected_people(officer, TODAY, role="juror").exists()
    assert queries.selected_people(actor("programme_ministry"), TODAY, role="juror").get() == crowd["nord"]


def test_a_role_that_is_over_selects_nobody(crowd):
    crowd["nord"].mandates.update(ends_on=date(2021, 1, 1))

    assert crowd["nord"] not in queries.selected_people(actor("programme_ministry"), TODAY, role="neighbourhood_manager")


def test_person_with_two_mandates_is_listed_once(crowd):
    Mandate.objects.create(person=crowd["nord"], role="partner", scope_kind="site", scope_code="sued", begins_on=SINCE)

    visible = queries.visible_to(actor("area_officer", "municipality", "musterstadt"))

    assert list(visible).count(crowd["nord"]) == 1


def test_organisations_are_selected_by_name_and_kind():
    for code, kind, name in (("haus", "ministry", "Neues Haus"), ("amt", "department", "Hausamt"), ("verein", "association", "Turnverein")):
        OrganisationName.objects.create(organisation=Organisation.objects.create(code=code, kind=kind), name=name, begins_on=SINCE)

    def selected(**wanted):
        return {organisation.code for organisation in queries.named_organisations(TODAY, **wanted)}

    assert selected() == {"haus", "amt", "verein"}
    assert selected(text="haus") == {"haus", "amt"}
    assert selected(text="haus", kind="department") == {"amt"}
    assert selected(kind="association") == {"verein"}


def test_organisation_is_called_as_on_the_day():
    house = Organisation.objects.create(code="haus", kind="ministry")
    part = Organisation.objects.create(code="referat", kind="department", parent=house)
    OrganisationName.objects.create(organisation=house, name="Altes Haus", begins_on=date(2019, 1, 1), ends_on=date(2024, 1, 17))
    OrganisationName.objects.create(organisation=house, name="Neues Haus", begins_on=date(2024, 1, 18))

    def called(on):
        return {organisation.code: (organisation.name, organisation.parent_name) for organisation in queries.organisations(on)}

    assert called(date(2024, 1, 17)) == {"haus": ("Altes Haus", None), "referat": (None, "Altes Haus")}
    assert called(date(2024, 1, 18)) == {"haus": ("Neues Haus", None), "referat": (None, "Neues Haus")}
    assert called(date(2018, 1, 1)) == {"haus": (None, None), "referat": (None, None)}
    assert part.parent == house


def test_person_can_sign_in_with_address_password_and_open_access():
    able = person("auditor", may_sign_in=True)
    person("operator")
    closed = person("programme_ministry", may_sign_in=True)
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    nameless = Person(name="no address")
    nameless.set_password("x")
    nameless.save()

    assert list(Person.objects.filter(queries.can_sign_in())) == [able]


def test_example_mandates_are_those_of_invented_active_people():
    invented = person("auditor", is_example=True)
    person("operator")
    person("treasury", "municipality", "musterstadt", is_example=True, is_active=False)

    assert [mandate.person for mandate in queries.example_mandates(TODAY)] == [invented]
