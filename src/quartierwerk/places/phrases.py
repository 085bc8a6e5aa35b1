"""German sentences for what places refuse and doubt, for dates known only roughly, and for the room's history."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.geo import phrases as geo_phrases
from quartierwerk.foundation.geo.refusals import BoundaryError
from quartierwerk.foundation.ui import figures
from quartierwerk.kernel.errors import DomainError
from quartierwerk.kernel.period import BackwardPeriodError
from quartierwerk.places import queries
from quartierwerk.places.core import boundaries, plausibility, stages
from quartierwerk.places.core.refusals import CodeTakenError, SaidAlreadyError
from quartierwerk.places.models import DatePrecision, SiteFigure

UNKNOWN = gettext_lazy("nicht bekannt")


def refusal(problem: DomainError, *, on: date) -> str:
    """Say why a deed was refused."""
    if isinstance(problem, BoundaryError):
        return geo_phrases.sentence(problem)
    if isinstance(problem, stages.StageNotAllowedError):
        return _not_allowed(problem, queries.stage_labels(on))
    for kind, phrase in _REFUSALS.items():
        if isinstance(problem, kind):
            return phrase(problem)
    raise problem


def doubt(found: plausibility.Doubt) -> str:
    """Say what stands out, with both figures."""
    match found:
        case plausibility.AreasApart():
            facts = {"stated": figures.hectares(found.stated_m2), "drawn": figures.hectares(found.drawn_m2)}
            factor = figures.figure(float(found.factor), decimals=1)
            return _("Die Quelle nennt %(stated)s, die gezeichnete Grenze umschließt %(drawn)s: Das %(factor)s-Fache.") % {
                **facts,
                "factor": factor,
            }
        case plausibility.MoreThanMunicipality():
            facts = {"area": figures.figure(found.inhabitants), "municipality": figures.figure(found.municipality_inhabitants)}
            return _("Im Gebiet leben laut Quelle %(area)s Menschen, in der ganzen Gemeinde %(municipality)s.") % facts
        case plausibility.TooDense():
            facts = {
                "people": figures.figure(found.inhabitants),
                "area": figures.hectares(found.area_m2),
                "most": figures.figure(found.density_max),
            }
            return _("%(people)s Menschen auf %(area)s sind mehr als %(most)s je Hektar. Stimmt die Einheit der Fläche?") % facts
        case plausibility.RunsLong():
            return _("Die Gesamtmaßnahme läuft %(years)s Jahre; die Richtlinie sieht %(most)s Jahre vor.") % {
                "years": found.years,
                "most": found.years_max,
            }


def rough_date(day: date | None, precision: str) -> str:
    """Return a date as exactly as it is known: the day, the month, the year, „spätestens seit“, or „nicht bekannt“."""
    if day is None:
        return str(UNKNOWN)
    if precision == DatePrecision.DAY:
        return figures.day(day)
    if precision == DatePrecision.MONTH:
        return figures.month(day)
    if precision == DatePrecision.AT_LEAST:
        return _("spätestens %(year)s") % {"year": day.year}
    return str(day.year)


def since(year: int | None, precision: str | None) -> str:
    """Return „seit 2014“, „spätestens seit 2019“, or nothing where no source names a begin."""
    if not year:
        return ""
    if precision == DatePrecision.AT_LEAST:
        return _("spätestens seit %(year)s") % {"year": year}
    return _("seit %(year)s") % {"year": year}


def in_programme(first: int | None, precision: str | None, last: int | None) -> str:
    """Return „seit 2014“, „1999–2013“, „spätestens ab 2006, bis 2012“, „bis 2012“, or nothing where nothing is known."""
    if last is None:
        return since(first, precision)
    if not first:
        return _("bis %(last)s") % {"last": last}
    if precision == DatePrecision.AT_LEAST:
        return _("spätestens ab %(first)s, bis %(last)s") % {"first": first, "last": last}
    return figures.span(first, last)


def figure_title(kind: str) -> str:
    """Name what a figure counts."""
    titles = {
        SiteFigure.Kind.AREA_M2: _("Fläche laut Quelle"),
        SiteFigure.Kind.INHABITANTS: pgettext("heading", "Einwohner"),
        SiteFigure.Kind.DWELLINGS: _("Wohnungen"),
    }
    return titles[SiteFigure.Kind(kind)]


def as_exact(value: str, exactness: str) -> str:
    """Write a value as its source puts it: exactly, about, or more than."""
    if exactness == SiteFigure.Exactness.ABOUT:
        return _("rund %(value)s") % {"value": value}
    if exactness == SiteFigure.Exactness.MORE_THAN:
        return _("mehr als %(value)s") % {"value": value}
    return value


def stage_word(stage: str, on: date) -> str:
    """Return the word for a stage, or „nicht bekannt“."""
    return stage_words(on)(stage)


def stage_words(on: date) -> Callable[[str], str]:
    """Return what writes each stage of a list as ``stage_word`` does."""
    labels = queries.stage_labels(on)
    return lambda stage: labels.get(stage, stage) if stage else str(UNKNOWN)


def _not_allowed(problem: stages.StageNotAllowedError, labels: dict[str, str]) -> str:
    facts = {"leaving": labels.get(problem.leaving, problem.leaving), "reaching": labels.get(problem.reaching, problem.reaching)}
    if not problem.allowed:
        return _("Auf „%(leaving)s“ folgt keine weitere Stufe.") % facts
    allowed = ", ".join(labels.get(stage, stage) for stage in problem.allowed)
    return _("„%(reaching)s“ folgt nicht auf „%(leaving)s“. Möglich ist: %(allowed)s.") % {**facts, "allowed": allowed}


def _unknown(problem: stages.UnknownStageError) -> str:
    return _("Die Stufe „%(stage)s“ gibt es im geltenden Regelwerk nicht.") % {"stage": problem.stage}


def _too_early(problem: stages.StageTooEarlyError) -> str:
    facts = {"day": figures.day(problem.since), "last": figures.day(problem.last)}
    return _("Der %(day)s liegt vor dem letzten Eintrag vom %(last)s.") % facts


def _future_stage(problem: stages.StageInFutureError) -> str:
    return _("Der %(day)s ist noch nicht gekommen; eine Stufe wird erst eingetragen, wenn sie erreicht ist.") % {
        "day": figures.day(problem.since)
    }


def _backward(_problem: stages.BackwardWithoutReasonError) -> str:
    return _("Ein Schritt zurück braucht einen Grund. Bitte tragen Sie ihn ein.")


def _no_extent(_problem: boundaries.AreaWithoutExtentError) -> str:
    return _("Die Grenze umschließt keine Fläche.")


def _before_resolution(problem: boundaries.BeforeResolutionError) -> str:
    facts = {"from": figures.day(problem.valid_from), "resolved": figures.day(problem.resolved_on)}
    return _("Die Grenze kann nicht ab %(from)s gelten, denn beschlossen wurde sie erst am %(resolved)s.") % facts


def _future_resolution(problem: boundaries.ResolutionInFutureError) -> str:
    return _("Der Beschluss vom %(day)s ist noch nicht gefasst.") % {"day": figures.day(problem.resolved_on)}


def _version_too_early(problem: boundaries.VersionTooEarlyError) -> str:
    return _("Die Fassung davor gilt seit %(last)s; die neue muss später beginnen.") % {"last": figures.day(problem.last)}


def _taken(problem: CodeTakenError) -> str:
    return _("Die Kennung „%(code)s“ ist schon vergeben.") % {"code": problem.code}


def _said(problem: SaidAlreadyError) -> str:
    return _("Das steht schon da: %(value)s.") % {"value": problem.value}


def _period(_problem: BackwardPeriodError) -> str:
    return _("Das Ende liegt vor dem Beginn.")


_REFUSALS: dict[type[DomainError], Callable[..., str]] = {
    stages.UnknownStageError: _unknown,
    stages.StageTooEarlyError: _too_early,
    stages.StageInFutureError: _future_stage,
    stages.BackwardWithoutReasonError: _backward,
    boundaries.AreaWithoutExtentError: _no_extent,
    boundaries.BeforeResolutionError: _before_resolution,
    boundaries.ResolutionInFutureError: _future_resolution,
    boundaries.VersionTooEarlyError: _version_too_early,
    CodeTakenError: _taken,
    SaidAlreadyError: _said,
    BackwardPeriodError: _period,
}

DEEDS: dict[str, str | Promise] = {
    "places:municipality:found": gettext_lazy("hat die Gemeinde „{name}“ erfasst"),
    "places:municipality:count": gettext_lazy("hat die Einwohnerzahl eingetragen"),
    "places:site:found": gettext_lazy("hat den Standort „{name}“ erfasst"),
    "places:site:rename": gettext_lazy("hat den amtlichen Namen eingetragen"),
    "places:site:alias": gettext_lazy("hat den weiteren Namen „{alias}“ eingetragen"),
    "places:site:describe": gettext_lazy("hat die Kurzbeschreibung geändert"),
    "places:measure:begin": gettext_lazy("hat eine Zeit im Programm „{programme}“ eingetragen"),
    "places:stage:set": gettext_lazy("hat die Stufe eingetragen"),
    "places:figure:record": gettext_lazy("hat eine Kennzahl eingetragen"),
    "places:area:designate": gettext_lazy("hat die Grenze des Fördergebiets in Fassung {version} eingetragen"),
    "places:contact:add": gettext_lazy("hat die Ansprechstelle „{contact}“ eingetragen"),
    "places:contact:edit": gettext_lazy("hat die Ansprechstelle „{contact}“ geändert"),
    "places:contact:remove": gettext_lazy("hat eine Ansprechstelle entfernt"),
    "places:list_entry:record": gettext_lazy("hat einen Betrag aus der Programmliste {programme_year} eingetragen"),
    "places:map:keep": gettext_lazy("hat eine Kartengrundlage hinterlegt"),
}
FACTS: dict[str, str | Promise] = {
    "municipality": gettext_lazy("Gemeinde"),
    "ags": gettext_lazy("Amtlicher Gemeindeschlüssel"),
    "inhabitants": pgettext_lazy("heading", "Einwohner"),
    "as_of": pgettext_lazy("date", "Stand"),
    "alias": gettext_lazy("Weiterer Name"),
    "programme": gettext_lazy("Programm"),
    "stage": gettext_lazy("Stufe"),
    "since": gettext_lazy("erreicht am"),
    "rulebook": gettext_lazy("Regelwerk"),
    "value": gettext_lazy("Wert"),
    "version": pgettext_lazy("boundary", "Fassung"),
    "area_m2": gettext_lazy("Fläche in m²"),
    "repaired": gettext_lazy("Form repariert"),
    "resolved_on": gettext_lazy("beschlossen am"),
    "contact": gettext_lazy("Ansprechstelle"),
    "programme_year": gettext_lazy("Programmjahr"),
    "grant_cents": gettext_lazy("Bund und Land"),
    "features": gettext_lazy("Formen"),
    "attribution": gettext_lazy("Quelle der Karte"),
}


def register_with_the_trail() -> None:
    """Tell the trail what this room's deeds and facts read like."""
    audit_phrases.say(DEEDS)
    audit_phrases.name_facts(FACTS)
    audit_phrases.spell_out({"stage": lambda stage: stage_word(stage, timezone.localdate())})
