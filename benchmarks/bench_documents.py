"""How long a concept takes to set: CPU seconds and size for 9, 40 and 64 measures.

Run with ``python -m benchmarks.bench_documents`` in the checkout. The aim is under 2 s of CPU for 64 measures.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "src"), str(Path(__file__).parent.parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartierwerk.config.settings")

import django  # noqa: E402 -- the path comes first

django.setup()

from tests.factories.concept_content import STEPS, make_content  # noqa: E402 -- the path comes first

from quartierwerk.concepts.exports import concept_pdf  # noqa: E402 -- the path comes first

SIZES = (64, 40, 9)
AIM_SECONDS = 2.0
DATED = datetime(2026, 11, 22, 12, tzinfo=UTC)


def measure(measures: int) -> tuple[float, int]:
    """Return the CPU seconds and the bytes of a concept with so many measures."""
    content = make_content(measures)
    started = time.process_time()
    # A working copy is set anew each time; a resolved revision would be measured as a file that is read.
    pdf = concept_pdf(content, number=None, steps=STEPS, dated=DATED)
    return time.process_time() - started, len(pdf)


def main() -> None:
    """Print one line a size; the largest goes first, so that it pays for the start."""
    for size in SIZES:
        seconds, length = measure(size)
        verdict = "" if size != max(SIZES) else f"  aim {AIM_SECONDS} s: {'kept' if seconds < AIM_SECONDS else 'MISSED'}"
        print(f"{size:3} measures  {seconds:5.2f} s CPU  {length / 1e6:5.2f} MB{verdict}")


if __name__ == "__main__":
    main()
