"""No rule of axe is broken on any page of the story, in light and dark; headings are in order; nothing scrolls sideways."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.accessibility.pages import DOSSIER, OFFICER, PAGES, PUBLIC
from tests.journeys.spreadsheets import write_plan

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")
NARROW = (360, 320)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HEADINGS = "Array.from(document.querySelectorAll('h1,h2,h3,h4,h5,h6')).filter(e => e.checkVisibility()).map(e => [Number(e.tagName[1]), e.innerText])"
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const clipped = (node) => { for (let up = node.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return true; };
  return Array.from(document.querySelectorAll('body *')).filter(node => node.getBoundingClientRect().right > width + 1 && !clipped(node))
    .slice(0, 5).map(node => `${node.tagName.toLowerCase()}.${node.classList}: ${node.textContent.trim().slice(0, 60)}`);
}"""


@pytest.fixture(scope="module")
def states(browser, product):
    """Sign in once per role; return each role's cookies."""
    from tests.browser import Window

    found = {PUBLIC: None}
    for role in sorted({role for role, _path in PAGES.values()} - {PUBLIC}):
        window = Window(browser, product.base)
        window.sign_in(role, product.password)
        found[role] = window.context.storage_state()
        window.close()
    return found


@pytest.fixture
def look(product, states, window_of):
    """Open a window with the eyes of a role."""
    return lambda role, **options: window_of(product.base, storage_state=states[role], **options)


def broken_rules(page):
    """Return what axe objects to, rule by rule, with the places."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:240]}"
        for rule in found
        for node in rule["nodes"][:4]
    ]


def disorder(page):
    """Return what is wrong with the headings: not one first, or a level left out."""
    levels = page.evaluate(HEADINGS)
    wrong = [] if [level for level, _text in levels].count(1) == 1 else [f"not one h1: {levels}"]
    steps = pairwise(levels)
    return wrong + [f"h{before} is followed by h{after} „{text}“" for (before, _text), (after, text) in steps if after > before + 1]


def check(window):
    """Return, line by line, everything that is wrong with the page in light, dark and narrow windows."""
    page, wrong = window.page, []
    wrong += disorder(page)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours change at once
        wrong += [f"{scheme}: {problem}" for problem in broken_rules(page)]
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        wrong += [f"wider than {width}: {place}" for place in page.evaluate(WIDER)]
    return "\n".join(wrong)


@pytest.mark.parametrize("name", PAGES)
def test_page_breaks_no_rule_and_fits_a_small_window(name, look):
    role, path = PAGES[name]
    window = look(role)
    window.open(path)

    assert check(window) == ""


def test_preview_of_an_import_breaks_no_rule_and_fits_a_small_window(look, tmp_path):
    window = look(OFFICER)
    window.open(f"{DOSSIER}/konzept/einlesen/")
    window.page.set_input_files("input[type=file]", write_plan(tmp_path / "plan.xlsx"))
    window.page.get_by_role("button", name="Vorschau zeigen").click()
    window.page.wait_for_url("**/einlesen/*/")

    assert check(window) == ""


def test_form_with_errors_breaks_no_rule(look):
    window = look(OFFICER)
    window.open(f"{DOSSIER}/massnahmen/neu/")
    window.page.evaluate("document.querySelector('main form').noValidate = true")  # the browser would stop us before the server speaks
    window.page.get_by_role("main").get_by_role("button").last.click()
    window.page.wait_for_selector("[aria-invalid=true]")

    assert check(window) == ""


def test_a_planted_mistake_is_found(look):
    window = look(PUBLIC)
    window.open("/konto/login/")
    window.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><h4>x</h4><table><tr><td><pre>' + 'w'.repeat(200) + '</pre></td></tr></table>')"
    )

    found = check(window)

    assert "image-alt" in found
    assert "is followed by h4" in found
    assert "wider than 320" in found
