"""Names and sentences of the outbox."""

import importlib
import inspect
import pkgutil

import pytest

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.mail import actions, phrases
from quartierwerk.foundation.mail.core import refusals
from quartierwerk.foundation.mail.core.states import MailState
from quartierwerk.kernel.errors import DomainError, NotPermittedError


def test_every_deed_of_the_outbox_has_a_sentence():
    modules = [importlib.import_module(f"{actions.__name__}.{module.name}") for module in pkgutil.iter_modules(actions.__path__)]
    names = {
        each.deed_name for module in modules for _name, each in inspect.getmembers(module, inspect.isfunction) if hasattr(each, "deed_name")
    }

    assert len(names) == 17
    assert [name for name in names if not audit_phrases.knows(name)] == []


@pytest.mark.parametrize("state", MailState)
def test_every_state_has_its_sign_and_its_name(state):
    assert phrases.MARKS[state]
    assert phrases.state_label(state) != state.value


GIVEN = {refusals.BadAddressError: ("broken",), refusals.WrongStateError: ("sent", "waiting")}
REFUSALS = [
    kind for _name, kind in inspect.getmembers(refusals, inspect.isclass) if issubclass(kind, DomainError) and kind is not DomainError
]


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_a_sentence(kind):
    said = phrases.sentence(kind(*GIVEN.get(kind, ())))

    assert said.endswith((".", "?"))
    assert kind.__name__ not in said


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (refusals.WrongStateError("sent", "withdrawn"), "Der Brief ist verschickt; das geht jetzt nicht mehr."),
        (
            refusals.WrongStateError("changed", "waiting"),
            "Die Liste hat sich geändert, seit Sie sie geprüft haben. Bitte sehen Sie sie noch einmal durch.",
        ),
        (refusals.BadAddressError("empty"), "Es fehlt eine Adresse."),
        (NotPermittedError("personal"), "Einen Tagesbrief liest nur die Person, für die er zusammengestellt ist."),
        (NotPermittedError("unheard_of"), "Das ist hier nicht erlaubt."),
    ],
)
def test_a_refusal_says_what_is_the_matter(problem, sentence):
    assert phrases.sentence(problem) == sentence


@pytest.mark.parametrize("code", ["interrupted", "no_longer_visible", "address_bounced"])
def test_a_note_is_spelled_out(code):
    assert phrases.note(code).endswith(".")


def test_codes_nobody_knows_stay_as_they_are():
    assert (phrases.note("x"), phrases.state_label("x"), phrases.kind_label("x"), phrases.note("")) == ("x", "x", "x", "")
