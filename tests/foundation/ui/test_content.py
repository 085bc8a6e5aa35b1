"""On an English page, what people wrote in German says that it is German."""

from datetime import date
from decimal import Decimal

from django.template import Context, Template
from django.utils import translation

from quartierwerk.foundation.ui.content import Verbatim, german
from quartierwerk.foundation.ui.pictures import MapMark, PictureTable, ScheduleChart, ScheduleGroup, ScheduleRow
from quartierwerk.foundation.ui.tags.picture_tags import map_marks


def drawn(template, **given):
    return Template(template).render(Context(given))


def test_on_an_english_page_a_text_carries_its_language_and_is_escaped():
    with translation.override("en"):
        assert drawn("{{ text|german }}", text="Haus <& Hof>") == '<span lang="de">Haus &lt;&amp; Hof&gt;</span>'


def test_on_a_german_page_nothing_is_added():
    with translation.override("de"):
        assert drawn("<p{% in_german %}>{{ text|german }}</p>", text="Haus & Hof") == "<p>Haus &amp; Hof</p>"


def test_an_element_on_an_english_page_says_that_its_content_is_german():
    with translation.override("en"):
        assert drawn("<p{% in_german %}>{{ text }}</p>", text="Haus") == '<p lang="de">Haus</p>'


def test_nothing_stays_nothing():
    with translation.override("en"):
        assert german(None) == german("") == ""


def test_among_words_of_the_page_only_what_people_wrote_is_marked():
    with translation.override("en"):
        assert drawn("{{ a|verbatim_german }}, {{ b|verbatim_german }}", a=Verbatim("Hof"), b="yes") == '<span lang="de">Hof</span>, yes'


def test_the_name_of_a_mark_that_people_wrote_says_its_language():
    mark = MapMark(0, 0, 5, "M 1 Hof", is_content=True)

    with translation.override("en"):
        assert '<title lang="de">M 1 Hof</title>' in map_marks(marks=[mark])
    with translation.override("de"):
        assert "<title>M 1 Hof</title>" in map_marks(marks=[mark])


def test_a_stored_decimal_is_written_in_the_language_of_the_page():
    given = {"live": Decimal("12.500"), "resolved": "1234.25", "unknown": None}
    template = "{{ live|decimal }} {{ resolved|decimal }} {{ unknown|decimal }}"

    with translation.override("de"):
        assert drawn(template, **given) == "12,5 1.234,25 k.\u00a0A."
    with translation.override("en"):
        assert drawn(template, **given) == "12.5 1,234.25 n/a"


def test_titles_in_tables_and_schedules_that_people_wrote_say_their_language():
    row = ScheduleRow(Verbatim("M 1 Hof"), date(2024, 3, 1), None, "both", "/m-1/")
    schedule = ScheduleChart("Schedule", "", 2024, 2027, (ScheduleGroup("Housing", (row,)),))
    table = PictureTable(("Measure", "Aim"), ((Verbatim("M 1 Hof"), "both"),))

    with translation.override("en"):
        drawn_schedule = drawn("{% schedule_chart chart=chart %}", chart=schedule)
        drawn_table = drawn('{% include "ui/components/picture_table.html" with title="Measures" %}', table=table)

    assert '<a href="/m-1/"><span lang="de">M 1 Hof</span></a>' in drawn_schedule
    assert '<th scope="row"><span lang="de">M 1 Hof</span></th><td>both</td>' in drawn_table
