"""The concept and single sheets as PDF."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.factories.concepts import SITE, make_area, make_concept, officer, plant, resolve, show_photo

from quartierwerk.concepts import actions

pytestmark = pytest.mark.django_db


def text(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{SOFT HYPHEN}", "").split())


@pytest.fixture
def full_concept(db):
    concept = make_concept(measures=2)
    make_area(concept.site)
    return concept


def test_the_working_copy_is_printed_as_such(full_concept, officer_client):
    response = officer_client.get(reverse("concepts:draft_pdf", args=(SITE,)))

    assert response["Content-Disposition"] == f'inline; filename="handlungskonzept-{SITE}-arbeitsstand.pdf"'
    assert "Arbeitsstand" in text(response)
    assert "Maßnahme 2" in text(response)


def test_one_sheet_of_the_working_copy_is_printed(full_concept, officer_client):
    response = officer_client.get(reverse("concepts:measure_pdf", args=(SITE, "m-2")))

    assert "Maßnahme 2" in text(response)
    assert "Maßnahme 1" not in text(response)


def test_a_revision_is_printed_without_a_word_of_the_working_copy(full_concept, ministry_client):
    resolve(full_concept)
    plant(full_concept, "Geheimwort")

    found = text(ministry_client.get(reverse("concepts:revision_pdf", args=(SITE, 1))))

    assert "Maßnahme 2" in found
    assert "Geheimwort" not in found


def test_photographs_of_the_moment_are_printed_with_sheet_and_concept_and_kept_papers_never_show_old_ones(full_concept, officer_client):
    photo = show_photo(full_concept.measures.get(slug="m-1"))
    resolve(full_concept)
    papers = [reverse("concepts:draft_pdf", args=(SITE,)), reverse("concepts:measure_pdf", args=(SITE, "m-1"))]
    papers.append(reverse("concepts:revision_pdf", args=(SITE, 1)))

    assert ["Bildnachweis: Foto: Stadt" in text(officer_client.get(paper)) for paper in papers] == [True] * 3

    actions.remove_photo(photo=photo, reason="", actor=officer())

    assert ["Foto: Stadt" in text(officer_client.get(paper)) for paper in papers] == [False] * 3
