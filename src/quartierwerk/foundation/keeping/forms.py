"""What somebody who runs the programme types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a failed job is done once more."""

    reason = forms.CharField(label=_("Grund"), max_length=500, help_text=_("Zum Beispiel: Der Speicher war voll, jetzt ist Platz."))
