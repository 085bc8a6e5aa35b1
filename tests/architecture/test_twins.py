"""Every rule, policy, action and query module has a test module of the same name at the same place."""

import pytest

from tests.architecture.source import TESTS, listed, modules, planted

WATCHED = {"core", "policy", "actions", "queries"}


def is_watched(module):
    """Tell whether the module holds rules, permissions, deeds or reading, and does something."""
    return not WATCHED.isdisjoint(module.name.split(".")) and any(True for _ in module.functions())


def twin_of(module):
    """Return where the module's test is; that of a package's own file is named after the package."""
    parts = module.name.split(".")[1:]
    return "/".join([*parts[:-1], f"test_{parts[-1]}.py"])


def without_twin(module, *, tests):
    """Return the module if its twin is missing or tests nothing."""
    twin = twin_of(module)
    if twin not in tests:
        return [f"{module.path} has no tests/{twin}"]
    return [] if tests[twin] else [f"tests/{twin} tests nothing"]


def count_by_path():
    """Return how many tests each test module holds."""
    found = {str(module.path.relative_to("tests")): module for module in modules(TESTS)}
    return {path: sum(function.name.startswith("test_") for function in module.functions()) for path, module in found.items()}


def test_every_rule_policy_action_and_query_module_has_its_twin():
    tests = count_by_path()
    watched = [module for module in modules() if is_watched(module)]
    found = [finding for module in watched for finding in without_twin(module, tests=tests)]

    assert len(watched) > 30
    assert found == [], listed(found)


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("quartierwerk.places.core.stages", "places/core/test_stages.py"),
        ("quartierwerk.places.policy", "places/test_policy.py"),
        ("quartierwerk.concepts.actions.goals", "concepts/actions/test_goals.py"),
        ("quartierwerk.concepts.queries", "concepts/test_queries.py"),
        ("quartierwerk.foundation.people.queries", "foundation/people/test_queries.py"),
    ],
)
def test_watcher_finds_a_planted_module_without_twin(name, twin):
    module = planted("def rule(): ...", name)

    assert is_watched(module)
    assert len(without_twin(module, tests={"places/test_views.py": 3})) == 1
    assert without_twin(module, tests={twin: 0}) == [f"tests/{twin} tests nothing"]
    assert without_twin(module, tests={twin: 1}) == []


def test_a_module_that_only_names_things_needs_no_twin():
    assert not is_watched(planted("class Kind: ...", "quartierwerk.places.core.kinds"))
    assert not is_watched(planted("def show(): ...", "quartierwerk.places.views"))
