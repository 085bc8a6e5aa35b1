"""Forms read what people type and say what is missing, tied to the field."""

import re

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.fields import DayField, EuroField, handed_back
from tests.foundation.ui.pages import render, says

CENTS = st.integers(min_value=0, max_value=10**14)


class MeasureForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kurz, wie man im Viertel sagt.")
    aim = forms.ChoiceField(
        label="Ziel", choices=[("a", "Aufwertung"), ("b", "beides")], widget=forms.RadioSelect, help_text="Gleicher Rang."
    )
    cost = EuroField(label="Kosten", required=False)
    begins_on = DayField(label="Beginn", required=False)
    note = forms.CharField(label="Notiz", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), ("x", "Haus")])
    file = forms.FileField(label="Datei", required=False)
    investive = forms.BooleanField(label="investiv", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.cleaned_data.get("note") == "Streit":
            raise forms.ValidationError("Beides zugleich geht nicht.")


def attribute(markup, name):
    return re.search(rf'{name}="([^"]*)"', markup).group(1)


@given(CENTS)
def test_an_amount_survives_being_shown_and_typed_again(cents):
    field = EuroField()

    assert field.clean(field.prepare_value(cents)) == cents
    assert field.clean(figures.euros_exact(cents)) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("1.234,56", 123_456), ("1234,5", 123_450), ("12", 1200), (" 2.400.000 € ", 240_000_000), ("0", 0), ("1\u202f000", 100_000)],
)
def test_an_amount_is_read_as_people_type_it(typed, cents):
    assert EuroField().clean(typed) == cents


@pytest.mark.parametrize("typed", ["12.5", "1,234.56", "zwölf", "1.23", "1,234", "--3"])
def test_an_amount_that_could_mean_two_things_is_refused(typed):
    with pytest.raises(forms.ValidationError, match=r"Bitte einen Betrag wie 1\.234,56 eingeben\."):
        EuroField().clean(typed)


def test_an_amount_below_zero_needs_leave():
    with pytest.raises(forms.ValidationError, match="unter null"):
        EuroField().clean("-5")

    assert EuroField(allow_negative=True).clean("−5,10") == -510


@pytest.mark.parametrize("typed", ["99999999999999999", "9" * 5000, "0" * 5000 + "1,00"])
def test_an_amount_beyond_the_column_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="zu groß"):
        EuroField().clean(typed)


def test_nothing_typed_is_no_amount_and_not_zero():
    assert EuroField(required=False).clean("") is None
    assert EuroField(required=False).has_changed(0, "") is True
    assert EuroField().has_changed(120_000, "1.200,00") is False
    assert EuroField().has_changed(120_000, "zwölf") is True


@pytest.mark.parametrize("typed", ["2027-03-03", "3.3.2027", "03.03.2027", "3.3.27"])
def test_a_day_is_read_from_the_browser_or_as_typed(typed):
    assert DayField().clean(typed).isoformat() == "2027-03-03"


def test_a_field_ties_label_hint_and_error_together():
    markup = render("{% field field=f.title %}", f=MeasureForm({}))

    assert says(markup) == ["Titel", "Kurz, wie man im Viertel sagt.", "Fehler:", "Diese Angabe fehlt noch."]
    assert attribute(markup, "aria-describedby") == "id_title_helptext id_title_error"
    assert attribute(markup, "aria-invalid") == "true"
    assert 'id="id_title_helptext"' in markup
    assert 'id="id_title_error"' in markup


def test_an_optional_field_says_so():
    assert says(render("{% field field=f.note %}", f=MeasureForm())) == ["Notiz", "freiwillig"]


def test_choices_are_a_group_with_a_legend():
    markup = render("{% field field=f.aim %}", f=MeasureForm({}))

    assert says(markup) == ["Ziel", "Gleicher Rang.", "Fehler:", "Diese Angabe fehlt noch.", "Aufwertung", "beides"]
    assert '<fieldset class="qw-angabe ist-fehler" id="id_aim" tabindex="-1" aria-describedby="id_aim_helptext id_aim_error">' in markup


def test_an_amount_stands_right_with_its_unit_behind_it():
    markup = render("{% field field=f.cost %}", f=MeasureForm(initial={"cost": 123_456}))

    assert says(markup) == ["Kosten", "freiwillig", "€"]
    assert 'value="1.234,56"' in markup
    assert attribute(markup.split("<input")[1], "class") == "qw-feld ist-betrag"


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("note", "qw-feld ist-text"),
        ("file", "qw-feld ist-datei"),
        ("investive", "qw-kreuz"),
        ("begins_on", "qw-feld ist-kurz"),
        ("kind", "qw-feld"),
    ],
)
def test_every_kind_of_field_has_its_class(name, css):
    form = MeasureForm()

    markup = render("{% field field=f %}", f=form[name])

    assert f'class="{css}"' in markup


def test_a_hidden_field_is_only_its_input():
    assert says(render("{% field field=f.secret %}", f=MeasureForm())) == []


def test_label_width_and_hint_can_be_given():
    markup = render('{% field field=f.title label="Name" hint="So." width="year" unit="m" %}', f=MeasureForm())

    assert says(markup) == ["Name", "So.", "m"]
    assert 'class="qw-feld ist-jahr"' in markup


def test_the_summary_lists_every_error_with_a_link_to_its_field():
    form = MeasureForm({"note": "Streit", "cost": "x"})

    markup = render("{% error_summary form=f %}", f=form)

    assert says(markup) == [
        "4 Angaben stimmen noch nicht",
        "Beides zugleich geht nicht.",
        "Titel: Diese Angabe fehlt noch.",
        "Ziel: Diese Angabe fehlt noch.",
        "Kosten: Bitte einen Betrag wie 1.234,56 eingeben.",
    ]
    assert re.findall(r'href="(#[^"]*)"', markup) == ["#id_title", "#id_aim", "#id_cost"]


def test_the_summary_of_a_form_nobody_sent_is_empty():
    assert says(render("{% error_summary form=f more=m %}", f=MeasureForm(), m=[MeasureForm()])) == []


def test_a_save_button_may_be_quiet_and_named():
    assert render('{% save_button label="Speichern" %}') == '<button class="qw-knopf" type="submit">Speichern</button>'
    assert (
        render('{% save_button label="Verwerfen" quiet=True name="tun" value="weg" %}')
        == '<button class="qw-knopf ist-leise" type="submit" name="tun" value="weg">Verwerfen</button>'
    )


class FilterForm(forms.Form):
    phase = forms.MultipleChoiceField(label="Phase", required=False, choices=[("Gruppe", [("a", "Umsetzung"), ("b", "Abschluss")])])
    since = DayField(label="Seit", required=False)
    q = forms.CharField(label="Enthält", required=False)
    gap = forms.BooleanField(label="Mit Lücke", required=False)


def test_the_filters_in_force_are_repeated_as_a_sentence():
    form = FilterForm({"phase": ["a", "b"], "since": "1.2.2026", "gap": "on"})

    said = " ".join(says(render("{% filter_bar form=f %}", f=form)))

    assert said.endswith("Filtern Gefiltert nach Phase: Umsetzung, Abschluss, Seit: 01.02.2026, Mit Lücke: ja. Filter aufheben")


@pytest.mark.parametrize("form", [FilterForm(), FilterForm({}), FilterForm({"since": "gestern"})])
def test_no_filter_in_force_says_nothing(form):
    assert says(render("{% filter_bar form=f %}", f=form))[-1] == "Filtern"


def test_day_input_shows_what_was_typed_even_if_it_is_no_day():
    wrong = DayField().widget.render("begins_on", "30.2.2027")
    right = DayField().widget.render("begins_on", "2027-03-03")

    assert 'type="text"' in wrong
    assert "30.2.2027" in wrong
    assert 'type="date"' in right
    assert 'type="date"' in DayField().widget.render("begins_on", None)


def test_an_amount_is_shown_on_an_english_page_as_it_is_read_back():
    with translation.override("en"):
        assert EuroField().prepare_value(123_456) == "1.234,56"


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("0", 0), ("", -1), ("-7", -1), ("sieben", -1), ("9" * 18, 10**18 - 1), ("9" * 19, -1), ("9" * 5_000, -1)],
)
def test_a_number_that_is_handed_back_is_one_we_handed_out(text, number):
    assert handed_back(text) == number
