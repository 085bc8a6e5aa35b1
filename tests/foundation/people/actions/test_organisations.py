"""Deeds on organisations: names and responsibilities are dated, codes stay."""

from datetime import date

import pytest
from tests.people import actor

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people.actions import organisations
from quartierwerk.foundation.people.core.refusals import CodeTakenError, NameOutOfOrderError
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.kernel.errors import NotPermittedError
from quartierwerk.kernel.period import Period

TODAY = date(2027, 3, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry_house(ministry):
    return organisations.record_organisation(code="haus", kind="ministry", name="Altes Haus", begins_on=date(2019, 1, 18), actor=ministry)


def names(organisation):
    return list(organisation.names.order_by("begins_on").values_list("name", "begins_on", "ends_on"))


def test_recorded_organisation_has_its_name_and_entry(ministry_house):
    entry = TrailEntry.objects.get()

    assert names(ministry_house) == [("Altes Haus", date(2019, 1, 18), None)]
    assert (entry.deed, entry.subject_kind, entry.subject_code) == ("people:organisation:record", "organisation", "haus")


def test_code_is_given_once(ministry_house, ministry):
    with pytest.raises(CodeTakenError) as refused:
        organisations.record_organisation(code="haus", kind="other", name="N", begins_on=TODAY, actor=ministry)

    assert refused.value.code == "haus"


def test_new_name_ends_the_old_one_the_day_before(ministry_house, ministry):
    organisations.rename(organisation=ministry_house, name="Neues Haus", begins_on=TODAY, reason="new government", actor=ministry)

    assert names(ministry_house) == [("Altes Haus", date(2019, 1, 18), date(2027, 3, 2)), ("Neues Haus", TODAY, None)]
    assert TrailEntry.objects.order_by("-number").first().facts == {"name": ["Altes Haus", "Neues Haus"], "begins_on": "2027-03-03"}


def test_past_is_not_renamed(ministry_house, ministry):
    with pytest.raises(NameOutOfOrderError):
        organisations.rename(organisation=ministry_house, name="N", begins_on=date(2019, 1, 18), actor=ministry)


def test_responsibility_holds_for_its_period(ministry_house, ministry):
    period = Period(TODAY, date(2028, 12, 31))

    given = organisations.give_responsibility(
        organisation=ministry_house, task="Federführung", period=period, source="Erlass", actor=ministry
    )

    assert (given.task, given.begins_on, given.ends_on, given.source) == ("Federführung", TODAY, date(2028, 12, 31), "Erlass")


@pytest.mark.parametrize("role", [("area_officer", "municipality", "musterstadt"), ("auditor",)])
def test_only_managers_record_organisations(ministry_house, role):
    doer = actor(*role)

    with pytest.raises(NotPermittedError):
        organisations.record_organisation(code="x", kind="other", name="N", begins_on=TODAY, actor=doer)
    with pytest.raises(NotPermittedError):
        organisations.rename(organisation=ministry_house, name="N", begins_on=TODAY, actor=doer)
    with pytest.raises(NotPermittedError):
        organisations.give_responsibility(organisation=ministry_house, task="T", period=Period(TODAY), actor=doer)

    assert (Organisation.objects.count(), TrailEntry.objects.count()) == (1, 1)
