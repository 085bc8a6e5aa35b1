"""Who may see the whole programme at once."""

import pytest
from tests.people import imagined

from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.workspace.policy import SEE_PROGRAMME

ALLOWED = {
    "programme_ministry", "other_ministry", "funding_bank", "service_agency_lead", "service_agency_partner", "area_officer", "auditor",
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("kind", "code"), [("programme", "soziale-stadt"), ("site", "musterstadt-nord")])
def test_the_overview_is_for_these_roles_wherever_they_hold(role, kind, code):
    assert imagined(role, kind, code).holds_somewhere(SEE_PROGRAMME) == (role in ALLOWED)


def test_the_overview_is_not_for_the_public():
    assert not PUBLIC.holds_somewhere(SEE_PROGRAMME)
