"""Reading comments: whose, how many, who reads along."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.people import actor, imagined, person

from quartierwerk.foundation.comments import actions, queries
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.foundation.slots.values import Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
NORD = Subject("site", "nord")
NOW = timezone.now()
TODAY = timezone.localdate()


def test_comments_are_listed_newest_first_and_counted_while_they_stand():
    officer = actor("area_officer", "municipality", "musterstadt")
    first, second = (actions.write(subject=NORD, text=str(n), actor=officer, now=NOW + timedelta(minutes=n)) for n in range(2))
    actions.write(subject=Subject("site", "sued"), text="woanders", actor=officer, now=NOW)
    actions.withdraw(comment=first, actor=officer)

    assert list(queries.comments_on(NORD)) == [second, first]
    assert queries.number_of_comments(NORD) == 1


def test_those_read_along_whose_mandate_lies_there_today():
    here = person("neighbourhood_manager", "site", "nord")
    ministry = person("programme_ministry")
    for role, kind, code in (("neighbourhood_manager", "site", "west"), ("resident", "site", "nord")):
        person(role, kind, code)
    Mandate.objects.filter(person=person("treasury", "municipality", "musterstadt")).update(ends_on=TODAY - timedelta(days=1))
    Person.objects.filter(pk=person("partner", "site", "nord").pk).update(is_active=False)

    assert list(queries.readers(queries.scopes_of(NORD), TODAY)) == [ministry, here]


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (imagined("programme_ministry"), True),
        (imagined("neighbourhood_manager", "site", "nord"), True),
        (imagined("neighbourhood_manager", "site", "west"), False),
        (imagined("resident", "site", "nord"), False),
    ],
)
def test_the_card_is_for_those_who_may_talk(who, found):
    card = queries.card_for_talk(NORD, who)

    assert (card.title if card else None) == ("Nord" if found else None)


def test_an_unknown_subject_has_no_card():
    assert queries.card_for_talk(Subject("site", "nirgends"), imagined("programme_ministry")) is None
    assert queries.card_for_talk(Subject("unsinn", "x"), imagined("programme_ministry")) is None
