"""Sentences and figures people read."""

import re
from fractions import Fraction
from string import Formatter

import pytest
from django.utils import translation

from quartierwerk.foundation.rulebook import phrases
from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem
from quartierwerk.foundation.rulebook.core.tranches import TrancheProfile
from quartierwerk.foundation.rulebook.core.values import Evidence, RuleValue, Source, Status, Unit

OWN = Source("own", "Eigen", "", Evidence.OWN)


def value(figure, unit):
    return RuleValue("a.key", figure, unit, Status.ASSUMED, OWN, "book")


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        (Fraction(2, 3), Unit.SHARE, "66 2/3 %"),
        (Fraction(9, 10), Unit.SHARE, "90 %"),
        (Fraction(1, 8), Unit.SHARE, "12,5 %"),
        (Fraction(0), Unit.SHARE, "0 %"),
        (Fraction(3, 2), Unit.FACTOR, "Faktor 1,5"),
        (Fraction(5), Unit.PERCENTAGE_POINTS, "5 Prozentpunkte"),
        (TrancheProfile((Fraction(85), Fraction(15))), Unit.PERCENT_BY_YEAR, "85 / 15 %"),
        (1, Unit.YEARS, "1 Jahr"),
        (10, Unit.YEARS, "10 Jahre"),
        (2, Unit.MONTHS, "2 Monate"),
        (1999, Unit.CALENDAR_YEAR, "1999"),
        (6000, Unit.INHABITANTS, "6.000 Einwohner"),
        (600, Unit.INHABITANTS_PER_HECTARE, "600 Einwohner je ha"),
        (25, Unit.PAGES, "25 Seiten"),
    ],
)
def test_figure_is_written_with_its_unit(figure, unit, words):
    with translation.override("de"):
        assert phrases.figure(value(figure, unit)).replace("\N{NO-BREAK SPACE}", " ") == words


def test_figure_keeps_number_and_unit_on_one_line():
    assert " " not in phrases.figure(value(10, Unit.YEARS))


def test_every_unit_status_evidence_and_problem_has_words():
    assert {
        unit for unit in Unit if not phrases.figure(value(TrancheProfile((Fraction(100),)) if unit is Unit.PERCENT_BY_YEAR else 1, unit))
    } == set()
    assert set(phrases.STATUS_WORDS) == set(Status)
    assert set(phrases.EVIDENCE_WORDS) == set(Evidence)
    assert set(phrases.PROBLEMS) == set(ProblemKind)


@pytest.mark.parametrize("kind", ProblemKind)
def test_problem_sentence_fills_in_its_facts(kind):
    wanted = {name for _, name, _, _ in Formatter().parse(str(phrases.PROBLEMS[kind])) if name}
    problem = RulebookProblem("book.toml", "values[a].status", kind, dict.fromkeys(wanted, "FACT"))

    line = phrases.problem_line(problem)

    assert line.startswith("book.toml:values[a].status: ")
    assert line.count("FACT") == len(wanted)
    assert not re.search(r"[{}]", line)
