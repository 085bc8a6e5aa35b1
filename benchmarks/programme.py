"""Fills an empty, migrated database with a large invented programme: sites, measures, money, resolved concepts, people.

Run by ``benchmarks.pages`` as the server's superuser. Triggers rest while it writes, and the row history is copied
from the rows afterwards, so that its tables are as large as they would be.
"""
# ruff: noqa: SLF001 -- Django's documented model interface

import argparse
import hashlib
import json
import math
import os
import time
from datetime import UTC, date, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartierwerk.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 -- after Django's set-up
from django.utils import timezone  # noqa: E402 -- after Django's set-up

from quartierwerk.concepts import actions  # noqa: E402 -- after Django's set-up
from quartierwerk.concepts.core.totals import totals  # noqa: E402 -- after Django's set-up
from quartierwerk.concepts.models import (  # noqa: E402 -- after Django's set-up
    ActionConcept,
    Chapter,
    ConceptRevision,
    FieldAnalysis,
    Goal,
    Measure,
    ResolutionStep,
)
from quartierwerk.concepts.queries.content import FIELDS_LIST, content_of  # noqa: E402 -- after Django's set-up
from quartierwerk.foundation.audit.queries import event_models  # noqa: E402 -- after Django's set-up
from quartierwerk.foundation.calendar import loader as deadlines  # noqa: E402 -- after Django's set-up
from quartierwerk.foundation.people.models import Mandate, Organisation, OrganisationName, Person  # noqa: E402 -- after Django's set-up
from quartierwerk.foundation.people.queries import actor_for  # noqa: E402 -- after Django's set-up
from quartierwerk.foundation.rulebook import queries as rules  # noqa: E402 -- after Django's set-up
from quartierwerk.places.models import (  # noqa: E402 -- after Django's set-up
    FundingArea,
    MapLayer,
    Municipality,
    MunicipalityInhabitants,
    OverallMeasure,
    ProgrammeListEntry,
    Site,
    SiteContact,
    SiteFigure,
    SiteName,
    StageEntry,
)

MEASURES = 60
SITES_A_MUNICIPALITY = 3
VARIANTS = 20
BATCH = 50
DEEDS = 60
WAITING = 80  # of so many revisions one waits to be recognised by the state
FROZEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
COUNCIL = date(2026, 2, 26)
WEST, EAST, SOUTH, NORTH = 7.9, 10.1, 49.5, 51.6
STAGES = ("preparing", "in_delivery", "in_delivery", "in_delivery", "consolidating", "closing")
AIMS = ("both", "upgrading", "cooperation")
STATES = ("planned", "running", "done", "idea", "applied", "granted")
SENTENCE = "Der leer stehende Güterschuppen wird Treffpunkt: Saal, Küche, Beratung, Werkstatt. Vier Partner betreiben ihn gemeinsam. "
FIRST_SITE = "gemeinde-001-quartier-1"
MINISTRY, OFFICER = "ministerium@bench.invalid", "kommune@bench.invalid"


def site_code(number: int) -> str:
    """Return the code of the site with this number, from 0."""
    return f"gemeinde-{number // SITES_A_MUNICIPALITY + 1:03}-quartier-{number % SITES_A_MUNICIPALITY + 1}"


def centre(number: int) -> tuple[float, float]:
    """Return where a municipality lies, the same in every run."""
    return WEST + 0.3 + (number * 0.618034 % 1) * (EAST - WEST - 0.6), SOUTH + 0.3 + (number * 0.754878 % 1) * (NORTH - SOUTH - 0.6)


def ring(at: tuple[float, float], radius: float, corners: int) -> dict:
    """Return a closed, slightly wavy polygon."""
    points = []
    for corner in range(corners):
        angle = 2 * math.pi * corner / corners
        away = radius * (1 + 0.12 * math.sin(5 * angle) + 0.03 * math.sin(23 * angle))
        points.append([round(at[0] + 1.55 * away * math.cos(angle), 6), round(at[1] + away * math.sin(angle), 6)])
    return {"type": "Polygon", "coordinates": [[*points, points[0]]]}


def build(sites: int) -> None:
    """Write everything in one transaction; afterwards the statistics are up to date."""
    with transaction.atomic():
        _sql("SET LOCAL session_replication_role = replica")
        _places(sites)
        _people(sites)
        _concepts()
        _money()
        _history()
    _revisions(sites)
    _deeds()
    deadlines.rebuild()
    _sql("VACUUM ANALYZE")


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _places(sites: int) -> None:
    towns = math.ceil(sites / SITES_A_MUNICIPALITY)
    Municipality.objects.bulk_create(
        Municipality(
            code=f"gemeinde-{town + 1:03}", ags=f"06{town:06}", name=f"Gemeinde {town + 1:03}", county=f"Kreis {town % 21 + 1}",
            longitude=centre(town)[0], latitude=centre(town)[1], outline=ring(centre(town), 0.05, 400), is_example=True,
        )
        for town in range(towns)
    )  # fmt: skip
    at_home = list(Municipality.objects.order_by("pk"))
    MunicipalityInhabitants.objects.bulk_create(
        MunicipalityInhabitants(municipality=town, as_of=date(2025, 12, 31), inhabitants=20_000, source="Statistik") for town in at_home
    )
    Site.objects.bulk_create(
        Site(code=site_code(n), municipality=at_home[n // SITES_A_MUNICIPALITY], description=SENTENCE * 3, is_example=True)
        for n in range(sites)
    )
    _facts(list(Site.objects.order_by("pk")))
    MapLayer.objects.bulk_create(_layers())


def _facts(sites: list[Site]) -> None:
    begins = date(2018, 1, 1)
    SiteName.objects.bulk_create(
        name
        for n, site in enumerate(sites)
        for name in (
            SiteName(site=site, name=f"Quartier {n + 1}", begins_on=begins, source="Bescheid"),
            SiteName(site=site, name=f"Viertel {n + 1}", begins_on=begins, kind="alias", source="Zeitung"),
        )
    )
    OverallMeasure.objects.bulk_create(
        OverallMeasure(site=site, programme="Sozialer Zusammenhalt", begins_on=date(2014 + n % 9, 1, 1), source="Programmliste")
        for n, site in enumerate(sites)
    )
    StageEntry.objects.bulk_create(
        StageEntry(
            overall_measure=measure,
            stage=stage,
            since=date(2018 + 3 * step, 5, 1),
            rulebook="site_stages",
            recorded_at=FROZEN,
            source="Bescheid",
        )
        for n, measure in enumerate(OverallMeasure.objects.order_by("pk"))
        for step, stage in enumerate(("admitted", STAGES[n % len(STAGES)]))
    )
    SiteFigure.objects.bulk_create(
        SiteFigure(site=site, kind=kind, value=value + 10 * n, as_of=date(2024 + newer, 12, 31), source="Statistik")
        for n, site in enumerate(sites)
        for newer in (0, 1)
        for kind, value in (("area_m2", 740_000), ("inhabitants", 6_100))
    )
    ProgrammeListEntry.objects.bulk_create(
        ProgrammeListEntry(site=site, programme_year=year, grant_cents=40_000_000 + 100_000 * (n % 400), source="Veröffentlichte Liste")
        for n, site in enumerate(sites)
        for year in range(2018, 2026)
    )
    SiteContact.objects.bulk_create(
        SiteContact(site=site, title="Stadtteilbüro", address="Bahnhofstraße 12", phone="0641 1234", email="buero@bench.invalid")
        for site in sites
    )
    FundingArea.objects.bulk_create(
        FundingArea(
            site=site, version=version, geometry=ring(_middle(n), 0.0045 + 0.0003 * version, 60), computed_area_m2=742_000,
            legal_basis="171e", valid_from=date(2018 + 4 * version, 5, 12), resolved_on=date(2018 + 4 * version, 5, 12),
            resolved_by="Stadtverordnetenversammlung", source="Amtliches Verzeichnis",
        )
        for n, site in enumerate(sites)
        for version in (1, 2)
    )  # fmt: skip


def _middle(number: int) -> tuple[float, float]:
    longitude, latitude = centre(number // SITES_A_MUNICIPALITY)
    return longitude + 0.015 * (number % SITES_A_MUNICIPALITY), latitude


def _layers() -> list[MapLayer]:
    """Return base layers with about as many corners as a state's map has."""
    middle = (WEST + EAST) / 2, (SOUTH + NORTH) / 2
    shapes = {
        "state": [ring(middle, 0.95, 1_800)],
        "counties": [ring(centre(n), 0.16, 250) for n in range(26)],
        "neighbours": [ring(centre(40 + n), 0.5, 600) for n in range(6)],
    }
    layers = {
        code: [{"type": "Feature", "geometry": shape, "properties": {"name": ""}} for shape in found] for code, found in shapes.items()
    }
    labels = [("Point", {"name": f"Stadt {n}"}, centre(n)) for n in range(12)]
    layers["labels"] = [{"type": "Feature", "geometry": {"type": k, "coordinates": at}, "properties": named} for k, named, at in labels]
    return [
        MapLayer(
            code=code, attribution="Erfundene Grenzen", features={"type": "FeatureCollection", "features": features},
            content_sha256=hashlib.sha256(code.encode()).hexdigest(),
        )
        for code, features in layers.items()
    ]  # fmt: skip


def _people(sites: int) -> None:
    since = date(2019, 1, 1)
    Organisation.objects.bulk_create(Organisation(code=f"amt-{n}", kind="department", is_example=True) for n in range(40))
    bodies = list(Organisation.objects.order_by("pk"))
    OrganisationName.objects.bulk_create(OrganisationName(organisation=o, name=f"Amt {n}", begins_on=since) for n, o in enumerate(bodies))
    named = [(MINISTRY, "Ministerin"), (OFFICER, "Koordinator"), *((f"person-{n}@bench.invalid", f"Person {n:04}") for n in range(sites))]
    Person.objects.bulk_create(Person(email=email, name=name, password="!", is_example=True) for email, name in named)
    people = list(Person.objects.order_by("pk"))
    held = [(people[0], "programme_ministry", "programme", "soziale-stadt"), (people[1], "area_officer", "municipality", "gemeinde-001")]
    held += [(person, "neighbourhood_manager", "site", site_code(n)) for n, person in enumerate(people[2:])]
    held += [(people[n + 2], "department_contact", "municipality", f"gemeinde-{n + 1:03}") for n in range(sites // SITES_A_MUNICIPALITY)]
    Mandate.objects.bulk_create(
        Mandate(person=person, organisation=bodies[n % 40], role=role, scope_kind=kind, scope_code=code, begins_on=since)
        for n, (person, role, kind, code) in enumerate(held)
    )


def _concepts() -> None:
    officer = Person.objects.get(email=OFFICER)
    fields = [entry.code for entry in rules.catalogue(FIELDS_LIST, on=COUNCIL).entries]
    chapters = [entry.code for entry in rules.catalogue("concept_chapters", on=COUNCIL).entries]
    ActionConcept.objects.bulk_create(
        ActionConcept(
            site=site,
            title=f"Integriertes Handlungskonzept Quartier {n + 1}",
            fields_list=FIELDS_LIST,
            released_at=FROZEN,
            released_by=officer,
        )
        for n, site in enumerate(Site.objects.order_by("pk"))
    )
    concepts = list(ActionConcept.objects.order_by("pk"))
    body = [
        {"type": "paragraph", "runs": [{"text": SENTENCE * 4}, {"text": "Gemeinsam geplant.", "bold": True}]},
        {"type": "heading", "level": 3, "runs": [{"text": "Schritte"}]},
        {"type": "bullets", "items": [[{"text": "Auftakt"}], [{"text": "Werkstatt"}], [{"text": "Beschluss"}]]},
    ]
    Chapter.objects.bulk_create(
        Chapter(concept=concept, chapter_code=code, body=body, edited_at=FROZEN, edited_by=officer)
        for concept in concepts
        for code in chapters
    )
    FieldAnalysis.objects.bulk_create(
        FieldAnalysis(concept=concept, field_code=code, strengths="Dichtes Netz an Vereinen.\nKurze Wege.", weaknesses="Es fehlen Räume.")
        for concept in concepts
        for code in fields
    )
    _goals(concepts)
    groups = ("traffic_access", "open_spaces", "modernisation", "community_facilities", "neighbourhood_management")
    Measure.objects.bulk_create(
        (_measure(concept, _middle(n), place, fields, groups) for n, concept in enumerate(concepts) for place in range(1, MEASURES + 1)),
        batch_size=5_000,
    )


def _goals(concepts: list[ActionConcept]) -> None:
    Goal.objects.bulk_create(
        Goal(concept=concept, code=str(top), title=f"Leitziel {top}: Wer hier wohnt, wohnt gut", position=10 * top)
        for concept in concepts
        for top in (1, 2, 3)
    )
    Goal.objects.bulk_create(
        Goal(
            concept_id=top.concept_id, parent=top, code=f"{top.code}.{sub}",
            title=f"Teilziel {top.code}.{sub}: Höfe und Plätze zum Bleiben",
            success_shown_by="400 Besuche in der Woche", position=top.position + sub,
        )
        for top in Goal.objects.order_by("pk")
        for sub in (1, 2, 3)
    )  # fmt: skip


def _measure(concept: ActionConcept, middle: tuple[float, float], place: int, fields: list[str], groups: tuple[str, ...]) -> Measure:
    aim = AIMS[place % 3]
    at = [
        round(middle[0] + 0.005 * math.cos(place) * (place % 10) / 10, 6),
        round(middle[1] + 0.0035 * math.sin(place) * (place % 10) / 10, 6),
    ]
    first = 2022 + place % 4
    return Measure(
        concept=concept, code=f"M {place:02}", slug=f"m-{place:02}", title=f"Nachbarschaftshaus Alter Güterschuppen {place}",
        description=SENTENCE * 3, main_field=fields[place % len(fields)], other_fields=[fields[(place + 2) % len(fields)]], aim=aim,
        investive=aim != "cooperation", cost_group=groups[place % len(groups)],
        starts_on=date(first, 3, 1), ends_on=date(first + 2, 11, 30),
        priority=("I", "II", "III")[place % 3], state=STATES[place % len(STATES)], place_note="Bahnhofstraße 12",
        geometry={"type": "Point", "coordinates": at} if place % 6 else None, participation_done="Zwei Werkstätten mit 58 Leuten.",
        follow_up_cost_cents=1_850_000, follow_up_cost_note="Stadt, Amt für Soziales",
    )  # fmt: skip


def _money() -> None:
    """Add costs in three years, three sources each, parties, an indicator and a goal to every measure."""
    measure = "CAST(right(slug, 2) AS int)"
    _sql(
        "INSERT INTO concepts_plannedcost (measure_id, budget_year, amount_cents)"
        f" SELECT id, extract(year FROM starts_on)::int + step, 300 * (10000 + 137 * {measure} + 40 * step)"
        " FROM concepts_measure, generate_series(0, 2) AS step"
    )
    _sql(
        "INSERT INTO concepts_plannedfinancing (measure_id, source_code, budget_year, amount_cents)"
        " SELECT measure_id, source, budget_year, amount_cents / 3 FROM concepts_plannedcost,"
        " unnest(ARRAY['federal', 'state', 'municipality']) AS source"
    )
    _sql(
        "INSERT INTO concepts_measureparty (measure_id, part, name) SELECT id, part, name FROM concepts_measure,"
        " (VALUES ('carrier', 'Stadt'), ('responsible', 'Amt für Stadtplanung'), ('department', 'Jugendamt'), ('partner', 'Wohnbau'))"
        " AS parties (part, name)"
    )
    _sql(
        "INSERT INTO concepts_measureindicator (measure_id, name, unit, baseline, target, target_year)"
        " SELECT id, 'Besuche in der Woche', 'Besuche', 0, 400, 2028 FROM concepts_measure"
    )
    _sql(
        "INSERT INTO concepts_measure_goals (measure_id, goal_id) SELECT m.id, g.id FROM concepts_measure m JOIN concepts_goal g"
        f" ON g.concept_id = m.concept_id AND g.code = (1 + {measure} % 3) || '.' || (1 + {measure} / 3 % 3)"
    )


def _history() -> None:
    """Give every row its first state in the history."""
    for table, model in event_models().items():
        columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if not field.column.startswith("pgh_"))
        source = model.pgh_tracked_model._meta.db_table
        _sql(
            f'INSERT INTO "{table}" (pgh_created_at, pgh_label, pgh_obj_id, {columns})'
            f" SELECT '{FROZEN.isoformat()}', 'insert', id, {columns} FROM \"{source}\""
        )


def _revisions(sites: int) -> None:
    """Freeze every concept: twenty contents with different amounts, each under the names of fifty sites."""
    officer = Person.objects.get(email=OFFICER)
    concepts = list(ActionConcept.objects.select_related("site__municipality").order_by("pk"))
    whole = content_of(concepts[0], on=COUNCIL)
    variants = [_text(_varied(whole, factor)) for factor in range(1, VARIANTS + 1)]
    known = {key: json.dumps(whole["site"][key], ensure_ascii=False) for key in ("code", "municipality", "name")}
    batch = []
    for n, concept in enumerate(concepts):
        text = variants[n % VARIANTS]
        given = {"code": concept.site.code, "municipality": concept.site.municipality.name, "name": f"Quartier {n + 1}"}
        for key, value in given.items():
            text = text.replace(f'"{key}":{known[key]}', f'"{key}":{json.dumps(value, ensure_ascii=False)}')
        batch.append(_revision(concept, text, officer))
        if len(batch) == BATCH or n == sites - 1:
            ConceptRevision.objects.bulk_create(batch)
            batch = []
    _steps(officer)


def _varied(content: dict, factor: int) -> dict:
    """Return the content with every amount multiplied; what adds up still does."""
    varied = json.loads(json.dumps(content))
    for measure in varied["measures"].values():
        for amount in (*measure["costs"], *measure["financing"]):
            amount["cents"] *= factor
        measure["cost_cents"] *= factor
        measure["financing_cents"] *= factor
    varied["totals"] = totals(varied["measures"].values(), fields=varied["fields"])
    return varied


def _text(content: dict) -> str:
    """Return the content as ``core.content.content_hash`` writes it."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _revision(concept: ActionConcept, text: str, officer: Person) -> ConceptRevision:
    content = json.loads(text)
    sums = content["totals"]
    return ConceptRevision(
        concept=concept, number=1, content=content, content_hash=hashlib.sha256(text.encode()).hexdigest(),
        rulebooks=sorted(set(content["rulebooks"].values())), goal_count=len(content["goals"]), measure_count=len(content["measures"]),
        total_cents=sums["cost_cents"], upgrading_cents=sums["by_aim"]["upgrading"], cooperation_cents=sums["by_aim"]["cooperation"],
        both_cents=sums["by_aim"]["both"], by_field={field["field"]: [field["measures"], field["cents"]] for field in sums["by_field"]},
        frozen_at=FROZEN, frozen_by=officer,
    )  # fmt: skip


def _steps(officer: Person) -> None:
    decided = (("recommended", date(2026, 2, 3), "Stadtteilbeirat"), ("council", COUNCIL, "Stadtverordnetenversammlung"))
    recognised = ("recognised", date(2026, 3, 20), "Ministerium")
    ResolutionStep.objects.bulk_create(
        ResolutionStep(
            revision_id=pk, kind=kind, decided_on=day, body_name=body, reference=f"VL-{pk}/2026", recorded_at=FROZEN, recorded_by=officer
        )
        for pk in ConceptRevision.objects.values_list("pk", flat=True)
        for kind, day, body in (decided if pk % WAITING == 0 else (*decided, recognised))
    )


def _deeds() -> None:
    """Do sixty real deeds on the first concept, so that its history has something to tell."""
    officer = Person.objects.get(email=OFFICER)
    concept = ActionConcept.objects.select_related("site__municipality").get(site__code=FIRST_SITE)
    actor = actor_for(officer, on=timezone.localdate())
    for _pair in range(DEEDS // 2):
        actions.withdraw(concept=concept, actor=actor)
        actions.release(concept=concept, actor=actor, now=timezone.now())


def main() -> None:
    """Build and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1_000)
    sites = parser.parse_args().sites
    started = time.monotonic()
    build(sites)
    print(f"{sites:,} sites, {Measure.objects.count():,} measures built in {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
