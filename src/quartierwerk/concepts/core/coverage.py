"""Which fields of action a concept covers: where something is planned, and who takes part in it.

A dropped measure covers nothing. A measure covers its main field and its other fields alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quartierwerk.concepts.core.content import ConceptContent
from quartierwerk.concepts.core.measure_sheet import PARTNER
from quartierwerk.concepts.core.totals import DROPPED


@dataclass(frozen=True, slots=True)
class FieldCoverage:
    """A field of action with what is planned in it and the partners by name, each once."""

    code: str
    label: str
    measures: int
    partners: tuple[str, ...]

    @property
    def is_gap(self) -> bool:
        """Return whether nothing is planned here, or nobody outside the administration takes part."""
        return not (self.measures and self.partners)


def coverage(content: ConceptContent | Mapping[str, Any]) -> tuple[FieldCoverage, ...]:
    """Return every field of the concept's list in its order."""
    counted = [measure for measure in content["measures"].values() if measure["state"] != DROPPED]
    covered = []
    for field in content["fields"]:
        mine = [measure for measure in counted if field["code"] in (measure["main_field"], *measure["other_fields"])]
        partners = dict.fromkeys(party["name"] for measure in mine for party in measure["parties"] if party["part"] == PARTNER)
        covered.append(FieldCoverage(field["code"], field["label"], len(mine), tuple(partners)))
    return tuple(covered)
