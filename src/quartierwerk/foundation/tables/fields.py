"""Form fields that read what people write in tables, by the same rules as the import."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.tables.core.cells import Refusal
from quartierwerk.foundation.tables.core.values import format_number, read_number


class NumberField(forms.CharField):
    """A number in German writing: 1.200 is twelve hundred; the clean value is exact, or none."""

    def __init__(self, *args: Any, decimals: int, largest: Decimal, **kwargs: Any) -> None:
        """Take at most so many decimals, and nothing above ``largest``."""
        super().__init__(*args, **kwargs)
        self.decimals, self.largest = decimals, largest

    def clean(self, value: Any) -> Decimal | None:
        """Return the number.

        Raises:
            ValidationError: it is none, too large or too exact.
        """
        found = read_number(super().clean(value), decimals=self.decimals, largest=self.largest)
        if isinstance(found, Refusal):
            raise forms.ValidationError(_("Das ist keine Zahl, die hier passt. Erwartet wird zum Beispiel 1.234,5."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show a number as 1.234,5."""
        return format_number(value.normalize() if value else Decimal(0)) if isinstance(value, Decimal) else value
