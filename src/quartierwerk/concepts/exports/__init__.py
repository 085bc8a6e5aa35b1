"""The concept leaves the house: as tagged PDF, whole or by measure."""

from quartierwerk.concepts.exports.documents import (
    concept_file_name,
    concept_pdf,
    measure_sheet_file_name,
    measure_sheet_pdf,
    revision_pdf,
    revision_sheet_pdf,
)

__all__ = ["concept_file_name", "concept_pdf", "measure_sheet_file_name", "measure_sheet_pdf", "revision_pdf", "revision_sheet_pdf"]
