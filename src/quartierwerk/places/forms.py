"""What people fill in about places; each form turns its input into the value a deed takes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartierwerk.foundation.tables.fields import NumberField
from quartierwerk.foundation.ui.fields import DayField
from quartierwerk.places import phrases, queries
from quartierwerk.places.core.facts import ContactDetails, Resolution, SourceRef, StageStep, StatedFigure
from quartierwerk.places.core.plausibility import SQUARE_METRES_PER_HECTARE
from quartierwerk.places.models import DatePrecision, FundingArea, SiteFigure, SiteName

_LARGEST_FIGURE = Decimal(10**9)


class SiteFilter(forms.Form):
    """What the list of sites is narrowed by."""

    q = forms.CharField(label=_("Suchwort"), required=False, max_length=100)
    stage = forms.ChoiceField(label=_("Stufe"), required=False)
    county = forms.ChoiceField(label=_("Kreis"), required=False)
    year = forms.TypedChoiceField(label=_("Programmliste"), required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(
        label=_("Reihenfolge"), required=False, choices=(("", _("nach Gemeinde")), ("grant", _("nach Geld, größter Betrag zuerst")))
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = queries.stage_labels(on)
        counties, years = queries.filter_choices()
        stages = [("", _("alle Stufen")), *labels.items(), (queries.UNKNOWN_STAGE, phrases.UNKNOWN)]
        self._choices("stage", stages)
        self._choices("county", [("", _("alle Kreise")), *((county, county) for county in counties)])
        self._choices("year", [("", _("alle Standorte")), *((year, str(year)) for year in years)])

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker what stands above
        field.choices = choices


class _Sourced(forms.Form):
    """A fact that says where it was read."""

    source = forms.CharField(
        label=_("Quelle"), max_length=500, help_text=_("Wo steht das? Zum Beispiel: Beschluss, Bericht, Internetseite.")
    )
    source_url = forms.URLField(label=_("Adresse der Quelle"), max_length=500, required=False, assume_scheme="https")

    @property
    def source_ref(self) -> SourceRef:
        """Return the source that was named."""
        return SourceRef(self.cleaned_data["source"], self.cleaned_data["source_url"])


class StageForm(_Sourced):
    """The next stage of an overall measure."""

    stage = forms.ChoiceField(label=_("Neue Stufe"))
    since = DayField(label=_("Erreicht am"))
    precision = forms.ChoiceField(label=_("Wie genau ist das Datum bekannt?"), choices=DatePrecision, initial=DatePrecision.DAY)
    reason = forms.CharField(
        label=_("Grund"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Nötig nur bei einem Schritt zurück.")
    )
    field_order = ("stage", "since", "precision", "reason", "source", "source_url")

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]  # a choice field

    @property
    def step(self) -> StageStep:
        """Return the step that was filled in."""
        given = self.cleaned_data
        return StageStep(given["stage"], given["since"], given["precision"], given["reason"])


class FigureForm(_Sourced):
    """A figure as a source states it; the area is typed in hectares."""

    kind = forms.ChoiceField(label=_("Was"), choices=((SiteFigure.Kind.AREA_M2, _("Fläche in Hektar")), *SiteFigure.Kind.choices[1:]))
    value = NumberField(label=_("Wert"), decimals=4, largest=_LARGEST_FIGURE)
    exactness = forms.ChoiceField(label=_("Wie sagt es die Quelle?"), choices=SiteFigure.Exactness, initial=SiteFigure.Exactness.EXACT)
    as_of = DayField(label=pgettext_lazy("date", "Stand"), required=False, help_text=_("Leer lassen, wenn die Quelle keinen Tag nennt."))
    field_order = ("kind", "value", "exactness", "as_of", "source", "source_url")

    def clean(self) -> dict[str, Any]:
        """Turn hectares into whole square metres and refuse parts of people."""
        given = super().clean() or self.cleaned_data
        value, kind = given.get("value"), given.get("kind")
        if value is None or kind is None:
            return given
        counted = value * SQUARE_METRES_PER_HECTARE if kind == SiteFigure.Kind.AREA_M2 else value
        if counted != int(counted) or counted <= 0:
            self.add_error("value", _("Bitte eine ganze Zahl über null eingeben."))
        given["value"] = int(counted)
        return given

    @property
    def stated(self) -> StatedFigure:
        """Return the figure that was filled in."""
        given = self.cleaned_data
        return StatedFigure(given["kind"], given["value"], given["exactness"], given["as_of"])


class NameForm(_Sourced):
    """A new official name, or an alias."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Art"), choices=SiteName.Kind, help_text=_("Ein neuer amtlicher Name löst den bisherigen ab."))
    begins_on = DayField(label=_("gilt ab"))
    field_order = ("name", "kind", "begins_on", "source", "source_url")


class DescriptionForm(forms.Form):
    """The short description on top of the site's pages."""

    description = forms.CharField(label=_("Kurzbeschreibung"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class ContactForm(forms.Form):
    """Where people can ask; everything here is published."""

    title = forms.CharField(
        label=_("Stelle"), max_length=200, help_text=_("Zum Beispiel: Stadtteilbüro. Alle Angaben erscheinen öffentlich.")
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    address = forms.CharField(label=_("Anschrift"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=50, required=False)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    hours = forms.CharField(label=_("Öffnungszeiten"), max_length=300, required=False)

    @property
    def details(self) -> ContactDetails:
        """Return the contact that was filled in."""
        return ContactDetails(**self.cleaned_data)


class BoundaryFileForm(forms.Form):
    """The file a boundary comes in."""

    file = forms.FileField(label=_("Datei mit der Grenze"), help_text=_("GeoJSON, GeoPackage oder gezipptes Shapefile, höchstens 30 MB."))


class DesignationForm(_Sourced):
    """The resolution behind a boundary that has been read and looked at."""

    legal_basis = forms.ChoiceField(label=_("Rechtsgrundlage"), choices=FundingArea.LegalBasis)
    resolved_on = DayField(label=_("Beschlossen am"))
    resolved_by = forms.CharField(label=_("Beschlossen von"), max_length=200, initial=_("Stadtverordnetenversammlung"))
    reference = forms.CharField(label=_("Aktenzeichen oder Drucksache"), max_length=200, required=False)
    valid_from = DayField(label=_("Gilt ab"))
    repair = forms.BooleanField(label=_("Ja, die Grenze darf beim Einlesen bereinigt werden."), required=False)
    field_order = ("repair", "legal_basis", "resolved_on", "resolved_by", "reference", "valid_from", "source", "source_url")

    def __init__(self, *args: Any, needs_repair: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_repair:
            self.fields["repair"].required = True
            self.fields["repair"].error_messages["required"] = _(
                "Die Grenze ist fehlerhaft. Ohne Ihr Einverständnis wird sie nicht bereinigt."
            )
        else:
            del self.fields["repair"]

    @property
    def resolution(self) -> Resolution:
        """Return the resolution that was filled in."""
        given = self.cleaned_data
        return Resolution(given["legal_basis"], given["valid_from"], given["resolved_on"], given["resolved_by"], given["reference"])
