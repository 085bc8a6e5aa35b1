"""How much of a spreadsheet we are willing to look at."""

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; beyond them a file is refused before it costs memory."""

    rows: int = 20_000
    columns: int = 500
    cells: int = 2_000_000
    sheets: int = 50
    merged_cells: int = 50_000
    archive_members: int = 2_000
    unpacked_bytes: int = 100 * _MEGABYTE
    ratio: int = 200
    ratio_matters_from_bytes: int = 10 * _MEGABYTE
    packed_bytes: int = 20 * _MEGABYTE


STANDARD = Limits()
