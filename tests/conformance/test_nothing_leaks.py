"""No route tells anybody a word of a working copy that is not theirs to read: every route, every role, pages and files."""

import io
import re
import zipfile
import zlib
from datetime import date

import pytest
from django.test import Client
from tests.architecture.source import listed
from tests.factories.concepts import NOW, make_area, make_concept, plant, resolve
from tests.factories.places import make_municipality, make_site
from tests.people import person

from quartierwerk.concepts import policy
from quartierwerk.concepts.models import ActionConcept
from quartierwerk.config.routes import all_routes
from quartierwerk.foundation.people.core.mandates import SCOPES_OF_ROLE
from quartierwerk.foundation.people.core.roles import Role, ScopeKind

pytestmark = [pytest.mark.conformance, pytest.mark.django_db]
SECRET = "Zwiebelkuchen"
SITE = "anderswo-mitte"
SCOPES = {
    ScopeKind.PROGRAMME: ["soziale-stadt"], ScopeKind.MUNICIPALITY: ["musterstadt", "anderswo"], ScopeKind.SITE: ["musterstadt-nord", SITE],
    ScopeKind.BODY: [SITE], ScopeKind.CALL: [SITE],
}  # fmt: skip
PUBLIC = "public"
THOROUGH = [
    (PUBLIC, "", ""),
    (Role.AREA_OFFICER, ScopeKind.MUNICIPALITY, "anderswo"),
    (Role.AREA_OFFICER, ScopeKind.MUNICIPALITY, "musterstadt"),
    (Role.PROGRAMME_MINISTRY, ScopeKind.PROGRAMME, "soziale-stadt"),
]
# Guessed right, as somebody would who knows how our codes are made.
GUESSES = {
    "site": [SITE], "slug": ["m-1", "m-99", "geheim"], "number": ["1", "2"], "chapter": ["participation"], "field": ["housing"], "position": ["0"],
    "code": [SITE, f"{SITE}/geheim", "1.1"], "kind": ["site", "concept", "measure"],
    "file_format": ["csv", "xlsx"], "sha256": ["0" * 64], "name": ["x"], "role": ["x"], "scope_kind": ["site"], "scope_code": [SITE],
    "begins_on": ["2020-01-01"], "draft": ["x"], "token": ["x"], "uidb36": ["1"], "key": ["x"], "pk": ["1"], "deputy": ["x"],
}  # fmt: skip
FORMATS = ("", "?format=csv&filled")
LISTS = {
    f"/werkbank/standorte/{SITE}/massnahmen/",
    f"/werkbank/standorte/{SITE}/konzept/einlesen/vorlage.xlsx",
    "/werkbank/programm/",
    "/standorte/",
}


@pytest.fixture
def hidden():
    """A concept that is resolved once and went on with a secret in every text, unreleased."""
    make_site()
    site = make_site(SITE, municipality=make_municipality("anderswo"))
    make_area(site)
    concept = make_concept(site, measures=2)
    resolve(concept, date(2026, 1, 15))
    plant(concept, SECRET)
    return concept


def addresses():
    """Return every address a guesser would try."""
    found = []
    for route in all_routes():
        tried = [route.path]
        for name in re.findall(r"<(?:\w+:)?(\w+)>", route.path):
            tried = [re.sub(rf"<(?:\w+:)?{name}>", guess, path, count=1) for path in tried for guess in GUESSES[name]]
        found += tried
    return [path for path in dict.fromkeys(found) if "logout" not in path]


def holders():
    """Return each role in each scope it is held in, the public and somebody without a role."""
    return [(PUBLIC, "", ""), *((role, kind, code) for role in Role for kind in sorted(SCOPES_OF_ROLE[role]) for code in SCOPES[kind])]


def may_read(role, code, *, released):
    """Tell whether somebody with the role in this scope may read the hidden working copy."""
    permission = policy.READ_RELEASED_COPY if released else policy.READ_WORKING_COPY
    return role in permission.roles and code in {"soziale-stadt", "anderswo", SITE}


def told(response):
    """Return everything a response says, unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if content[:4] == b"%PDF":
        return content + b"".join(_inflated(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL))
    return content


def _inflated(part):
    try:
        return zlib.decompress(part)
    except zlib.error:
        return b""


def as_whom(role, kind, code):
    """Return a client of somebody with the role in this scope."""
    client = Client()
    if role != PUBLIC:
        client.force_login(person(role, kind, code))
    return client


def tells(client, address):
    """Tell whether the answer holds the secret."""
    return SECRET.encode() in told(client.get(address))


def leaks(*, released):
    """Return where somebody read the secret who may not, and who did read it.

    A few ask for everything; all others for what told the secret to one of them.
    """
    everything = [path + form for path in addresses() for form in (FORMATS if path in LISTS else FORMATS[:1])]
    told_to = {holder: [address for address in everything if tells(as_whom(*holder), address)] for holder in THOROUGH}
    revealing = sorted({address for found in told_to.values() for address in found})
    for holder in holders():
        if holder not in told_to:
            told_to[holder] = [address for address in revealing if tells(as_whom(*holder), address)]
    leaked = [
        f"{address} as {role} of {kind} {code}"
        for (role, kind, code), found in told_to.items()
        if not may_read(role, code, released=released)
        for address in found
    ]
    return leaked, [role for (role, _kind, _code), found in told_to.items() if found]


@pytest.mark.parametrize("released", [False, True])
def test_nobody_reads_a_working_copy_that_is_not_theirs(hidden, released):
    if released:
        ActionConcept.objects.filter(pk=hidden.pk).update(released_at=NOW, released_by=person("area_officer", "municipality", "anderswo"))

    leaked, readers = leaks(released=released)

    assert leaked == [], listed(leaked)
    assert {"area_officer", "department_contact", "auditor"} <= set(readers)
