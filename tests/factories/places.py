"""Municipalities and sites with nothing surprising about them."""

from datetime import date

from quartierwerk.places.models import Municipality, Site, SiteName


def make_municipality(code="musterstadt", **fields):
    """Return the municipality with this code, made on first call."""
    fields.setdefault("name", code.replace("-", " ").title())
    municipality, _made = Municipality.objects.get_or_create(code=code, defaults=fields)
    return municipality


def make_site(code="musterstadt-nord", *, municipality=None, name=None, **fields):
    """Return the site with this code and one official name, made on first call."""
    site, made = Site.objects.select_related("municipality").get_or_create(
        code=code, defaults={"municipality": municipality or make_municipality(), **fields}
    )
    if made:
        SiteName.objects.create(site=site, name=name or code.replace("-", " ").title(), begins_on=date(2015, 1, 1))
    return site


def make_sites(number, *, municipality=None):
    """Return so many sites of one municipality."""
    return [make_site(f"standort-{place:03}", municipality=municipality) for place in range(1, number + 1)]
