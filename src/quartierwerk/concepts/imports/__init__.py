"""Spreadsheets of goals and measures: read into a plan, and written with the headings the import knows."""

from quartierwerk.concepts.imports.columns import Lists
from quartierwerk.concepts.imports.plans import ImportPlan, PlannedGoal, PlannedMeasure, fingerprint, plan_import, text_limits
from quartierwerk.concepts.imports.workbooks import concept_workbook, template_workbook

__all__ = [
    "ImportPlan",
    "Lists",
    "PlannedGoal",
    "PlannedMeasure",
    "concept_workbook",
    "fingerprint",
    "plan_import",
    "template_workbook",
    "text_limits",
]
