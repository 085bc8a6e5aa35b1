"""Form fields that read what people write in tables, by the same rules as the import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.tables.core.cells import Refusal
from quartierwerk.foundation.tables.core.values import format_cents, read_cents


class EuroField(forms.CharField):
    """An amount in German writing; the clean value is whole cents, or none."""

    def clean(self, value: Any) -> int | None:
        """Return the cents.

        Raises:
            ValidationError: it is no amount.
        """
        found = read_cents(super().clean(value))
        if isinstance(found, Refusal):
            raise forms.ValidationError(_("Das ist kein Betrag. Erwartet wird zum Beispiel 1.234,56."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show cents as 1.234,56."""
        return format_cents(value) if isinstance(value, int) else value
