"""Deeds on places: what holds afterwards, what is refused, and that each leaves its one trace."""

from datetime import UTC, date, datetime

import pytest
from tests.factories.places import make_municipality, make_site
from tests.people import actor

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.geo.refusals import InvalidGeometryError, OutsideGermanyError, SwappedAxesError
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel.errors import NotPermittedError
from quartierwerk.kernel.period import BackwardPeriodError
from quartierwerk.places import actions
from quartierwerk.places.core import boundaries, stages
from quartierwerk.places.core.facts import (
    Boundary,
    ContactDetails,
    ListedGrant,
    MunicipalityFacts,
    NewSite,
    ProgrammePeriod,
    Resolution,
    SourceRef,
    StageStep,
    StatedFigure,
)
from quartierwerk.places.models import Municipality, Site

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOURCE = SourceRef("Bericht der Stadt", "https://example.org/bericht")
SQUARE = {"type": "Polygon", "coordinates": [[[9.0, 50.0], [9.01, 50.0], [9.01, 50.01], [9.0, 50.01], [9.0, 50.0]]]}
LAYER = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Hessen"}, "geometry": SQUARE}]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[9.0, 50.0], [9.02, 50.02], [9.02, 50.0], [9.0, 50.02], [9.0, 50.0]]]}
RESOLUTION = Resolution("171e", date(2022, 5, 12), date(2022, 5, 12), "Stadtverordnetenversammlung", "VL-87/2022")


@pytest.fixture
def officer(db):
    return actor("area_officer", "municipality", "musterstadt")


def deeds():
    return list(TrailEntry.objects.order_by("number").values_list("deed", "subject_code"))


def test_found_municipality_shows_on_maps_inside_its_outline(ministry):
    found = actions.found_municipality(
        facts=MunicipalityFacts("a-stadt", "A-Stadt", ags="06431001", outline=SQUARE), actor=ministry, source=SOURCE
    )

    assert (9.0 < found.longitude < 9.01, 50.0 < found.latitude < 50.01) == (True, True)
    assert (found.source, found.source_url) == ("Bericht der Stadt", "https://example.org/bericht")
    assert deeds() == [("places:municipality:found", "a-stadt")]


@pytest.mark.parametrize("facts", [MunicipalityFacts("b-stadt", "B", ags="06431001"), MunicipalityFacts("a-stadt", "B")])
def test_municipality_with_taken_code_or_key_is_refused(ministry, facts):
    Municipality.objects.create(code="a-stadt", name="A-Stadt", ags="06431001")

    with pytest.raises(actions.CodeTakenError):
        actions.found_municipality(facts=facts, actor=ministry)


def test_two_municipalities_may_have_an_open_key(ministry):
    for code in ("gemuenden", "neustadt"):
        actions.found_municipality(facts=MunicipalityFacts(code, code.title()), actor=ministry)

    assert Municipality.objects.filter(ags=None).count() == 2


def test_inhabitants_are_counted_once_a_day(ministry):
    municipality = make_municipality()
    actions.record_inhabitants(municipality=municipality, as_of=date(2025, 12, 31), inhabitants=38_000, actor=ministry)

    with pytest.raises(actions.SaidAlreadyError):
        actions.record_inhabitants(municipality=municipality, as_of=date(2025, 12, 31), inhabitants=38_001, actor=ministry)

    assert deeds() == [("places:municipality:count", "musterstadt")]


def test_found_site_has_its_name(ministry):
    site = actions.found_site(municipality=make_municipality(), new=NewSite("muster-nord", "Nordstadt", date(2014, 1, 1)), actor=ministry)

    assert [str(name) for name in site.names.all()] == ["Nordstadt"]
    assert deeds() == [("places:site:found", "muster-nord")]


def test_site_with_taken_code_is_refused(ministry):
    make_site("muster-nord")

    with pytest.raises(actions.CodeTakenError):
        actions.found_site(municipality=make_municipality(), new=NewSite("muster-nord", "X", date(2014, 1, 1)), actor=ministry)


def test_area_officer_may_not_found_a_site(officer):
    with pytest.raises(NotPermittedError):
        actions.found_site(municipality=make_municipality(), new=NewSite("muster-nord", "X", date(2014, 1, 1)), actor=officer)

    assert not Site.objects.exists()
    assert deeds() == []


def test_new_name_ends_the_one_before(officer):
    site = make_site(name="Östliche Innenstadt")

    actions.rename(site=site, name="Mathildenviertel", begins_on=date(2020, 7, 1), actor=officer, source=SOURCE)

    names = site.names.order_by("begins_on").values_list("name", "ends_on")
    assert list(names) == [("Östliche Innenstadt", date(2020, 6, 30)), ("Mathildenviertel", None)]
    assert TrailEntry.objects.get().facts["name"] == ["Östliche Innenstadt", "Mathildenviertel"]


def test_name_that_begins_no_later_is_refused(officer):
    site = make_site()

    with pytest.raises(actions.SaidAlreadyError):
        actions.rename(site=site, name="Anders", begins_on=date(2015, 1, 1), actor=officer)


def test_alias_stands_once(officer):
    site = make_site()
    actions.add_alias(site=site, name="Ostend", begins_on=date(2019, 1, 1), actor=officer)

    with pytest.raises(actions.SaidAlreadyError):
        actions.add_alias(site=site, name="Ostend", begins_on=date(2020, 1, 1), actor=officer)


def test_description_is_set_and_the_old_one_stays_in_the_trail(officer):
    site = make_site(description="alt")

    actions.describe(site=site, description="neu", actor=officer)

    assert Site.objects.get().description == "neu"
    assert TrailEntry.objects.get().facts == {"description": ["alt", "neu"]}


def test_period_without_a_known_begin_is_entered_once(ministry):
    site = make_site()
    period = ProgrammePeriod("Soziale Stadt", ends_on=date(2014, 12, 31))
    actions.begin_overall_measure(site=site, period=period, actor=ministry)

    with pytest.raises(actions.SaidAlreadyError):
        actions.begin_overall_measure(site=site, period=period, actor=ministry)


def test_period_that_ends_before_it_begins_is_refused(ministry):
    period = ProgrammePeriod("Soziale Stadt", begins_on=date(2014, 1, 1), ends_on=date(2013, 1, 1))

    with pytest.raises(BackwardPeriodError):
        actions.begin_overall_measure(site=make_site(), period=period, actor=ministry)


@pytest.fixture
def measure(db):
    return make_site().overall_measures.create(programme="Soziale Stadt", begins_on=date(2014, 1, 1))


def reach(measure, who, stage, since=date(2015, 1, 1), reason=""):
    machine = rules.stage_machine(on=NOW.date())
    return actions.set_stage(
        overall_measure=measure, step=StageStep(stage, since, reason=reason), machine=machine, actor=who, now=NOW, source=SOURCE
    )


def test_stage_keeps_who_when_and_by_which_rules(measure, ministry):
    entry = reach(measure, ministry, "admitted")

    assert (entry.rulebook, entry.recorded_at, entry.recorded_by_id) == ("site_stages_1", NOW, ministry.person_id)
    assert TrailEntry.objects.get().facts["stage"] == [None, "admitted"]


def test_stage_follows_the_rulebook(measure, ministry):
    reach(measure, ministry, "admitted")

    with pytest.raises(stages.StageNotAllowedError):
        reach(measure, ministry, "closed")

    assert measure.stages.count() == 1


def test_step_back_keeps_its_reason(measure, ministry):
    reach(measure, ministry, "not_selected")

    reach(measure, ministry, "applied", since=date(2016, 1, 1), reason="zweite Runde")

    assert TrailEntry.objects.order_by("-number").first().reason == "zweite Runde"


def test_area_officer_may_not_set_a_stage(measure, officer):
    with pytest.raises(NotPermittedError):
        reach(measure, officer, "admitted")


def test_figure_of_a_source_stands_once(officer):
    site = make_site()
    stated = StatedFigure("area_m2", 950_000, as_of=date(2018, 12, 31))
    actions.record_figure(site=site, stated=stated, actor=officer, source=SOURCE)

    with pytest.raises(actions.SaidAlreadyError):
        actions.record_figure(site=site, stated=stated, actor=officer, source=SOURCE)

    actions.record_figure(site=site, stated=stated, actor=officer, source=SourceRef("anderer Bericht"))
    assert site.figures.count() == 2


def designate(site, who, geometry=SQUARE, resolution=RESOLUTION):
    return actions.designate_area(
        site=site,
        boundary=Boundary(geometry, file_crs="EPSG:25832", file_sha256="a" * 64),
        resolution=resolution,
        actor=who,
        now=NOW,
        source=SOURCE,
    )


def test_first_boundary_is_version_one_with_its_geodesic_area(officer):
    area = designate(make_site(), officer)

    assert (area.version, area.legal_basis, area.reference) == (1, "171e", "VL-87/2022")
    assert area.computed_area_m2 == pytest.approx(797_200, rel=0.001)
    assert TrailEntry.objects.get().facts["file"] == "a" * 64


def test_next_boundary_is_the_next_version_and_the_first_stays(officer):
    site = make_site()
    first = designate(site, officer)

    second = designate(site, officer, resolution=Resolution("142", date(2024, 1, 1), date(2023, 12, 1), "Stadtverordnetenversammlung"))

    assert [area.version for area in site.funding_areas.order_by("version")] == [1, 2]
    assert second.legal_basis == "142"
    first.refresh_from_db()
    assert first.valid_from == date(2022, 5, 12)


def test_boundary_before_the_last_one_is_refused(officer):
    site = make_site()
    designate(site, officer)

    with pytest.raises(boundaries.VersionTooEarlyError):
        designate(site, officer, resolution=Resolution("171e", date(2021, 1, 1), date(2021, 1, 1), "Magistrat"))


@pytest.mark.parametrize(
    ("geometry", "refusal"),
    [
        (BOW_TIE, InvalidGeometryError),
        ({"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE["coordinates"][0]]]}, SwappedAxesError),
        ({"type": "Polygon", "coordinates": [[[x + 30, y] for x, y in SQUARE["coordinates"][0]]]}, OutsideGermanyError),
        ({"type": "Point", "coordinates": [9.0, 50.0]}, boundaries.AreaWithoutExtentError),
    ],
)
def test_boundary_that_is_not_sound_or_not_here_is_refused(officer, geometry, refusal):
    site = make_site()

    with pytest.raises(refusal):
        designate(site, officer, geometry=geometry)

    assert not site.funding_areas.exists()
    assert deeds() == []


def test_neighbourhood_manager_may_not_designate():
    with pytest.raises(NotPermittedError):
        designate(make_site(), actor("neighbourhood_manager", "site", "musterstadt-nord"))


def test_contacts_come_in_their_order_and_go(officer):
    site = make_site()
    first = actions.add_contact(site=site, details=ContactDetails("Stadtteilbüro", phone="0561 1"), actor=officer)
    actions.add_contact(site=site, details=ContactDetails("Koordinierung"), actor=officer)

    actions.remove_contact(contact=first, actor=officer)

    assert [(contact.title, contact.position) for contact in site.contacts.all()] == [("Koordinierung", 1)]
    assert [deed for deed, _code in deeds()] == ["places:contact:add", "places:contact:add", "places:contact:remove"]


def test_list_names_a_site_once_a_year(ministry):
    site = make_site()
    actions.record_list_entry(site=site, grant=ListedGrant(2019, 38_400_000), actor=ministry, source=SOURCE)

    with pytest.raises(actions.SaidAlreadyError):
        actions.record_list_entry(site=site, grant=ListedGrant(2019, 1), actor=ministry)


def test_contact_says_what_is_given_and_keeps_its_place(officer):
    site = make_site()
    actions.add_contact(site=site, details=ContactDetails("Koordinierung"), actor=officer)
    contact = actions.add_contact(site=site, details=ContactDetails("Stadtteilbüro", phone="0561 1", hours="montags"), actor=officer)

    actions.edit_contact(contact=contact, details=ContactDetails("Stadtteilbüro", phone="0561 2"), actor=officer)

    kept = site.contacts.get(title="Stadtteilbüro")
    assert (kept.phone, kept.hours, kept.position) == ("0561 2", "", 1)
    assert deeds()[-1][0] == "places:contact:edit"


def test_map_layer_takes_the_place_of_the_one_before(ministry):
    first = actions.keep_map_layer(code="state", attribution="a", features=LAYER, actor=ministry)

    second = actions.keep_map_layer(code="state", attribution="b", features={"type": "FeatureCollection", "features": []}, actor=ministry)

    assert first.pk == second.pk
    assert first.content_sha256 != second.content_sha256


@pytest.mark.parametrize("name", sorted(name for name in vars(actions) if hasattr(vars(actions)[name], "deed_name")))
def test_no_deed_is_open_to_a_resident(name):
    import inspect

    resident = actor("resident", "site", "musterstadt-nord")
    site = make_site()
    things = {"site": site, "municipality": site.municipality, "actor": resident, "now": NOW, "machine": rules.stage_machine(on=NOW.date())}
    things["overall_measure"] = site.overall_measures.create(programme="P", begins_on=date(2014, 1, 1))
    things["contact"] = site.contacts.create(title="Büro")
    deed = vars(actions)[name]
    wanted = {key: things.get(key) for key, given in inspect.signature(deed).parameters.items() if given.default is given.empty}

    with pytest.raises(NotPermittedError):
        deed(**wanted)
