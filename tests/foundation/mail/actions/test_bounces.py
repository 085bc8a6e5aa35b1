"""Letters that came back."""

from dataclasses import replace

import pytest
from tests.factories.mail import THURSDAY, make_letter

from quartierwerk.foundation.mail import queries
from quartierwerk.foundation.mail.actions import bounces
from quartierwerk.foundation.mail.core.bounces import Report
from quartierwerk.foundation.mail.core.refusals import NothingToSendError, WrongStateError
from quartierwerk.foundation.mail.models import Bounce
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(reader):
    return make_letter(reader, state="sent")


def report(mail, **more):
    return replace(Report(mail.address, "failed", "5.1.1", "smtp; 550 5.1.1 unknown", mail.message_id), **more)


def report_bounce(mail, given, actor=SYSTEM):
    return bounces.report_bounce(mail=mail, report=given, now=THURSDAY, actor=actor)


@pytest.mark.parametrize(
    ("facts", "kind", "state", "dead"),
    [
        ({}, "hard", "bounced", True),
        ({"status": "5.2.2", "diagnostic": "full"}, "soft", "bounced", False),
        ({"action": "delayed", "status": "4.4.1"}, "soft", "sent", False),
    ],
)
def test_a_report_is_kept_and_ends_the_letter_unless_it_is_only_late(sent, facts, kind, state, dead):
    bounce = report_bounce(sent, report(sent, **facts))

    sent.refresh_from_db()
    assert (bounce.kind, bounce.address, sent.state) == (kind, sent.address, state)
    assert (sent.address in queries.dead_among([sent.address], on=THURSDAY.date())) is dead


@pytest.mark.parametrize("facts", [{"action": "delivered", "status": "2.0.0"}, {"recipient": "other@stadt.invalid"}, {"action": ""}])
def test_what_is_no_bad_news_about_this_address_changes_nothing(sent, facts):
    with pytest.raises(NothingToSendError):
        report_bounce(sent, report(sent, **facts))

    assert not Bounce.objects.exists()


def test_the_same_report_counts_once(sent):
    report_bounce(sent, report(sent))

    with pytest.raises(NothingToSendError):
        report_bounce(sent, report(sent))

    assert Bounce.objects.count() == 1


def test_reports_are_kept_by_the_system_only(sent, runner):
    with pytest.raises(NotPermittedError):
        report_bounce(sent, report(sent), actor=runner)


def test_a_human_marks_a_letter_that_came_back_on_paper(sent, runner):
    bounces.mark_bounced(mail=sent, reason="Rückruf der Behörde", now=THURSDAY, actor=runner)

    sent.refresh_from_db()
    assert sent.state == "bounced"
    assert queries.dead_among([sent.address], on=THURSDAY.date()) == {sent.address}
    with pytest.raises(WrongStateError):
        bounces.mark_bounced(mail=sent, reason="x", now=THURSDAY, actor=runner)


def test_an_address_that_works_again_is_opened_once(sent, runner):
    bounce = report_bounce(sent, report(sent))

    bounces.settle_address(bounce=bounce, reason="Postfach ist wieder da", actor=runner)

    assert queries.dead_among([sent.address], on=THURSDAY.date()) == frozenset()
    with pytest.raises(WrongStateError):
        bounces.settle_address(bounce=bounce, reason="x", actor=runner)


def test_others_mark_and_settle_nothing(sent, auditor):
    bounce = report_bounce(sent, report(sent))

    with pytest.raises(NotPermittedError):
        bounces.mark_bounced(mail=sent, reason="x", now=THURSDAY, actor=auditor)
    with pytest.raises(NotPermittedError):
        bounces.settle_address(bounce=bounce, reason="x", actor=auditor)
