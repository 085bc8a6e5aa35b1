"""The concept leaves the house: as tagged PDF, whole or by measure."""

from quartierwerk.concepts.exports.documents import (
    concept_file_name,
    concept_pdf,
    draft_pdf,
    draft_sheet_pdf,
    measure_sheet_file_name,
    measure_sheet_pdf,
    revision_pdf,
    revision_sheet_pdf,
)
from quartierwerk.concepts.exports.lists import measure_list

__all__ = [
    "concept_file_name",
    "concept_pdf",
    "draft_pdf",
    "draft_sheet_pdf",
    "measure_list",
    "measure_sheet_file_name",
    "measure_sheet_pdf",
    "revision_pdf",
    "revision_sheet_pdf",
]
