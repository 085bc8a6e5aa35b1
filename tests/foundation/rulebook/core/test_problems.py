"""Problems are plain values."""

from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem


def test_problems_are_equal_when_place_kind_and_facts_are():
    assert RulebookProblem("a.toml", "code", ProblemKind.MISSING) == RulebookProblem("a.toml", "code", ProblemKind.MISSING, {})
    assert RulebookProblem("a.toml", "code", ProblemKind.TWICE, {"found": "x"}) != RulebookProblem("a.toml", "code", ProblemKind.TWICE)
