"""No request breaks the site: every route, asked as every role with hostile addresses, filters and form fields.

The requests are drawn from a seed, so that a finding can be repeated; each is undone, so that all meet the same data.
"""

import random
import re
import traceback
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from tests.architecture.source import PACKAGE, listed
from tests.factories.concepts import make_area, make_concept, resolve
from tests.factories.places import make_municipality, make_site
from tests.people import person

from quartierwerk.config.routes import all_routes
from quartierwerk.foundation.people.core.mandates import SCOPES_OF_ROLE
from quartierwerk.foundation.people.core.roles import Role, ScopeKind

pytestmark = pytest.mark.conformance
SEED = 20_261_125
SWEEPS = 8
LONGEST = 200_000

# Each as the bytes of an address or a form would carry it; a lone surrogate cannot be written as UTF-8.
TEXTS = [
    "", " ", "0", "-1", "1", "9" * 30, "9" * 5_000, "1e9", "1e400", "-0", "0x10", "NaN", "Infinity", "abc", "²", "٣", "１２", "1,5", "1.234,56 €",
    "\x00", "a\x00b", "\x1b[31m", "\u202egnp.exe", "\ufeff", "\U0001f3da", "e\u0301" * 50, "<script>alert(1)</script>", '"><img src=x onerror=1>',
    "{{ 7*7 }}{% debug %}", "' OR 1=1 --", "%", "_", "\\", "../../etc/passwd", "..", "/", "//evil.example", "=1+1", "+1", "-1+1", "@SUM(1)", "\t=1",
    "0001-01-01", "9999-12-31", "10000-01-01", "2027-02-30", "01.01.0001", "31.12.9999", "30.02.2027", "01.01.99999", "none", "None", "null", "true",
    "pk", "-pk", "password", "a,b", "A" * LONGEST, "ä" * 300, "\n" * 300, "a\nb\r\nc", "council", "xlsx", "csv", "pdf", "geojson", "#set page(1)", "$x$",
]  # fmt: skip
RAW = ["%00", "%ff%fe", "%ED%A0%80", "%C0%AF", "%2e%2e", "%0d%0aX-Evil:1", "%F4%90%80%80", "%25"]
FILES = {
    "leer.xlsx": b"", "text.csv": b"Nummer;Titel\n1;=1+1\n", "null.csv": b"\x00" * 64, "wide.csv": b"\xff\xfe;\x00", "half.xlsx": b"PK\x03\x04" + b"\x00" * 60,
    "page.png": b"<html><script>1</script>", "draw.png": b'<svg xmlns="http://www.w3.org/2000/svg"/>', "half.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
    "half.jpg": b"\xff\xd8\xff\xe0<?php", "half.gpkg": b"SQLite format 3\x00" + b"\x00" * 90 + b"GPKG" * 8, "deep.geojson": b'{"type":"Feature",' * 9_000,
    "nan.geojson": b'{"type":"Point","coordinates":[NaN,1e999]}', "wrong.geojson": b'{"type":["Point"],"features":{},"coordinates":{}}',
    "list.geojson": b"[" * 50_000, "=cmd\u202e\r\n\x00.csv": b"a;b", "polygon.geojson": b'{"type":"Polygon","coordinates":[[[8,50],[9,51],[9,50],[8,51],[8,50]]]}',
}  # fmt: skip
KNOWN_PARAMETERS = (
    "page",
    "q",
    "text",
    "format",
    "field",
    "aim",
    "state",
    "stage",
    "county",
    "person",
    "since",
    "until",
    "on",
    "filled",
    "role",
    "kind",
    "next",
    "fassung",
    "sort",
)


class Forms(HTMLParser):
    """Reads what a browser would send from the forms of a page: names with their values, choices and files."""

    def __init__(self, page):
        super().__init__()
        self.values, self.choices, self.files = {}, {}, []
        self._name = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, value = given.get("name"), given.get("value", "")
        if tag == "option" and self._name:
            self._choice(self._name, value, chosen="selected" in given or self._name not in self.values)
        elif name and tag == "select":
            self._name = name
        elif name and given.get("type") == "file":
            self.files.append(name)
        elif name and given.get("type") in {"radio", "checkbox"}:
            self._choice(name, value or "on", chosen="checked" in given)
        elif name and tag in {"input", "textarea", "button"}:
            self.values.setdefault(name, value)

    def _choice(self, name, value, *, chosen):
        self.choices.setdefault(name, []).append(value)
        if chosen:
            self.values[name] = value

    def handle_endtag(self, tag):
        if tag == "select":
            self._name = None


@pytest.fixture
def town(db):
    """A town with a resolved and an open concept, a boundary, photographs' row, and another town beside it."""
    site, foreign = make_site(), make_site("anderswo-mitte", municipality=make_municipality("anderswo"))
    make_area(site)
    concept = make_concept(site, measures=3)
    resolve(concept, date(2026, 1, 15))
    make_concept(foreign, measures=1)
    return site, foreign


def everybody():
    """Return a client for each role where it is usually held, a stranger, somebody without a role, and the public."""
    cast = {
        "public": None,
        "stranger": person("area_officer", "municipality", "anderswo"),
        "nobody": person("partner", "site", "nirgendwo"),
    }
    codes = {ScopeKind.MUNICIPALITY: "musterstadt", ScopeKind.SITE: "musterstadt-nord", ScopeKind.PROGRAMME: "soziale-stadt"}
    for role in Role:
        kind = min(SCOPES_OF_ROLE[role])
        cast[role.value] = person(role, kind, codes.get(kind, "eins"))
    clients = {}
    for name, somebody in cast.items():
        clients[name] = Client()
        if somebody:
            clients[name].force_login(somebody)
    return clients


class Addresses:
    """Draws addresses for a route: mostly of things that are there, now and then hostile."""

    def __init__(self, chance):
        self.chance = chance
        self.things = {
            "site": ["musterstadt-nord"] * 6 + ["anderswo-mitte", "nirgendwo"], "slug": ["m-1", "m-2", "m-2", "m-99"], "chapter": ["participation", "x"],
            "field": ["housing", "x"], "number": ["1", "2", "0", "9" * 25], "position": ["0", "1", "9" * 25], "draft": ["x", "a:b:c", "A" * 300],
            "token": ["x", "a:b:c"], "code": ["musterstadt-nord", "1", "1.1", "musterstadt-nord/1", "x"], "kind": ["site", "concept", "measure", "person", "x"],
            "sha256": ["0" * 64, "x"], "file_format": ["xlsx", "csv", "x"], "role": ["area_officer", "x"], "scope_kind": ["municipality", "x"],
            "scope_code": ["musterstadt"], "begins_on": ["2020-01-01", "0000-00-00", "9999-99-99"], "name": ["fields_of_action", "x"], "uidb36": ["1", "zzzzzzzzzzzzzz"],
            "key": ["set-password", "x-y"], "pk": ["1", "9" * 25], "deputy": ["x"],
        }  # fmt: skip

    def of(self, route):
        """Return an address of the route."""
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: self._piece(found[1]), route.path)

    def _piece(self, name):
        if self.chance.random() < 0.08:
            return self.chance.choice(RAW) if self.chance.random() < 0.4 else quote(self.chance.choice(TEXTS)[:2_000], safe="/")
        return self.chance.choice(self.things[name])

    def query(self):
        """Return a query string, with names that pages know and values they do not."""
        if self.chance.random() < 0.3:
            return ""
        pairs = [(self.chance.choice(KNOWN_PARAMETERS), self.chance.choice(TEXTS)[:5_000]) for _ in range(self.chance.randint(1, 4))]
        query = urlencode(pairs)
        return f"?{query}&{self.chance.choice(KNOWN_PARAMETERS)}={self.chance.choice(RAW)}" if self.chance.random() < 0.3 else f"?{query}"


def body(chance, form):
    """Return what a hostile browser posts to a form: its own values, some of them exchanged."""
    given = dict(form.values)
    for name, choices in form.choices.items():
        if chance.random() < 0.6:
            given[name] = chance.choice(choices)
    names = [*given, *form.files, "next", "remove", "version", "form-TOTAL_FORMS"]
    for name in chance.sample(names, k=min(len(names), chance.choice([0, 1, 1, 2, 3, len(names)]))):
        given[name] = chance.choice(TEXTS) if chance.random() < 0.8 else [chance.choice(TEXTS), chance.choice(TEXTS)]
    for name in form.files:
        if chance.random() < 0.8:
            file_name = chance.choice(list(FILES))
            given[name] = SimpleUploadedFile(file_name, FILES[file_name])
    given.pop("csrfmiddlewaretoken", None)
    return given


def ask(client, method, address, given=None):
    """Return the status and the answer of a request that leaves nothing behind, or where it broke and nothing."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        try:
            response = client.generic(method, address) if given is None else client.post(address, given)
            if response.streaming:
                b"".join(response.streaming_content)
        except Exception as problem:  # noqa: BLE001 -- whatever breaks is the finding
            return f"{type(problem).__name__}: {str(problem)[:120]!r} at {where(problem)}", None
        else:
            return response.status_code, response
        finally:
            client.cookies = cookies
            transaction.set_rollback(True)


def where(problem):
    """Return the last line of ours in the traceback."""
    ours = [frame for frame in traceback.extract_tb(problem.__traceback__) if str(PACKAGE) in frame.filename]
    return f"{ours[-1].filename.removeprefix(str(PACKAGE))}:{ours[-1].lineno}" if ours else "a library"


def attack(seed, sweeps):
    """Return what broke with an example of each, and how often each kind of answer came."""
    chance = random.Random(seed)
    clients, routes, addresses = everybody(), all_routes(), Addresses(chance)
    methods = ["GET"] * 5 + ["POST"] * 8 + ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]
    broken, answers = {}, Counter()
    for _ in range(sweeps):
        for route in routes:
            who = chance.choice(list(clients)) if not route.access.roles or chance.random() < 0.3 else chance.choice(route.access.roles)
            address, method, given = addresses.of(route), chance.choice(methods), None
            if method == "POST":
                _status, shown = ask(clients[who], "GET", address)
                page = (
                    shown.content.decode(errors="replace")
                    if shown is not None and "html" in shown.get("Content-Type", "") and not shown.streaming
                    else ""
                )
                given = body(chance, Forms(page))
            status, _response = ask(clients[who], method, address + addresses.query(), given)
            answers[status if isinstance(status, int) else 500] += 1
            says_so = route.path == "/bereit/" and status == 503  # what this page is for: here no worker is heard of
            if not isinstance(status, int) or (status >= 500 and not says_so):
                broken.setdefault((route.path, str(status)), f"{method} {address[:120]} as {who}: {status!s} {str(given)[:300]}")
    return broken, answers


def test_no_request_breaks_the_site(town, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.EXAMPLE_PROGRAMME = True

    broken, answers = attack(SEED, SWEEPS)

    assert list(broken.values()) == [], listed(broken.values())
    assert answers[200] > 15 * SWEEPS, answers
