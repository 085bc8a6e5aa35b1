"""Uploads far too large, or that never arrive, really sent to the running product: an answer, even memory, nothing left on disk."""

import contextlib
import http.client
import re
import socket
import tempfile
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from tests.browser import SITE
from tests.durability.processes import belonging_to
from tests.product import Product

pytestmark = pytest.mark.durability
MEGABYTE = 1024 * 1024
UPLOAD = f"/werkbank/standorte/{SITE}/konzept/einlesen/"
CHUNK = b"Nummer;Titel\n" * 80_659


@pytest.fixture(scope="module")
def product():
    """The example programme, being served."""
    with Product("--example") as product:
        yield product


@pytest.fixture(scope="module")
def officer(product):
    """Cookies and form token of the area officer."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.addheaders = [("Referer", product.base)]
    given = {
        "login": "area_officer@beispiel.invalid",
        "password": product.password,
        "csrfmiddlewaretoken": token(opener, product, "/konto/login/"),
    }
    opener.open(product.base + "/konto/login/", urllib.parse.urlencode(given).encode()).close()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), token(opener, product, UPLOAD)


def token(opener, product, path):
    with opener.open(product.base + path) as page:
        found = page.read().decode()
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', found)[1]


def begin(product, path, cookies, form_token):
    """Return the beginning of an upload and its head."""
    head = {"Cookie": cookies, "Referer": product.base, "Content-Type": "multipart/form-data; boundary=x"}
    fields = f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{form_token}\r\n'
    file = '--x\r\nContent-Disposition: form-data; name="file"; filename="gross.zuviel"\r\nContent-Type: text/csv\r\n\r\n'
    return (fields + file).encode(), head


def send(product, path, cookies, form_token, megabytes):
    """Return status and page of an upload of so many megabytes that is really sent."""
    opening, head = begin(product, path, cookies, form_token)
    ending = b"\r\n--x--\r\n"
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", product.port, timeout=120)) as connection:
        connection.putrequest("POST", path)
        for name, value in {**head, "Content-Length": str(len(opening) + megabytes * len(CHUNK) + len(ending))}.items():
            connection.putheader(name, value)
        connection.endheaders()
        for part in (opening, *[CHUNK] * megabytes, ending):
            connection.send(part)
        with connection.getresponse() as answer:
            return answer.status, answer.read().decode()


def memory_of(product):
    """Return the largest amount of memory any process of the product ever held, in megabytes."""
    peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in belonging_to(product.folder / "data")]
    return max(int(peak[1]) // 1024 for peak in peaks if peak)


def left_behind(product):
    temporary = [*Path(tempfile.gettempdir()).glob("*.upload.zuviel"), *(product.folder / "data" / "files").rglob("*")]
    return [path for path in temporary if path.is_file()]


def test_200_megabytes_get_a_sentence_and_leave_nothing(product, officer):
    before = memory_of(product)

    status, page = send(product, UPLOAD, *officer, megabytes=200)

    assert status == 200
    assert "Die Datei ist zu groß. Höchstens 20 MB lassen sich einlesen." in page
    assert memory_of(product) - before < 60
    assert left_behind(product) == []


@pytest.mark.parametrize(("who", "megabytes"), [("officer", 600), ("stranger", 40)])
def test_more_than_anybody_sends_by_mistake_is_turned_away_unread(product, officer, who, megabytes):
    cookies, form_token = officer if who == "officer" else ("csrftoken=" + "a" * 32, "a" * 32)
    begun = time.monotonic()

    opening, head = begin(product, UPLOAD, cookies, form_token)
    with socket.create_connection(("127.0.0.1", product.port), timeout=30) as line:
        lines = [
            f"POST {UPLOAD} HTTP/1.1",
            "Host: localhost",
            f"Content-Length: {megabytes * MEGABYTE}",
            *(f"{k}: {v}" for k, v in head.items()),
        ]
        line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + opening)
        answer = line.recv(64)

    assert answer.startswith(b"HTTP/1.1 413")
    assert time.monotonic() - begun < 20
    assert left_behind(product) == []


def test_an_upload_that_stops_half_way_holds_up_nobody_and_leaves_nothing(product, officer):
    opening, head = begin(product, UPLOAD, *officer)
    lines = [f"POST {UPLOAD} HTTP/1.1", "Host: localhost", f"Content-Length: {20 * MEGABYTE}", *(f"{k}: {v}" for k, v in head.items())]
    with socket.create_connection(("127.0.0.1", product.port), timeout=30) as slow:
        slow.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + opening + CHUNK)
        time.sleep(1)

        with urllib.request.urlopen(product.base + "/konto/login/", timeout=20) as page:
            assert page.status == 200

    give_up = time.monotonic() + 20
    while left_behind(product) and time.monotonic() < give_up:
        time.sleep(0.2)
    assert left_behind(product) == []
