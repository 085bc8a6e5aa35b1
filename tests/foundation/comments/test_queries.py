"""Reading comments: whose, how many, who reads along."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.people import actor, person

from quartierwerk.foundation.comments import actions, queries
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.foundation.slots.values import Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
NORD = Subject("site", "nord")
NOW = timezone.now()
TODAY = timezone.localdate()


def test_comments_are_listed_newest_first():
    officer = actor("area_officer", "municipality", "musterstadt")
    first, second = (actions.write(subject=NORD, text=str(n), actor=officer, now=NOW + timedelta(minutes=n)) for n in range(2))
    actions.write(subject=Subject("site", "sued"), text="woanders", actor=officer, now=NOW)

    assert list(queries.comments_on(NORD)) == [second, first]


def test_those_read_along_whose_mandate_lies_there_today():
    here = person("neighbourhood_manager", "site", "nord")
    ministry = person("programme_ministry")
    for role, kind, code in (("neighbourhood_manager", "site", "west"), ("resident", "site", "nord")):
        person(role, kind, code)
    Mandate.objects.filter(person=person("treasury", "municipality", "musterstadt")).update(ends_on=TODAY - timedelta(days=1))
    Person.objects.filter(pk=person("partner", "site", "nord").pk).update(is_active=False)

    assert list(queries.readers(queries.scopes_of(NORD), TODAY)) == [ministry, here]
