"""One change of a working copy after the other."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from tests.factories.concepts import make_concept, make_sheet, officer

from quartierwerk.concepts import actions
from quartierwerk.concepts.actions.locks import hold
from quartierwerk.concepts.core.changes import CodeTakenError
from quartierwerk.concepts.core.import_values import GoalValues
from quartierwerk.concepts.models import ActionConcept

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Return what each deed gave or refused, all begun together in connections of their own."""
    together, told = Barrier(len(deeds), timeout=20), []

    def run(deed):
        try:
            together.wait()
            told.append(deed())
        except CodeTakenError as refused:
            told.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_others_wait_until_the_deed_is_done():
    concept, seen = make_concept(), []

    def wait_and_look():
        with transaction.atomic():
            hold(concept)
            seen.append(ActionConcept.objects.get().title)
        connection.close()

    with transaction.atomic():
        hold(concept)
        waiting = Thread(target=wait_and_look)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        ActionConcept.objects.update(title="fertig")
    waiting.join()

    assert seen == ["fertig"]


def test_a_number_is_given_once_even_at_once():
    concept, by = make_concept(), officer()

    def add():
        mine = ActionConcept.objects.select_related("site__municipality").get(pk=concept.pk)
        return actions.save_measure(concept=mine, measure=None, sheet=make_sheet(), expected_version=None, actor=by)

    told = at_once(add, add, add)

    assert sorted(type(answer).__name__ for answer in told) == ["CodeTakenError", "CodeTakenError", "Measure"]
    assert concept.measures.count() == 1


def test_a_goals_number_is_given_once_even_at_once():
    concept, by = make_concept(goals=False), officer()

    def add():
        mine = ActionConcept.objects.select_related("site__municipality").get(pk=concept.pk)
        return actions.save_goal(concept=mine, goal=None, wanted=GoalValues("1", "Leben"), actor=by)

    told = at_once(add, add)

    assert sorted(type(answer).__name__ for answer in told) == ["CodeTakenError", "Goal"]
    assert concept.goals.count() == 1
