"""Calendar files of many programs, and broken ones, are read without a crash."""

import random
import time
from pathlib import Path

import pytest

from quartierwerk.foundation.calendar.core.reading import appointments
from quartierwerk.kernel.errors import DomainError

FILES = Path(__file__).parents[2] / "../shared/data/icalendar"
MOST_SECONDS = 60
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not FILES.exists(), reason="the calendar files in ../shared/data are not here"),
]


def read(content):
    """Return how many appointments the content gives; none where it is refused."""
    try:
        return len(appointments(content))
    except DomainError:
        return 0


def test_every_file_is_read_or_refused_with_a_reason():
    files = sorted(FILES.rglob("*.ics"))
    assert len(files) >= 100

    found = {file.name: read(file.read_bytes()) for file in files}

    assert sum(1 for number in found.values() if number) >= 40


def test_mutated_files_break_nothing():
    chance = random.Random(5545)  # the number of the standard
    contents = [file.read_bytes() for file in sorted(FILES.rglob("*.ics"))]
    began, tried = time.monotonic(), 0
    while time.monotonic() - began < MOST_SECONDS and tried < 20_000:
        content = bytearray(chance.choice(contents)[:20_000])
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(content) + 1)
            content[at : at + chance.choice([0, 1, 1, 20])] = chance.choice(
                [b"", b"\x00", b"\xff", b":", b";", b"\r\n", b"=", b"99999999", chance.randbytes(3)]
            )
        read(bytes(content))
        tried += 1
    assert tried > 500
