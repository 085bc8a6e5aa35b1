"""Input of the rulebook's pages."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _


class RulesFilter(forms.Form):
    """The day whose rules are shown, and whether only what is assumed is shown."""

    on = forms.DateField(label=_("Gültig am"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    assumed = forms.BooleanField(label=_("nur Angenommenes"), required=False)

    def day(self, today: date) -> date:
        """Return the day asked for; today when none or no real day is given."""
        chosen = self.cleaned_data.get("on") if self.is_valid() else None
        return chosen or today

    @property
    def only_assumed(self) -> bool:
        """Tell whether what is confirmed is left out."""
        return self.is_bound and self.is_valid() and bool(self.cleaned_data["assumed"])
