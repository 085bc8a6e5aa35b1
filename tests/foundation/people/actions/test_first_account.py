"""The first account: by a link that works once, for a day, and only while nobody can sign in."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.core import signing
from django.db import connection
from tests.people import PASSWORD, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people import first_access
from quartierwerk.foundation.people.actions.first_account import create_first_account
from quartierwerk.foundation.people.core.actor import PROGRAMME, SYSTEM
from quartierwerk.foundation.people.core.refusals import AddressTakenError, FirstAccessClosedError
from quartierwerk.foundation.people.models import Mandate, Person

TODAY = date(2027, 3, 3)
ADDRESS = "erste@test.invalid"


def token():
    return first_access.issue_link().split("/")[-2]


def create(with_token, email=ADDRESS):
    return create_first_account(
        token=with_token, name="Erste Person", email=email, password=PASSWORD, today=TODAY, actor=replace(SYSTEM, request_id="r")
    )


@pytest.mark.django_db
def test_first_account_can_sign_in_and_manages_people_and_operation():
    first = create(token())

    held = Mandate.objects.filter(person=first, begins_on=TODAY, scope_kind=PROGRAMME.kind, scope_code=PROGRAMME.code)
    assert Person.objects.get(pk=first.pk).check_password(PASSWORD)
    assert set(held.values_list("role", flat=True)) == {"operator", "programme_ministry"}
    assert (TrailEntry.objects.get().deed, TrailEntry.objects.get().actor_name) == ("people:account:create_first", "Quartierwerk")


@pytest.mark.django_db
def test_link_works_once_even_if_the_account_is_gone():
    used = token()
    first = create(used)
    Person.objects.filter(pk=first.pk).update(is_active=False)

    with pytest.raises(FirstAccessClosedError):
        create(used, "zweite@test.invalid")
    assert create(token(), "dritte@test.invalid").email == "dritte@test.invalid"


@pytest.mark.django_db
def test_link_does_not_work_while_somebody_can_sign_in():
    issued = token()
    person("auditor", may_sign_in=True)

    assert not first_access.is_open(issued)
    with pytest.raises(FirstAccessClosedError):
        create(issued)


@pytest.mark.django_db
def test_people_who_cannot_sign_in_do_not_close_the_door():
    person("auditor")
    locked_out = person("operator", may_sign_in=True)
    Person.objects.filter(pk=locked_out.pk).update(is_active=False)

    assert first_access.is_open(token())


@pytest.mark.django_db
def test_link_ends_after_a_day(monkeypatch):
    issued = token()
    now = signing.time.time()

    monkeypatch.setattr(signing.time, "time", lambda: now + 24 * 3600 - 5)
    assert first_access.is_open(issued)
    monkeypatch.setattr(signing.time, "time", lambda: now + 24 * 3600 + 5)
    assert not first_access.is_open(issued)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made_up", ["", "x", "MA:1abcde:xxxxxxxx", signing.dumps(0, salt="other")], ids=["none", "word", "forged", "other salt"]
)
def test_made_up_link_does_not_work(made_up):
    with pytest.raises(FirstAccessClosedError):
        create(made_up)


@pytest.mark.django_db
def test_address_of_a_recorded_person_is_refused():
    known = person("auditor")

    with pytest.raises(AddressTakenError):
        create(token(), known.email)


@pytest.mark.django_db(transaction=True)
def test_of_several_at_the_same_moment_one_gets_in():
    issued, start = token(), threading.Barrier(5)
    outcomes = []

    def try_it(number):
        try:
            start.wait(10)
            create(issued, f"person-{number}@test.invalid")
            outcomes.append("in")
        except FirstAccessClosedError:
            outcomes.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == ["closed"] * 4 + ["in"]
    assert Person.objects.count() == 1
