"""One deed, one entry, one head line; a failed deed leaves nothing; the chain never forks."""

import threading

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from quartierwerk.foundation.audit import queries
from quartierwerk.foundation.audit.core.chain import START
from quartierwerk.foundation.audit.core.heads import HEADS
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.trail import TraceError, deed, record, write_head
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.foundation.slots.values import Subject
from tests.foundation.audit.conftest import note
from tests.foundation.audit.core.test_chain import facts
from tests.people import imagined

MINISTRY = imagined("programme_ministry")


@deed("audit:sample:silent")
def say_nothing(*, actor):
    """Forget to record."""


@deed("audit:sample:twice")
def say_twice(*, actor):
    record(Subject("sample", "a"))
    record(Subject("sample", "b"))


@deed("audit:sample:outer")
def outer(*, actor):
    note(actor=actor, code="inner")
    record(Subject("sample", "outer"))


@pytest.mark.django_db
def test_deed_leaves_one_entry_that_says_who_what_why():
    note(actor=MINISTRY, code="x", reason="because", facts={"name": ["old", "new"], 3: (1.0,)})

    entry = TrailEntry.objects.get()
    assert (entry.number, entry.deed, entry.subject_kind, entry.subject_code) == (1, "audit:sample:note", "sample", "x")
    assert (entry.actor_id, entry.actor_name, entry.reason) == (1, "Martha Ministerium", "because")
    assert (entry.facts, entry.previous_hash) == ({"name": ["old", "new"], "3": [1]}, START)


@pytest.mark.django_db
@pytest.mark.parametrize("forgetful", [say_nothing, say_twice])
def test_deed_that_leaves_no_entry_or_two_fails_and_leaves_none(forgetful):
    with pytest.raises(TraceError):
        forgetful(actor=MINISTRY)

    assert not TrailEntry.objects.exists()


def test_record_outside_a_deed_fails():
    with pytest.raises(TraceError):
        record(Subject("sample", "a"))


@pytest.mark.django_db
def test_deed_within_a_deed_leaves_an_entry_of_its_own():
    outer(actor=MINISTRY)

    assert list(TrailEntry.objects.order_by("number").values_list("subject_code", flat=True)) == ["inner", "outer"]
    assert list(queries.verify_trail(print))[1:] == []


@pytest.mark.django_db
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(facts)
def test_entry_read_back_has_the_hash_it_was_written_with(given_facts):
    if "\\u0000" in str(given_facts).encode("unicode_escape").decode() or "\x00" in repr(given_facts) or "\\x00" in repr(given_facts):
        return  # the database refuses the character, so no such entry exists
    with transaction.atomic():
        note(actor=MINISTRY, facts=given_facts)

        kinds = {finding.table for finding in queries.verify_trail(lambda _sentence: None)}
        transaction.set_rollback(True)

    assert kinds <= {HEADS}


@pytest.mark.django_db
def test_row_changed_after_a_deed_in_the_same_transaction_does_not_belong_to_the_deed():
    note(actor=MINISTRY, before=lambda: Organisation.objects.create(code="within", kind="other"))
    Organisation.objects.create(code="after", kind="other")

    histories = dict(Organisation.pgh_event_model.objects.values_list("code", "pgh_context_id"))
    assert histories == {"within": TrailEntry.objects.get().history_id, "after": None}


@pytest.mark.django_db(transaction=True)
def test_head_is_written_after_the_commit_and_not_before(data_folder):
    seen = []

    with transaction.atomic():
        note(actor=MINISTRY, before=lambda: seen.append((data_folder / HEADS).exists()))
        seen.append((data_folder / HEADS).exists())

    entry = TrailEntry.objects.get()
    assert seen == [False, False]
    assert (data_folder / HEADS).read_text() == f"1 {entry.entry_hash}\n"


@pytest.mark.django_db(transaction=True)
def test_deed_that_fails_leaves_neither_entry_nor_head_nor_row(data_folder):
    with pytest.raises(RuntimeError):
        note(actor=MINISTRY, fail=True, before=lambda: Organisation.objects.create(code="x", kind="other"))

    assert (TrailEntry.objects.count(), Organisation.objects.count(), (data_folder / HEADS).exists()) == (0, 0, False)


@pytest.mark.django_db(transaction=True)
def test_deed_rolled_back_from_outside_leaves_no_head(data_folder):
    with transaction.atomic():
        note(actor=MINISTRY)
        transaction.set_rollback(True)

    assert not (data_folder / HEADS).exists()


@pytest.mark.django_db(transaction=True)
def test_deed_stands_although_the_head_cannot_be_written(settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.DATA = tmp_path / "file"

    note(actor=MINISTRY)

    assert TrailEntry.objects.count() == 1
    assert "could not be written" in caplog.text


def in_threads(work, number):
    problems = []

    def run():
        try:
            work()
        except Exception as problem:  # noqa: BLE001 -- whatever breaks is the finding
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return problems


@pytest.mark.django_db(transaction=True)
def test_parallel_deeds_never_fork_the_chain_and_leave_no_gap(data_folder):
    everybody_at_once = threading.Barrier(6)

    def six_deeds():
        everybody_at_once.wait(10)
        for _ in range(5):
            note(actor=SYSTEM)

    problems = in_threads(six_deeds, 6)

    assert problems == []
    assert list(TrailEntry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 31))
    assert list(queries.findings()) == []


@pytest.mark.django_db(transaction=True)
def test_deed_at_work_does_not_hold_up_others(data_folder):
    slow_is_working, quick_is_done = threading.Event(), threading.Event()
    waited = []

    def work_slowly():
        slow_is_working.set()
        waited.append(quick_is_done.wait(10))

    slow = threading.Thread(target=in_threads, args=(lambda: note(actor=SYSTEM, code="slow", before=work_slowly), 1))
    slow.start()
    slow_is_working.wait(10)
    note(actor=SYSTEM, code="quick")
    quick_is_done.set()
    slow.join(30)

    assert waited == [True]
    assert list(TrailEntry.objects.order_by("number").values_list("subject_code", flat=True)) == ["quick", "slow"]


def test_several_heads_stand_one_below_the_other(data_folder):
    write_head(1, "a" * 64)
    write_head(2, "b" * 64)

    assert (data_folder / HEADS).read_text() == f"1 {'a' * 64}\n2 {'b' * 64}\n"
