"""Working copies and revisions of invented concepts, with nothing surprising about them."""

from datetime import UTC, date, datetime

from quartierwerk.concepts import actions
from quartierwerk.concepts.core.measure_sheet import Indicator, Money, PhotoDetails, Sheet
from quartierwerk.concepts.core.resolution import COUNCIL, Decision
from quartierwerk.concepts.models import ActionConcept, Goal, Measure
from quartierwerk.concepts.queries.content import FIELDS_LIST
from quartierwerk.foundation.files import actions as files
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.places.models import FundingArea
from tests.factories.places import make_site
from tests.foundation.files.pictures import picture
from tests.people import actor

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SITE = "musterstadt-nord"
INSIDE = {"type": "Point", "coordinates": [8.505, 50.505]}
OUTSIDE = {"type": "Point", "coordinates": [8.6, 50.6]}
PARTIES = (("carrier", "Stadt Musterstadt"), ("responsible", "Stadtplanungsamt"), ("department", "Jugendamt"), ("partner", "Turnverein"))


def officer(site=SITE):
    """Return the area officer of the site's municipality as an actor."""
    return actor("area_officer", "municipality", make_site(site).municipality.code)


def square(west=8.5, south=50.5, size=0.01):
    """Return a square in degrees."""
    east, north = west + size, south + size
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


def make_area(site, *, version=1, valid_from=date(2020, 1, 1), geometry=None):
    """Return a boundary version of the site."""
    return FundingArea.objects.create(
        site=site, version=version, geometry=geometry or square(), computed_area_m2=790_000, legal_basis="171e", valid_from=valid_from,
        resolved_on=valid_from, resolved_by="Stadtverordnetenversammlung",
    )  # fmt: skip


def make_sheet(place=1, **changes):
    """Return a sheet with everything the check asks for."""
    plain = {
        "code": f"M {place}", "title": f"Maßnahme {place}", "main_field": "housing", "aim": "both", "investive": True,
        "description": "Wege und Bänke.", "other_fields": ("culture",), "cost_group": "community_facilities", "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31), "priority": "I", "place_note": "Marktplatz", "follow_up_cost_cents": 0,
        "goals": ("1.1",), "parties": PARTIES, "indicators": (Indicator("Bänke", "Stück", None, 12, 2028),),
    }  # fmt: skip
    return Sheet(**{**plain, **changes})


def make_money(cents=90_000_00, year=2026):
    """Return costs of one year, a third each from federation, state and municipality."""
    third = cents // 3
    sources = {"federal": third, "state": third, "municipality": cents - 2 * third}
    return Money({year: cents}, {(source, year): part for source, part in sources.items()})


def make_concept(site=None, *, measures=0, goals=True, money=True):
    """Return the site's concept, made on first call with two goals and as many measures as wanted."""
    site = site or make_site()
    concept, begun = ActionConcept.objects.select_related("site__municipality").get_or_create(
        site=site, defaults={"title": f"Handlungskonzept {site.code}", "fields_list": FIELDS_LIST}
    )
    if begun and goals:
        guiding = Goal.objects.create(concept=concept, code="1", title="Gut leben")
        Goal.objects.create(concept=concept, code="1.1", title="Grün und Ruhe", parent=guiding, success_shown_by="Man sitzt", position=1)
    add_measures(concept, measures, money=money)
    return concept


def add_measures(concept, number, *, money=True):
    """Return so many more measures of the concept; they continue its numbers."""
    begin = concept.measures.count() + 1
    return [add_measure(concept, place, money=make_money() if money else None) for place in range(begin, begin + number)]


def add_measure(concept, place=1, *, money=None, geometry=None, **changes):
    """Return one more measure, written by the deeds' own writers without a deed around them."""
    saved, _changes = actions.measures.write_sheet(concept, None, make_sheet(place, **changes), taken=())
    if money:
        actions.measures.write_money(saved, money)
    if geometry:
        Measure.objects.filter(pk=saved.pk).update(geometry=geometry)
        saved.geometry = geometry
    return saved


def decided(day=TODAY, *, kind=COUNCIL, body_name="Stadtverordnetenversammlung", reference="VL-1/2026"):
    """Return a decision of this day."""
    return Decision(kind, day, body_name, reference)


def resolve(concept, day=TODAY, *, by=None, despite="Der Zuwendungsbescheid verlangt es."):
    """Return the revision that freezes the working copy as resolved on this day."""
    return actions.resolve(concept=concept, decision=decided(day), despite=despite, actor=by or officer(concept.site.code), now=NOW)


def plant(concept, secret):
    """Write a word into every text of the working copy that people fill in."""
    from quartierwerk.kernel import structured_text

    for chapter in ("participation", "analysis"):
        concept.chapters.update_or_create(chapter_code=chapter, defaults={"body": structured_text.read(secret), "edited_at": NOW})
    concept.analyses.update_or_create(field_code="housing", defaults={"strengths": secret, "weaknesses": secret, "argued_away": secret})
    ActionConcept.objects.filter(pk=concept.pk).update(title=f"Konzept {secret}")
    concept.goals.update(title=secret, success_shown_by=secret)
    concept.measures.update(
        title=secret, description=secret, place_note=secret, outside_reason=secret, participation_done=secret, follow_up_cost_note=secret
    )
    for measure in concept.measures.all():
        measure.parties.update(name=secret)
        measure.indicators.update(name=secret, unit=secret)
    add_measure(concept, 99, code="GEHEIM", title=secret)


def show_photo(measure, *, grey=120, taken_on=None):
    """Return a photograph that is shown with the measure."""
    by = officer(measure.concept.site.code)
    file = files.store(content=picture(colour=(grey, grey, grey)), name="bank.jpg", purpose=Purpose.PHOTO, actor=by)
    details = PhotoDetails("Bänke am Platz", "Foto: Stadt", "mündlich, 3.5.2026", taken_on)
    return actions.add_photo(measure=measure, file=file, details=details, actor=by)
