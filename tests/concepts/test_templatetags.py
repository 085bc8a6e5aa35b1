"""Small pieces that concept pages share."""

import pytest
from django.template import Context, Template

from quartierwerk.concepts.models import Measure
from quartierwerk.concepts.templatetags.concepts import goal_anchor, goal_tree, ordered_measures
from tests.factories.concept_content import make_content


def drawn(text, **values):
    return " ".join(Template("{% load concepts %}" + text).render(Context(values)).split())


@pytest.mark.parametrize("state", Measure.State)
def test_every_state_has_disc_and_word(state):
    marks = {"granted": "half", "running": "half", "done": "full"}

    html = drawn("{% measure_state state=state %}", state=state.value)

    assert html == drawn("{% state_tag text=word mark=mark %}", word=state.label, mark=marks.get(state, "hollow"))
    assert str(state.label) in html


def test_measures_come_in_the_order_of_the_content():
    content = make_content(3)
    content["measure_order"].reverse()

    assert [measure["slug"] for measure in ordered_measures(content)] == ["m-03", "m-02", "m-01"]


def test_the_tree_has_every_sub_goal_below_its_goal():
    tree = [(goal["code"], [part["code"] for part in parts]) for goal, parts in goal_tree(goals=make_content(0)["goals"])]

    assert tree == [("1", ["1.1", "1.2"]), ("2", ["2.1", "2.2"]), ("3", [])]


def test_a_measure_is_named_by_its_number():
    assert drawn("{{ content|measure_code:'m-02' }}", content=make_content(2)) == "M 02"


@pytest.mark.parametrize(("code", "anchor"), [("1", "ziel-1"), ("1.1", "ziel-1-1"), ("11", "ziel-11"), ("Ä 2/b", "ziel-Ä-2-b")])
def test_a_goal_has_an_anchor_of_its_own(code, anchor):
    assert goal_anchor(code) == anchor
