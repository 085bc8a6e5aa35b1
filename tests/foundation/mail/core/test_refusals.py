"""Refusals of the outbox carry facts."""

import inspect

from quartierwerk.foundation.mail.core import refusals
from quartierwerk.foundation.mail.core.refusals import BadAddressError, WrongStateError
from quartierwerk.kernel.errors import DomainError


def test_every_refusal_is_one_that_people_may_meet():
    kinds = [kind for _name, kind in inspect.getmembers(refusals, inspect.isclass) if kind.__module__ == refusals.__name__]

    assert len(kinds) == 8
    assert all(issubclass(kind, DomainError) for kind in kinds)


def test_a_refusal_says_what_was_the_matter():
    assert BadAddressError("long").reason == "long"
    assert (WrongStateError("sent", "held").state, str(WrongStateError("sent", "held"))) == ("sent", "sent -> held")
