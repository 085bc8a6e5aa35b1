"""Every public function among the actions is a deed: named, keyword-only, done by an actor.

That a deed leaves exactly one entry is seen to by ``deed`` itself while it runs.
"""

import importlib
import inspect
import re
from types import ModuleType

import pytest

from quartierwerk.foundation.audit.trail import deed
from tests.architecture.source import listed, modules, room_of

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


def faults(module):
    """Return what keeps a public function of the module from being a deed."""
    room = room_of(module.__name__).rsplit(".", 1)[-1]
    for function in public_functions(module):
        where = f"{module.__name__}.{function.__name__}"
        name = getattr(function, "deed_name", "")
        parameters = inspect.signature(function).parameters
        if not name:
            yield f"{where} is no deed"
        elif not NAME.match(name) or not name.startswith(f"{room}:"):
            yield f"{where} is called {name}, not {room}:thing:deed"
        yield from (
            f"{where} takes {key} by position" for key, given in parameters.items() if given.kind is not inspect.Parameter.KEYWORD_ONLY
        )
        if "actor" not in parameters:
            yield f"{where} has no actor"
        if not inspect.getdoc(function):
            yield f"{where} does not say what holds afterwards"


def names_given_twice(deeds):
    """Return names that more than one deed has."""
    names = [function.deed_name for function in deeds if hasattr(function, "deed_name")]
    return sorted({name for name in names if names.count(name) > 1})


def deeds_outside_actions(module):
    """Return deeds that hide in another file than the actions."""
    hidden = [node for node, name in module.imports() if name == "quartierwerk.foundation.audit.trail.deed"]
    if ".actions." not in f"{module.name}." and module.name != "quartierwerk.foundation.audit.trail":
        yield from (f"{module.line(node)} makes a deed outside actions" for node in hidden)


def test_every_public_action_is_a_deed():
    found = [finding for module in action_modules() for finding in faults(module)]

    assert len(action_modules()) > 3
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
        (no_deed, "no_deed is no deed"),
        (deed("concepts:site:found")(do_something), "do_something is called concepts:site:found, not places:thing:deed"),
        (deed("places:found")(do_something), "do_something is called places:found, not places:thing:deed"),
        (deed("places:site:found")(by_position), "by_position takes site by position"),
        (deed("places:site:found")(without_actor), "without_actor has no actor"),
        (deed("places:site:found")(silent), "silent does not say what holds afterwards"),
    ],
)
def test_watcher_finds_a_planted_action_that_is_no_proper_deed(monkeypatch, function, finding):
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


def test_watcher_finds_a_planted_name_given_twice():
    twice = [deed("places:site:found")(do_something), deed("places:site:found")(silent), deed("places:site:name")(silent)]

    assert names_given_twice(twice) == ["places:site:found"]


def test_watcher_finds_a_planted_deed_outside_the_actions():
    from tests.architecture.source import planted

    text = "from quartierwerk.foundation.audit.trail import deed, record"

    assert len(list(deeds_outside_actions(planted(text, "quartierwerk.places.queries")))) == 1
    assert list(deeds_outside_actions(planted(text, "quartierwerk.places.actions.sites"))) == []
