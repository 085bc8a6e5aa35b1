"""The workspace says where the history of a subject is."""

from quartierwerk.foundation.slots.registry import address_of
from quartierwerk.foundation.slots.values import Subject


def test_every_subject_has_its_history():
    assert address_of("history", Subject("measure", "nordviertel/m-01")) == "/werkbank/verlauf/measure/nordviertel/m-01/"
