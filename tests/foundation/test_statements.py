"""Kept statements answer as the querysets they were written from, whatever the values."""

import gc
import weakref
from datetime import date
from threading import Thread

import pytest
from django.core.paginator import Paginator
from django.db import connections
from django.db.models import Q
from django.db.models.functions import Upper

from quartierwerk.foundation.statements import AlteredValueError, AnyOf, KeptRelationError, kept
from quartierwerk.places.models import Municipality, ProgrammeListEntry, Site, SiteName
from tests.factories.places import make_municipality, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    return [make_municipality(f"stadt-{n}", name=f"Stadt {n}") for n in range(4)]


def by_code(*, code):
    return Municipality.objects.filter(code=code).annotate(loud=Upper("name"))


def test_a_kept_reading_returns_what_its_queryset_returns_for_each_value(towns):
    reading = kept(by_code)

    found = [[(town.pk, town.loud) for town in reading(code=town.code)] for town in towns]

    assert found == [[(town.pk, town.loud) for town in by_code(code=town.code)] for town in towns]
    assert found[2] == [(towns[2].pk, "STADT 2")]


def test_a_kept_reading_is_written_once_for_each_shape(towns):
    built = []

    @kept
    def reading(order, *, code):
        built.append(order)
        return Municipality.objects.filter(code__gte=code).order_by(order)

    for code in ("stadt-1", "stadt-2"):
        list(reading("code", code=code))
    backwards = [town.code for town in reading("-code", code="stadt-2")]

    assert backwards == ["stadt-3", "stadt-2"]
    assert built == ["code", "code", "-code", "-code"]  # twice each, to see where the values go


def test_a_kept_reading_asks_the_database_anew(towns):
    reading = kept(by_code)
    assert reading(code="stadt-9").first() is None

    make_municipality("stadt-9", name="Neu")

    assert reading(code="stadt-9").first().name == "Neu"


def test_related_rows_are_read_along(towns):
    make_site("viertel", municipality=towns[1], name="Am Wehr")

    @kept
    def reading(*, code):
        return Site.objects.filter(code=code).select_related("municipality").prefetch_related("names")

    found = reading(code="viertel").first()

    assert found.municipality == towns[1]
    assert [name.name for name in found.names.all()] == ["Am Wehr"]


def test_many_codes_are_one_value(towns):
    @kept
    def reading(*, codes):
        return Municipality.objects.filter(AnyOf("code", codes)).order_by("code").values_list("code", flat=True)

    assert list(reading(codes=["stadt-3", "stadt-0"])) == ["stadt-0", "stadt-3"]
    assert list(reading(codes=("stadt-1",))) == ["stadt-1"]
    assert list(reading(codes=[])) == []


def test_a_page_of_kept_rows_reads_the_page_and_counts_the_rest(towns, django_assert_num_queries):
    @kept
    def reading(*, code):
        return Municipality.objects.filter(code__gte=code).order_by("code")

    with django_assert_num_queries(2):
        page = Paginator(reading(code="stadt-1"), 2).get_page(2)
        codes = [town.code for town in page]

    assert (codes, page.paginator.count) == (["stadt-3"], 3)


def test_rows_are_read_once_however_often_they_are_looked_at(towns, django_assert_num_queries):
    rows = kept(by_code)(code="stadt-1")

    with django_assert_num_queries(1):
        assert (len(rows), rows[0].code, bool(rows), [town.code for town in rows]) == (1, "stadt-1", True, ["stadt-1"])


def test_a_reading_that_can_find_nothing_asks_nobody(django_assert_num_queries):
    @kept
    def reading(*, code):
        return Municipality.objects.filter(Q(pk__in=[]), code=code)

    with django_assert_num_queries(0):
        rows = reading(code="stadt-1")
        assert (list(rows), rows.count(), rows.first()) == ([], 0, None)


def test_a_value_that_is_altered_on_its_way_is_refused():
    @kept
    def reading(*, word):
        return Municipality.objects.filter(name__icontains=word)

    with pytest.raises(AlteredValueError, match="word is altered"):
        list(reading(word="stadt"))


def test_a_value_of_a_kind_without_a_stand_in_is_refused():
    @kept
    def reading(*, wanted):
        return Site.objects.filter(is_example=wanted)

    with pytest.raises(TypeError, match="bool cannot be given by keyword"):
        list(reading(wanted=True))


def test_a_related_manager_is_refused_for_it_would_hand_its_object_to_the_next_caller(towns):
    @kept
    def reading(town, *, code):
        return town.sites.filter(code=code)

    with pytest.raises(KeptRelationError):
        list(reading(towns[0], code="viertel"))


def test_a_value_that_is_altered_in_one_of_its_places_is_refused():
    @kept
    def reading(*, word):
        return Municipality.objects.filter(Q(code=word) | Q(name__icontains=word))

    with pytest.raises(AlteredValueError, match="word is altered"):
        list(reading(word="stadt"))


def test_a_value_that_is_read_while_the_text_is_written_is_refused():
    @kept
    def reading(*, on):
        return SiteName.objects.filter(begins_on__lte=on, begins_on__year=on.year)

    with pytest.raises(AlteredValueError, match="on is altered"):
        list(reading(on=date(2026, 1, 1)))


def test_a_small_number_finds_its_rows():
    site = make_site("viertel")
    ProgrammeListEntry.objects.create(site=site, programme_year=2019, grant_cents=1_00)

    @kept
    def reading(*, year):
        return ProgrammeListEntry.objects.filter(programme_year=year).values_list("grant_cents", flat=True)

    assert (list(reading(year=2019)), list(reading(year=2018))) == ([1_00], [])


@pytest.mark.django_db(transaction=True)
def test_a_text_does_not_keep_the_connection_of_the_thread_that_wrote_it():
    reading = kept(by_code)
    made = []

    def write():
        list(reading(code="stadt-1"))
        made.append(weakref.ref(connections["default"]))
        connections.close_all()

    thread = Thread(target=write)
    thread.start()
    thread.join()
    gc.collect()

    assert made[0]() is None
    assert list(reading(code="stadt-1")) == []


def test_every_second_row_is_a_row_as_well(towns):
    @kept
    def reading(*, code):
        return Municipality.objects.filter(code__gte=code).order_by("code").values_list("code", flat=True)

    assert reading(code="stadt-0")[::2] == ["stadt-0", "stadt-2"]
