"""The version of data changes with every change of what is watched, and only then."""

import pytest

from quartierwerk.foundation.audit.versions import data_version
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.models import Organisation, OrganisationName, Person
from tests.foundation.audit.conftest import note

pytestmark = pytest.mark.django_db


def add():
    return Organisation.objects.create(code="amt", kind="department")


def change():
    Organisation.objects.filter(code="amt").update(kind="association")


def remove():
    Organisation.objects.filter(code="amt").delete()


@pytest.mark.parametrize("deed", [change, remove])
def test_version_changes_with_a_row(deed):
    add()
    before = data_version(Organisation)

    deed()

    assert data_version(Organisation) != before


def test_version_changes_with_a_new_row():
    before = data_version(Organisation)

    add()

    assert data_version(Organisation) != before


def test_version_stays_when_only_other_tables_change():
    before = data_version(Person, OrganisationName)

    add()

    assert data_version(Person, OrganisationName) == before


def test_version_changes_with_every_deed(data_folder):
    before = data_version()

    note(actor=SYSTEM)

    assert data_version() != before


def test_version_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        data_version(Organisation, OrganisationName, Person)
