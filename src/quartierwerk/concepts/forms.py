"""Input of the concept room, turned into plain values."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from quartierwerk.concepts.core.import_values import GoalValues
from quartierwerk.concepts.core.measure_sheet import SHARED_PARTS, SINGLE_PARTS, Indicator, Money, Sheet
from quartierwerk.concepts.core.resolution import COUNCIL, Decision
from quartierwerk.concepts.imports.assignments import OfferedColumn, OfferedSheet
from quartierwerk.concepts.imports.columns import GOALS_SHEET, MEASURES_SHEET
from quartierwerk.concepts.models import Goal, Measure, ResolutionStep
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.tables.fields import NumberField
from quartierwerk.foundation.ui.fields import DayField, EuroField

LIST_HINT = _("Einer je Zeile.")
FIRST_YEAR, LAST_YEAR = 1999, 2100
LARGEST_NUMBER = Decimal("99999999999.999")
NOT_READ = "-"


class ChapterForm(forms.Form):
    """A chapter's text, in a small part of Markdown."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("Leerzeile: neuer Absatz. # Überschrift, - Aufzählung, **fett**, *kursiv*, [Text](https://…) Verweis."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnalysisForm(forms.Form):
    """Strengths and weaknesses in one field."""

    strengths = forms.CharField(label=_("Stärken"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    weaknesses = forms.CharField(label=_("Schwächen"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    argued_away = forms.CharField(label=_("Begründung, falls nichts geplant ist"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class GoalForm(forms.Form):
    """A goal and where it stands in the tree."""

    code = forms.CharField(label=_("Nummer"), max_length=20)
    title = forms.CharField(label=pgettext_lazy("goal", "Ziel"), max_length=300)
    parent = forms.ModelChoiceField(
        queryset=Goal.objects.none(), label=_("gehört zum Leitziel"), required=False, empty_label=_("keines, es ist selbst ein Leitziel")
    )
    success_shown_by = forms.CharField(label=_("Woran zeigt sich der Erfolg?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, guiding: QuerySet[Goal], **kwargs: Any) -> None:
        """Offer the concept's guiding goals as parents."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = guiding  # type: ignore[attr-defined]  # a choice field

    def goal(self) -> GoalValues:
        """Return what was entered; needs a valid form."""
        given = self.cleaned_data
        return GoalValues(given["code"], given["title"], given["parent"].code if given["parent"] else "", given["success_shown_by"])


class SheetForm(forms.Form):
    """The measure sheet without money, place on the map and photographs."""

    code = forms.CharField(label=_("Nummer"), max_length=20)
    title = forms.CharField(label=_("Titel"), max_length=250)
    description = forms.CharField(label=_("Kurzbeschreibung"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    aim = forms.ChoiceField(label=_("Ziel des Programms"), choices=Measure.Aim.choices, widget=forms.RadioSelect)
    investive = forms.TypedChoiceField(
        label=_("Art"),
        choices=(("yes", _("investiv")), ("no", _("nicht investiv"))),
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    main_field = forms.ChoiceField(label=_("Hauptfeld"), help_text=_("Hier zählt das Geld der Maßnahme."))
    other_fields = forms.MultipleChoiceField(label=_("Weitere Felder"), required=False, widget=forms.CheckboxSelectMultiple)
    cost_group = forms.ChoiceField(label=_("Kostengruppe"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("measure", "Stand"), choices=Measure.State.choices)
    priority = forms.ChoiceField(label=_("Priorität"), required=False, choices=(("", _("keine Angabe")), *Measure.Priority.choices))
    starts_on = DayField(label=_("Beginn"), required=False)
    ends_on = DayField(label=_("Ende"), required=False)
    goals = forms.MultipleChoiceField(label=_("Dient den Zielen"), required=False, widget=forms.CheckboxSelectMultiple)
    carrier = forms.CharField(label=_("Träger"), required=False, max_length=250)
    recipient = forms.CharField(label=_("Zuwendungsempfänger"), required=False, max_length=250)
    responsible = forms.CharField(label=_("Federführung"), required=False, max_length=250)
    department = forms.CharField(label=_("Beteiligte Ämter"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=LIST_HINT)
    partner = forms.CharField(label=_("Partner"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=LIST_HINT)
    place_note = forms.CharField(label=_("Ort"), required=False, max_length=300)
    outside_reason = forms.CharField(label=_("Grund, falls außerhalb des Fördergebiets"), required=False, max_length=300)
    participation_done = forms.CharField(label=_("Beteiligung"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    follow_up_cost_cents = EuroField(label=_("Folgekosten im Jahr"), required=False)
    follow_up_cost_note = forms.CharField(label=_("Wer trägt die Folgekosten?"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, fields_list: str, goals: Sequence[Goal], on: date, **kwargs: Any) -> None:
        """Offer the codes of the rules in force and the concept's goals."""
        super().__init__(*args, **kwargs)
        language = get_language() or "de"
        fields = list(rules.catalogue(fields_list, on=on).labels_in(language).items())
        groups = list(rules.catalogue("cost_groups", on=on).labels_in(language).items())
        self._offer("main_field", fields)
        self._offer("other_fields", fields)
        self._offer("cost_group", [("", _("noch keine")), *groups])
        self._offer("goals", [(goal.code, str(goal)) for goal in goals])

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def sheet(self, *, indicators: tuple[Indicator, ...]) -> Sheet:
        """Return what was entered; needs a valid form."""
        given = self.cleaned_data
        parties = [(part, given[part].strip()) for part in SINGLE_PARTS if given[part].strip()]
        for part in SHARED_PARTS:
            parties += [(part, line.strip()) for line in given[part].splitlines() if line.strip()]
        plain = {
            name: given[name]
            for name in (
                "code", "title", "description", "main_field", "aim", "investive", "cost_group", "state", "priority", "starts_on",
                "ends_on", "place_note", "outside_reason", "participation_done", "follow_up_cost_cents", "follow_up_cost_note",
            )
        }  # fmt: skip
        others = tuple(code for code in given["other_fields"] if code != given["main_field"])
        return Sheet(
            **plain, other_fields=others, goals=tuple(given["goals"]), parties=tuple(dict.fromkeys(parties)), indicators=indicators
        )


def sheet_initial(measure: Measure) -> dict[str, Any]:
    """Return a measure as the form's first values."""
    parties: dict[str, list[str]] = {}
    for party in measure.parties.order_by("pk"):
        parties.setdefault(party.part, []).append(party.name)
    own = {name: getattr(measure, name) for name in SheetForm.base_fields if hasattr(measure, name) and name != "goals"}
    return {
        **own,
        "investive": "yes" if measure.investive else "no",
        "goals": [goal.code for goal in measure.goals.all()],
        **{part: "\n".join(names) for part, names in parties.items()},
    }


class IndicatorForm(forms.Form):
    """One indicator of a measure; an empty row is no indicator."""

    name = forms.CharField(label=_("Indikator"), required=False, max_length=250)
    unit = forms.CharField(label=_("Einheit"), required=False, max_length=60)
    baseline = NumberField(label=_("Ausgangswert"), required=False, decimals=3, largest=LARGEST_NUMBER)
    target = NumberField(label=_("Zielwert"), required=False, decimals=3, largest=LARGEST_NUMBER)
    target_year = forms.IntegerField(label=_("bis Jahr"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)


if TYPE_CHECKING:
    _IndicatorForms = forms.BaseFormSet[IndicatorForm]
else:
    _IndicatorForms = forms.BaseFormSet


class _Indicators(_IndicatorForms):
    """The indicators of one measure."""

    def clean(self) -> None:
        """Refuse a name that stands twice: one of the two would be lost.

        Raises:
            ValidationError: it does.
        """
        names = [form.cleaned_data.get("name") for form in self.forms if form.is_valid()]
        twice = next((name for name in names if name and names.count(name) > 1), "")
        if twice:
            raise forms.ValidationError(_("Der Indikator „%(name)s“ steht zweimal da."), params={"name": twice})


IndicatorFormSet = forms.formset_factory(IndicatorForm, formset=_Indicators, extra=2, max_num=20)


def indicators_from(forms_given: Any) -> tuple[Indicator, ...]:
    """Return the indicators of the filled rows; needs a valid form set."""
    return tuple(Indicator(**form.cleaned_data) for form in forms_given if form.cleaned_data.get("name"))


class MoneyForm(forms.Form):
    """Planned cost and financing of one measure, a row a source and a column a budget year."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, years: Sequence[int], sources: dict[str, str], **kwargs: Any) -> None:
        """Draw one field per source and year."""
        super().__init__(*args, **kwargs)
        self.years = tuple(years)
        self.sources = {"cost": str(_("Kosten")), **sources}
        for source, label in self.sources.items():
            for year in self.years:
                self.fields[f"{source}_{year}"] = EuroField(label=f"{label} {year}", required=False)

    def rows(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return code, label and the fields of each row."""
        return [(source, label, [self[f"{source}_{year}"] for year in self.years]) for source, label in self.sources.items()]

    def money(self) -> Money:
        """Return what was entered; needs a valid form."""
        cents = {(source, year): self.cleaned_data[f"{source}_{year}"] or 0 for source in self.sources for year in self.years}
        return Money(
            costs={year: amount for (source, year), amount in cents.items() if source == "cost"},
            financing={key: amount for key, amount in cents.items() if key[0] != "cost"},
        )


class PlaceForm(forms.Form):
    """Where the measure is: a point by its coordinates, a file with a point, line or area, or nowhere yet."""

    longitude = forms.DecimalField(label=_("Länge (Grad Ost)"), required=False, localize=True, max_digits=10, decimal_places=7)
    latitude = forms.DecimalField(label=_("Breite (Grad Nord)"), required=False, localize=True, max_digits=10, decimal_places=7)
    file = forms.FileField(label=_("oder Datei"), required=False, help_text=_("GeoJSON mit einem Punkt, einer Linie oder einer Fläche."))
    nowhere = forms.BooleanField(label=_("Ort entfernen"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for exactly what a place needs, so that an empty form removes none.

        Raises:
            ValidationError: neither both coordinates nor a file, and the place is not to be removed.
        """
        given: dict[str, Any] = super().clean() or {}
        both = given.get("longitude") is not None and given.get("latitude") is not None
        if not (self.errors or both or given.get("file") or given.get("nowhere")):
            raise forms.ValidationError(_("Geben Sie Länge und Breite ein oder wählen Sie eine Datei."))
        return given


class ImportForm(forms.Form):
    """A spreadsheet with goals and measures."""

    file = forms.FileField(label=_("Tabelle"), help_text=_("Excel (.xlsx), LibreOffice (.ods) oder CSV, höchstens 20 MB."))


class AssignmentForm(forms.Form):
    """What the sheets and the unrecognised columns of a spreadsheet are."""

    def __init__(self, *args: Any, sheets: Sequence[OfferedSheet], years: Sequence[int], **kwargs: Any) -> None:
        """Draw one field per sheet and one per column that nobody recognises."""
        super().__init__(*args, **kwargs)
        self._sheets = tuple(sheets)
        for place, sheet in enumerate(self._sheets):
            self.fields[f"sheet_{place}"] = forms.ChoiceField(
                label=_("Was steht auf diesem Blatt?"),
                choices=[(NOT_READ, _("nicht lesen")), *((role, role) for role in (MEASURES_SHEET, GOALS_SHEET))],
                initial=sheet.role or NOT_READ,
            )
            for column in sheet.columns:
                self.fields[f"column_{place}_{column.letter}"] = _column_field(sheet, column, years)

    def parts(self) -> list[tuple[OfferedSheet, forms.BoundField, list[forms.BoundField]]]:
        """Return each sheet with its own field and those of its columns."""
        return [
            (sheet, self[f"sheet_{place}"], [self[f"column_{place}_{column.letter}"] for column in sheet.columns])
            for place, sheet in enumerate(self._sheets)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse what could not be read: a purpose or a column twice, no number."""
        given: dict[str, Any] = super().clean() or {}
        roles = [self._role(place) for place in range(len(self._sheets))]
        for place, sheet in enumerate(self._sheets):
            role = roles[place]
            if role and role in roles[:place]:
                twice = _("Zwei Blätter können nicht beide „%(role)s“ sein. Wählen Sie für eines „nicht lesen“.") % {"role": role}
                self.add_error(f"sheet_{place}", twice)
            if role and role == sheet.role and sheet.columns:
                self._check_columns(place, sheet)
        return given

    def _check_columns(self, place: int, sheet: OfferedSheet) -> None:
        taken: dict[str, str] = {}
        for column in sheet.columns:
            ours = self._ours(place, column)
            if ours and ours in taken:
                twice = _("„%(ours)s“ ist schon der Spalte %(other)s zugeordnet.") % {"ours": ours, "other": taken[ours]}
                self.add_error(f"column_{place}_{column.letter}", twice)
            taken[ours] = column.letter
        for header in sheet.missing(taken):
            said = _("Auf dem Blatt „%(sheet)s“ fehlt die Spalte „%(header)s“. Ohne sie lässt sich keine Zeile lesen. Ordnen Sie sie zu.")
            self.add_error(None, said % {"sheet": sheet.name, "header": header})

    def _role(self, place: int) -> str:
        return _or_nothing(self.cleaned_data.get(f"sheet_{place}", NOT_READ))

    def _ours(self, place: int, column: OfferedColumn) -> str:
        return _or_nothing(self.cleaned_data.get(f"column_{place}_{column.letter}", NOT_READ))

    def sheets(self) -> dict[str, str]:
        """Return their sheet to ours, where that is not what the import sees by itself; needs a valid form."""
        roles = {sheet.name: (self._role(place), sheet) for place, sheet in enumerate(self._sheets)}
        return {name: role for name, (role, sheet) in roles.items() if role != sheet.role_by_itself or role != sheet.role}

    def in_sheet(self) -> dict[str, dict[str, str]]:
        """Return by our sheet their heading to ours; needs a valid form."""
        told: dict[str, dict[str, str]] = {}
        for place, sheet in enumerate(self._sheets):
            if sheet.columns and self._role(place) == sheet.role:
                told.setdefault(sheet.role, {}).update({column.heading: self._ours(place, column) for column in sheet.columns})
        return told

    def goes_on(self) -> bool:
        """Tell whether a sheet has got a purpose just now, so that its columns are still to be looked at."""
        return any(self._role(place) not in {"", sheet.role} for place, sheet in enumerate(self._sheets))


def _column_field(sheet: OfferedSheet, column: OfferedColumn, years: Sequence[int]) -> forms.ChoiceField:
    groups = zip(
        (_("Maßnahme oder Ziel"), _("Kosten und Finanzierung"), _("Indikatoren")), sheet.choices_for(column, years=years), strict=True
    )
    offered = [(name, [(header, header) for header in headers]) for name, headers in groups if headers]
    samples = "; ".join(column.samples)
    return forms.ChoiceField(
        label=_("Spalte %(letter)s „%(heading)s“") % {"letter": column.letter, "heading": column.heading},
        help_text=_("Zum Beispiel: %(samples)s") % {"samples": samples} if samples else _("Die Spalte ist leer."),
        choices=[(NOT_READ, _("nicht lesen")), *offered],
        initial=column.ours or NOT_READ,
    )


def _or_nothing(chosen: str) -> str:
    return "" if chosen == NOT_READ else chosen


def overtaken(form: forms.Form) -> list[tuple[str, str]]:
    """Return label and saved value of every field where a valid form differs from what is saved now."""
    found = []
    for name, field in form.fields.items():
        saved, typed = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
        if isinstance(field, forms.TypedChoiceField) and saved:
            typed = next(code for code, _label in field.choices if field.coerce(code) == typed)  # type: ignore[union-attr, misc]  # a choice field
        if isinstance(typed, str):
            typed = typed.replace("\r\n", "\n")
        if name != "version" and (saved or typed) and saved != typed:
            found.append((str(field.label), _saved_text(field, saved)))
    return found


def _saved_text(field: forms.Field, saved: Any) -> str:
    if isinstance(field, EuroField):
        return str(field.prepare_value(saved) or "")
    if isinstance(saved, date):
        return f"{saved:%d.%m.%Y}"
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    values = saved if isinstance(saved, list | tuple) else [saved]
    return ", ".join(labels.get(str(value), str(value)) for value in values if value)


class ConfirmImportForm(forms.Form):
    """The go-ahead for a preview that somebody has read."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    leave_out = forms.BooleanField(label=_("Diese Zeilen auslassen und den Rest übernehmen"), required=False)


class StepForm(forms.Form):
    """A dated step of a resolution."""

    kind = forms.ChoiceField(label=_("Schritt"))
    decided_on = DayField(label=_("Datum"))
    body_name = forms.CharField(label=_("Gremium"), max_length=200)
    reference = forms.CharField(label=_("Drucksache oder Aktenzeichen"), max_length=200)

    def __init__(self, *args: Any, kinds: Sequence[ResolutionStep.Kind], **kwargs: Any) -> None:
        """Offer the steps the actor may record."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a choice field

    def decision(self) -> Decision:
        """Return what was decided; needs a valid form."""
        return Decision(**self.cleaned_data)


class ResolveForm(forms.Form):
    """What the council resolved, when, and under which number."""

    decided_on = DayField(label=_("Beschlossen am"))
    body_name = forms.CharField(label=_("Beschlossen von"), max_length=200, initial=_("Stadtverordnetenversammlung"))
    reference = forms.CharField(label=_("Drucksache oder Aktenzeichen"), max_length=200)
    despite = forms.CharField(
        label=_("Warum trotz offener Punkte?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Die Prüfung hat noch offene Punkte. Der Grund steht im Verlauf."),
        error_messages={
            "required": _(
                "Die Prüfung hat offene Punkte. Schreiben Sie, warum das Konzept trotzdem beschlossen wurde, "
                "oder beheben Sie die Punkte zuerst."
            )
        },
    )

    def __init__(self, *args: Any, has_open_points: bool, **kwargs: Any) -> None:
        """Ask for a reason only where the check has found something grave."""
        super().__init__(*args, **kwargs)
        if not has_open_points:
            del self.fields["despite"]

    def decision(self) -> Decision:
        """Return the council's decision; needs a valid form."""
        given = self.cleaned_data
        return Decision(COUNCIL, given["decided_on"], given["body_name"], given["reference"])


class PhotoForm(forms.Form):
    """A photograph with everything that must be known before it is shown."""

    file = forms.FileField(
        label=_("Foto"), help_text=_("JPEG, PNG oder WebP, höchstens 20 MB. Aufnahmeort und Kameradaten werden entfernt.")
    )
    alt_text = forms.CharField(
        label=_("Bildbeschreibung"), max_length=300, help_text=_("Was ist zu sehen? Für Menschen, die das Bild nicht sehen.")
    )
    credit = forms.CharField(label=_("Bildnachweis"), max_length=200)
    consent = forms.CharField(label=_("Einwilligung"), max_length=300, help_text=_("Wer hat wann zugestimmt? Bleibt intern."))
    taken_on = DayField(label=_("Aufgenommen am"), required=False)


class MeasureFilter(forms.Form):
    """Narrows the list of measures."""

    text = forms.CharField(label=_("Nummer oder Titel"), required=False)
    field = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    aim = forms.ChoiceField(label=pgettext_lazy("aim", "Ziel"), required=False, choices=(("", _("alle")), *Measure.Aim.choices))
    state = forms.ChoiceField(label=pgettext_lazy("measure", "Stand"), required=False, choices=(("", _("alle")), *Measure.State.choices))

    def __init__(self, *args: Any, fields_list: str, on: date, **kwargs: Any) -> None:
        """Offer the fields of the list in force."""
        super().__init__(*args, **kwargs)
        fields = rules.catalogue(fields_list, on=on).labels_in(get_language() or "de").items()
        self.fields["field"].choices = [("", _("alle")), *fields]  # type: ignore[attr-defined]  # a choice field
