"""A letter's words in plain text and in HTML."""

import html.parser
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.mail.core.letters import Action, Heading, Letter, Paragraph, Point, Points, as_html, as_text, from_text

LETTER = Letter(
    "de",
    "Zwei Dinge warten",
    (
        Paragraph("Guten Tag,\nzwei Dinge warten."),
        Heading("Konzept"),
        Points((Point("Fassung 2", "bis 3.12.2026", "https://q.invalid/a/?b=1&c=2"), Point("Ohne Link"))),
        Action("Zum Schreibtisch", "https://q.invalid/werkbank/"),
    ),
    ("Quartierwerk", "https://q.invalid/"),
)


class Reader(html.parser.HTMLParser):
    """Collects what somebody reads, where links lead, and every element."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.links, self.text, self.attributes = [], [], "", set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data):
        self.text += data


def test_plain_text_holds_everything():
    assert as_text(LETTER) == (
        "Guten Tag,\nzwei Dinge warten.\n\n"
        "Konzept\n-------\n\n"
        "- Fassung 2\n  bis 3.12.2026\n  https://q.invalid/a/?b=1&c=2\n- Ohne Link\n\n"
        "Zum Schreibtisch:\nhttps://q.invalid/werkbank/\n\n"
        "-- \nQuartierwerk\nhttps://q.invalid/\n"
    )


def test_html_says_the_same_in_a_document_with_language_and_title():
    found = as_html(LETTER)
    reader = Reader(found)

    assert found.startswith('<!doctype html>\n<html lang="de">')
    assert "<title>Zwei Dinge warten</title>" in found
    assert reader.links == ["https://q.invalid/a/?b=1&c=2", "https://q.invalid/werkbank/", "https://q.invalid/"]
    for words in ("zwei Dinge warten.", "Konzept", "Fassung 2", "bis 3.12.2026", "Ohne Link", "Zum Schreibtisch", "Quartierwerk"):
        assert words in reader.text


def test_html_asks_nobody_for_anything_and_needs_no_table():
    reader = Reader(as_html(LETTER))

    assert not {"img", "table", "script", "style", "link", "iframe", "form"} & set(reader.elements)
    assert not {"src", "background", "srcset", "onload"} & reader.attributes


def test_a_letter_without_closing_has_no_line_for_it():
    plain = Letter("en", "Hello", (Paragraph("One."),))

    assert as_text(plain) == "One.\n"
    assert "border-top" not in as_html(plain)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/werkbank/", "https://q.invalid/ x", "mailto:a@b.de"])
def test_a_button_leads_to_a_page_or_is_refused(address):
    with pytest.raises(ValueError, match=re.escape(address)):
        as_html(Letter("de", "x", (Action("Los", address),)))


def test_plain_words_become_paragraphs_and_lists():
    letter = from_text("Guten Tag,\r\n\r\nes fehlt:\n \n- das Deckblatt\n- die Karte\n\n\nBis bald", subject="S", language="de")

    assert letter.blocks == (
        Paragraph("Guten Tag,"),
        Paragraph("es fehlt:"),
        Points((Point("das Deckblatt"), Point("die Karte"))),
        Paragraph("Bis bald"),
    )


def test_an_address_in_a_sentence_becomes_a_link_without_its_full_stop():
    reader = Reader(as_html(from_text("Siehe https://q.invalid/a/. Und (http://q.invalid/b).", subject="S", language="de")))

    assert reader.links == ["https://q.invalid/a/", "http://q.invalid/b"]
    assert reader.text.endswith("Siehe https://q.invalid/a/. Und (http://q.invalid/b).\n\n\n\n")


@given(st.text(), st.text())
def test_words_of_people_never_become_markup(subject, text):
    letter = from_text(text, subject=subject, language="de", closing=[text])

    reader = Reader(as_html(letter))

    assert set(reader.elements) <= {"html", "head", "meta", "title", "body", "main", "h1", "p", "br", "ul", "li", "a"}
    assert all(link.startswith(("http://", "https://")) for link in reader.links)
    assert reader.attributes <= {"lang", "charset", "name", "content", "style", "href"}


@given(st.text(), st.text())
def test_words_beside_an_address_never_become_markup_either(before, after):
    letter = from_text(f"<b>{before} https://q.invalid/a <i>{after}", subject="S", language="de")

    reader = Reader(as_html(letter))

    assert not {"b", "i"} & set(reader.elements)
    assert "https://q.invalid/a" in reader.links


@given(st.lists(st.from_regex(r"[a-zäöü][a-zäöü ,.]{0,30}[a-z.]", fullmatch=True), min_size=1))
def test_plain_words_come_out_of_the_plain_text_as_they_went_in(paragraphs):
    text = "\n\n".join(paragraphs)

    assert as_text(from_text(text, subject="S", language="de")) == text + "\n"
