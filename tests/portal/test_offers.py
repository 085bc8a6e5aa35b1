"""The portal says where the public page of a subject is."""

import pytest

from quartierwerk.foundation.slots.registry import address_of
from quartierwerk.foundation.slots.values import Subject


@pytest.mark.parametrize(
    ("kind", "code", "address"),
    [
        ("site", "lahnfelden-nordviertel", "/standorte/lahnfelden-nordviertel/"),
        ("concept", "lahnfelden-nordviertel", "/standorte/lahnfelden-nordviertel/konzept/"),
        ("measure", "lahnfelden-nordviertel/m-01", "/standorte/lahnfelden-nordviertel/massnahmen/m-01/"),
        ("photo", "lahnfelden-nordviertel/m-01/abc", "/standorte/lahnfelden-nordviertel/massnahmen/m-01/fotos/abc/"),
        ("person", "p-1", ""),
    ],
)
def test_subjects_have_their_public_page(kind, code, address):
    assert address_of("public", Subject(kind, code)) == address
