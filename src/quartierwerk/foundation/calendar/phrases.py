"""Sentences of the calendar: what is refused, and how the trail tells it."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.calendar.core import follow_ups as rules
from quartierwerk.foundation.calendar.core import reading
from quartierwerk.foundation.people import phrases as people_phrases
from quartierwerk.foundation.ui import figures
from quartierwerk.kernel.errors import DomainError

_SENTENCES: dict[type[DomainError], Callable[..., str]] = {
    rules.DayPassedError: lambda _e: _("Der Tag liegt in der Vergangenheit. Nennen Sie heute oder einen späteren."),
    rules.TooFarError: lambda _e: _("Der Tag liegt mehr als zehn Jahre voraus. Prüfen Sie das Jahr."),
    rules.NoteMissingError: lambda _e: _("Schreiben Sie, was zu tun ist."),
    rules.NoteTooLongError: lambda e: _("Der Text hat {length} Zeichen. Möglich sind {most}.").format(
        length=e.length, most=rules.MOST_CHARACTERS
    ),
    rules.NotForThemError: lambda _e: _("Diese Person darf die Sache nicht sehen. Wählen Sie jemand anderen."),
    reading.NotACalendarError: lambda _e: _("Das ist keine Kalenderdatei. Erwartet wird eine Datei mit der Endung .ics."),
    reading.NoAppointmentsError: lambda _e: _("In der Datei steht kein Termin mit einem Tag."),
    reading.TooManyAppointmentsError: lambda e: _("In der Datei stehen {number} Termine. Auf einmal gehen {most}.").format(
        number=figures.figure(e.number), most=reading.MOST_EVENTS
    ),
    reading.TooLargeError: lambda _e: _("Die Datei ist größer als 2 MB."),
}


def sentence(problem: DomainError) -> str:
    """Return the sentence for a refusal."""
    found = _SENTENCES.get(type(problem))
    return found(problem) if found else people_phrases.sentence(problem)


def register_with_the_trail() -> None:
    """Tell the trail what deeds, rows and facts of the calendar read like."""
    audit_phrases.say(
        {
            "calendar:followup:set": gettext_lazy("hat eine Wiedervorlage gesetzt"),
            "calendar:followup:take_in": gettext_lazy("hat Termine als Wiedervorlagen übernommen"),
            "calendar:followup:move": gettext_lazy("hat eine Wiedervorlage verschoben"),
            "calendar:followup:end": gettext_lazy("hat eine Wiedervorlage beendet"),
            "calendar:feed:open": gettext_lazy("hat eine Kalenderadresse angelegt"),
            "calendar:feed:close": gettext_lazy("hat eine Kalenderadresse geschlossen"),
        }
    )
    audit_phrases.name_rows({"calendar.FollowUp": gettext_lazy("Wiedervorlage"), "calendar.Feed": gettext_lazy("Kalenderadresse")})
    audit_phrases.name_facts(
        {
            "for_whom": gettext_lazy("für"),
            "due_on": gettext_lazy("am"),
            "withdrawn": gettext_lazy("zurückgezogen"),
            "follow_ups": gettext_lazy("Wiedervorlagen"),
        }
    )
