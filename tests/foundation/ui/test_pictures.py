"""Maps and charts carry title, finding, legend and a table, and no inline style."""

from datetime import date

from quartierwerk.foundation.ui import pictures
from tests.foundation.ui.pages import render, says

NBSP = "\u00a0"

MAP = pictures.MapPicture(
    title="Zwei Standorte",
    description="Beide liegen im Süden.",
    view_box="0 0 100 100",
    areas=(pictures.MapArea("k-land", "M0 0z"), pictures.MapArea("k-kreis", "M1 1z", "Kreis Lahn", "/kreis/")),
    lines=(pictures.MapLine("k-grenze", "M0 0L9 9"),),
    marks=(
        pictures.MapMark(10.5, 20, 8, "Nordring, Umsetzung", "/nordring/", "ist-stetig", ring=True),
        pictures.MapMark(30, 40, 8, "M 07, beides", "/m07/", "ist-beide", "7", "diamond"),
        pictures.MapMark(50, 60, 8, "ohne Seite"),
    ),
    labels=(pictures.MapLabel(1, 2, "Südhessen"), pictures.MapLabel(3, 4, "Bahndamm", "k-str", -23.5)),
    legend=(pictures.LegendItem("Umsetzung", css_class="k-p"), pictures.LegendItem("Grenze", "line", "k-grenze")),
    attribution="© Amt",
    note="Stand 2026",
    scale_bar=pictures.ScaleBar(4, 90, 20, "200 m"),
    north=(90, 10),
    table=pictures.PictureTable(("Standort", "Euro"), (("Nordring", "5"),), frozenset({1})),
)

BARS = pictures.BarChart(
    title="Geld nach Jahr",
    description="2025 mehr als 2024.",
    unit="Tsd. €",
    category_label="Jahr",
    categories=("2024", "2025"),
    series=(pictures.BarSeries("geplant", (180, 1200), pattern="m-plan"), pictures.BarSeries("bewilligt", (180, None), "g2")),
    target=pictures.BarTarget(1000, "Rahmen"),
    note="Nur M 07.",
)


def test_a_map_says_title_finding_places_and_table():
    markup = render("{% map_picture map=m %}", m=MAP)

    assert says(markup) == [
        *("Zwei Standorte", "Beide liegen im Süden.", "Kreis Lahn", "Südhessen", "Bahndamm", "200 m", "N"),
        *("Nordring, Umsetzung", "M 07, beides", "7", "ohne Seite"),
        *("Umsetzung", "Grenze", "Stand 2026", "© Amt"),
        *("Als Tabelle", "Zwei Standorte", "Standort", "Euro", "Nordring", "5"),
    ]
    assert '<svg class="qw-karte" viewBox="0 0 100 100" role="group">' in markup
    assert 'transform="translate(3 4) rotate(-23.5)"' in markup
    assert '<circle class="k-ring" cx="10.5" cy="20" r="12"/>' in markup


def test_a_numbered_mark_takes_its_radius():
    marks = (pictures.MapMark(1, 2, 20, "groß", number="1"), pictures.MapMark(3, 4, 10, "klein", number="2"))

    markup = render("{% map_picture map=m %}", m=pictures.MapPicture("T", "D", "0 0 9 9", marks=marks))

    assert 'transform="translate(1 2)"' in markup
    assert 'transform="translate(3 4) scale(0.5)"' in markup


def test_marks_with_an_address_are_links():
    markup = render("{% map_picture map=m %}", m=MAP)

    assert [part.split('"')[0] for part in markup.split('<a href="')[1:]] == ["/kreis/", "/nordring/", "/m07/"]


def test_bars_say_their_values_and_their_table():
    markup = render("{% bar_chart chart=c %}", c=BARS)

    words = says(markup)
    assert words[:2] == ["Geld nach Jahr", "2025 mehr als 2024."]
    assert words[-11:] == [
        "Als Tabelle",
        "Geld nach Jahr",
        "Jahr",
        "geplant, Tsd. €",
        "bewilligt, Tsd. €",
        "2024",
        "180",
        "180",
        "2025",
        "1.200",
        f"k.{NBSP}A.",
    ]
    assert {"Rahmen", "geplant", "bewilligt", "Nur M 07.", "Tsd. €"} <= set(words)


def test_stacked_bars_say_their_sums():
    chart = pictures.BarChart("T", "D", "", ("2024",), (pictures.BarSeries("a", (1,)), pictures.BarSeries("b", (2,))), is_stacked=True)

    assert "3" in says(render("{% bar_chart chart=c %}", c=chart))


def test_a_schedule_is_a_table_with_periods_in_words():
    row = pictures.ScheduleRow
    chart = pictures.ScheduleChart(
        title="Zeitplan",
        description="Eine läuft.",
        first_year=2026,
        last_year=2027,
        today=date(2026, 11, 22),
        groups=(
            pictures.ScheduleGroup("Bauten", (row("M 07", date(2026, 3, 1), date(2027, 11, 30), "both", "/m07/"),)),
            pictures.ScheduleGroup("", (row("M 11", date(2026, 6, 1), None, "cooperation", note="offen"), row("M 14", None, None))),
        ),
    )

    assert says(render("{% schedule_chart chart=c %}", c=chart)) == [
        *("Zeitplan", "Eine läuft.", "Maßnahme", "Ziel", "Zeitraum als Balken", "2026", "2027", "Zeitraum"),
        *("Bauten", "M 07", "beides", "3/2026–11/2027"),
        *("M 11", "Kooperation", "ab 6/2026", "offen"),
        *("M 14", "beides", "–"),
        "Gestrichelte Linie: 22. November 2026.",
    ]


def test_pictures_carry_no_inline_style():
    markup = render("{% map_picture map=m %}{% bar_chart chart=c %}", m=MAP, c=BARS)

    assert "style=" not in markup


def test_markup_of_a_kept_map_is_written_once():
    from quartierwerk.foundation.ui.pictures import MapMark, MapPicture
    from quartierwerk.foundation.ui.tags.picture_tags import map_picture

    first = map_picture(map=MapPicture("Karte", "", "0 0 10 10", kept_as="test-1"))
    same = map_picture(map=MapPicture("Karte", "", "0 0 10 10", marks=(MapMark(1, 1, 4, "Punkt"),), kept_as="test-1"))
    other = map_picture(map=MapPicture("Andere", "", "0 0 10 10", kept_as="test-2"))

    assert same is first
    assert "Andere" in other


def test_words_and_addresses_of_marks_are_escaped():
    from quartierwerk.foundation.ui.pictures import MapMark
    from quartierwerk.foundation.ui.tags.picture_tags import map_marks

    html = map_marks(marks=[MapMark(1, 2, 4, "<b>A & B</b>", '/?a="1"&b=2', "ist-um"), MapMark(1, 2, 20, "C", number="<7>")])

    assert "<b>" not in html
    assert "<7>" not in html
    assert 'href="/?a=&quot;1&quot;&amp;b=2"' in html
