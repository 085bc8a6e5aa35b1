"""Rows of the programme at a glance: what is resolved, what a list gives, and dashes where nothing is."""

import re
from datetime import date
from html import unescape

import pytest
from tests.factories.concepts import TODAY, add_measures, make_concept, resolve
from tests.factories.places import make_municipality, make_site
from tests.places.conftest import make_full_site

from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.ui.listing import written
from quartierwerk.places import queries as places
from quartierwerk.workspace.presentation import programme_listing

pytestmark = pytest.mark.django_db


def rows_of():
    """Return what each row says, by the site's title."""
    markup = written(programme_listing(places.overview(PUBLIC, TODAY), on=TODAY))
    rows = re.findall(r"<tr>(.*?)</tr>", markup, flags=re.DOTALL)[1:]
    cells = [[said(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)] for row in rows]
    return {row[0]: row[1:] for row in cells}


def said(markup):
    bare = re.sub(r"<svg\b.*?</svg>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return " ".join(unescape(bare).replace("\xa0", " ").split())


def test_a_site_shows_what_its_list_gives_and_what_its_council_resolved():
    site = make_full_site(1)
    resolve(make_concept(site, measures=3), date(2025, 3, 3))

    row = rows_of()["Stadt 001 – Viertel 001"]

    assert row[:5] == ["in Umsetzung", "2014", "200", "2025", "3"]


def test_a_working_copy_that_has_moved_on_changes_nothing():
    concept = make_concept(make_full_site(1), measures=3)
    resolve(concept, date(2025, 3, 3))
    before = rows_of()
    add_measures(concept, 5)

    assert rows_of() == before


def test_what_is_not_known_is_said_and_what_is_not_there_is_a_dash():
    make_site("ohne-alles", municipality=make_municipality("ort", name="Ort"), name="Mitte")

    stage, *others = rows_of()["Ort – Mitte"]

    assert stage in {"k. A.", "nicht bekannt"}
    assert others[:4] == ["–", "–", "–", "–"]
    assert others[4].endswith("kein Konzept")


def test_an_invented_site_says_so():
    make_site("erdacht", municipality=make_municipality("ort", name="Ort"), name="Mitte", is_example=True)
    make_site("echt", municipality=make_municipality("ort"), name="Rand")

    assert set(rows_of()) == {"Ort – Mitte erfunden", "Ort – Rand"}


def test_a_name_of_signs_stays_text():
    make_site("schraeg", municipality=make_municipality("ort", name="<b>Ort</b>"), name='"Mitte" & Rand')

    markup = written(programme_listing(places.overview(PUBLIC, TODAY), on=TODAY))

    assert "&lt;b&gt;Ort&lt;/b&gt; – &quot;Mitte&quot; &amp; Rand" in markup
    assert 'href="/werkbank/standorte/schraeg/"' in markup
