"""What people type into the calendar."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from quartierwerk.foundation.calendar.core.follow_ups import MOST_CHARACTERS
from quartierwerk.foundation.calendar.core.reading import Appointment
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.ui.fields import DayField
from quartierwerk.foundation.ui.figures import day


class FollowUpForm(forms.Form):
    """A day on which a thing is laid before somebody again."""

    on = DayField(label=pgettext_lazy("calendar", "Tag"), error_messages={"required": gettext_lazy("Nennen Sie den Tag.")})
    note = forms.CharField(
        label=gettext_lazy("Was ist zu tun?"),
        error_messages={"required": gettext_lazy("Schreiben Sie, was zu tun ist.")},
        widget=forms.TextInput(attrs={"maxlength": MOST_CHARACTERS}),
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Für wen?"),
        to_field_name="code",
        empty_label=gettext_lazy("Für mich"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Wählen Sie jemanden aus der Liste.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class MoveForm(forms.Form):
    """Another day for a follow-up."""

    on = DayField(label=gettext_lazy("Neuer Tag"), error_messages={"required": gettext_lazy("Nennen Sie den Tag.")})


class CalendarFileForm(forms.Form):
    """A calendar file with appointments."""

    file = forms.FileField(
        label=gettext_lazy("Kalenderdatei"),
        help_text=gettext_lazy("Eine Datei mit der Endung .ics, höchstens 2 MB."),
        error_messages={
            "required": gettext_lazy("Wählen Sie eine Datei."),
            "empty": gettext_lazy("Die Datei ist leer."),
        },
    )


class AppointmentsForm(forms.Form):
    """Which appointments of a file are taken over; those in the past are not offered."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Termine"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Wählen Sie mindestens einen Termin.")},
    )

    def __init__(self, *args: Any, found: Iterable[Appointment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chosen"]
        field.choices = [(value_of(each), label_of(each)) for each in found]

    def days(self) -> list[tuple[date, str]]:
        """Return day and note of the chosen appointments."""
        return [(date.fromisoformat(value[:10]), value[11:]) for value in self.cleaned_data["chosen"]]


def value_of(appointment: Appointment) -> str:
    """Return an appointment as a form hands it back: day, blank, note."""
    time = f" ({appointment.time})" if appointment.time else ""
    return f"{appointment.on.isoformat()} {appointment.title or _('Termin')}{time}"


def label_of(appointment: Appointment) -> str:
    """Return an appointment as people read it."""
    repeats = f", {_('wiederholt sich; übernommen wird der erste Tag')}" if appointment.repeats else ""
    return f"{day(appointment.on)}: {value_of(appointment)[11:]}{repeats}"
