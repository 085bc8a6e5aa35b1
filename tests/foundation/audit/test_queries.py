"""Reading the trail: deeds on a subject, the rows they changed, and what verification finds in the database."""

import csv
import io
import json
from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from quartierwerk.foundation.audit import queries, verifiers
from quartierwerk.foundation.audit.core.changes import ChangeKind, FieldChange
from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.core.heads import HEADS
from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people.models import Organisation, Person
from quartierwerk.foundation.slots.values import Subject
from tests.foundation.audit.conftest import note
from tests.foundation.audit.test_append_only import owner  # noqa: F401 -- a fixture comes in by its name
from tests.people import imagined

MINISTRY = imagined("programme_ministry")
AMT = Subject("organisation", "amt")


@deed("audit:sample:change")
def change(*, actor, work):
    work()
    record(AMT)


def make():
    Organisation.objects.create(code="amt", kind="other")


def turn_into_a_business():
    Organisation.objects.filter(code="amt").update(kind="business")


def remove():
    Organisation.objects.get(code="amt").delete()


def changes_of_last_deed():
    last = queries.entries_for(AMT).first()
    return queries.row_changes([last.history_id]).get(last.history_id)


@pytest.mark.django_db
def test_entries_for_a_subject_are_its_own_newest_first():
    note(actor=MINISTRY, code="a", reason="first")
    note(actor=MINISTRY, code="b")
    note(actor=MINISTRY, code="a", reason="second")

    found = queries.entries_for(Subject("sample", "a"))

    assert [entry.reason for entry in found] == ["second", "first"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "reasons"),
    [
        ({}, ["late", "early", "eve"]),
        ({"actor_id": 1}, ["late", "eve"]),
        ({"since": date(2026, 6, 2)}, ["late", "early"]),
        ({"until": date(2026, 6, 1)}, ["eve"]),
        ({"since": date(2026, 6, 2), "until": date(2026, 6, 2)}, ["late", "early"]),
        ({"actor_id": 2, "until": date(2026, 6, 1)}, []),
    ],
)
def test_entries_are_narrowed_to_a_person_and_to_whole_days_of_the_programmes_time(wanted, reasons, monkeypatch):
    berlin = timezone.get_default_timezone()
    for person_id, moment, reason in (
        (1, datetime(2026, 6, 1, 23, 59, 59, tzinfo=berlin), "eve"),
        (2, datetime(2026, 6, 2, 0, 0, tzinfo=berlin), "early"),
        (1, datetime(2026, 6, 2, 23, 59, 59, tzinfo=berlin), "late"),
    ):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        note(actor=imagined("auditor", person_id=person_id), code="a", reason=reason)

    assert [entry.reason for entry in queries.entries_between(Subject("sample", "a"), **wanted)] == reasons


@pytest.mark.django_db
def test_doers_are_everybody_once_under_the_latest_name():
    note(actor=imagined("operator", person_id=2, name="Zoe"), code="a")
    note(actor=imagined("auditor", person_id=1, name="Old Name"), code="a")
    note(actor=imagined("auditor", person_id=1, name="New Name"), code="a")
    note(actor=imagined("auditor", person_id=3, name="Elsewhere"), code="b")

    assert queries.doers_of(Subject("sample", "a")) == [(1, "New Name"), (2, "Zoe")]


@pytest.mark.django_db
def test_row_changes_of_a_new_row_are_the_fields_that_hold_something():
    change(actor=MINISTRY, work=make)

    changes = changes_of_last_deed()

    assert (changes.total, changes.more, changes.shown[0].model, changes.shown[0].kind) == (1, 0, Organisation, ChangeKind.INSERT)
    assert changes.shown[0].fields == (
        FieldChange("code", None, "amt"),
        FieldChange("kind", None, "other"),
        FieldChange("is_example", None, False),
    )


@pytest.mark.django_db
def test_row_changes_of_a_changed_row_are_old_and_new():
    change(actor=MINISTRY, work=make)

    change(actor=MINISTRY, work=turn_into_a_business)

    assert changes_of_last_deed().shown[0].fields == (FieldChange("kind", "other", "business"),)


@pytest.mark.django_db
def test_row_changes_of_a_removed_row_are_what_it_held():
    change(actor=MINISTRY, work=make)

    change(actor=MINISTRY, work=remove)

    removed = changes_of_last_deed().shown[0]
    assert removed.kind is ChangeKind.DELETE
    assert removed.fields[0] == FieldChange("code", "amt", None)


@pytest.mark.django_db
def test_row_changes_never_hold_a_password():
    change(actor=MINISTRY, work=lambda: Person.objects.create(name="N", password="secret-hash"))

    assert "secret-hash" not in repr(changes_of_last_deed())


@pytest.mark.django_db
def test_deed_that_changed_many_rows_shows_the_first_and_counts_the_rest():
    change(actor=MINISTRY, work=lambda: [Organisation.objects.create(code=f"amt-{n}", kind="other") for n in range(25)])

    changes = changes_of_last_deed()

    assert (len(changes.shown), changes.total, changes.more) == (20, 25, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("deeds", [2, 20])
def test_row_changes_take_two_queries_whatever_their_count(deeds, django_assert_num_queries):
    for _ in range(deeds):
        change(actor=MINISTRY, work=lambda: Organisation.objects.create(code=f"amt-{Organisation.objects.count()}", kind="other"))
    wanted = [entry.history_id for entry in queries.entries_for(AMT)]

    with django_assert_num_queries(2):
        found = queries.row_changes(wanted)

    assert len(found) == deeds


@pytest.mark.django_db
def test_no_history_numbers_give_no_changes_and_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.row_changes([]) == {}


def three_deeds():
    for code in "abc":
        note(actor=MINISTRY, code=code)


def as_owner_without_triggers(owner, statement):  # noqa: F811 -- a fixture comes in by its name
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER USER")
    owner.close()


def test_verification_of_an_untouched_database_finds_nothing(transactional_db, data_folder):
    three_deeds()

    assert list(queries.findings()) == []


TAMPERING = {
    "content": ("UPDATE audit_trailentry SET reason = 'x' WHERE number = 2", [(2, "changed", "audit:sample:note sample/b")]),
    "facts": ("""UPDATE audit_trailentry SET facts = '{"a": 1}' WHERE number = 1""", [(1, "changed", "audit:sample:note sample/a")]),
    "actor": ("UPDATE audit_trailentry SET actor_name = 'Nobody' WHERE number = 3", [(3, "changed", "audit:sample:note sample/c")]),
    "history": ("UPDATE audit_trailentry SET history_id = NULL WHERE number = 3", [(3, "changed", "audit:sample:note sample/c")]),
    "moment": (
        "UPDATE audit_trailentry SET at = at + interval '1 microsecond' WHERE number = 3",
        [(3, "changed", "audit:sample:note sample/c")],
    ),
    "removed": ("DELETE FROM audit_trailentry WHERE number = 2", [(2, "missing", "entry 2")]),
    "cut": ("DELETE FROM audit_trailentry WHERE number > 1", [(2, "missing", "end cut off: entries 2 to 3")]),
    "swapped": (
        """UPDATE audit_trailentry SET number = 9 WHERE number = 1; UPDATE audit_trailentry SET number = 1 WHERE number = 2;
        UPDATE audit_trailentry SET number = 2 WHERE number = 9""",
        [(1, "reordered", "entry 1, was entry 2"), (2, "reordered", "entry 2, was entry 1")],
    ),
    "forged": (
        """INSERT INTO audit_trailentry SELECT 4, at, deed, subject_kind, 'forged', actor_id, actor_name, reason, facts, request_id,
        history_id, entry_hash, repeat('f', 64) FROM audit_trailentry WHERE number = 3""",
        [(4, "added", "audit:sample:note sample/forged")],
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_verification_names_what_was_done_to_the_database(transactional_db, data_folder, owner, how):  # noqa: F811 -- a fixture comes in by its name
    statement, expected = TAMPERING[how]
    three_deeds()

    as_owner_without_triggers(owner, statement)

    assert [(f.number, f.finding.value, f.thing) for f in queries.findings() if f.table == "audit_trailentry"] == expected


def test_chain_computed_anew_with_the_key_is_found_by_the_heads(transactional_db, data_folder, owner):  # noqa: F811 -- a fixture comes in by its name
    three_deeds()
    heads = (data_folder / HEADS).read_text()
    as_owner_without_triggers(owner, "TRUNCATE audit_trailentry")
    for code in "xyz":
        note(actor=MINISTRY, code=code)

    (data_folder / HEADS).write_text(heads)

    assert [(f.number, f.finding.value, f.thing) for f in queries.findings()] == [(1, "changed", "chain computed anew: entries 1 to 3")]


def test_lost_head_is_no_finding_but_is_said_and_the_next_deed_heals_it(transactional_db, data_folder):
    three_deeds()
    lines = (data_folder / HEADS).read_text().splitlines(keepends=True)
    (data_folder / HEADS).write_text("".join(lines[:2]))
    said = []

    before = list(queries.findings(progress=said.append))
    note(actor=MINISTRY, code="d")
    after = list(queries.findings(progress=said.append))

    assert (before, after) == ([], [])
    assert [sentence for sentence in said if "keinen Kopf" in sentence] == [
        "trail: Die neuesten 1 Einträge haben noch keinen Kopf außerhalb der Datenbank; der nächste Vorgang schreibt einen."
    ]


def test_damaged_line_among_the_heads_is_a_finding(transactional_db, data_folder):
    three_deeds()
    with (data_folder / HEADS).open("a") as heads:
        heads.write("rubbish\n")

    assert list(queries.findings()) == [Finding(HEADS, 4, FindingKind.CHANGED, "line cannot be read")]


@pytest.mark.django_db
def test_trail_is_read_in_batches(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(queries, "BATCH", 2)
    three_deeds()
    said = []

    with django_assert_max_num_queries(3):
        list(queries.verify_trail(said.append))

    assert "trail: 2 Einträge" in said


@pytest.fixture
def another_room(monkeypatch):
    monkeypatch.setattr(verifiers, "_verifiers", {})
    finding = Finding("files_storedfile", 7, FindingKind.MISSING, 'a "quoted", thing')
    verifiers.register("files", lambda _progress: [finding])
    return finding


def test_rooms_add_their_own_findings(another_room):
    said = []

    assert list(queries.findings(progress=said.append)) == [another_room]
    assert said == ["files …"]


def test_command_prints_findings_as_csv_and_says_so_by_its_exit_code(another_room):
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify", stdout=out, stderr=err)

    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert (ended.value.code, rows) == (
        3,
        [["table", "number", "finding", "thing"], ["files_storedfile", "7", "missing", 'a "quoted", thing']],
    )
    assert err.getvalue() == "files …\n"


def test_command_that_finds_nothing_prints_the_heading_only(monkeypatch):
    monkeypatch.setattr(verifiers, "_verifiers", {})
    out = io.StringIO()

    call_command("verify", stdout=out)

    assert out.getvalue() == "table,number,finding,thing\n"


@pytest.mark.django_db
def test_trail_registers_itself():
    assert "trail" in verifiers._verifiers


@pytest.mark.django_db
def test_structured_columns_come_as_their_digest_only():
    for model in queries.event_models().values():
        with connection.cursor() as cursor:
            cursor.execute(
                queries.sql.SQL("SELECT {} FROM {} b LIMIT 0").format(
                    queries._state(model._meta.db_table, "b"), queries.sql.Identifier(model._meta.db_table)
                )
            )

    assert json.dumps(sorted(queries.event_models()))


def test_verification_knows_how_many_parts_it_has(another_room):
    from quartierwerk.foundation.audit import verifiers

    before = verifiers.number()
    verifiers.register("a part of its own", lambda _progress: ())

    assert verifiers.number() == before + 1
