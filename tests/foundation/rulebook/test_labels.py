"""Labels of the rulebook are read in the language of the page, also those of a resolved content."""

from fractions import Fraction

import pytest
from django.utils import translation

from quartierwerk.foundation.rulebook import phrases, queries


def test_a_german_label_becomes_its_english_twin_on_an_english_page():
    with translation.override("en"):
        assert queries.in_page_language("Anlass und Vorgehen") == "Occasion and approach"


def test_a_german_page_shows_the_german_label():
    with translation.override("de"):
        assert queries.in_page_language("Anlass und Vorgehen") == "Anlass und Vorgehen"


def test_a_label_that_no_list_translates_is_marked_as_german():
    with translation.override("en"):
        assert queries.in_page_language("Altes Themengebiet") == '<span lang="de">Altes Themengebiet</span>'


@pytest.mark.parametrize(("exact", "german", "english"), [(Fraction(2500), "2.500", "2,500"), (Fraction(3, 8), "0,375", "0.375")])
def test_an_exact_number_is_written_in_the_language_of_the_page(exact, german, english):
    with translation.override("de"):
        assert phrases.number(exact) == german
    with translation.override("en"):
        assert phrases.number(exact) == english
