"""Who may see how the programme runs."""

import pytest
from tests.people import imagined

from quartierwerk.foundation.keeping import policy
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.foundation.people.core.roles import Role


@pytest.mark.parametrize("role", list(Role))
def test_only_the_operator_operates(role):
    verdict = policy.may_operate(imagined(role))

    assert (verdict.allowed, verdict.reason) == ((True, "") if role is Role.OPERATOR else (False, "role_missing"))


def test_the_public_does_not():
    assert policy.may_operate(PUBLIC).reason == "not_signed_in"


@pytest.mark.parametrize(("actor", "allowed"), [(SYSTEM, True), (PUBLIC, False), (imagined("operator"), False)])
def test_only_the_programme_itself_says_that_it_kept_something(actor, allowed):
    assert policy.may_record(actor).allowed is allowed
