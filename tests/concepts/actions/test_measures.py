"""Deeds on measures: the sheet, the money, the place, the photographs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.concepts.actions.trail import last_entry
from tests.factories.concepts import INSIDE, NOW, SITE, add_measure, make_concept, make_money, make_sheet, officer, resolve
from tests.people import imagined

from quartierwerk.concepts import actions
from quartierwerk.concepts.actions.measures import free_slug
from quartierwerk.concepts.core.changes import AlreadyShownError, ChangedMeanwhileError, CodeTakenError
from quartierwerk.concepts.core.measure_sheet import BackwardScheduleError, Indicator, Money, NegativeAmountError, PhotoDetails
from quartierwerk.concepts.models import Measure, MeasurePhoto
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db
PHOTO = PhotoDetails("Zwei Bänke", "Foto: Stadt", "schriftlich, 3.5.2026", date(2026, 5, 3))


def save(concept, measure, sheet, *, version=None, actor=None):
    return actions.save_measure(concept=concept, measure=measure, sheet=sheet, expected_version=version, actor=actor or officer())


def plan(measure, money, *, version=None):
    actions.plan_money(measure=measure, money=money, expected_version=version, actor=officer())


def make_file(mark="a"):
    return StoredFile.objects.create(sha256=mark * 64, size=3, media_type="image/jpeg", original_name="bank.jpg", stored_at=NOW)


def parties(measure):
    return sorted(measure.parties.values_list("part", "name"))


def amounts(measure):
    costs = dict(measure.planned_costs.values_list("budget_year", "amount_cents"))
    parts = {
        (source, year): cents for source, year, cents in measure.planned_financing.values_list("source_code", "budget_year", "amount_cents")
    }
    return costs, parts


# The sheet.


def test_a_new_measure_has_everything_its_sheet_says():
    concept, sheet = make_concept(), make_sheet()

    measure = save(concept, None, sheet)

    kept = Measure.objects.get(pk=measure.pk)
    own = (
        "code",
        "title",
        "main_field",
        "aim",
        "investive",
        "state",
        "description",
        "cost_group",
        "starts_on",
        "ends_on",
        "priority",
        "place_note",
    )
    assert {name: getattr(kept, name) for name in own} == {name: getattr(sheet, name) for name in own}
    assert (kept.other_fields, kept.slug, kept.version) == (["culture"], "m-1", 1)
    assert [goal.code for goal in kept.goals.all()] == ["1.1"]
    assert parties(kept) == sorted(sheet.parties)
    assert list(kept.indicators.values_list("name", "unit", "baseline", "target", "target_year")) == [("Bänke", "Stück", None, 12, 2028)]
    deed, kind, code, facts = last_entry()
    assert (deed, kind, code) == ("concepts:measure:save", "measure", f"{SITE}/m-1")
    assert facts["title"] == [None, "Maßnahme 1"]


def test_the_trail_names_what_changed_and_nothing_else():
    concept = make_concept(measures=1)

    save(concept, concept.measures.get(), make_sheet(title="Neuer Titel", starts_on=date(2025, 5, 1), other_fields=()))

    facts = {"title": ["Maßnahme 1", "Neuer Titel"], "starts_on": ["2026-01-01", "2025-05-01"], "other_fields": [["culture"], []]}
    assert last_entry() == ("concepts:measure:save", "measure", f"{SITE}/m-1", facts)


def test_a_sheet_replaces_goals_parties_and_indicators():
    concept = make_concept(measures=1)
    sheet = make_sheet(
        goals=("1",),
        parties=(("carrier", "Verein"), ("partner", "Turnverein")),
        indicators=(Indicator("Bäume", "Stück", Decimal(1), Decimal(8), 2030), Indicator("Bänke", "Stück", None, 20, 2028)),
    )

    measure = save(concept, concept.measures.get(), sheet)

    assert [goal.code for goal in measure.goals.all()] == ["1"]
    assert parties(measure) == [("carrier", "Verein"), ("partner", "Turnverein")]
    assert dict(measure.indicators.values_list("name", "target")) == {"Bäume": 8, "Bänke": 20}


def test_a_party_is_linked_to_the_organisation_of_that_name():
    from tests.factories.concepts import PARTIES

    youth = Organisation.objects.create(code="jugendamt", kind="department")
    youth.names.create(name="Jugendamt", begins_on=date(2020, 1, 1))

    measure = save(make_concept(), None, make_sheet())

    linked = {party.name: party.organisation for party in measure.parties.all()}
    assert linked == {name: youth if name == "Jugendamt" else None for _part, name in PARTIES}


def test_a_measure_saved_by_somebody_else_meanwhile_is_not_overwritten():
    concept = make_concept(measures=1)
    stale = concept.measures.get()
    save(concept, stale, make_sheet(title="Der andere"), version=1)

    with pytest.raises(ChangedMeanwhileError) as refused:
        save(concept, stale, make_sheet(title="Meiner"), version=1)

    assert (refused.value.expected, refused.value.found) == (1, 2)
    assert concept.measures.get().title == "Der andere"


def test_money_planned_meanwhile_counts_as_a_change():
    concept = make_concept(measures=1)
    plan(concept.measures.get(), make_money(), version=1)

    with pytest.raises(ChangedMeanwhileError):
        save(concept, concept.measures.get(), make_sheet(), version=1)


@pytest.mark.parametrize("number", [None, 2])
def test_a_number_is_given_once(number):
    concept = make_concept(measures=2)
    measure = concept.measures.get(code=f"M {number}") if number else None

    with pytest.raises(CodeTakenError) as refused:
        save(concept, measure, make_sheet(1))

    assert refused.value.code == "M 1"


def test_a_measure_that_ends_before_it_begins_is_refused():
    concept = make_concept()

    with pytest.raises(BackwardScheduleError):
        save(concept, None, make_sheet(starts_on=date(2027, 1, 2), ends_on=date(2027, 1, 1)))

    assert not concept.measures.exists()


# Addresses.


def test_the_address_of_a_measure_never_changes():
    concept = make_concept(measures=1)

    save(concept, concept.measures.get(), make_sheet(code="Neue Nummer 7"))

    assert (concept.measures.get().code, concept.measures.get().slug) == ("Neue Nummer 7", "m-1")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(codes=st.lists(st.text("aA -./1é€", min_size=1, max_size=20), unique=True, min_size=2, max_size=6))
def test_addresses_never_collide(codes, db):
    from django.db import transaction

    with transaction.atomic():
        concept = make_concept()

        slugs = [add_measure(concept, code=code).slug for code in codes]

        assert len(set(slugs)) == len(codes)
        transaction.set_rollback(True)


def test_a_number_without_letters_still_has_an_address():
    assert free_slug(make_concept(), "///") == "massnahme"


def test_no_measure_takes_the_address_of_a_page():
    assert free_slug(make_concept(), "Neu") == "neu-2"


def test_a_new_measure_never_gets_the_address_of_a_resolved_one():
    concept = make_concept(measures=2)
    resolve(concept)
    actions.remove_measure(measure=concept.measures.get(code="M 1"), reason="entfällt", actor=officer())

    again = save(concept, None, make_sheet(1, title="Etwas ganz anderes"))

    assert again.slug == "m-1-2"


# Money.


def test_planned_money_is_kept_without_zeros():
    measure = make_concept(measures=1, money=False).measures.get()

    plan(measure, Money({2026: 300, 2027: 0}, {("federal", 2026): 200, ("state", 2026): 100, ("state", 2027): 0}), version=1)

    assert amounts(measure) == ({2026: 300}, {("federal", 2026): 200, ("state", 2026): 100})
    assert Measure.objects.get().version == 2
    facts = {"cost_2026": [0, 300], "federal_2026": [0, 200], "state_2026": [0, 100]}
    assert last_entry() == ("concepts:measure:plan_money", "measure", f"{SITE}/m-1", facts)


def test_new_money_replaces_the_old():
    measure = make_concept(measures=1, money=False).measures.get()
    plan(measure, Money({2026: 300, 2027: 5}, {("federal", 2026): 300, ("federal", 2027): 5}))

    plan(measure, Money({2026: 100}, {("state", 2026): 100}))

    assert amounts(measure) == ({2026: 100}, {("state", 2026): 100})
    facts = {"cost_2026": [300, 100], "cost_2027": [5, 0], "federal_2026": [300, 0], "federal_2027": [5, 0], "state_2026": [0, 100]}
    assert last_entry()[3] == facts


@pytest.mark.parametrize("money", [Money({2026: -1}), Money({}, {("state", 2026): -1})])
def test_an_amount_below_zero_is_refused(money):
    measure = make_concept(measures=1).measures.get()
    before = amounts(measure)

    with pytest.raises(NegativeAmountError) as refused:
        plan(measure, money)

    assert refused.value.year == 2026
    assert amounts(measure) == before


def test_money_somebody_else_planned_meanwhile_is_not_overwritten():
    measure = make_concept(measures=1, money=False).measures.get()
    plan(measure, make_money(300), version=1)

    with pytest.raises(ChangedMeanwhileError):
        plan(measure, make_money(999), version=1)

    assert amounts(measure)[0] == {2026: 300}


amount_maps = st.dictionaries(st.integers(2020, 2024), st.integers(0, 10**12), max_size=4)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=amount_maps, second=amount_maps)
def test_what_is_planned_is_what_is_kept(first, second, db):
    from django.db import transaction

    with transaction.atomic():
        measure = make_concept(measures=1, money=False).measures.get()
        plan(measure, Money(first, {("state", year): cents for year, cents in first.items()}))

        plan(measure, Money(second, {("state", year): cents for year, cents in second.items()}))

        wanted = {year: cents for year, cents in second.items() if cents}
        assert amounts(measure) == (wanted, {("state", year): cents for year, cents in wanted.items()})
        transaction.set_rollback(True)


# The place.


def test_a_measure_has_a_place_and_loses_it_again():
    measure = make_concept(measures=1).measures.get()

    actions.place_measure(measure=measure, geometry=INSIDE, actor=officer())
    assert Measure.objects.get().geometry == INSIDE
    assert last_entry() == ("concepts:measure:place", "measure", f"{SITE}/m-1", {"geometry": [None, "Point"]})

    actions.place_measure(measure=measure, geometry=None, actor=officer())
    assert Measure.objects.get().geometry is None
    assert last_entry()[3] == {"geometry": ["Point", None]}


def test_placing_undoes_nothing_that_was_saved_meanwhile():
    concept = make_concept(measures=1)
    stale = concept.measures.get()
    save(concept, concept.measures.get(), make_sheet(title="Neu"))

    actions.place_measure(measure=stale, geometry=INSIDE, actor=officer())

    kept = concept.measures.get()
    assert (kept.title, kept.geometry, kept.version) == ("Neu", INSIDE, 3)


# Removal.


def test_a_removed_measure_leaves_the_working_copy_and_stays_in_the_revision():
    concept = make_concept(measures=2)
    revision = resolve(concept)

    actions.remove_measure(measure=concept.measures.get(code="M 1"), reason="Kein Geld", actor=officer())

    assert [measure.code for measure in concept.measures.all()] == ["M 2"]
    revision.refresh_from_db()
    assert list(revision.content["measures"]) == ["m-1", "m-2"]
    assert last_entry() == ("concepts:measure:remove", "measure", f"{SITE}/m-1", {"title": ["Maßnahme 1", None]})
    assert TrailEntry.objects.order_by("number").last().reason == "Kein Geld"


# Photographs.


def test_a_photograph_is_shown_with_description_credit_and_consent():
    measure = make_concept(measures=1).measures.get()

    photo = actions.add_photo(measure=measure, file=make_file(), details=PHOTO, actor=officer())

    shown = MeasurePhoto.objects.get()
    assert shown == photo
    assert (shown.alt_text, shown.credit, shown.consent, shown.taken_on) == (
        "Zwei Bänke",
        "Foto: Stadt",
        "schriftlich, 3.5.2026",
        date(2026, 5, 3),
    )
    assert last_entry() == ("concepts:photo:add", "measure", f"{SITE}/m-1", {"photo": "Zwei Bänke"})


def test_a_photograph_is_shown_once():
    measure, file = make_concept(measures=1).measures.get(), make_file()
    actions.add_photo(measure=measure, file=file, details=PHOTO, actor=officer())

    with pytest.raises(AlreadyShownError):
        actions.add_photo(measure=measure, file=file, details=replace(PHOTO, alt_text="Noch einmal"), actor=officer())

    assert [photo.alt_text for photo in measure.photos.all()] == ["Zwei Bänke"]


def test_a_photograph_goes_and_its_file_stays():
    measure = make_concept(measures=1).measures.get()
    photo = actions.add_photo(measure=measure, file=make_file(), details=PHOTO, actor=officer())

    actions.remove_photo(photo=photo, reason="Einwilligung widerrufen", actor=officer())

    assert not MeasurePhoto.objects.exists()
    assert StoredFile.objects.count() == 1
    assert last_entry() == ("concepts:photo:remove", "measure", f"{SITE}/m-1", {"photo": ["Zwei Bänke", None]})
    assert TrailEntry.objects.order_by("number").last().reason == "Einwilligung widerrufen"


# Who may.


def deeds_on(measure, actor):
    file, photo = make_file("b"), MeasurePhoto(measure=measure, alt_text="x")
    return {
        "save": lambda: save(measure.concept, measure, make_sheet(title="Fremd"), actor=actor),
        "add": lambda: save(measure.concept, None, make_sheet(9), actor=actor),
        "money": lambda: actions.plan_money(measure=measure, money=make_money(), expected_version=None, actor=actor),
        "place": lambda: actions.place_measure(measure=measure, geometry=INSIDE, actor=actor),
        "remove": lambda: actions.remove_measure(measure=measure, reason="weg", actor=actor),
        "photo": lambda: actions.add_photo(measure=measure, file=file, details=PHOTO, actor=actor),
        "no photo": lambda: actions.remove_photo(photo=photo, reason="", actor=actor),
    }


@pytest.mark.parametrize("deed", ["save", "add", "money", "place", "remove", "photo", "no photo"])
@pytest.mark.parametrize(
    ("role", "kind", "code", "reason"),
    [("area_officer", "municipality", "anderswo", "outside_scope"), ("neighbourhood_manager", "site", SITE, "role_missing")],
)
def test_measures_are_changed_by_those_who_may_edit(deed, role, kind, code, reason):
    measure = make_concept(measures=1).measures.select_related("concept__site__municipality").get()

    with pytest.raises(NotPermittedError, match=reason):
        deeds_on(measure, imagined(role, kind, code))[deed]()

    assert [(kept.title, kept.geometry) for kept in Measure.objects.all()] == [("Maßnahme 1", None)]
    assert not TrailEntry.objects.exists()


def test_a_measure_is_named_by_site_and_address():
    measure = make_concept(measures=1).measures.get()

    assert (measure.subject.kind, measure.subject.code) == ("measure", f"{SITE}/m-1")
