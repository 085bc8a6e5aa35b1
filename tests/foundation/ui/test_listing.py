"""The long table of a list: escaped, with heads, stacked on narrow screens."""

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from quartierwerk.foundation.ui.listing import Cell, Column, Listing, addresses_of, link, written


def listing(rows, **more):
    columns = (Column("Ort"), Column("Ziel", repeated=False), Column("Kosten, €", figures=True))
    return Listing(label="Orte", caption="Alle Orte", columns=columns, rows=rows, **more)


def test_each_row_has_its_heading_and_each_cell_what_its_column_says():
    html = written(listing([("Aue", "beides", "12")]))

    assert '<tr><th scope="row">Aue</th><td>beides</td><td class="n" data-kopf="Kosten, €">12</td></tr>' in html
    assert '<th scope="col">Ort</th><th scope="col">Ziel</th><th scope="col" class="n">Kosten, €</th>' in html


def test_the_table_has_a_caption_and_lies_in_a_region_that_can_be_reached_and_is_named():
    html = written(Listing("Orte & Wege", "Alle <Orte>", (Column("Ort"),), []))

    assert '<div class="qw-rolle" tabindex="0" role="group" aria-label="Orte &amp; Wege">' in html
    assert '<caption class="qw-sr">Alle &lt;Orte&gt;</caption>' in html


def test_texts_are_escaped_and_safe_texts_are_not():
    html = written(listing([("<b>Aue</b>", mark_safe("<b>beides</b>"), '"><script>')]))

    assert "&lt;b&gt;Aue&lt;/b&gt;" in html
    assert "<td><b>beides</b></td>" in html
    assert "<script>" not in html


def test_a_cell_that_looks_different_keeps_what_its_column_says():
    html = written(listing([("Aue", Cell("beides", "ist-leer"), Cell("<12>", "ist-warn"))]))

    assert '<td class="ist-leer">beides</td>' in html
    assert '<td class="n ist-warn" data-kopf="Kosten, €">&lt;12&gt;</td>' in html


def test_the_foot_sums_up_under_the_last_columns():
    html = written(listing([("Aue", "beides", "12")], foot=("Summe", "12")))

    assert '<tfoot><tr><th scope="row" colspan="2">Summe</th><td class="n">12</td></tr></tfoot>' in html
    assert "<tfoot>" not in written(listing([("Aue", "beides", "12")]))


def test_a_link_escapes_address_and_text_and_takes_something_safe_behind_it():
    assert link('/a?b="', "<Aue>", mark_safe("<i>neu</i>")) == '<a href="/a?b=&quot;">&lt;Aue&gt;</a> <i>neu</i>'
    assert link("/a", "Aue", "<i>") == '<a href="/a">Aue</a> &lt;i&gt;'
    assert isinstance(link("/a", "Aue"), SafeString)


def test_a_template_writes_the_table():
    page = Template("{% list_table listing=listing %}")

    assert page.render(Context({"listing": listing([("Aue", "beides", "12")])})) == written(listing([("Aue", "beides", "12")]))


def test_many_addresses_of_a_route_are_made_of_one():
    address = addresses_of("concepts:measure", "musterstadt-nord")

    assert address("m-1") == reverse("concepts:measure", args=("musterstadt-nord", "m-1"))
    assert address == addresses_of("concepts:measure", "musterstadt-nord")


@pytest.mark.parametrize("site", ["SLUG", "CODE", "_" * 100, "-_-"])
def test_no_code_in_an_address_is_taken_for_the_one_to_come(site):
    assert addresses_of("concepts:measure", site)("m-1") == reverse("concepts:measure", args=(site, "m-1"))


def test_a_link_is_followed_by_a_blank_and_what_is_safe_stays_so():
    marked = link("/aue/", "Aue", mark_safe('<span class="qw-marke">erfunden</span>'))

    assert marked == '<a href="/aue/">Aue</a> <span class="qw-marke">erfunden</span>'
    assert link("/aue/", "Aue") == '<a href="/aue/">Aue</a>'
    assert link("/aue/", "Aue", "<b>") == '<a href="/aue/">Aue</a> &lt;b&gt;'
