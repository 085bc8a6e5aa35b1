"""How somebody wants to be written to."""

from datetime import date

import pytest
from tests.factories.mail import THURSDAY
from tests.people import actor, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.mail import queries
from quartierwerk.foundation.mail.actions import preferences
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.refusals import CannotUnsubscribeError, NotWantedError, OwnFallbackError
from quartierwerk.foundation.mail.core.wishes import Wishes
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.kernel.errors import NotPermittedError
from quartierwerk.kernel.period import Period

pytestmark = pytest.mark.django_db
BOTH = frozenset({MailKind.DIGEST, MailKind.NEWS})
AWAY = Period(date(2026, 12, 21), date(2027, 1, 2))


@pytest.fixture
def officer():
    return actor("area_officer", "municipality", "musterstadt")


@pytest.fixture
def colleague():
    return person("treasury", "municipality", "musterstadt")


def set_wishes(by, **more):
    return preferences.set_wishes(wishes=Wishes(**{"language": "de", "wanted": BOTH, **more}), now=THURSDAY, actor=by)


def test_wishes_are_kept_and_the_absence_stays_out_of_the_trail(officer, colleague):
    set_wishes(officer, language="en", wanted=frozenset({MailKind.NEWS}), absence=AWAY, fallback_id=colleague.pk)

    given = queries.settings_of(officer.person_id)
    assert (given.language, given.absent_from, given.absent_until, given.fallback) == ("en", AWAY.begins_on, AWAY.ends_on, colleague)
    assert queries.unwanted_by(officer.person_id) == {MailKind.DIGEST}
    assert TrailEntry.objects.get(deed="mail:person:set_wishes").facts == {"language": "en", "unwanted": ["digest"]}


def test_later_wishes_take_the_place_of_earlier_ones(officer, colleague):
    set_wishes(officer, wanted=frozenset(), absence=AWAY, fallback_id=colleague.pk)

    set_wishes(officer)

    given = queries.settings_of(officer.person_id)
    assert (given.absent_from, given.fallback) == (None, None)
    assert queries.unwanted_by(officer.person_id) == frozenset()


def test_nobody_stands_in_who_has_nothing_to_do_with_it(officer):
    for stranger in (person("treasury", "municipality", "anderswo").pk, officer.person_id, 10**9):
        with pytest.raises(OwnFallbackError):
            set_wishes(officer, fallback_id=stranger)


@pytest.mark.parametrize("kind", ["way_in", "account", "duty"])
def test_what_is_owed_is_no_wish(officer, kind):
    with pytest.raises(CannotUnsubscribeError):
        set_wishes(officer, wanted=frozenset({MailKind(kind)}))
    with pytest.raises(CannotUnsubscribeError):
        preferences.unsubscribe(
            person=person("area_officer", "municipality", "musterstadt"), kind=MailKind(kind), now=THURSDAY, actor=SYSTEM
        )


def test_the_public_has_no_wishes():
    with pytest.raises(NotPermittedError):
        set_wishes(PUBLIC)


def test_whoever_unsubscribes_gets_no_more_and_the_second_time_says_so(officer):
    somebody = person("area_officer", "municipality", "musterstadt")

    preferences.unsubscribe(person=somebody, kind=MailKind.NEWS, now=THURSDAY, actor=officer)

    assert queries.unwanted_by(somebody.pk) == {MailKind.NEWS}
    with pytest.raises(NotWantedError):
        preferences.unsubscribe(person=somebody, kind=MailKind.NEWS, now=THURSDAY, actor=SYSTEM)


def test_nobody_unsubscribes_others(officer, colleague):
    with pytest.raises(NotPermittedError):
        preferences.unsubscribe(person=colleague, kind=MailKind.NEWS, now=THURSDAY, actor=officer)
