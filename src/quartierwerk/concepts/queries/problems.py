"""What a completeness check needs besides the content: required chapters and what lies outside the area."""

from datetime import date

from quartierwerk.concepts.core.completeness import Finding, check
from quartierwerk.concepts.core.content import ConceptContent
from quartierwerk.foundation.geo import spots
from quartierwerk.foundation.rulebook import queries as rules


def findings_of(content: ConceptContent, *, on: date) -> tuple[Finding, ...]:
    """Return all findings on a content, by the rules in force on a day."""
    chapters = rules.catalogue("concept_chapters", on=on)
    required = [entry.code for entry in chapters.entries if entry.extra.get("required") == "yes"]
    return check(content, required_chapters=required, outside=outside_area(content))


def outside_area(content: ConceptContent) -> list[str]:
    """Return the slugs of measures whose place is not inside the funding area (invariant I-25)."""
    boundary = content["boundary"]
    if boundary is None:
        return []
    placed = {slug: measure["geometry"] for slug, measure in content["measures"].items() if measure["geometry"]}
    return spots.outside(boundary["geometry"], placed)
