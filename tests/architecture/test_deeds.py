"""Everything that others may do with the actions is a deed: named, keyword-only, done by an actor.

That a deed leaves exactly one entry is seen to by ``deed`` itself while it runs. Steps that several
deeds share stand among the actions too; nobody else may take them, or there would be changes without trace.
"""

import ast
import importlib
import inspect
import re
from types import ModuleType

import pytest

from quartierwerk.foundation.audit.trail import deed
from tests.architecture.source import listed, modules, planted, room_of

NAME = re.compile(r"^[a-z_]+:[a-z_]+:[a-z_]+$")


def action_modules():
    """Return every module that holds deeds."""
    return [importlib.import_module(module.name) for module in modules() if ".actions." in f"{module.name}."]


def public_functions(module):
    """Return the functions written in this module that others may call."""
    return [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]


def is_deed(function):
    """Tell whether a function is a deed."""
    return hasattr(function, "deed_name")


def faults(module):
    """Return what keeps a deed of the module from being a proper one."""
    room = room_of(module.__name__).rsplit(".", 1)[-1]
    for function in filter(is_deed, public_functions(module)):
        where = f"{module.__name__}.{function.__name__}"
        name = function.deed_name
        parameters = inspect.signature(function).parameters
        if not NAME.match(name) or not name.startswith(f"{room}:"):
            yield f"{where} is called {name}, not {room}:thing:deed"
        yield from (
            f"{where} takes {key} by position" for key, given in parameters.items() if given.kind is not inspect.Parameter.KEYWORD_ONLY
        )
        if "actor" not in parameters:
            yield f"{where} has no actor"
        if not inspect.getdoc(function):
            yield f"{where} does not say what holds afterwards"


def steps_taken(module, *, actions):
    """Return every use of something among the actions that is a function and no deed, from outside the actions.

    ``actions`` maps the dotted names of action modules to the modules.
    """
    aliases = {}
    for node, name in module.imports():
        parent, _, last = name.rpartition(".")
        if name in actions:
            aliases |= {alias.asname or alias.name.split(".")[-1]: actions[name] for alias in node.names if name.endswith(alias.name)}
        elif parent in actions and is_step(getattr(actions[parent], last, None)):
            yield f"{module.line(node)} takes the step {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            home = aliases[node.value.id]
            if is_step(getattr(home, node.attr, None)):
                yield f"{module.line(node)} takes the step {home.__name__}.{node.attr}"


def is_step(thing):
    """Tell whether something is a function of an action module that is no deed."""
    return inspect.isfunction(thing) and ".actions" in thing.__module__ and not is_deed(thing)


def names_given_twice(deeds):
    """Return names that more than one deed has."""
    names = [function.deed_name for function in deeds if hasattr(function, "deed_name")]
    return sorted({name for name in names if names.count(name) > 1})


def deeds_outside_actions(module):
    """Return deeds that hide in another file than the actions."""
    hidden = [node for node, name in module.imports() if name == "quartierwerk.foundation.audit.trail.deed"]
    if ".actions." not in f"{module.name}." and module.name != "quartierwerk.foundation.audit.trail":
        yield from (f"{module.line(node)} makes a deed outside actions" for node in hidden)


def test_every_deed_is_a_proper_one():
    found = [finding for module in action_modules() for finding in faults(module)]

    assert sum(is_deed(function) for module in action_modules() for function in public_functions(module)) > 30
    assert found == [], listed(found)


def test_nobody_but_deeds_takes_a_step_of_a_deed():
    actions = {module.__name__: module for module in action_modules()}
    outside = [module for module in modules() if ".actions." not in f"{module.name}."]
    found = [finding for module in outside for finding in steps_taken(module, actions=actions)]

    assert found == [], listed(found)


def test_every_deed_has_its_own_name():
    assert names_given_twice(function for module in action_modules() for function in public_functions(module)) == []


def test_deeds_stand_among_the_actions_only():
    found = [finding for module in modules() for finding in deeds_outside_actions(module)]

    assert found == [], listed(found)


def do_something(*, actor):
    """Do something."""


def no_deed(*, actor):
    """Do something."""


def by_position(site, *, actor):
    """Do something."""


def without_actor(*, site):
    """Do something."""


def silent(*, actor):
    pass


@pytest.mark.parametrize(
    ("function", "finding"),
    [
        (deed("concepts:site:found")(do_something), "do_something is called concepts:site:found, not places:thing:deed"),
        (deed("places:found")(do_something), "do_something is called places:found, not places:thing:deed"),
        (deed("places:site:found")(by_position), "by_position takes site by position"),
        (deed("places:site:found")(without_actor), "without_actor has no actor"),
        (deed("places:site:found")(silent), "silent does not say what holds afterwards"),
    ],
)
def test_watcher_finds_a_planted_deed_that_is_not_proper(monkeypatch, function, finding):
    monkeypatch.setattr(function, "__module__", "quartierwerk.places.actions")
    module = ModuleType("quartierwerk.places.actions")
    module.planted = function

    assert list(faults(module)) == [f"quartierwerk.places.actions.{finding}"]


def test_a_proper_deed_has_no_fault(monkeypatch):
    proper = deed("places:site:found")(do_something)
    proper.__module__ = "quartierwerk.places.actions"
    module = ModuleType("quartierwerk.places.actions")
    module.do_something = proper

    assert public_functions(module) == [proper]
    assert list(faults(module)) == []


@pytest.mark.parametrize(
    "text",
    [
        "from quartierwerk.places.actions import no_deed",
        "from quartierwerk.places import actions\nactions.no_deed(actor=1)",
        "from quartierwerk.places import actions as deeds\ndeeds.no_deed(actor=1)",
    ],
)
def test_watcher_finds_a_planted_step_taken_by_a_page(monkeypatch, text):
    monkeypatch.setattr(no_deed, "__module__", "quartierwerk.places.actions")
    module = ModuleType("quartierwerk.places.actions")
    module.no_deed, module.proper = no_deed, deed("places:site:found")(do_something)
    views = planted(text + "\nfrom quartierwerk.places.actions import proper", "quartierwerk.places.views")

    assert len(list(steps_taken(views, actions={module.__name__: module}))) == 1


def test_watcher_finds_a_planted_name_given_twice():
    twice = [deed("places:site:found")(do_something), deed("places:site:found")(silent), deed("places:site:name")(silent)]

    assert names_given_twice(twice) == ["places:site:found"]


def test_watcher_finds_a_planted_deed_outside_the_actions():
    text = "from quartierwerk.foundation.audit.trail import deed, record"

    assert len(list(deeds_outside_actions(planted(text, "quartierwerk.places.queries")))) == 1
    assert list(deeds_outside_actions(planted(text, "quartierwerk.places.actions.sites"))) == []
