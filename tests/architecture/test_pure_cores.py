"""Kernel and cores are handed the clock, chance, the actor and what a file holds; they fetch none of it.

What they import is watched by the contracts; here it is what they call, and that a core stays by itself.
"""

import ast

import pytest

from tests.architecture.source import listed, modules, planted, room_of

CLOCK_CHANCE_PLACE = {"now", "utcnow", "today", "localtime", "localdate", "uuid1", "uuid4", "getenv", "urandom"}
FILE_ACCESS = {
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "open",
    "iterdir",
    "glob",
    "rglob",
    "exists",
    "is_file",
    "unlink",
    "mkdir",
}
BUILT_IN = {"open", "input", "print", "exec", "eval", "breakpoint"}
MODULES = {"os", "random", "secrets", "time", "io", "shutil", "tempfile", "logging", "threading", "asyncio", "importlib"}


def is_pure_place(name):
    """Tell whether a module belongs to the kernel or to a core."""
    return name.startswith("quartierwerk.kernel") or ".core." in f"{name}."


def impurities(module):
    """Return every call that asks the clock, chance, the machine or a file."""
    for node in ast.walk(module.tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in BUILT_IN | CLOCK_CHANCE_PLACE:
            yield f"{module.line(node)} calls {called.id}()"
        elif isinstance(called, ast.Attribute) and called.attr in CLOCK_CHANCE_PLACE | FILE_ACCESS:
            yield f"{module.line(node)} calls .{called.attr}()"
        elif isinstance(node, ast.Attribute) and node.attr == "environ":
            yield f"{module.line(node)} reads the environment"
    yield from (f"{module.line(node)} imports {name}" for node, name in module.imports() if name.split(".")[0] in MODULES)


def foreign_rules(module):
    """Return every import of something of ours that is neither the kernel nor the module's own core."""
    own = "quartierwerk.kernel." if module.name.startswith("quartierwerk.kernel") else f"{room_of(module.name)}.core."
    for node, name in module.imports():
        if name.startswith("quartierwerk.") and not f"{name}.".startswith(("quartierwerk.kernel.", own)):
            yield f"{module.line(node)} leans on {name}"


def test_no_core_asks_clock_chance_or_files():
    found = [finding for module in modules() if is_pure_place(module.name) for finding in impurities(module)]

    assert found == [], listed(found)


def test_every_core_knows_only_the_kernel_and_itself():
    found = [finding for module in modules() if is_pure_place(module.name) for finding in foreign_rules(module)]

    assert found == [], listed(found)


@pytest.mark.parametrize(
    ("mistake", "finding"),
    [
        ("from datetime import datetime\nstart = datetime.now()", "calls .now()"),
        ("from datetime import date\nstart = date.today()", "calls .today()"),
        ("import time\n", "imports time"),
        ("import random\n", "imports random"),
        ("from secrets import choice\n", "imports secrets.choice"),
        ("from uuid import uuid4\nnumber = uuid4()", "calls uuid4()"),
        ("text = open('rates.csv')", "calls open()"),
        ("def read(path): return path.read_text()", "calls .read_text()"),
        ("import os\n", "imports os"),
        ("import sys\nrate = sys.environ['RATE']", "reads the environment"),
    ],
)
def test_watcher_finds_a_planted_impurity(mistake, finding):
    found = list(impurities(planted(mistake, "quartierwerk.places.core.planted")))

    assert len(found) == 1
    assert found[0].endswith(finding)


@pytest.mark.parametrize(
    ("place", "mistake"),
    [
        ("quartierwerk.concepts.core.planted", "from quartierwerk.places.core import stages"),
        ("quartierwerk.concepts.core.planted", "from quartierwerk.concepts.models import Measure"),
        ("quartierwerk.foundation.rulebook.core.planted", "from quartierwerk.foundation.people.core.roles import Role"),
        ("quartierwerk.kernel.planted", "from quartierwerk.places.core import stages"),
    ],
)
def test_watcher_finds_a_planted_foreign_rule(place, mistake):
    assert len(list(foreign_rules(planted(mistake, place)))) == 1


def test_a_core_uses_the_kernel_and_itself():
    text = "from quartierwerk.kernel.money import Euro\nfrom quartierwerk.concepts.core import totals\nimport datetime"

    assert list(foreign_rules(planted(text, "quartierwerk.concepts.core.planted"))) == []
    assert list(impurities(planted(text, "quartierwerk.concepts.core.planted"))) == []
