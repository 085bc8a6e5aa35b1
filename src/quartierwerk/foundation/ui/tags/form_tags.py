"""Tags for forms: one column, label above, hint below it, error between hint and field."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.fields import DayInput, EuroInput

register = template.Library()

WIDTHS = {"year": "ist-jahr", "short": "ist-kurz", "medium": "ist-mittel", "full": ""}


@register.inclusion_tag("ui/forms/error_summary.html")
def error_summary(*, form: forms.BaseForm, more: Iterable[forms.BaseForm] = ()) -> dict[str, Any]:
    """List every error of the form (and of more forms on the page) with a link to its field."""
    problems = [problem for each in (form, *more) if each.is_bound for problem in _problems(each)]
    count = len(problems)
    title = ngettext("Eine Angabe stimmt noch nicht", "%(count)d Angaben stimmen noch nicht", count) % {"count": count}
    return {"problems": problems, "title": title}


def _problems(form: forms.BaseForm) -> Iterator[tuple[str, str, str]]:
    for sentence in form.non_field_errors():
        yield "", "", str(sentence)
    for bound in form:
        for sentence in bound.errors:
            yield target_of(bound), str(bound.label), str(sentence)


def target_of(bound: BoundField) -> str:
    """Return the id an error's link leads to: the field, or the group of its choices."""
    return bound.auto_id if bound.use_fieldset else (bound.id_for_label or bound.auto_id)


@register.inclusion_tag("ui/forms/field.html")
def field(*, field: BoundField, width: str = "", unit: str = "", hint: str = "", label: str = "") -> dict[str, Any]:
    """Show a field with label, hint and error, tied together for screen readers.

    ``width`` is ``year``, ``short``, ``medium`` or ``full``; days and amounts have their own.
    """
    widget = field.field.widget
    hint_text = hint or field.help_text
    css = f"{_css(widget)} {WIDTHS[width] if width else _own_width(widget)}".strip()
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, (widget.attrs.get("class"), css)))}
    described = [f"{field.auto_id}_helptext"] if hint_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    if described and not field.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "field": field,
        "kind": _kind(widget),
        "label": label or field.label,
        "hint": hint_text,
        "unit": unit or getattr(widget, "unit", ""),
        "control": markup_of(field, attrs),
        "described": " ".join(described),
    }


def markup_of(bound: BoundField, attrs: Mapping[str, str | bool]) -> SafeString:
    """Return the control. A list of choices is written here: Django renders a template for every single choice."""
    widget = bound.field.widget
    if type(widget) is not forms.Select or bound.field.localize:
        return bound.as_widget(attrs=dict(attrs))
    given = bound.build_widget_attrs(dict(attrs), widget)
    given.setdefault("id", bound.auto_id)
    context = widget.get_context(bound.html_name, bound.value(), given)["widget"]
    groups = (_group(name, options) for name, options, _index in context["optgroups"])
    return format_html('<select name="{}"{}>{}</select>', context["name"], flatatt(context["attrs"]), SafeString("".join(groups)))


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> SafeString:
    written = format_html_join(
        "", '<option value="{}"{}>{}</option>', ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options)
    )
    return written if name is None else format_html('<optgroup label="{}">{}</optgroup>', name, written)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.HiddenInput | forms.MultipleHiddenInput):
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "box" if isinstance(widget, forms.CheckboxInput) else "line"


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "qw-kreuz"
    if isinstance(widget, forms.Textarea):
        return "qw-feld ist-text"
    return "qw-feld ist-datei" if isinstance(widget, forms.FileInput) else "qw-feld"


def _own_width(widget: forms.Widget) -> str:
    if isinstance(widget, EuroInput):
        return "ist-betrag"
    if isinstance(widget, forms.NumberInput):
        return "ist-betrag ist-kurz"
    return "ist-kurz" if isinstance(widget, DayInput) else ""


@register.simple_tag
def save_button(*, label: str, name: str = "", value: str = "", quiet: bool = False) -> str:
    """End a form with a verb; only one button of a page is not quiet."""
    given = format_html(' name="{}" value="{}"', name, value) if name else SafeString("")
    return format_html('<button class="{}" type="submit"{}>{}</button>', "qw-knopf ist-leise" if quiet else "qw-knopf", given, label)


@register.inclusion_tag("ui/forms/filter_bar.html")
def filter_bar(*, form: forms.BaseForm, label: str = "") -> dict[str, Any]:
    """Filter a list by a GET form in one row, and repeat the filters in force as a sentence."""
    controls = [(bound, markup_of(bound, {"class": _css(bound.field.widget)})) for bound in form.visible_fields()]
    return {"form": form, "controls": controls, "active": list(active_filters(form)), "label": label or _("Liste filtern")}


def active_filters(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """Return label and words of each filter in force."""
    if not form.is_bound or not form.is_valid():
        return
    for bound in form:
        value = form.cleaned_data.get(bound.name)
        if value not in (None, "", False) and value != []:
            yield str(bound.label), _in_words(bound, value)


def _in_words(bound: BoundField, value: object) -> str:
    if isinstance(value, date):
        return figures.day(value)
    if value is True:
        return _("ja")
    if hasattr(value, "pk"):
        return str(value)
    choices = {str(code): str(words) for code, words in _flat(getattr(bound.field, "choices", ()))}
    values = value if isinstance(value, list | tuple) else (value,)
    return ", ".join(choices.get(str(each), str(each)) for each in values)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for code, words in choices:
        if isinstance(words, list | tuple):
            yield from _flat(words)
        else:
            yield code, words


def filter_sentence(form: forms.BaseForm) -> str:
    """Return the filters in force as a sentence, for a list that leaves as a file; nothing where none is."""
    return "; ".join(f"{label}: {words}" for label, words in active_filters(form))
