"""What is kept between requests never carries one language into the other."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import translation
from tests.factories.concepts import SITE, make_area, make_concept, resolve
from tests.places.conftest import make_full_site

from quartierwerk.concepts import exports
from quartierwerk.concepts import queries as concepts
from quartierwerk.concepts.exports import documents

pytestmark = pytest.mark.django_db
GERMAN = re.compile(r"\d\.\d{3}(?!\d)|Mio\.|Tsd\.|\d{2}\.\d{2}\.\d{4}|\bMaßnahmen\b|Aufwertung|geplant")
ENGLISH = re.compile(r"\d,\d{3}(?!\d)|million|€ thousand|\bMeasures\b|Upgrading|planned")
PAGES = {"portal:start": (), "portal:sites": (), "portal:site": (SITE,), "portal:concept": (SITE,), "portal:measure": (SITE, "m-1")}


@pytest.fixture(autouse=True)
def languages():
    """A page leaves its language behind in the thread; the next test begins with its own."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture
def programme(db):
    """A site with money and a resolved concept, and another."""
    make_full_site(1)
    concept = make_concept(measures=2)
    make_area(concept.site)
    return resolve(concept)


def read(client, name, language):
    """Return the words of the page's own, without what is marked as German content."""
    page = client.get(reverse(name, args=PAGES[name]), headers={"accept-language": language}).content.decode()
    inside = page.partition("<main")[2].partition("</main>")[0]
    own = re.sub(r'<(\w+)[^>]* lang="de"[^>]*>.*?</\1>', " ", inside, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", own))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("first", "second"), [("de", "en"), ("en", "de")])
def test_a_page_read_in_one_language_leaves_nothing_in_the_other(name, first, second, programme, client):
    pages = {language: read(client, name, language) for language in (first, second, first)}

    assert GERMAN.search(pages["de"])
    assert ENGLISH.findall(pages["de"]) == []
    assert ENGLISH.search(pages["en"])
    assert GERMAN.findall(pages["en"]) == []


def test_a_document_is_the_same_whoever_asks_in_whatever_language(programme, monkeypatch):
    handed_over = []
    monkeypatch.setattr(documents, "typeset_once", lambda _template, facts, **_given: handed_over.append(facts) or b"%PDF")

    for language in ("de", "en"):
        with translation.override(language):
            exports.revision_pdf(programme, concepts.steps_of(programme))
            exports.revision_sheet_pdf(programme, concepts.steps_of(programme), "m-1")

    whole, sheet, whole_again, sheet_again = handed_over
    assert whole_again == whole
    assert sheet_again == sheet
