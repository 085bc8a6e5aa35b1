"""Who may run the outbox and read letters: a table for each question."""

import pytest
from tests.people import imagined

from quartierwerk.foundation.mail import policy
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.foundation.people.core.roles import Role

OFFICER = imagined("area_officer", "municipality", "musterstadt", person_id=7)
OPERATOR, AUDITOR = imagined("operator", person_id=1), imagined("auditor", person_id=2)


@pytest.mark.parametrize("role", [role for role in Role if role not in {"operator", "programme_ministry"}])
def test_other_roles_do_not_run_the_outbox(role):
    assert policy.may_run(imagined(role)).reason == "role_missing"


@pytest.mark.parametrize(
    ("actor", "run", "see", "send"),
    [
        (OPERATOR, "", "", "worker_only"),
        (imagined("programme_ministry"), "", "", "worker_only"),
        (AUDITOR, "role_missing", "", "worker_only"),
        (OFFICER, "role_missing", "role_missing", "worker_only"),
        (PUBLIC, "not_signed_in", "not_signed_in", "worker_only"),
        (SYSTEM, "", "", ""),
    ],
)
def test_running_seeing_and_sending_are_three_things(actor, run, see, send):
    assert policy.may_run(actor).reason == run
    assert policy.may_see_outbox(actor).reason == see
    assert policy.may_send(actor).reason == send


@pytest.mark.parametrize(
    ("actor", "kind", "reader_id", "reason"),
    [
        (OFFICER, "duty", 7, ""),
        (OFFICER, "digest", 7, ""),
        (OFFICER, "duty", 8, "role_missing"),
        (OFFICER, "digest", 8, "role_missing"),
        (OFFICER, "way_in", 7, "holds_a_key"),
        (OPERATOR, "duty", 7, ""),
        (OPERATOR, "news", 7, ""),
        (OPERATOR, "account", None, ""),
        (OPERATOR, "digest", 7, "personal"),
        (OPERATOR, "digest", None, "personal"),
        (OPERATOR, "way_in", 7, "holds_a_key"),
        (OPERATOR, "way_in", 1, "holds_a_key"),
        (AUDITOR, "duty", 7, ""),
        (AUDITOR, "digest", 7, "personal"),
        (AUDITOR, "way_in", 7, "holds_a_key"),
        (PUBLIC, "duty", None, "not_signed_in"),
        (PUBLIC, "digest", None, "not_signed_in"),
    ],
)
def test_a_letter_is_read_by_its_reader_and_keys_by_nobody(actor, kind, reader_id, reason):
    assert policy.may_read_letter(actor, kind=MailKind(kind), reader_id=reader_id, is_example=False).reason == reason


@pytest.mark.parametrize(
    ("actor", "reason"), [(OPERATOR, ""), (AUDITOR, "role_missing"), (OFFICER, "role_missing"), (PUBLIC, "not_signed_in")]
)
def test_keys_are_read_in_the_example_programme_by_whoever_runs_the_outbox(actor, reason):
    assert policy.may_read_letter(actor, kind=MailKind.WAY_IN, reader_id=7, is_example=True).reason == reason


def test_digests_stay_personal_in_the_example_programme():
    assert policy.may_read_letter(OPERATOR, kind=MailKind.DIGEST, reader_id=7, is_example=True).reason == "personal"


@pytest.mark.parametrize(
    ("actor", "person_id", "reason"),
    [
        (OFFICER, 7, ""),
        (OFFICER, 8, "not_yours"),
        (OPERATOR, 7, "not_yours"),
        (PUBLIC, 7, "not_signed_in"),
        (PUBLIC, None, "not_signed_in"),
        (SYSTEM, 7, ""),
    ],
)
def test_everybody_says_for_themselves_how_they_are_written_to(actor, person_id, reason):
    assert policy.may_set_wishes(actor, person_id=person_id).reason == reason
