"""What people type about letters."""

from datetime import date

import pytest
from tests.people import person

from quartierwerk.foundation.mail import forms
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.wishes import Wishes
from quartierwerk.foundation.mail.models import MailSettings
from quartierwerk.foundation.people.models import Person
from quartierwerk.kernel.period import Period

pytestmark = pytest.mark.django_db


def wishes(**given):
    return forms.WishesForm({"language": "de", **given}, colleagues=Person.objects.all())


def test_wishes_are_read():
    colleague = person("auditor")
    form = wishes(language="en", news="on", absent_from="2026-12-21", absent_until="02.01.2027", fallback=colleague.pk)

    assert form.is_valid(), form.errors
    assert forms.given_wishes(form.cleaned_data) == Wishes(
        "en", frozenset({MailKind.NEWS}), Period(date(2026, 12, 21), date(2027, 1, 2)), colleague.pk
    )


def test_nothing_chosen_is_a_wish_too():
    form = wishes()

    assert form.is_valid()
    assert forms.given_wishes(form.cleaned_data) == Wishes("de", frozenset())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"absent_from": "2026-12-21"}, "absent_until"),
        ({"absent_until": "2026-12-21"}, "absent_from"),
        ({"absent_from": "2026-12-21", "absent_until": "2026-12-20"}, "absent_until"),
        ({"language": "fr"}, "language"),
        ({"fallback": "999999"}, "fallback"),
    ],
)
def test_half_an_absence_and_unknown_choices_are_refused(given, field):
    assert set(wishes(**given).errors) == {field}


def test_the_form_begins_with_what_was_said_last():
    shown = forms.wishes_shown(MailSettings(language="en", absent_from=date(2026, 12, 21)), frozenset({MailKind.DIGEST}))

    assert shown == {
        "language": "en", "digest": False, "news": True, "absent_from": date(2026, 12, 21), "absent_until": None, "fallback": None,
    }  # fmt: skip


def test_a_circular_goes_to_a_known_role_and_has_words():
    form = forms.CircularForm({"role": "mayor"})

    assert set(form.errors) == {"role", "subject", "text"}
    labels = [label for _code, label in form.fields["role"].choices]
    assert labels == sorted(labels)


def test_the_outbox_is_narrowed_to_known_states_and_kinds():
    assert forms.OutboxFilter({"state": "sent", "kind": "digest", "q": "Ayse"}).is_valid()
    assert set(forms.OutboxFilter({"state": "lost", "kind": "x"}).errors) == {"state", "kind"}
