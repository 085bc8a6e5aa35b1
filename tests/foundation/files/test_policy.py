import pytest

from quartierwerk.foundation.files.policy import may_store
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM, Actor


@pytest.mark.parametrize(("actor", "reason"), [(PUBLIC, "not_signed_in"), (SYSTEM, ""), (Actor(person_id=1), "")])
def test_whoever_is_signed_in_may_store_a_file(actor, reason):
    assert may_store(actor).reason == reason
    assert may_store(actor).allowed is (reason == "")
