"""Read in English, no page of the story writes a figure or a day the German way, or shows a word of its own in German.

What people wrote is German and says so (``lang="de"``); only what stands outside of it is read here. The
gallery shows invented German content and is left out.
"""

import re

import pytest

from quartierwerk.config.messages import all_sentences, read_catalogue
from tests.accessibility.pages import PAGES

pytestmark = pytest.mark.browser

READ = {name: page for name, page in PAGES.items() if not name.startswith("gallery")}
FIGURES = re.compile(
    r"\d\.\d{3}(?!\d)|\d,\d{1,2}(?!\d)|\d{1,2}\.\d{1,2}\.\d{4}|\bUhr\b|Mio\.|Tsd\.|k\.\sA\.|\d\s%"
    r"|\b(Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b"
)
FREE = re.compile(r"1\.234,56?|03\.03\.2027")  # examples of what people type
NAMES = {"Kämmerei", "Rechnungsprüfungsamt"}  # the example's departments are called what their roles are called
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const place = walker.currentNode.parentElement;
    if (place.closest('[lang]').lang === 'en' && !['SCRIPT', 'STYLE', 'TEXTAREA'].includes(place.tagName)) found.push(walker.currentNode.data);
  }
  for (const node of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [data-kopf]'))
    if (node.closest('[lang]').lang === 'en')
      found.push(...['aria-label', 'title', 'placeholder', 'alt', 'data-kopf'].map(name => node.getAttribute(name)).filter(Boolean));
  return found.map(text => text.trim().replace(/\\s+/g, ' ')).filter(Boolean);
}"""


def untranslated_words():
    """Return every German sentence without placeholders whose English text is another."""
    catalogue = read_catalogue()
    sentences = [sentence for sentence in all_sentences() if not re.search(r"[%{]", sentence.text)]
    english = {(sentence, catalogue.get(sentence.key, sentence.context or None).string) for sentence in sentences}
    texts = {text for _sentence, found in english for text in ([found] if isinstance(found, str) else found)}
    return {sentence.text for sentence, _text in english} - texts


GERMAN_WORDS = untranslated_words()


@pytest.fixture(scope="module")
def states(browser, product):
    """Sign in once per role; return each role's cookies, with English chosen."""
    from tests.browser import Window

    found = {}
    for role in sorted({role for role, _path in READ.values()}):
        window = Window(browser, product.base)
        if role:
            window.sign_in(role, product.password)
        window.context.add_cookies([{"name": "django_language", "value": "en", "url": product.base}])
        found[role] = window.context.storage_state()
        window.close()
    return found


def german_in(texts):
    """Return the figures and words that are written the German way."""
    figures = [text for text in texts if FIGURES.search(FREE.sub("", text))]
    words = [text for text in texts if text in GERMAN_WORDS - NAMES]
    return list(dict.fromkeys(figures + words))


@pytest.mark.parametrize("name", READ)
def test_an_english_page_shows_nothing_german_of_its_own(name, product, states, window_of):
    role, path = READ[name]
    window = window_of(product.base, storage_state=states[role])
    window.open(path)

    assert window.page.get_attribute("html", "lang") == "en"
    assert german_in(window.page.evaluate(TEXTS)) == []


@pytest.mark.parametrize(
    "text", ["2.400.000 €", "137,3 Mio. €", "3. März 2027", "14.05.2026", "09:12 Uhr", "57 %", "k. A.", "Maßnahmenblatt"]
)
def test_a_planted_german_text_is_found(text):
    assert german_in(["Sites", text, "€1,234,567", "57%"]) == [text]
