"""What is asked of search."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.search.queries import Narrowed

FIRST_YEAR, LAST_YEAR = 1900, 2200


class SearchForm(forms.Form):
    """Words, and what the hits are narrowed to."""

    q = forms.CharField(label=_("Suchwörter"), required=False, max_length=200)
    source = forms.CharField(required=False, max_length=40)
    place = forms.CharField(required=False, max_length=250)
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    page = forms.IntegerField(required=False, min_value=1, max_value=100)

    def narrowed(self) -> Narrowed:
        """Return what the hits are narrowed to; nonsense narrows nothing."""
        given = self.cleaned_data
        return Narrowed(given.get("source") or "", given.get("place") or "", given.get("year"))
