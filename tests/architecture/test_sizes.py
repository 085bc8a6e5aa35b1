"""Modules and functions stay small, typed and documented, and are called what they are."""

import pytest

from tests.architecture.figures import Figures, length, lines_of, measure
from tests.architecture.source import ROOT, TESTS, listed, modules, planted

MOST_LINES_OF_A_MODULE = 500
MOST_LINES_OF_A_FUNCTION = 50
LEAST_TEST_SHARE = 0.9
EMPTY_NAMES = {
    "util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "data", "info", "process", "handle", "handler", "handlers", "stuff",
}  # fmt: skip


def too_long(module):
    """Return the module, and each of its functions, that is longer than it may be."""
    if lines_of(module) > MOST_LINES_OF_A_MODULE:
        yield f"{module.path}: {lines_of(module)} lines"
    for function in module.functions():
        if length(function) > MOST_LINES_OF_A_FUNCTION:
            yield f"{module.line(function)} {function.name}: {length(function)} lines"


def says_nothing(module):
    """Return the module if its name does not say what it holds."""
    return [f"{module.path} has a name that says nothing"] if module.stem in EMPTY_NAMES else []


def below(figures):
    """Return the figures that are worse than they may be."""
    bounds = {
        "return types": figures.return_types >= 0.95,
        "docstrings": figures.docstrings >= 0.85,
        "function length": figures.function_length_p99 <= MOST_LINES_OF_A_FUNCTION,
        "module length": figures.longest_module <= MOST_LINES_OF_A_MODULE,
        "test lines": figures.test_share >= LEAST_TEST_SHARE,
    }
    return [name for name, kept in bounds.items() if not kept]


def everything():
    """Return every module: of the product, of the tests, of the benchmarks, of the scripts."""
    return (*modules(), *modules(TESTS), *modules(ROOT / "benchmarks"), *modules(ROOT / "scripts"))


def test_no_module_and_no_function_is_too_long():
    found = [finding for module in everything() for finding in too_long(module)]

    assert found == [], listed(found)


def test_scripts_and_benchmarks_are_looked_at_too():
    assert {"tests", "benchmarks", "scripts", "src"} == {module.path.parts[0] for module in everything()}


def test_every_module_is_called_what_it_is():
    found = [finding for module in everything() for finding in says_nothing(module)]

    assert found == [], listed(found)


def test_the_code_keeps_its_figures():
    figures = measure(modules(), modules(TESTS))

    assert below(figures) == [], figures


def test_watcher_finds_a_planted_long_module_and_function():
    body = "".join(f"    a{number} = 1\n" for number in range(50))
    module = planted(f"def long():\n{body}" + "a = 1\n" * 450)

    assert list(too_long(module)) == ["quartierwerk/places/planted.py: 501 lines", "quartierwerk/places/planted.py:1 long: 51 lines"]
    assert list(too_long(planted(f"def just():\n{body[: body.rindex('    ')]}"))) == []


@pytest.mark.parametrize("name", ["quartierwerk.places.utils", "quartierwerk.places.core.helpers", "quartierwerk.places.manager"])
def test_watcher_finds_a_planted_name_that_says_nothing(name):
    assert len(says_nothing(planted("", name))) == 1


def test_figures_are_measured():
    code = planted(
        'def a() -> int:\n    "Say."\n    return 1\n\n\nclass B:\n    def c(self):\n        pass\n\n    def _d(self) -> None:\n        pass\n'
    )

    found = measure([code], [planted("a = 1\n# note\n\nb = 2\n")])

    assert found == Figures(3, 2 / 3, 2, 0.5, 3, 3, 11, 8, 2)
    assert found.test_share == 0.25


def test_watcher_finds_planted_figures_that_are_too_low():
    assert below(Figures(100, 0.94, 100, 0.84, 60, 51, 501, 1000, 899)) == [
        "return types", "docstrings", "function length", "module length", "test lines",
    ]  # fmt: skip
    assert below(Figures(100, 0.95, 100, 0.85, 60, 50, 500, 1000, 900)) == []
