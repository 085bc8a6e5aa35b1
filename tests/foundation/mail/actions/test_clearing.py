"""Old letters are emptied."""

import pytest
from tests.factories.mail import THURSDAY, later, make_letter

from quartierwerk.foundation.mail.actions import clearing
from quartierwerk.foundation.mail.core.refusals import NothingToSendError
from quartierwerk.foundation.mail.models import Bounce, OutgoingMail
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


def test_a_letter_that_is_over_keeps_only_that_there_was_one(reader):
    old, newer = make_letter(reader, state="sent"), make_letter(reader, state="sent", now=later(days=2))
    Bounce.objects.create(mail=old, address=reader.email, kind="soft", received=THURSDAY, is_settled=True)

    assert clearing.clear(before=later(days=1), actor=SYSTEM) == 1

    old.refresh_from_db()
    newer.refresh_from_db()
    assert (old.subject, old.text, old.html, old.address, old.mentions, old.is_cleared) == ("", "", "", "", [], True)
    assert (old.kind, old.person, old.sha256) == ("duty", reader, old.sha256)
    assert newer.text
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("state", ["held", "waiting", "sending"])
def test_a_letter_that_still_goes_is_not_emptied(reader, state):
    make_letter(reader, state=state)

    with pytest.raises(NothingToSendError):
        clearing.clear(before=later(days=400), actor=SYSTEM)


def test_it_is_done_once_and_by_the_system(reader, runner):
    make_letter(reader, state="sent")

    with pytest.raises(NotPermittedError):
        clearing.clear(before=later(days=1), actor=runner)
    clearing.clear(before=later(days=1), actor=SYSTEM)
    with pytest.raises(NothingToSendError):
        clearing.clear(before=later(days=1), actor=SYSTEM)

    assert OutgoingMail.objects.get().is_cleared
