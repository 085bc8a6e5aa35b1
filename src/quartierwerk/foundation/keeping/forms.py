"""What somebody who runs the programme types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a failed job is done once more."""

    reason = forms.CharField(label=_("Grund"), max_length=500, help_text=_("Zum Beispiel: Der Speicher war voll, jetzt ist Platz."))


class ProblemForm(forms.Form):
    """What is wrong, and where."""

    text = forms.CharField(
        label=_("Was ist los?"),
        widget=forms.Textarea,
        help_text=_("Was wollten Sie tun, was ist passiert, was haben Sie erwartet? Bitte keine Namen oder Daten anderer Personen."),
        error_messages={"required": _("Schreiben Sie, was los ist.")},
    )
    page = forms.CharField(label=_("Auf welcher Seite?"), required=False, help_text=_("Die Adresse der Seite, wenn Sie sie wissen."))


class AnswerForm(forms.Form):
    """The answer to a report."""

    answer = forms.CharField(label=_("Antwort"), widget=forms.Textarea, error_messages={"required": _("Schreiben Sie eine Antwort.")})
