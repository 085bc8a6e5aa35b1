"""What a mandate is bound to: chosen from a short list, typed where there are many."""

from datetime import date

import pytest

from quartierwerk.foundation.people import forms
from quartierwerk.foundation.people.core.actor import PROGRAMME, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.foundation.slots.values import Subject, SubjectCard

pytestmark = pytest.mark.django_db
MANY = forms.MOST_LISTED + 20


def card(number, title="", kind="site"):
    return SubjectCard(Subject(kind, f"{kind}-{number}"), "Standort", title or f"Stadt {number} – Nord", "/")


CARDS = [card(number) for number in range(MANY)] + [card(1, "Gemünden", "municipality"), card(2, "Gemünden", "municipality")]


def form(cards, scope):
    given = {"role": "operator", "scope": scope, "begins_on": "2027-03-03"}
    scopes = forms.scope_choices(cards, programme=True)
    return forms.MandateForm(
        given,
        roles=forms.role_choices(list(Role)),
        scopes=scopes,
        organisations=Organisation.objects.none(),
        initial={"begins_on": date(2027, 3, 3)},
    )


def test_a_short_list_is_chosen_from():
    few = form(CARDS[:5], "site/site-3")

    assert few.is_valid()
    assert few.cleaned_data["scope"] == Scope(ScopeKind.SITE, "site-3")
    assert "<select" in str(few["scope"])


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ("Stadt 41 – Nord", Scope(ScopeKind.SITE, "site-41")),
        ("  stadt 41  ", Scope(ScopeKind.SITE, "site-41")),
        ("site-4", Scope(ScopeKind.SITE, "site-4")),
        ("Gemünden (municipality-2)", Scope(ScopeKind.MUNICIPALITY, "municipality-2")),
        ("programm", PROGRAMME),
    ],
)
def test_among_many_one_types_what_fits_once(typed, scope):
    many = form(CARDS, typed)

    assert many.is_valid(), many.errors
    assert many.cleaned_data["scope"] == scope
    assert len(str(many["scope"])) < 600


def test_what_fits_several_is_refused_with_their_names_and_suggests_them():
    many = form(CARDS, "Gemünden")

    assert many.errors["scope"] == [
        "Zu „Gemünden“ passen mehrere: Gemünden (municipality-1); Gemünden (municipality-2). Schreiben Sie einen davon ganz."
    ]
    assert '<option value="Gemünden (municipality-2)">' in str(many["scope"])
    assert 'list="id_scope_suggestions"' in str(many["scope"])
    assert 'value="Gemünden"' in str(many["scope"])


def test_only_the_first_of_very_many_are_named():
    many = form(CARDS, "nord")

    assert many.errors["scope"][0].count("Stadt") == forms.MOST_SUGGESTED
    assert "; …. Schreiben" in many.errors["scope"][0]


@pytest.mark.parametrize(
    ("typed", "sentence"), [("Atlantis", "Kein Standort und keine Kommune heißt so: „Atlantis“."), ("", "Diese Angabe fehlt noch.")]
)
def test_an_unknown_scope_is_refused_with_a_sentence(typed, sentence):
    assert form(CARDS, typed).errors["scope"][0].startswith(sentence)
