"""Sentences of keeping: what failed and waits, what was refused, and what the deeds read like."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.keeping.core import jobs, problems
from quartierwerk.foundation.keeping.core.jobs import JobState
from quartierwerk.foundation.people import phrases as people
from quartierwerk.foundation.ui import figures
from quartierwerk.kernel.errors import DomainError

_STATES: Mapping[JobState, str | Promise] = {
    JobState.FAILED: gettext_lazy("gescheitert"),
    JobState.STALLED: gettext_lazy("liegen geblieben"),
}
# Packages below cannot name their own work here; rooms above do, with ``name_tasks``.
_tasks: dict[str, str | Promise] = {
    "keeping.check": gettext_lazy("Aufzeichnung prüfen"),
    "calendar.refresh": gettext_lazy("Fristen nachführen"),
    "calendar.rebuild": gettext_lazy("Alle Fristen neu lesen"),
    "search.refresh": gettext_lazy("Suche nachführen"),
    "search.rebuild": gettext_lazy("Alle Texte für die Suche neu lesen"),
    "mail.send_waiting": gettext_lazy("Briefe verschicken"),
    "mail.clear_old": gettext_lazy("Alte Briefe leeren"),
    "people.send_asked_link": gettext_lazy("Link für ein neues Passwort schreiben"),
    "mail.write_digests": gettext_lazy("Tagesbriefe schreiben"),
}
_UNITS = ("B", "kB", "MB", "GB", "TB")
_STEP = 1000


def name_tasks(names: Mapping[str, str | Promise]) -> None:
    """Register what background work is called, by the task's name."""
    _tasks.update(names)


def task_label(task: str) -> str:
    """Return what a task does; one that nobody named keeps its name."""
    return str(_tasks.get(task, task))


def state_label(state: JobState) -> str:
    """Return what has become of a troubled job."""
    return str(_STATES[state])


def amount(size: float) -> str:
    """Return bytes the way people write them: 12 MB."""
    for unit in _UNITS:
        if size < _STEP or unit == _UNITS[-1]:
            break
        size /= _STEP
    return f"{figures.figure(round(size))}\N{NO-BREAK SPACE}{unit}"


def sentence(problem: DomainError) -> str:
    """Return the sentence for a refusal of keeping."""
    if isinstance(problem, jobs.NotFailedError):
        return _("Diese Aufgabe ist inzwischen nicht mehr gescheitert; es gibt nichts zu wiederholen.")
    if isinstance(problem, jobs.CheckWaitsError):
        return _("Eine Prüfung ist schon bestellt und wartet noch.")
    if isinstance(problem, problems.SilentReportError):
        return _("Schreiben Sie etwas.")
    if isinstance(problem, problems.LongReportError):
        text = _("Der Text hat {length} Zeichen. Möglich sind {most}.")
        return text.format(length=figures.figure(problem.length), most=figures.figure(problems.MOST_CHARACTERS))
    if isinstance(problem, problems.AnsweredError):
        return _("Diese Meldung ist inzwischen beantwortet.")
    return people.sentence(problem)


def register_with_the_trail() -> None:
    """Tell the trail what the deeds of keeping read like."""
    audit_phrases.say(
        {
            "keeping:job:repeat": gettext_lazy("hat die Aufgabe „{work}“ wiederholen lassen"),
            "keeping:problem:report": gettext_lazy("hat ein Problem gemeldet"),
            "keeping:problem:answer": gettext_lazy("hat eine Meldung beantwortet"),
            "keeping:record:ask": gettext_lazy("hat eine Prüfung der Aufzeichnung bestellt"),
            "keeping:record:check": gettext_lazy("hat die Aufzeichnung geprüft"),
            "keeping:backup:make": gettext_lazy("hat alles gesichert"),
            "keeping:backup:restore": gettext_lazy("wurde aus einer Sicherung wiederhergestellt"),
        }
    )
    audit_phrases.name_facts(
        {
            "work": gettext_lazy("Aufgabe"),
            "report": gettext_lazy("Nummer der Meldung"),
            "job": gettext_lazy("Nummer der Aufgabe"),
            "attempts": gettext_lazy("Versuche"),
            "findings": gettext_lazy("Funde"),
            "has_findings": gettext_lazy("mit Funden"),
            "sha256": gettext_lazy("Prüfsumme"),
            "size": gettext_lazy("Größe in Byte"),
            "files": gettext_lazy("Dateien"),
            "rows": gettext_lazy("Zeilen"),
            "made_at": gettext_lazy("gesichert am"),
            "trail_number": gettext_lazy("Spur bis"),
        }
    )
    audit_phrases.name_rows({"keeping.ProblemReport": gettext_lazy("Meldung")})
    spelled: dict[str, Any] = {"work": task_label}
    audit_phrases.spell_out(spelled)
