"""Form fields that read what people type: amounts with a comma, days with points."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.ui import figures

AMOUNT = re.compile(r"^(?P<sign>[-\u2212]?)(?P<euros>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d{1,2}))?$")
MOST_DIGITS = 18
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SPACES = re.compile(r"[\s\u00a0\u202f€]")
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]
LARGEST_CENTS = 10**15


class DayInput(forms.DateInput):
    """The browser's own input for a day; what is no day is shown as the text it is, so that it can be mended."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs; the browser would throw away a value it cannot show."""
        context = super().get_context(name, value, attrs)
        if not ISO_DAY.fullmatch(context["widget"]["value"] or "0000-00-00"):
            context["widget"]["type"] = "text"
        return context


def handed_back(number: str) -> int:
    """Return the number a hidden field hands back; -1 for what is none, or is longer than any we hand out."""
    return int(number) if number.isdecimal() and len(number) <= MOST_DIGITS else -1


class DayField(forms.DateField):
    """A day, from the browser's own input or typed as 3.3.2027."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": DAY_FORMATS, **kwargs})


class SuggestInput(forms.TextInput):
    """A line of text with a few suggestions, which browsers show below it; without them it is a line of text."""

    suggestions: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the input, and its suggestions where there are any."""
        if not self.suggestions:
            return super().render(name, value, attrs, renderer)
        place = f"{(attrs or {}).get('id', name)}_suggestions"
        line = super().render(name, value, {**(attrs or {}), "list": place}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', line, place, options)


class EuroInput(forms.TextInput):
    """An amount, right-aligned, its unit behind it."""

    unit = "€"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class EuroField(forms.Field):
    """An amount typed as 1.234,56; its value is whole cents.

    Points part groups of three and a comma parts the cents. „12.5“ is refused rather than guessed.
    """

    widget = EuroInput
    default_error_messages = {
        "invalid": _("Bitte einen Betrag wie 1.234,56 eingeben."),
        "negative": _("Der Betrag darf nicht unter null liegen."),
        "too_large": _("Der Betrag ist zu groß."),
    }

    def __init__(self, *, allow_negative: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allow_negative = allow_negative

    def prepare_value(self, value: Any) -> Any:
        """Show cents as 1.234,56, as they are read back; what was typed stays as it was typed."""
        return figures.typed_amount(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Return whole cents, or none where nothing was typed."""
        if isinstance(value, int) or value in self.empty_values:
            return value or (0 if value == 0 else None)
        found = AMOUNT.match(SPACES.sub("", str(value)))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        euros = found["euros"].replace(".", "")
        if len(euros) > len(str(LARGEST_CENTS)):  # Python reads no number of thousands of digits
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        cents = int(euros) * figures.CENTS_PER_EURO + int((found["cents"] or "").ljust(2, "0"))
        return -cents if found["sign"] else cents

    def validate(self, value: int | None) -> None:
        """Refuse amounts below zero (unless allowed) and beyond what a column holds."""
        super().validate(value)
        if value is not None and value < 0 and not self.allow_negative:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if value is not None and abs(value) > LARGEST_CENTS:
            raise ValidationError(self.error_messages["too_large"], code="too_large")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another amount was typed, however it is written."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
