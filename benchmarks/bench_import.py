"""Measures the preview of a spreadsheet with 5,000 measures and 20 years; prints CPU and wall seconds."""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartierwerk.config.settings")
django.setup()

from quartierwerk.concepts.core.import_values import Existing, GoalValues, MeasureValues  # noqa: E402 -- after Django's set-up
from quartierwerk.concepts.imports import Lists, concept_workbook, plan_import  # noqa: E402 -- after Django's set-up

ROWS, YEARS = 5_000, range(2024, 2044)
TARGET_SECONDS = 5
LISTS = Lists(
    fields={"housing": "Wohnen", "culture": "Kultur", "health": "Gesundheit"},
    cost_groups={"traffic_access": "Verkehr", "open_spaces": "Freiflächen"},
    sources={"federal": "Bund", "state": "Land", "municipality": "Kommune"},
)


def measure(number: int, *, more: int = 0) -> MeasureValues:
    """Return an invented measure with cost and financing in every year."""
    return MeasureValues(
        f"M-{number:04d}",
        title=f"Maßnahme {number}",
        description="Ein Absatz, der die Idee beschreibt. " * 4,
        main_field="housing",
        other_fields=("culture",),
        aim="both",
        investive=True,
        state="planned",
        carrier="Stadt Beispielstadt",
        departments=("Jugendamt", "Sozialamt"),
        goals=("1",),
        costs=tuple((year, 123_456 + number + more) for year in YEARS),
        financing=tuple(("federal", year, 41_152 + number) for year in YEARS),
    )


def timed(label: str, content: bytes, existing: Existing) -> None:
    """Print how long the preview takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    plan = plan_import(content, file_name="konzept.xlsx", existing=existing, lists=LISTS)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    counts = ", ".join(f"{state} {count}" for state, count in plan.preview.counts.items())
    print(f"{label:<28} {len(content) / 1e6:5.2f} MB   CPU {cpu:5.2f} s   wall {wall:5.2f} s   (target {TARGET_SECONDS} s)   {counts}")


def main() -> None:
    """Print the preview's cost for a new, an unchanged and a changed concept."""
    concept = Existing((GoalValues("1", "Ein Ziel"),), tuple(measure(number) for number in range(ROWS)))
    content = concept_workbook(concept, LISTS)
    other = Existing(concept.goals, tuple(measure(number, more=1) for number in range(ROWS)))
    timed("all rows new", content, Existing())
    timed("all rows unchanged", content, concept)
    timed("all rows changed", content, other)


if __name__ == "__main__":
    main()
