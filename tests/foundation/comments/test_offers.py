"""What comments tell elsewhere: tabs, the desk, the letter of the day."""

from datetime import date

import pytest
from django.utils import timezone
from tests.people import actor, imagined

from quartierwerk.foundation.comments import actions, offers
from quartierwerk.foundation.slots.values import Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
NORD = Subject("site", "nord")
TODAY = date(2027, 3, 3)


def test_the_letter_of_the_day_tells_each_of_their_own_mentions():
    officer, manager = actor("area_officer", "municipality", "musterstadt"), actor("neighbourhood_manager", "site", "nord")
    actions.write(subject=NORD, text="@Nora, bitte ansehen", actor=officer, now=timezone.now())

    told = offers.digest_items([officer, manager], TODAY)

    assert [(item.subject, item.title, item.note) for item in told[manager.person_id]] == [
        (NORD, "Ayse Amt hat Sie erwähnt", "@Nora, bitte ansehen")
    ]
    assert set(told) == {manager.person_id}


def test_the_tab_is_for_those_who_may_talk():
    (tab,) = offers.site_tabs("nord", actor("area_officer", "municipality", "musterstadt"))

    assert tab.address == "/werkbank/kommentare/site/nord/"
    assert offers.site_tabs("nord", imagined("resident", "site", "nord")) == ()
