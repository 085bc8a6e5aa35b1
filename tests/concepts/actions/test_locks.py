"""Whoever comes too late finds the thing gone: no second entry in the trail, no error page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.concepts import SITE, make_concept, make_money, make_sheet, officer
from tests.foundation.files.pictures import picture

from quartierwerk.concepts import actions
from quartierwerk.concepts.core.changes import GoneMeanwhileError
from quartierwerk.concepts.core.measure_sheet import PhotoDetails
from quartierwerk.concepts.models import Measure
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.files.models import StoredFile

pytestmark = pytest.mark.django_db
PAGE = f"/werkbank/standorte/{SITE}/massnahmen/m-1"


@pytest.fixture
def gone():
    """A measure somebody still has in hand although it was taken out."""
    concept = make_concept(measures=2)
    measure = Measure.objects.select_related("concept__site__municipality").get(slug="m-1")
    actions.remove_measure(
        measure=Measure.objects.select_related("concept__site__municipality").get(pk=measure.pk), reason="x", actor=officer()
    )
    measure.concept = concept
    return measure


@pytest.mark.parametrize(
    "deed",
    [
        lambda gone: actions.remove_measure(measure=gone, reason="x", actor=officer()),
        lambda gone: actions.place_measure(measure=gone, geometry=None, actor=officer()),
        lambda gone: actions.plan_money(measure=gone, money=make_money(), expected_version=1, actor=officer()),
        lambda gone: actions.save_measure(concept=gone.concept, measure=gone, sheet=make_sheet(), expected_version=1, actor=officer()),
        lambda gone: actions.add_photo(measure=gone, file=StoredFile(), details=PhotoDetails("a", "b", "c"), actor=officer()),
    ],
)
def test_a_deed_on_what_is_gone_is_refused_and_leaves_no_entry(gone, deed):
    entries = TrailEntry.objects.count()

    with pytest.raises(GoneMeanwhileError):
        deed(gone)

    assert TrailEntry.objects.count() == entries


@pytest.fixture
def too_late(gone, monkeypatch, signed_in_as):
    """A client whose page found the measure a moment before it was taken out."""
    monkeypatch.setattr("quartierwerk.concepts.views.measures.find_measure", lambda *_: gone)
    return signed_in_as("area_officer", "municipality", "musterstadt")


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("entfernen", {"reason": "doppelt"}),
        ("ort", {"nowhere": "on"}),
    ],
)
def test_whoever_comes_too_late_gets_a_page_that_is_not_there(too_late, page, given):
    assert too_late.post(f"{PAGE}/{page}/", given).status_code == 404


@pytest.mark.parametrize("page", ["geld", "fotos"])
def test_whoever_comes_too_late_with_a_form_is_told(too_late, page):
    given = {"version": "1", "cost_2026": "5", "alt_text": "a", "credit": "b", "consent": "c"}
    if page == "fotos":
        given["file"] = SimpleUploadedFile("a.jpg", picture())

    page = too_late.post(f"{PAGE}/{page}/", given)

    assert "Jemand anders hat das inzwischen entfernt." in page.content.decode()
