"""Says in sentences what the rules hold and what is wrong with a file."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.text import format_lazy
from django.utils.translation import gettext, npgettext
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem
from quartierwerk.foundation.rulebook.core.tranches import TrancheProfile
from quartierwerk.foundation.rulebook.core.values import Evidence, RuleValue, Status, Unit
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.figures import NBSP

STATUS_WORDS = {Status.CONFIRMED: _("bestätigt"), Status.ASSUMED: _("angenommen")}

EVIDENCE_WORDS = {
    Evidence.READ: _("gelesen"),
    Evidence.TITLE_ONLY: _("nur Titel oder Inhaltsverzeichnis gelesen"),
    Evidence.OTHER_STATE: _("Regel eines anderen Landes"),
    Evidence.SISTER_PROGRAMME: _("Regel eines Schwesterprogramms"),
    Evidence.STATUTE_UNCHECKED: _("Bundesgesetz, seit März 2022 nicht nachgeprüft"),
    Evidence.COMMON_PRACTICE: _("übliche Praxis, Text nicht gelesen"),
    Evidence.OWN: _("eigene Festlegung"),
}

WANTED = {
    "text": _("einen Text"),
    "codes": _("eine Liste von Kennungen"),
    "whole": _("eine ganze Zahl"),
    "day": _("ein Datum"),
    "table": _("eine Tabelle"),
    "list": _("eine Liste"),
}

PROBLEMS = {
    ProblemKind.NOT_TOML: _("Die Datei ist kein gültiges TOML: {found}"),
    ProblemKind.MISSING: _("Die Angabe fehlt."),
    ProblemKind.UNKNOWN_KEY: _("Diese Angabe kennt das Regelwerk nicht."),
    ProblemKind.WRONG_TYPE: _("Hier braucht es {wanted}."),
    ProblemKind.NOT_ALLOWED: _("„{found}“ ist nicht vorgesehen; möglich sind: {allowed}."),
    ProblemKind.BAD_CODE: _("„{found}“ ist keine Kennung; erlaubt sind kleine Buchstaben, Ziffern und dazwischen „_“, „.“ oder „-“."),
    ProblemKind.CODE_IS_NOT_FILE_NAME: _("Die Kennung „{found}“ passt nicht zum Dateinamen; erwartet ist „{wanted}“."),
    ProblemKind.BAD_ADDRESS: _("„{found}“ ist keine Adresse mit https:// oder http://."),
    ProblemKind.ENDS_BEFORE_START: _("Die Fassung endet, bevor sie beginnt."),
    ProblemKind.UNKNOWN_SOURCE: _("Die Quelle „{found}“ steht nicht unter „sources“."),
    ProblemKind.UNUSED_SOURCE: _("Keine Angabe nennt diese Quelle."),
    ProblemKind.CONFIRMED_WITHOUT_READING: _("„confirmed“ geht nur mit einer gelesenen Quelle; „{source}“ ist „{evidence}“."),
    ProblemKind.WRONG_FIGURE: _("„{found}“ ist kein Wert in der Einheit „{unit}“."),
    ProblemKind.PROFILE_NOT_WHOLE: _("Die Raten ergeben {found} statt 100."),
    ProblemKind.TWICE: _("„{found}“ steht zweimal da."),
    ProblemKind.UNKNOWN_CATALOGUE: _("Die Liste „{found}“ gibt es in dieser Zeit nicht."),
    ProblemKind.UNKNOWN_STAGE: _("Die Stufe „{found}“ steht nicht in der Liste der Stufen."),
    ProblemKind.UNKNOWN_CODE: _("„{found}“ steht nicht in der Liste „{catalogue}“."),
    ProblemKind.OVERLAP: _("Diese Fassung von „{topic}“ gilt zur selben Zeit wie „{other}“."),
    ProblemKind.CLASH: _("„{found}“ steht zur selben Zeit auch in „{other}“."),
}


EXTRA_WORDS = {
    ("required", "yes"): _("verlangt"),
    ("required", "no"): _("freiwillig"),
    ("kind", "programme_grant"): _("Zuwendung des Programms"),
    ("kind", "own_share"): _("Eigenanteil"),
    ("kind", "third_party"): _("Mittel Dritter"),
    ("kind", "other_grant"): _("andere Förderung"),
    ("kind", "income"): _("Einnahme"),
    ("needs", "first_grant_notice"): _("braucht den ersten Zuwendungsbescheid"),
}


def extra_facts(facts: Mapping[str, str]) -> str:
    """Say what a list adds to an entry; free text stands as it is."""
    return "; ".join(str(EXTRA_WORDS.get(fact, fact[1])) for fact in facts.items())


def problem_sentence(problem: RulebookProblem) -> str:
    """Say what is wrong."""
    facts = {key: WANTED.get(fact, fact) if key == "wanted" else fact for key, fact in problem.facts.items()}
    return str(format_lazy(PROBLEMS[problem.kind], **facts))


def problem_line(problem: RulebookProblem) -> str:
    """Say where and what: file, key, sentence."""
    return f"{problem.file}:{problem.key}: {problem_sentence(problem)}"


def figure(value: RuleValue) -> str:
    """Write the value with its unit."""
    if isinstance(value.value, TrancheProfile):
        return figures.with_percent(" / ".join(number(percentage) for percentage in value.value.percentages))
    if value.unit is Unit.SHARE:
        return figures.with_percent(number(value.fraction * 100))
    if value.unit is Unit.CALENDAR_YEAR:
        return str(value.whole)
    if value.unit is Unit.FACTOR:
        return gettext("Faktor") + NBSP + number(value.fraction)
    words = _counted(value.unit, int(value.fraction))
    return f"{number(value.fraction)}{NBSP}{words}"


def _counted(unit: Unit, count: int) -> str:
    """Name the unit for this many."""
    words = {
        Unit.PERCENTAGE_POINTS: npgettext("unit", "Prozentpunkt", "Prozentpunkte", count),
        Unit.YEARS: npgettext("unit", "Jahr", "Jahre", count),
        Unit.MONTHS: npgettext("unit", "Monat", "Monate", count),
        Unit.INHABITANTS: npgettext("unit", "Einwohner", "Einwohner", count),
        Unit.INHABITANTS_PER_HECTARE: gettext("Einwohner je ha"),
        Unit.PAGES: npgettext("unit", "Seite", "Seiten", count),
    }
    return words[unit]


def number(exact: Fraction) -> str:
    """Write an exact number: a mixed fraction where a decimal would never end, such as 66 2/3."""
    whole, rest = divmod(exact, 1)
    if 10**6 % exact.denominator:
        return f"{whole}{NBSP}{rest.numerator}/{rest.denominator}"
    decimal = (Decimal(exact.numerator) / exact.denominator).normalize()
    return figures.figure(decimal, decimals=max(0, -int(decimal.as_tuple().exponent)))
