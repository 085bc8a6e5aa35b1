"""The gallery breaks no rule of accessibility, in light, dark, wide and narrow."""

import os
import shutil

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.foundation.ui.urls")]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver keeps an event loop in this thread
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=[("light", 1440), ("dark", 360)], ids=["light-wide", "dark-narrow"])
def page(browser, request):
    scheme, width = request.param
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="de-DE")
    yield opened
    opened.close()


@pytest.mark.parametrize("address", ["/ui/", "/ui/portal/", "/konto/login/"])
def test_a_page_breaks_no_rule_and_never_scrolls_sideways(live_server, page, address):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(live_server.url + address)
    page.eval_on_selector_all("details:not(.qw-herkunft)", "found => found.forEach(each => { each.open = true })")

    broken = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page, options=RULES).response["violations"]]

    assert broken == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_escape_closes_an_open_answer_and_keeps_the_focus(live_server, page):
    page.goto(live_server.url + "/ui/")
    page.click("details.qw-herkunft summary")

    page.keyboard.press("Escape")

    assert page.eval_on_selector("details.qw-herkunft", "found => found.open") is False
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
