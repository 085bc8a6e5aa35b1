"""Sentences of the concept room: refusals, findings, steps."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from quartierwerk.concepts.core import changes, measure_sheet, resolution
from quartierwerk.concepts.core.completeness import Finding
from quartierwerk.foundation.geo import phrases as geo_phrases
from quartierwerk.foundation.geo.refusals import BoundaryError
from quartierwerk.foundation.rulebook.queries import NoRuleOnDayError
from quartierwerk.foundation.slots.values import Problem
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui import phrases as ui_phrases
from quartierwerk.kernel.errors import DomainError, NotPermittedError


def refusal(problem: DomainError) -> str:
    """Say in one sentence why the rule refused."""
    if isinstance(problem, NotPermittedError):
        return ui_phrases.not_permitted(problem)
    if isinstance(problem, BoundaryError):
        return _spot(problem)
    known: dict[type[DomainError], Callable[[], str]] = {
        changes.ChangedMeanwhileError: lambda: _(
            "Jemand anders hat inzwischen gespeichert. Ihr Text steht noch im Formular. "
            "Vergleichen Sie ihn mit dem neuen Stand und speichern Sie dann noch einmal."
        ),
        changes.GoneMeanwhileError: lambda: _("Jemand anders hat das inzwischen entfernt. Es wurde nichts gespeichert."),
        changes.AlreadyBegunError: lambda: _("Dieser Standort hat schon ein Handlungskonzept."),
        changes.AlreadyShownError: lambda: _("Dieses Foto steht schon bei der Maßnahme."),
        changes.RefusedRowsError: lambda: _(
            "Einige Zeilen lassen sich nicht lesen. Kreuzen Sie an, dass diese ausgelassen werden, oder verbessern Sie die Tabelle."
        ),
        changes.CodeTakenError: lambda: (
            _("Die Nummer %(code)s ist in diesem Konzept schon vergeben.") % {"code": getattr(problem, "code", "")}
        ),
        changes.CircularGoalError: lambda: _("Ein Teilziel steht unter einem Leitziel. Tiefer reicht der Zielbaum nicht."),
        changes.StillServedError: lambda: _("Das Ziel wird noch gebraucht: Teilziele oder Maßnahmen verweisen darauf."),
        measure_sheet.BackwardScheduleError: lambda: _("Das Ende liegt vor dem Beginn."),
        measure_sheet.NegativeAmountError: lambda: (
            _("Ein Betrag ist kleiner als null (%(year)s).") % {"year": getattr(problem, "year", "")}
        ),
        NoRuleOnDayError: lambda: (
            _("Für den %(day)s kennt das Regelwerk keine Vorgaben. Stimmt das Datum?") % {"day": f"{getattr(problem, 'on', ''):%d.%m.%Y}"}
        ),
        resolution.StepRecordedError: lambda: _("Dieser Schritt ist mit diesem Datum schon eingetragen."),
        resolution.FutureStepError: lambda: _("Das Datum liegt in der Zukunft."),
        resolution.EmptyConceptError: lambda: _("Das Konzept hat noch keine Maßnahme. Es gibt nichts zu beschließen."),
        resolution.UnexplainedFindingsError: lambda: _(
            "Die Prüfung hat offene Punkte. Schreiben Sie, warum das Konzept trotzdem beschlossen wurde, "
            "oder beheben Sie die Punkte zuerst."
        ),
        resolution.NothingChangedError: lambda: _("Seit der letzten Fassung hat sich nichts geändert."),
    }
    sentence = known.get(type(problem))
    return sentence() if sentence else _("Das geht hier nicht.")


def _spot(problem: BoundaryError) -> str:
    """Say what is wrong with a place; what a place shares with a boundary has the boundary's sentence."""
    sentences = {
        "too_large": _("Die Datei ist zu groß für einen einzelnen Ort. Höchstens 500 kB sind möglich."),
        "not_json": _("Das ist keine GeoJSON-Datei."),
        "not_one_geometry": _("Die Datei muss genau einen Punkt, eine Linie oder eine Fläche enthalten."),
    }
    return sentences.get(getattr(problem, "detail", "")) or geo_phrases.sentence(problem)


# A title that quotes something stands in quotes itself.
_INNER_QUOTES = str.maketrans("„“", "‚‘")


def _finding_sentences() -> dict[str, str]:
    return {
        "no_boundary": _("Das Fördergebiet hat noch keine Grenze."),
        "chapter_empty": _("Das Kapitel „%(name)s“ ist noch leer."),
        "chapter_unlisted": _("Das Kapitel „%(name)s“ steht nicht mehr auf der Liste des Regelwerks. Sein Text bleibt erhalten."),
        "field_unlisted": _("Das Handlungsfeld „%(name)s“ steht nicht mehr auf der Liste. Seine Analyse bleibt erhalten."),
        "field_not_analysed": _("Für das Handlungsfeld „%(name)s“ fehlen Stärken und Schwächen."),
        "field_without_measure": _("Im Handlungsfeld „%(name)s“ ist nichts geplant und nicht begründet, warum."),
        "no_goals": _("Das Konzept hat noch kein Ziel."),
        "guiding_goal_without_sub_goal": _("Das Leitziel „%(name)s“ hat weder Teilziel noch Maßnahme."),
        "goal_without_measure": _("Dem Teilziel „%(name)s“ dient keine Maßnahme."),
        "goal_without_success": _("Beim Teilziel „%(name)s“ steht nicht, woran sich der Erfolg zeigt."),
        "measure_without_goal": _("Die Maßnahme „%(name)s“ dient keinem Ziel."),
        "measure_without_carrier": _("Die Maßnahme „%(name)s“ hat keinen Träger."),
        "measure_without_lead": _("Bei der Maßnahme „%(name)s“ fehlt die Federführung."),
        "measure_without_place": _("Die Maßnahme „%(name)s“ hat keinen Ort."),
        "measure_outside_area": _("Die Maßnahme „%(name)s“ liegt außerhalb des Fördergebiets, ohne Grund."),
        "measure_without_schedule": _("Bei der Maßnahme „%(name)s“ fehlt Beginn oder Ende."),
        "measure_without_cost_group": _("Die Maßnahme „%(name)s“ gehört zu keiner Kostengruppe."),
        "measure_without_cost": _("Die Maßnahme „%(name)s“ hat keine Kosten."),
        "cost_not_financed": _("Bei der Maßnahme „%(name)s“ weichen Kosten und Finanzierung um %(difference)s voneinander ab."),
        "year_not_financed": _(
            "Bei der Maßnahme „%(name)s“ weichen Kosten und Finanzierung im Jahr %(year)s um %(difference)s voneinander ab."
        ),
        "measure_without_target": _("Bei der Maßnahme „%(name)s“ fehlt ein Indikator mit Zielwert."),
        "follow_up_cost_unknown": _("Bei der Maßnahme „%(name)s“ fehlen die Folgekosten."),
        "no_upgrading": _("Keine Maßnahme dient der städtebaulichen Aufwertung."),
        "no_cooperation": _("Keine Maßnahme dient der Kooperation."),
    }


def goal_anchor(code: str) -> str:
    """Return where a goal stands on the page of goals, for staff and for the public: 1.1 and 11 stand apart."""
    return "ziel-" + "-".join("".join(letter if letter.isalnum() else " " for letter in code).split())


def problem(finding: Finding, *, site_code: str) -> Problem:
    """Turn a finding into a sentence with a link to the place that mends it."""
    facts = finding.facts or {}
    words = {
        "name": finding.name.translate(_INNER_QUOTES),
        "difference": figures.euros_exact(abs(facts.get("difference_cents", 0))),
        "year": facts.get("year", ""),
    }
    return Problem(
        code=finding.code,
        sentence=_finding_sentences()[finding.code] % words,
        address=_address(finding, site_code),
        grave=finding.grave,
        rule=finding.rule,
    )


def _address(finding: Finding, site: str) -> str:
    kind, code = finding.place
    if kind == "area":
        return reverse("places:area", args=(site,))
    if kind == "chapter":
        return reverse("concepts:chapter", args=(site, code))
    if kind == "field":
        return reverse("concepts:analysis", args=(site, code))
    if kind == "goal":
        return reverse("concepts:goal", args=(site, code))
    if kind == "measure":
        money = finding.code in {"measure_without_cost", "cost_not_financed", "year_not_financed"}
        place = finding.code in {"measure_without_place", "measure_outside_area"}
        page = "money" if money else "place" if place else "edit_measure"
        return reverse(f"concepts:{page}", args=(site, code))
    return reverse("concepts:goals" if kind == "goals" else "concepts:measures", args=(site,))
