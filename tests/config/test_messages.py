"""Sentences are found in code and templates, and the catalogue follows them without losing a text."""

from babel.messages.catalog import Catalog

from quartierwerk.config.messages import (
    Sentence,
    all_sentences,
    brought_up_to_date,
    faults,
    of_python,
    of_template,
    placeholders,
    read_catalogue,
    write_catalogue,
)


def test_sentences_are_found_in_python_whatever_the_name():
    source = (
        "from django.utils.translation import gettext as _, gettext_lazy, ngettext as many, pgettext\n"
        "a = _('Ziel')\nb = gettext_lazy('Noch ' 'nichts')\nc = many('%(n)s Ziel', '%(n)s Ziele', 3)\nd = pgettext('Monat', 'Mai')\n"
        "e = _(variable)\nf = other('nicht')\n"
    )

    assert of_python(source) == {
        Sentence("Ziel"),
        Sentence("Noch nichts"),
        Sentence("%(n)s Ziel", "%(n)s Ziele"),
        Sentence("Mai", context="Monat"),
    }


def test_sentences_are_found_in_templates():
    source = (
        '{# Needs: nothing. #}{% translate "Ziel" %}{% translate \'Er sagt "ja"\' as yes %}{% translate "Mai" context "Monat" %}'
        '{% save_button label=_("Speichern") %}'
        "{% blocktranslate trimmed with n=count %}\n  Noch {{ n }}\n  Tage\n{% endblocktranslate %}"
        "{% blocktranslate count n=count trimmed %}{{ n }} Ziel{% plural %}{{ n }} Ziele{% endblocktranslate %}"
    )

    assert of_template(source) == {
        Sentence("Ziel"),
        Sentence('Er sagt "ja"'),
        Sentence("Mai", context="Monat"),
        Sentence("Speichern"),
        Sentence("Noch %(n)s Tage"),
        Sentence("%(n)s Ziel", "%(n)s Ziele"),
    }


def test_the_whole_product_is_read():
    assert Sentence("Handlungskonzept") in all_sentences()
    assert len(all_sentences()) > 200


def test_placeholders_are_the_names_that_are_filled_in():
    assert placeholders("%(n)s von {total} bei 100 % und %(share).1f") == {"n", "total", "share"}


def test_faults_name_every_sentence_that_cannot_be_shown():
    catalogue = Catalog(locale="en")
    catalogue.add("fertig", "done")
    catalogue.add("leer", "")
    catalogue.add("unsicher", "unsure", flags=["fuzzy"])
    catalogue.add("%(n)s Tage", "%(m)s days")
    catalogue.add(("%(n)s Ziel", "%(n)s Ziele"), ("one goal", "%(n)s goals"))
    catalogue.add(("%(n)s Haus", "%(n)s Häuser"), ("one house", ""))
    catalogue.add("Mai", "May", context="Monat")
    sentences = [Sentence(text) for text in ("fertig", "leer", "unsicher", "%(n)s Tage", "fehlt", "Mai")]
    sentences += [Sentence("%(n)s Ziel", "%(n)s Ziele"), Sentence("%(n)s Haus", "%(n)s Häuser"), Sentence("Mai", context="Monat")]

    assert list(faults(catalogue, sentences)) == [
        "'%(n)s Haus' has no text",
        "'%(n)s Tage' fills in ['n'], its text ['m']",
        "'Mai' is not in the catalogue",
        "'fehlt' is not in the catalogue",
        "'leer' has no text",
        "'unsicher' is fuzzy",
    ]


def test_a_catalogue_keeps_what_is_used_and_drops_what_is_not(tmp_path):
    path = tmp_path / "en" / "django.po"
    old = Catalog(locale="en")
    old.add("alt", "old")
    old.add("bleibt", "stays")
    old.add(("%(n)s Ziel", "%(n)s Ziele"), ("%(n)s goal", "%(n)s goals"))
    old.add("Mai", "May", context="Monat")
    sentences = {Sentence("bleibt"), Sentence("neu"), Sentence("%(n)s Ziel", "%(n)s Ziele"), Sentence("Mai", context="Monat")}

    write_catalogue(brought_up_to_date(old, sentences), path)
    read = read_catalogue(path)

    assert read.get("bleibt").string == "stays"
    assert read.get(("%(n)s Ziel", "%(n)s Ziele")).string == ("%(n)s goal", "%(n)s goals")
    assert read.get("Mai", "Monat").string == "May"
    assert list(faults(read, sentences)) == ["'neu' has no text"]
    assert read.get("alt") is None


def test_a_catalogue_without_news_is_written_the_same_again(tmp_path):
    path = tmp_path / "django.po"
    sentences = {Sentence("bleibt"), Sentence("100 % gefördert"), Sentence("%(n)s Ziel", "%(n)s Ziele")}

    write_catalogue(brought_up_to_date(read_catalogue(path), sentences), path)
    first = path.read_text()
    write_catalogue(brought_up_to_date(read_catalogue(path), sentences), path)

    assert path.read_text() == first
