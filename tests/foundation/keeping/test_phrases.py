"""What keeping says, in sentences."""

import pytest
from django.utils import translation

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.keeping import phrases
from quartierwerk.foundation.keeping.core.jobs import CheckWaitsError, JobState, NotFailedError
from quartierwerk.kernel.errors import NotPermittedError

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1_499_999, "1 MB"), (2_048_000_000, "2 GB"), (5e15, "5.000 TB")]
)
def test_sizes_are_written_the_way_people_write_them(size, text):
    assert str(phrases.amount(size)) == text.replace(" ", SPACE)


def test_a_task_that_nobody_named_keeps_its_name():
    assert (phrases.task_label("keeping.check"), phrases.task_label("x.y")) == ("Aufzeichnung prüfen", "x.y")


def test_rooms_name_their_own_tasks():
    assert phrases.task_label("concepts.print_revision") == "Fassung drucken"


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.STALLED])
def test_every_state_in_trouble_has_a_word_in_both_languages(state):
    german = phrases.state_label(state)
    with translation.override("en"):
        assert phrases.state_label(state) != german


@pytest.mark.parametrize("problem", [NotFailedError(), CheckWaitsError(), NotPermittedError("role_missing")])
def test_every_refusal_has_a_sentence(problem):
    assert phrases.sentence(problem).endswith(".")


def test_a_repeated_job_reads_well_in_the_history():
    entry = TrailEntry(deed="keeping:job:repeat", facts={"work": "keeping.check", "job": 7})

    assert audit_phrases.sentence_of(entry) == "hat die Aufgabe „Aufzeichnung prüfen“ wiederholen lassen"


def test_all_work_of_the_program_has_a_name_people_understand():
    from procrastinate.contrib.django import app

    named = {name: phrases.task_label(name) for name in app.tasks if not name.startswith(("builtin:", "procrastinate."))}

    assert {"calendar.refresh", "mail.clear_old", "concepts.print_revision"} <= set(named)
    assert [name for name, label in named.items() if label == name] == []
