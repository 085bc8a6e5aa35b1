"""What people type about persons, mandates and organisations, turned into values."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.people import phrases
from quartierwerk.foundation.people.core.actor import PROGRAMME, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Organisation, Person
from quartierwerk.foundation.slots.values import SubjectCard
from quartierwerk.foundation.ui.fields import DayField, SuggestInput
from quartierwerk.kernel.errors import DomainError
from quartierwerk.kernel.period import Period

type Choice = tuple[str, str]


def role_choices(roles: Sequence[Role]) -> list[Choice]:
    """Return the roles under their names, by name."""
    return sorted(((role.value, phrases.role_label(role)) for role in roles), key=lambda choice: choice[1])


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    field: Any = form.fields[name]
    field.choices = choices


def scope_choices(cards: Sequence[SubjectCard], *, programme: bool) -> list[Any]:
    """Return what a mandate may be bound to, grouped by kind."""
    groups: dict[str, list[Choice]] = {}
    for card in sorted(cards, key=lambda card: (card.kind_label, card.title)):
        groups.setdefault(card.kind_label, []).append((f"{card.subject.kind}/{card.subject.code}", card.title))
    whole: list[Any] = [(f"{PROGRAMME.kind}/{PROGRAMME.code}", phrases.scope_label(PROGRAMME))] if programme else []
    return [*whole, *groups.items()]


MOST_LISTED = 40  # longer lists are no help: one types, and is told what fits
MOST_SUGGESTED = 10


class ScopeField(forms.CharField):
    """What a mandate is bound to, typed: its whole name, a part of it that fits once only, or its code.

    What fits several is refused with a sentence that names them, and the input then suggests these.
    """

    def __init__(self, *, scopes: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(widget=SuggestInput, **kwargs)
        flat = [choice for entry in scopes for choice in (entry[1] if isinstance(entry[1], list) else [entry])]
        names = Counter(name for _value, name in flat)
        self._named = {value: name if names[name] == 1 else f"{name} ({value.partition('/')[2]})" for value, name in flat}

    def clean(self, value: Any) -> str:
        """Return kind and code of the one scope that fits.

        Raises:
            ValidationError: none fits, or several.
        """
        typed = super().clean(value)
        found = self._fitting(" ".join(typed.split()).casefold())
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("Kein Standort und keine Kommune heißt so: „%(typed)s“."), params={"typed": typed})
        names = [self._named[each] for each in found[:MOST_SUGGESTED]]
        self.widget.suggestions = names
        shown = "; ".join(names) + ("; …" if len(found) > MOST_SUGGESTED else "")
        raise ValidationError(
            _("Zu „%(typed)s“ passen mehrere: %(names)s. Schreiben Sie einen davon ganz."), params={"typed": typed, "names": shown}
        )

    def _fitting(self, typed: str) -> list[str]:
        whole = [value for value, name in self._named.items() if typed in {name.casefold(), value, value.partition("/")[2]}]
        return whole or [value for value, name in self._named.items() if typed in name.casefold()]


class _Dated(forms.Form):
    """A form with a period."""

    begins_on = DayField(label=_("gilt ab"))
    ends_on = DayField(label=_("gilt bis"), required=False, help_text=_("Leer, wenn es kein festes Ende gibt."))

    def clean(self) -> dict[str, Any]:
        """Add ``period``; an end before the beginning is an error at the end."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("begins_on"):
            try:
                cleaned["period"] = Period(cleaned["begins_on"], cleaned.get("ends_on"))
            except DomainError as problem:
                self.add_error("ends_on", phrases.sentence(problem))
        return cleaned


class MandateForm(_Dated):
    """A role, what it is bound to, for which organisation, from when."""

    role = forms.TypedChoiceField(label=_("Rolle"), coerce=Role)
    scope = forms.ChoiceField(label=_("Geltungsbereich"), help_text=_("Wofür die Rolle gilt."))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), required=False, to_field_name="code")

    field_order = ("name", "email", "role", "scope", "organisation", "begins_on", "ends_on")

    def __init__(self, *args: Any, roles: list[Choice], scopes: list[Any], organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "role", [("", _("bitte wählen")), *roles])
        self._offer(scopes)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        field.label_from_instance = lambda organisation: organisation.name or organisation.code

    def _offer(self, scopes: list[Any]) -> None:
        """Offer a list to choose from where it is short, else a field to type in."""
        if sum(len(entry[1]) if isinstance(entry[1], list) else 1 for entry in scopes) <= MOST_LISTED:
            _choices(self, "scope", [("", _("bitte wählen")), *scopes])
            return
        help_text = _("Wofür die Rolle gilt. Name oder ein Teil davon, zum Beispiel „Fulda – Ostend“ oder „Ostend“.")
        self.fields["scope"] = ScopeField(scopes=scopes, label=_("Geltungsbereich"), help_text=help_text)

    def clean_scope(self) -> Scope:
        """Return the scope the choice stands for."""
        kind, _slash, code = self.cleaned_data["scope"].partition("/")
        return Scope(ScopeKind(kind), code)


class InvitationForm(MandateForm):
    """Whom to invite, and as what."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-Mail"), help_text=_("Wer schon erfasst ist, bekommt nur das Mandat dazu."))


class MandateEndForm(forms.Form):
    """The last day of a mandate, and why."""

    ends_on = DayField(
        label=_("Letzter Tag"), help_text=_("An diesem Tag gilt das Mandat noch. Soll es sofort enden, geben Sie gestern an.")
    )
    reason = forms.CharField(label=_("Grund"), max_length=500)


class DeputyForm(forms.Form):
    """Who stands in for somebody, from the first day of their absence to the last."""

    deputy = forms.ModelChoiceField(Person.objects.none(), label=_("Vertretung"), to_field_name="code", empty_label=_("bitte wählen"))
    begins_on = DayField(label=_("Erster Tag"))
    ends_on = DayField(label=_("Letzter Tag"))

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deputy"]
        field.queryset = colleagues

    def during(self) -> Period:
        """Return the absence.

        Raises:
            BackwardPeriodError: it ends before it begins.
        """
        return Period(self.cleaned_data["begins_on"], self.cleaned_data["ends_on"])


class HandOverForm(forms.Form):
    """Who follows somebody who leaves, from which day, and why."""

    successor = forms.ModelChoiceField(Person.objects.none(), label=_("Nachfolge"), to_field_name="code", empty_label=_("bitte wählen"))
    begins_on = DayField(label=_("Erster Tag der Nachfolge"))
    reason = forms.CharField(label=_("Grund"), max_length=500)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["successor"]
        field.queryset = colleagues


class PersonForm(forms.Form):
    """A person to record."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-Mail"), required=False, help_text=_("Damit meldet sich die Person an. Ohne Adresse geht das nicht.")
    )
    phone = forms.CharField(label=_("Telefon"), max_length=50, required=False)


class AddressForm(forms.Form):
    """Another address to sign in with."""

    email = forms.EmailField(label=_("E-Mail"), required=False, help_text=_("Leer lassen, wenn sich die Person nicht mehr anmelden soll."))
    reason = forms.CharField(label=_("Grund"), max_length=500)


class ReasonForm(forms.Form):
    """Why something is done to a person's access."""

    reason = forms.CharField(label=_("Grund"), max_length=500)


class PeopleFilter(forms.Form):
    """Narrows the list of people to a part of the name and a role."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Rolle"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "role", [("", _("alle")), *role_choices(list(Role))])


class OrganisationFilter(forms.Form):
    """Narrows the list of organisations to a part of the name and a kind."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Art"), required=False, choices=[("", _("alle")), *Organisation.Kind.choices])


class OrganisationForm(forms.Form):
    """An organisation to record."""

    name = forms.CharField(label=_("Name"), max_length=250)
    code = forms.SlugField(
        label=_("Kennung"),
        max_length=80,
        required=False,
        help_text=_("Bleibt für immer. Leer lassen, dann wird sie aus dem Namen gebildet."),
    )
    kind = forms.ChoiceField(label=_("Art"), choices=Organisation.Kind.choices)
    parent = forms.ModelChoiceField(Organisation.objects.none(), label=_("gehört zu"), required=False, to_field_name="code")
    begins_on = DayField(label=_("Name gilt ab"))

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = organisations
        field.label_from_instance = lambda organisation: organisation.name or organisation.code

    def clean(self) -> dict[str, Any]:
        """Make the code from the name where none was typed."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("code") and cleaned.get("name"):
            cleaned["code"] = slugify(cleaned["name"].translate(_WITHOUT_UMLAUTS))[:80]
            if not cleaned["code"]:
                self.add_error("code", _("Aus diesem Namen lässt sich keine Kennung bilden. Bitte eine angeben."))
        return cleaned


_LETTERS: dict[str, str | int | None] = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
_WITHOUT_UMLAUTS = str.maketrans(_LETTERS)


class RenameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label=_("Neuer Name"), max_length=250)
    begins_on = DayField(label=_("gilt ab"))
    reason = forms.CharField(label=_("Grund"), max_length=500, required=False)


class ResponsibilityForm(_Dated):
    """A task in the programme for a period."""

    task = forms.CharField(label=_("Zuständigkeit"), max_length=250)
    source = forms.CharField(label=_("Quelle"), max_length=500, required=False, help_text=_("Wo das geregelt ist."))

    field_order = ("task", "begins_on", "ends_on", "source")


class ForgottenForm(forms.Form):
    """The address somebody signs in with."""

    email = forms.EmailField(label=_("E-Mail"), widget=forms.EmailInput({"autocomplete": "username"}))


class LinkForm(ReasonForm):
    """Why a link is made, and which way it goes."""

    by_mail = forms.ChoiceField(
        label=_("Wie kommt der Link zur Person?"),
        choices=[("mail", _("mit einem Brief an die hinterlegte Adresse")), ("hand", _("ich gebe ihn selbst weiter"))],
        initial="mail",
    )


class FirstAccountForm(forms.Form):
    """Name, address and password of the first person."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label=_("E-Mail"), widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Passwort"),
        strip=False,
        help_text=_("Mindestens 12 Zeichen."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(label=_("Passwort wiederholen"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def clean(self) -> dict[str, Any]:
        """Refuse a weak password and two that differ."""
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if password and cleaned.get("again") and password != cleaned["again"]:
            self.add_error("again", _("Die beiden Passwörter sind verschieden."))
        if password:
            try:
                validate_password(password, Person(name=cleaned.get("name", ""), email=cleaned.get("email", "")))
            except ValidationError as problem:
                self.add_error("password", problem)
        return cleaned


def first_day(today: date) -> dict[str, Any]:
    """Return what a dated form begins with."""
    return {"begins_on": today}
