"""Programmes of two and of twenty sites, with everything a page about them shows."""

from datetime import UTC, date, datetime

import pytest
from tests.factories.places import make_municipality, make_site

from quartierwerk.places.models import FundingArea, SiteContact, SiteFigure, StageEntry

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def square(west, south, size=0.01):
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]],
    }


def make_full_site(number, rows=2):
    """Return a site with so many names, figures, stages, list entries, contacts and boundary versions."""
    municipality = make_municipality(
        f"stadt-{number:03}", county=f"Kreis {number % 3}", longitude=8.5 + number / 100, latitude=50.5, ags=f"064{number:05}"
    )
    site = make_site(f"standort-{number:03}", municipality=municipality, name=f"Viertel {number:03}")
    site.overall_measures.create(
        programme="Soziale Stadt", begins_on=date(2014, 1, 1), source="Liste", source_url="https://example.org/liste"
    )
    add_rows(site, 0, rows)
    return site


def add_rows(site, begin, number):
    """Add so many names, figures, stages, list entries, contacts, boundary versions and counts of inhabitants, each of its own day."""
    measure = site.overall_measures.get()
    for row in range(begin, begin + number):
        site.names.create(name=f"Alias {row}", kind="alias", begins_on=date(2010, 1, 1), source="Zeitung")
        site.figures.create(kind=SiteFigure.Kind.INHABITANTS, value=3_000 + row, as_of=date(2020, 1, 1 + row), source="Stadt")
        site.list_entries.create(programme_year=2000 + row, grant_cents=100_000_00 * (place_of(site) + row), source="Ministerium")
        SiteContact.objects.create(site=site, title=f"Büro {row}", position=row)
        StageEntry.objects.create(
            overall_measure=measure, stage="in_delivery", since=date(2016, 1, 1 + row), rulebook="site_stages_1", recorded_at=NOW
        )
        FundingArea.objects.create(
            site=site, version=row + 1, geometry=square(8.5, 50.5), computed_area_m2=790_000, legal_basis="171e",
            valid_from=date(2016, 1, 1 + row), resolved_on=date(2016, 1, 1), resolved_by="Stadtverordnetenversammlung",
        )  # fmt: skip
        site.municipality.inhabitant_counts.create(as_of=date(2020, 1, 1 + row), inhabitants=30_000 + row)


def place_of(site):
    """Return the number a full site was made with."""
    return int(site.code.removeprefix("standort-"))


@pytest.fixture
def full_site(db):
    return make_full_site(1)


@pytest.fixture(params=[2, 20], ids=["two", "twenty"])
def programme(request, db):
    """So many sites with two of everything."""
    return [make_full_site(number) for number in range(1, request.param + 1)]
