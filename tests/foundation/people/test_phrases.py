"""Every role, scope, deed and refusal of this room has German words."""

import importlib
import inspect
import pkgutil
from datetime import date

import pytest

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.people import actions, phrases
from quartierwerk.foundation.people.core import mandates, refusals
from quartierwerk.foundation.people.core.actor import PROGRAMME, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.slots.values import Subject, SubjectCard
from quartierwerk.kernel.errors import DomainError, NotPermittedError
from quartierwerk.kernel.period import BackwardPeriodError, Period

DAY = date(2027, 3, 3)
REFUSALS = [
    mandates.ScopeDoesNotFitRoleError(Role.JUROR, ScopeKind.SITE),
    mandates.UnknownScopeError(ScopeKind.SITE, "x"),
    mandates.MandateOverlapsError(Period(DAY)),
    mandates.MandateEndsTooEarlyError(DAY),
    mandates.LastManagerError(),
    refusals.AddressTakenError(),
    refusals.NothingToDoError(),
    refusals.CodeTakenError("x"),
    refusals.NameOutOfOrderError(DAY),
    refusals.FirstAccessClosedError(),
    BackwardPeriodError(DAY, DAY),
]


def test_every_role_and_scope_has_a_name():
    assert set(phrases.ROLES) == set(Role)
    assert set(phrases.SCOPE_KINDS) == set(ScopeKind)


def test_code_nobody_knows_stays_as_it_is():
    assert phrases.role_label("wizard") == "wizard"


def test_scope_is_called_by_its_title_where_it_is_known():
    nord = Scope(ScopeKind.SITE, "nord")
    card = SubjectCard(Subject("site", "nord"), "Standort", "Nordstadt", "/")

    assert phrases.scope_label(PROGRAMME) == "Ganzes Programm"
    assert phrases.scope_label(nord, {nord: card}) == "Nordstadt"
    assert phrases.scope_label(nord) == "Standort nord"


@pytest.mark.parametrize("problem", REFUSALS, ids=lambda problem: type(problem).__name__)
def test_refusal_is_a_whole_sentence(problem):
    sentence = phrases.sentence(problem)

    assert sentence.endswith(".")
    assert "{" not in sentence


def test_every_refusal_of_the_room_is_in_the_list():
    defined = {
        each for module in (mandates, refusals) for _name, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, DomainError) and each.__module__ == module.__name__
    }  # fmt: skip

    assert defined <= {type(problem) for problem in REFUSALS}


@pytest.mark.parametrize("reason", ["own_mandate", "role_not_yours", "outside_scope", "role_missing", "not_signed_in", "unheard_of"])
def test_reason_of_a_policy_is_a_whole_sentence(reason):
    assert phrases.sentence(NotPermittedError(reason)).endswith(".")


def test_every_deed_of_the_room_has_a_sentence():
    modules = [importlib.import_module(f"{actions.__name__}.{module.name}") for module in pkgutil.iter_modules(actions.__path__)]
    names = {
        each.deed_name for module in modules for _name, each in inspect.getmembers(module, inspect.isfunction) if hasattr(each, "deed_name")
    }

    assert len(names) == 17
    assert all(audit_phrases.knows(name) for name in names)
