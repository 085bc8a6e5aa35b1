"""Answers as a file; needs neither database nor Django."""

import csv
import gzip
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

COLUMNS = ("query_id", "rank", "doc_id", "score")


def write(rows: Iterable[tuple[str, int, str, float]], *, to: Path | None, otherwise: IO[str]) -> None:
    """Write the answers as CSV to the file, packed where its name ends in ``.gz``, or to the stream; scores are not rounded."""
    with _opened(to, otherwise) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def _opened(to: Path | None, otherwise: IO[str]) -> Any:
    if to is None:
        return nullcontext(otherwise)
    if to.suffix == ".gz":
        return gzip.open(to, "wt", encoding="utf-8", newline="")
    return to.open("w", encoding="utf-8", newline="")
