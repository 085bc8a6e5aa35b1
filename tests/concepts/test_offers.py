"""What concepts offer to the slots: subjects, scopes, knots, tabs, desk items."""

from datetime import date

import pytest
from django.urls import reverse

from quartierwerk.concepts import actions, offers
from quartierwerk.concepts.core.measure_sheet import Money
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Knot, KnotState, Subject
from tests.factories.concepts import NOW, SITE, TODAY, add_measure, add_measures, make_concept, make_money, officer, resolve
from tests.factories.places import make_municipality, make_site
from tests.people import actor, imagined

pytestmark = pytest.mark.django_db
STRANGER = imagined("area_officer", "municipality", "anderswo")
MINISTRY = imagined("programme_ministry")


def notes(thread):
    return {knot: (str(value.value), value.address) for knot, value in thread.items()}


# Subjects and scopes.


def test_a_working_copy_has_a_card_for_those_who_may_know_of_it():
    make_concept()

    card = offers.describe_concepts([SITE, "unbekannt"], officer())[SITE]

    assert (card.kind_label, card.title, card.address) == (
        "Handlungskonzept",
        f"Handlungskonzept {SITE}",
        f"/werkbank/standorte/{SITE}/konzept/",
    )
    assert offers.describe_concepts([SITE], STRANGER) == {}
    assert offers.describe_concepts([SITE], PUBLIC) == {}


def test_a_measure_has_a_card_by_site_and_address():
    make_concept(measures=2)

    cards = offers.describe_measures([f"{SITE}/m-2", f"{SITE}/m-9", "unbekannt/m-1", "ohne-strich"], officer())

    assert {code: (card.kind_label, card.title) for code, card in cards.items()} == {f"{SITE}/m-2": ("Maßnahme", "M 2 Maßnahme 2")}
    assert cards[f"{SITE}/m-2"].address == f"/werkbank/standorte/{SITE}/massnahmen/m-2/"
    assert offers.describe_measures([f"{SITE}/m-2"], MINISTRY) == {}


def test_concepts_and_measures_lie_where_their_site_lies():
    make_concept()

    around = {("programme", "soziale-stadt"), ("municipality", "musterstadt"), ("site", SITE)}

    assert offers.scopes_of_concepts([SITE, f"{SITE}/m-1", "unbekannt"]) == {SITE: around, f"{SITE}/m-1": around}


# The thread of a site.


def test_without_a_resolution_the_room_knows_nothing_of_a_site():
    make_concept(measures=3)

    assert registry.threads.get("concepts")([Subject("site", SITE)], officer()) == {}


def test_a_resolved_concept_fills_its_knots_from_the_revision():
    concept = make_concept(measures=2)
    resolve(concept, date(2026, 3, 3))
    add_measures(concept, 5)

    thread = offers.knots([Subject("site", SITE)], officer())[Subject("site", SITE)]

    assert (thread[Knot.GOALS].value, thread[Knot.MEASURES].value) == ("2 Ziele", "2 Maßnahmen")
    assert "geplant" in thread[Knot.MEASURES].note
    assert "03.03.2026" in thread[Knot.DECISIONS].value
    assert thread[Knot.NEED].address == f"/werkbank/standorte/{SITE}/konzept/#analyse"
    assert set(thread) == {Knot.NEED, Knot.GOALS, Knot.MEASURES, Knot.DECISIONS}


@pytest.mark.parametrize(("viewer", "room"), [("officer", "/werkbank/"), ("ministry", "/standorte/"), ("public", "/standorte/")])
def test_the_thread_leads_nobody_to_a_closed_door(viewer, room):
    resolve(make_concept(measures=1))
    actor = {"officer": officer(), "ministry": MINISTRY, "public": PUBLIC}[viewer]

    thread = offers.knots([Subject("site", SITE)], actor)[Subject("site", SITE)]

    assert thread[Knot.NEED].address.startswith(room)
    assert thread[Knot.GOALS].address.startswith(room)
    assert thread[Knot.MEASURES].address.startswith(room)
    assert thread[Knot.DECISIONS].address == f"/standorte/{SITE}/konzept/#beschluss"


@pytest.mark.parametrize("number", [2, 20])
def test_knots_of_many_sites_take_one_query(number, django_assert_num_queries):
    sites = [make_site(f"standort-{place}") for place in range(number)]
    for site in sites:
        resolve(make_concept(site, measures=1))

    with django_assert_num_queries(1):
        found = offers.knots([Subject("site", site.code) for site in sites], MINISTRY)

    assert len(found) == number


# The thread of a measure.


def thread_of_measure(slug="m-1", viewer=None):
    subject = Subject("measure", f"{SITE}/{slug}")
    return offers.knots([subject], viewer or officer()).get(subject)


def test_a_measure_shows_goal_state_money_and_resolution():
    concept = make_concept(measures=1)
    concept.measures.update(state="running")
    resolve(concept, date(2026, 3, 3))

    thread = thread_of_measure()

    assert notes(thread) == {
        Knot.MEASURES: ("M 1", f"/werkbank/standorte/{SITE}/massnahmen/m-1/"),
        Knot.NEED: ("Analyse", f"/werkbank/standorte/{SITE}/konzept/#analyse"),
        Knot.GOALS: ("1.1", f"/werkbank/standorte/{SITE}/ziele/#ziel-1-1"),
        Knot.EUROS: ("90.000\N{NO-BREAK SPACE}€", f"/werkbank/standorte/{SITE}/massnahmen/m-1/#geld"),
        Knot.DECISIONS: (str(thread[Knot.DECISIONS].value), f"/werkbank/standorte/{SITE}/konzept/fassungen/1/"),
    }
    assert (thread[Knot.MEASURES].note, thread[Knot.MEASURES].state) == ("läuft", KnotState.UNDER_WAY)
    assert thread[Knot.GOALS].note == "Grün und Ruhe"


def test_a_measure_without_goal_says_that_it_is_missing():
    concept = make_concept(goals=False)
    add_measure(concept)

    thread = thread_of_measure()

    assert (thread[Knot.GOALS].value, thread[Knot.GOALS].state) == ("fehlt", KnotState.MISSING)
    assert thread[Knot.GOALS].address == reverse("concepts:edit_measure", args=(SITE, "m-1"))
    assert set(thread) == {Knot.NEED, Knot.GOALS, Knot.MEASURES}


def test_more_goals_are_counted():
    add_measure(make_concept(), goals=("1", "1.1"))

    assert thread_of_measure()[Knot.GOALS].note == "Gut leben und 1 weitere"


@pytest.mark.parametrize("viewer", [PUBLIC, MINISTRY, STRANGER])
def test_an_unreleased_measure_has_no_thread_for_others(viewer):
    make_concept(measures=1)

    assert thread_of_measure(viewer=viewer) is None


# Tabs.


def tabs(viewer):
    return [(tab.key, tab.count) for tab in offers.site_tabs(SITE, viewer)]


def test_who_sees_the_working_copy_has_four_tabs():
    concept = make_concept(measures=3)
    resolve(concept)

    assert tabs(officer()) == [("concept", None), ("goals", 2), ("measures", 3), ("revisions", 1)]


def test_who_sees_only_resolved_things_has_one_tab():
    concept = make_concept(measures=1)
    assert tabs(MINISTRY) == []

    resolve(concept)

    assert tabs(MINISTRY) == [("revisions", 1)]


def test_before_the_beginning_those_who_may_begin_have_a_tab():
    make_site()
    make_municipality("anderswo")

    assert tabs(officer()) == [("concept", None)]
    assert tabs(STRANGER) == tabs(MINISTRY) == tabs(imagined("treasury", "municipality", "musterstadt")) == tabs(PUBLIC) == []


@pytest.mark.parametrize("viewer", [officer, lambda: MINISTRY])
def test_every_tab_opens(viewer, client, signed_in_as):
    resolve(make_concept(measures=1))
    somebody = signed_in_as("area_officer", "municipality", "musterstadt") if viewer is officer else signed_in_as("programme_ministry")

    answers = {tab.key: somebody.get(tab.address).status_code for tab in offers.site_tabs(SITE, viewer())}

    assert set(answers.values()) == {200}


# The desk.


def desk(viewer):
    return [(item.title, item.address, item.urgent) for item in offers.desk_items(viewer)]


def test_money_that_does_not_add_up_waits_for_those_who_edit():
    concept = make_concept(measures=1)
    add_measure(concept, 2, money=Money({2026: 5}, {("state", 2026): 4}))

    assert desk(officer()) == [("1 Maßnahme ohne volle Finanzierung", f"/werkbank/standorte/{SITE}/konzept/pruefung/", True)]
    assert desk(STRANGER) == desk(imagined("treasury", "municipality", "musterstadt")) == desk(PUBLIC) == []


def test_a_resolved_revision_waits_for_the_ministry_and_can_be_opened(signed_in_as):
    resolve(make_concept(measures=1))
    ministry = actor("programme_ministry")

    assert desk(ministry) == [("Fassung 1 wartet auf die Anerkennung", f"/werkbank/standorte/{SITE}/konzept/fassungen/1/", False)]
    assert signed_in_as("programme_ministry").get(desk(ministry)[0][1]).status_code == 200


def test_nothing_waits_when_all_is_done():
    from tests.factories.concepts import decided

    revision = resolve(make_concept(measures=1))
    actions.record_step(revision=revision, decision=decided(TODAY, kind="recognised"), actor=actor("programme_ministry"), now=NOW)

    assert desk(officer()) == desk(actor("programme_ministry")) == []


@pytest.mark.parametrize("number", [2, 20])
def test_the_desk_takes_one_query_for_each_question(number, django_assert_num_queries):
    for place in range(number):
        concept = make_concept(make_site(f"standort-{place}"))
        add_measure(concept, 1, money=Money({2026: 5}))
    somebody = officer()

    with django_assert_num_queries(1):
        assert len(offers.desk_items(somebody)) == number


def told(*viewers):
    found = offers.digest_items(viewers, date(2026, 11, 23))
    return {number: [(item.subject, item.title, item.address, item.is_duty) for item in items] for number, items in found.items()}


def test_the_letter_of_the_day_tells_what_stands_on_the_desk():
    concept = make_concept(measures=1)
    add_measure(concept, 2, money=Money({2026: 5}, {("state", 2026): 4}))
    resolve(concept)
    one, ministry = officer(), actor("programme_ministry")

    found = told(one, ministry, imagined("treasury", "municipality", "musterstadt", person_id=10**9), PUBLIC)

    assert found == {
        one.person_id: [
            (
                Subject("concept", SITE),
                "1 Maßnahme ohne volle Finanzierung",
                f"/werkbank/standorte/{SITE}/konzept/pruefung/",
                False,
            )
        ],
        ministry.person_id: [
            (Subject("site", SITE), "Fassung 1 wartet auf die Anerkennung", f"/werkbank/standorte/{SITE}/konzept/fassungen/1/", True)
        ],
    }
    for viewer in (one, ministry):
        assert [title for _subject, title, _address, _duty in found[viewer.person_id]] == [
            title for title, _address, _urgent in desk(viewer)
        ]


def test_everything_the_letter_of_the_day_names_can_be_known_by_its_reader():
    concept = make_concept(measures=1)
    add_measure(concept, 2, money=Money({2026: 5}, {("state", 2026): 4}))
    resolve(concept)
    one, ministry = officer(), actor("programme_ministry")

    for viewer in (one, ministry):
        subjects = {subject for subject, *_rest in told(viewer)[viewer.person_id]}
        assert set(registry.describe(subjects, viewer)) == subjects
    assert registry.describe([Subject("concept", SITE)], STRANGER) == {}


def test_the_longest_body_may_break():
    assert offers.breakable("Stadtverordnetenversammlung Musterstadt") == "Stadtverordneten\N{SOFT HYPHEN}versammlung Musterstadt"


def test_money_of_a_measure_is_that_of_the_working_copy():
    concept = make_concept(measures=1)
    resolve(concept)
    from quartierwerk.concepts.actions.measures import write_money

    write_money(concept.measures.get(), make_money(300))

    assert str(thread_of_measure()[Knot.EUROS].value) == "3\N{NO-BREAK SPACE}€"
