"""What people type about letters, turned into values."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.mail.core.kinds import MailKind, may_unsubscribe
from quartierwerk.foundation.mail.core.wishes import Wishes
from quartierwerk.foundation.mail.models import Language, MailSettings, OutgoingMail
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.people.phrases import role_label
from quartierwerk.foundation.ui.fields import DayField
from quartierwerk.kernel.period import BackwardPeriodError, Period


class OutboxFilter(forms.Form):
    """Narrows the outbox to a state, a kind and a reader."""

    q = forms.CharField(label=_("Name oder Adresse"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Zustand"), required=False, choices=[("", _("alle")), *OutgoingMail.State.choices])
    kind = forms.ChoiceField(label=_("Art"), required=False, choices=[("", _("alle")), *OutgoingMail.Kind.choices])


class ReasonForm(forms.Form):
    """Why something is done by hand."""

    reason = forms.CharField(label=_("Grund"), max_length=500)


class CircularForm(forms.Form):
    """A letter to everybody who holds a role."""

    role = forms.ChoiceField(label=_("An alle mit der Rolle"))
    subject = forms.CharField(label=_("Betreff"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Eine Leerzeile trennt Absätze. Zeilen mit einem Strich davor werden eine Liste."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = sorted(((role.value, role_label(role)) for role in Role), key=lambda choice: choice[1])


class WishesForm(forms.Form):
    """How somebody wants to be written to, and who reads for them while they are away."""

    language = forms.ChoiceField(label=_("Sprache der Briefe"), choices=Language.choices)
    digest = forms.BooleanField(
        label=_("Tagesbrief mit Erinnerungen"),
        required=False,
        help_text=_("Was zu Ihren Pflichten gehört, kommt auch ohne Haken."),
    )
    news = forms.BooleanField(label=_("Rundbriefe des Programms"), required=False)
    absent_from = DayField(label=_("abwesend ab"), required=False)
    absent_until = DayField(label=_("abwesend bis"), required=False)
    fallback = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Vertretung"),
        required=False,
        empty_label=_("niemand"),
        help_text=_("Bekommt Ihren Tagesbrief, solange Sie abwesend sind oder Ihre Adresse nicht erreichbar ist."),
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["fallback"]
        field.queryset = colleagues

    def clean(self) -> dict[str, Any]:
        """Refuse half an absence, and one that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("absent_from"), cleaned.get("absent_until")
        if bool(begins) != bool(ends):
            self.add_error("absent_until" if begins else "absent_from", _("Bitte nennen Sie beide Tage oder keinen."))
        elif begins and ends:
            try:
                cleaned["absence"] = Period(begins, ends)
            except BackwardPeriodError:
                self.add_error("absent_until", _("Das Ende liegt vor dem Anfang."))
        return cleaned


def given_wishes(cleaned: dict[str, Any]) -> Wishes:
    """Return the wishes a valid form holds."""
    wanted = frozenset(kind for kind in MailKind if may_unsubscribe(kind) and cleaned[kind.value])
    fallback = cleaned["fallback"]
    return Wishes(cleaned["language"], wanted, cleaned.get("absence"), fallback.pk if fallback else None)


def wishes_shown(given: MailSettings, unwanted: frozenset[MailKind]) -> dict[str, Any]:
    """Return what the form begins with."""
    chosen = {kind.value: kind not in unwanted for kind in MailKind if may_unsubscribe(kind)}
    return {
        **chosen,
        "language": given.language,
        "absent_from": given.absent_from,
        "absent_until": given.absent_until,
        "fallback": given.fallback_id,
    }
