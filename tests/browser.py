"""A real browser for the stories and the accessibility checks.

Chromium is part of what the tests need; ``./run test`` installs it. A window remembers what went wrong in it:
messages on the console and every address it asked for.
"""

import re
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests.product import Product

OPTIONS = [
    "--no-sandbox",
    "--lang=de-DE",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SITE = "lindenfurt-emailleviertel"


def find_chromium():
    """Return where Chromium lies."""
    found = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("These tests need Chromium. Install it (Debian: apt-get install chromium) or run ./run test as root.", pytrace=False)
    return found


class Window:
    """A window with cookies of its own; ``complaints`` and ``strangers`` must stay empty."""

    def __init__(self, browser, base, **options):
        self.base = base
        self.complaints = []
        self.strangers = []
        self.context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", base_url=base, **options)
        self.context.set_default_timeout(15_000)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._see)
        self.page = self.context.new_page()
        self.page.on("filechooser", lambda _chooser: None)  # listening from the start: no dialog of the system ever opens

    def _hear(self, message):
        # A page that refuses answers 403 or 404, and the browser says so; the tests look at the status themselves.
        if message.type in {"error", "warning"} and not re.search(r"status of 40[34]", message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _see(self, request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and f"{address.scheme}://{address.netloc}" != self.base:
            self.strangers.append(request.url)

    def open(self, path):
        return self.page.goto(path)

    def sign_in(self, role, password):
        """Sign in as the example's person with this role, the quick way."""
        self.open("/konto/login/")
        self.page.fill("input[name=login]", f"{role}@beispiel.invalid")
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/werkbank/")

    def close(self):
        self.context.close()


@contextmanager
def started_browser():
    """Give a running Chromium; afterwards it is gone, and with it playwright's event loop."""
    from playwright.sync_api import sync_playwright

    executable = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def product():
    """The product with its example programme; one for all tests of a run."""
    find_chromium()
    with Product() as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    """A browser for one module; while playwright runs, Django's database is closed to this thread."""
    with started_browser() as running:
        yield running


@pytest.fixture
def window_of(browser):
    """Open windows on an address; afterwards none of them has complained or asked anybody else."""
    opened = []

    def open_window(base, **options):
        opened.append(Window(browser, base, **options))
        return opened[-1]

    yield open_window
    for window in opened:
        window.close()
    assert [complaint for window in opened for complaint in window.complaints] == []
    assert [address for window in opened for address in window.strangers] == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Show the end of what the product said beside a failure."""
    outcome = yield
    report = outcome.get_result()
    running = getattr(item, "funcargs", {}).get("product")
    if report.failed and isinstance(running, Product):
        report.sections.append(("What the product said", running.said.partition("Strg+C.")[2][-4000:]))
