"""Every component says what it is given, and a wrong prop fails when the template is compiled."""

from types import SimpleNamespace as Thing

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines

from quartierwerk.foundation.slots.values import Knot, KnotState, KnotValue, Tab
from tests.foundation.ui.pages import render, says

NBSP = "\u00a0"


@pytest.mark.parametrize(
    "source",
    [
        "{% thread %}",
        "{% thread thread=t here='measures' colour='red' %}",
        "{% thread t %}",
        "{% balance upgrading=1 cooperation=2 %}",
        "{% balance_mini upgrading=1 cooperation=2 both=3 width=4 %}",
        "{% state_tag mark='half' %}",
        "{% aim_tag 'both' %}",
        "{% breadcrumb %}",
        "{% tabs tabs=t current='a' %}",
        "{% pagination %}",
        "{% filter_bar %}",
        "{% stepper %}",
        "{% timeline entries=e label='x' %}",
        "{% panel anchor='a' %}{% endpanel %}",
        "{% nothing_yet %}{% endnothing_yet %}",
        "{% origin %}{% endorigin %}",
        "{% field %}",
        "{% error_summary %}",
        "{% save_button text='x' %}",
        "{% map_picture %}",
        "{% bar_chart picture=c %}",
        "{% schedule_chart %}",
    ],
)
def test_a_wrong_or_missing_prop_fails_at_compile_time(source):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(source)


def test_thread_shows_value_note_and_state_of_every_knot():
    thread = {
        Knot.NEED: KnotValue("Rang 2 von 18", "Treffpunkte fehlen", "/bedarf/"),
        Knot.EUROS: KnotValue("1.440.000 €", state=KnotState.UNDER_WAY),
        Knot.LESSONS: KnotValue("fehlt noch", state=KnotState.MISSING),
    }

    markup = render('{% thread thread=t here="measures" label="Roter Faden: M 07" %}', t=thread)

    assert says(markup) == [
        *("Bedarf", "(erreicht)", "Rang 2 von 18", "Treffpunkte fehlen"),
        *("Ziele", "(steht noch aus)", "noch nichts"),
        *("Maßnahmen", "(steht noch aus)", "noch nichts"),
        *("Entscheidungen", "(steht noch aus)", "noch nichts"),
        *("Euro", "(im Gang)", "1.440.000 €"),
        *("Ergebnisse", "(steht noch aus)", "noch nichts"),
        *("Lehren", "(fehlt)", "fehlt noch"),
    ]
    assert '<nav class="qw-faden" aria-label="Roter Faden: M 07">' in markup
    assert '<a href="/bedarf/">Rang 2 von 18</a>' in markup
    assert markup.count('aria-current="step"') == 1


def test_thread_may_run_off_the_edges_and_be_large():
    markup = render("{% thread thread=t large=True through=True %}", t={})

    assert '<nav class="qw-faden ist-durch ist-gross" aria-label="Roter Faden">' in markup


def test_strand_names_one_thing_each():
    markup = render("{% thread_strand thread=t %}", t={Knot.GOALS: KnotValue("Z 2.1", "Orte der Begegnung")})

    assert says(markup)[3:7] == ["Ziel", "(erreicht)", "Z 2.1", "Orte der Begegnung"]


def test_balance_says_amounts_shares_and_caption():
    markup = render('{% balance upgrading=260000000 cooperation=160000000 both=210000000 caption="Anteile am Standort." %}')

    assert says(markup) == [
        *("Städtebauliche Aufwertung", f"2,6{NBSP}Mio.{NBSP}€"),
        *("Nachhaltige Kooperation", f"1,6{NBSP}Mio.{NBSP}€"),
        f"Aufwertung 41{NBSP}% · beides 2,1{NBSP}Mio.{NBSP}€ (33{NBSP}%) · Kooperation 26{NBSP}%",
        "Anteile am Standort.",
    ]


def test_balance_without_money_says_so():
    markup = render("{% balance upgrading=0 cooperation=0 both=0 %}{% balance_mini upgrading=0 cooperation=0 both=0 %}")

    assert says(markup)[-2:] == ["Noch ist kein Geld einem Ziel zugeordnet.", "noch kein Geld"]


def test_small_balance_says_its_shares():
    markup = render("{% balance_mini upgrading=57 cooperation=30 both=13 %}")

    assert says(markup) == [f"Aufwertung 57{NBSP}%, beides 13{NBSP}%, Kooperation 30{NBSP}%"]


def test_field_coverage_names_the_gap():
    fields = [Thing(label="Wohnen", note="Wohnbau", missing=False), Thing(label="Wirtschaft", note="", missing=True)]

    markup = render("{% field_coverage fields=f %}", f=fields)

    assert says(markup) == ["Wohnen", "Wohnbau", "Wirtschaft", "Lücke: noch niemand"]
    assert markup.count('class="ist-luecke"') == 1


def test_breadcrumb_marks_the_page_itself():
    markup = render("{% breadcrumb crumbs=c %}", c=[("Start", "/"), ("Nordviertel", "")])

    assert says(markup) == ["Start", "Nordviertel"]
    assert '<span aria-current="page">Nordviertel</span>' in markup


def test_tabs_show_counts_and_the_current_one():
    tabs = [Tab("a", "Überblick", "/a/"), Tab("b", "Verlauf", "/b/", 1146)]

    markup = render('{% tabs tabs=t current="b" label="Teile" %}', t=tabs)

    assert says(markup) == ["Überblick", "Verlauf", "1.146"]
    assert '<a href="/b/" aria-current="page">' in markup


def test_pagination_keeps_the_rest_of_the_query():
    page = Paginator(range(95), 10).page(3)

    markup = render("{% pagination page=p %}", "/liste/?phase=laufend&page=3", p=page)

    assert says(markup)[0] == "21 bis 30 von 95"
    assert 'href="?phase=laufend&amp;page=4" rel="next"' in markup
    assert 'href="?phase=laufend&amp;page=2" rel="prev"' in markup


def test_pagination_of_one_page_shows_nothing():
    assert says(render("{% pagination page=p %}", p=Paginator(range(5), 10).page(1))) == []


@pytest.mark.parametrize(("mark", "tone", "css"), [("half", "neutral", "qw-zeichen"), ("warn", "warn", "qw-zeichen ist-warn")])
def test_a_state_is_a_word_with_a_sign(mark, tone, css):
    markup = render("{% state_tag text=t mark=m tone=n %}", t="läuft <b>", m=mark, n=tone)

    assert says(markup) == ["läuft <b>"]
    assert markup.startswith(f'<span class="{css}"><svg')


def test_an_unknown_mark_is_refused():
    with pytest.raises(KeyError):
        render('{% state_tag text="x" mark="star" %}')


@pytest.mark.parametrize(("aim", "word"), [("upgrading", "Aufwertung"), ("cooperation", "Kooperation"), ("both", "beides")])
def test_an_aim_is_said_in_a_word(aim, word):
    assert says(render("{% aim_tag aim=a %}", a=aim)) == [word]


def test_stepper_says_how_far_each_step_is():
    steps = [Thing(title="Entwurf", note="3.9.2026", state="done"), Thing(title="Beirat", note="", state="current")]

    markup = render('{% stepper steps=s label="Weg" %}', s=steps)

    assert says(markup) == ["Entwurf", "(erledigt)", "3.9.2026", "Beirat", "(jetzt)"]
    assert markup.count('aria-current="step"') == 1


def test_timeline_says_when_what_and_why():
    entries = [Thing(at="2026-11-20T09:12", sentence="Kosten geändert", note="Baupreisindex", address="/x/")]

    assert says(render("{% timeline entries=e %}", e=entries)) == [f"20.11.2026, 09:12{NBSP}Uhr", "Kosten geändert", "Baupreisindex"]


def test_a_panel_has_its_heading_and_content():
    markup = render('{% panel title=t anchor="geld" %}<p>Inhalt</p>{% endpanel %}', t="Geld & Zeit")

    assert markup == '<section class="qw-platte"><h2 class="qw-h2" id="geld">Geld &amp; Zeit</h2><p>Inhalt</p></section>'


def test_an_empty_place_says_what_will_stand_there():
    markup = render('{% nothing_yet title="Noch keine Lehre." %}<p>Hier steht später etwas.</p>{% endnothing_yet %}')

    assert says(markup) == ["Noch keine Lehre.", "Hier steht später etwas."]


def test_a_figure_tells_where_it_comes_from():
    markup = render("{% origin value=v %}<p>Summe von 11 Zeilen.</p>{% endorigin %}", v="2.400.000 €")

    assert says(markup) == ["2.400.000 €", "(Woher?)", "Woher kommt diese Zahl?", "Summe von 11 Zeilen."]


def test_a_notice_carries_its_anchor():
    markup = render('{% notice title="Anteil fehlt" anchor="h1" %}<p>Es fehlen 16.000 €.</p>{% endnotice %}')

    assert says(markup) == ["Anteil fehlt", "Es fehlen 16.000 €."]
    assert '<div class="qw-hinweis-kasten ist-warn" id="h1">' in markup


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ v|euros }}", f"2.400.000{NBSP}€"),
        ("{{ v|thousands }}", "2.400"),
        ("{{ zero|thousands|or_dash }}", "–"),
        ("{{ zero|or_dash|thousands }}", "–"),
        ("{{ little|thousands|or_dash }}", "0"),
        ("{{ none|euros }}", f"k.{NBSP}A."),
        ("{{ none|or_dash }}", "–"),
        ("{{ missing|euros }}", ""),
        ("{{ v|millions }}", f"2,4{NBSP}Mio.{NBSP}€"),
        ("{{ v|amount }}", f"2,4{NBSP}Mio.{NBSP}€"),
        ("{{ v|euros_exact }}", f"2.400.000,00{NBSP}€"),
        ("{{ 1234|figure }}", "1.234"),
        ("{{ 740000|hectares }}", f"74{NBSP}ha"),
        ("{{ 0.574|percent:1 }}", f"57,4{NBSP}%"),
        ("{{ on|day }}", '<time datetime="2027-03-03">03.03.2027</time>'),
        ("{{ on|day_long }}", '<time datetime="2027-03-03">3. März 2027</time>'),
        ("{{ at|moment }}", f'<time datetime="2027-03-03T09:12">03.03.2027, 09:12{NBSP}Uhr</time>'),
        ("{{ at_utc|day }}", '<time datetime="2027-03-04">04.03.2027</time>'),
        ("{{ none|day }}{{ none|day_long }}{{ none|moment }}", "–––"),
    ],
)
def test_filters_write_figures(source, expected):
    values = {"v": 240_000_000, "zero": 0, "little": 40_000, "none": None, "on": "2027-03-03"}

    assert render(source, **values, at="2027-03-03T09:12", at_utc="2027-03-03T23:30+00:00") == expected


def test_figures_follow_the_language():
    from django.utils import translation

    with translation.override("en"):
        assert render("{{ v|euros }} {{ on|day }}", v=100, on="2027-03-03") == '€1 <time datetime="2027-03-03">03 Mar 2027</time>'
