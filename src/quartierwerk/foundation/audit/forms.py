"""The filter above a history: person and period."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DAYS = ("%Y-%m-%d", "%d.%m.%Y")


class HistoryFilter(forms.Form):
    """Narrows a history to a person and to a period; everything is optional."""

    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(
        label=pgettext_lazy("heading", "von"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), input_formats=DAYS
    )
    until = forms.DateField(
        label=pgettext_lazy("heading", "bis"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), input_formats=DAYS
    )

    def __init__(self, *args: Any, doers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [("", _("alle")), *doers]
