"""A draft is found again by whoever uploaded it, where it was uploaded, for a day."""

from datetime import timedelta

import pytest
from django.core import signing
from django.http import Http404
from django.utils import timezone

from quartierwerk.foundation.files import drafts
from quartierwerk.foundation.files.actions import store
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.files.drafts import Draft
from quartierwerk.foundation.people.core.actor import SYSTEM
from tests.people import imagined

pytestmark = pytest.mark.django_db
OFFICER = imagined("area_officer", "municipality", "musterstadt", person_id=7)
OTHER = imagined("area_officer", "municipality", "musterstadt", person_id=8)
WHERE = {"purpose": Purpose.SPREADSHEET, "site": "musterstadt-nord", "actor": OFFICER}


@pytest.fixture
def draft(settings, tmp_path):
    settings.DATA = tmp_path
    return Draft(store(actor=SYSTEM, content=b"a;b\n", name="alt.csv", purpose=Purpose.SPREADSHEET), "neu.csv")


def test_a_draft_is_found_with_its_content_and_the_name_it_came_under(draft):
    found = drafts.find(drafts.sign(draft, **WHERE), **WHERE)

    assert (found, found.content, found.name) == (draft, b"a;b\n", "neu.csv")


@pytest.mark.parametrize("elsewhere", [{"site": "musterstadt-sued"}, {"actor": OTHER}, {"purpose": Purpose.BOUNDARY}])
def test_nobody_else_finds_it_and_nowhere_else(draft, elsewhere):
    signed = drafts.sign(draft, **WHERE)

    with pytest.raises(Http404):
        drafts.find(signed, **{**WHERE, **elsewhere})


@pytest.mark.parametrize(
    "signed", ["", "unsinn", "a:b:c", signing.dumps(["x", "y", "z", 7], salt="other")], ids=["nothing", "nonsense", "parts", "other-salt"]
)
def test_what_nobody_signed_is_not_found(signed):
    with pytest.raises(Http404):
        drafts.find(signed, **WHERE)


def test_a_draft_whose_file_is_gone_is_not_found(draft):
    signed = drafts.sign(draft, **WHERE)
    type(draft.file).objects.filter(pk=draft.file.pk).delete()

    with pytest.raises(Http404):
        drafts.find(signed, **WHERE)


def test_a_draft_is_kept_for_a_day(draft, monkeypatch):
    signed = drafts.sign(draft, **WHERE)
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)

    with pytest.raises(Http404):
        drafts.find(signed, **WHERE)
