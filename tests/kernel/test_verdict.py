"""A verdict is true when allowed; otherwise it names its reason, also to whoever insists."""

import pytest

from quartierwerk.kernel.errors import DomainError, NotPermittedError
from quartierwerk.kernel.verdict import Verdict


def test_yes_is_true_and_silent():
    assert Verdict.yes()
    assert Verdict.yes().reason == ""
    assert Verdict.yes().require() is None


def test_no_is_false_and_names_its_reason():
    assert not Verdict.no("outside_scope")
    assert Verdict.no("outside_scope").reason == "outside_scope"


def test_insisting_on_a_no_is_refused_with_its_reason():
    with pytest.raises(NotPermittedError) as refused:
        Verdict.no("role_missing").require()

    assert refused.value.reason == "role_missing"
    assert isinstance(refused.value, DomainError)
