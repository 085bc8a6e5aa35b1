"""Every page is measured with two and with twenty rows, or is named here with the reason why not."""

import ast

import pytest

from quartierwerk.config.routes import all_routes
from tests.architecture.source import ROOT, listed, planted

# Route → the test that measures it; there its name stands in the module.
MEASURED = {
    **dict.fromkeys(
        ["portal:sites"], "tests/portal/test_measured_pages.py::test_the_list_asks_as_often_for_twenty_sites_as_for_two"
    ),
    **dict.fromkeys(
        ["portal:start"],
        "tests/portal/test_measured_pages.py::test_the_start_page_asks_as_often_for_twenty_sites_as_for_two_and_keeps_what_it_added_up",
    ),
    **dict.fromkeys(
        ["portal:site", "portal:concept", "portal:measure", "portal:boundary"],
        "tests/portal/test_measured_pages.py::test_page_asks_as_often_for_twenty_measures_as_for_two",
    ),
    **dict.fromkeys(
        ["workspace:desk", "workspace:programme"],
        "tests/workspace/views/test_desk.py::test_page_asks_as_often_for_twenty_sites_as_for_two",
    ),
    **dict.fromkeys(
        ["workspace:history", "workspace:history_export"],
        "tests/workspace/test_history.py::test_history_asks_as_often_for_twenty_deeds_as_for_two",
    ),
    **dict.fromkeys(["mail:outbox"], "tests/foundation/mail/views/test_outbox.py::test_the_list_asks_as_often_for_twenty_letters_as_for_two"),
    **dict.fromkeys(
        ["mail:bounces"], "tests/foundation/mail/views/test_outbox.py::test_the_list_of_bounces_asks_as_often_for_twenty_as_for_two"
    ),
    **dict.fromkeys(["mail:batches"], "tests/foundation/mail/views/test_batches.py::test_the_list_asks_as_often_for_twenty_batches_as_for_two"),
    **dict.fromkeys(["mail:batch"], "tests/foundation/mail/views/test_batches.py::test_a_batch_asks_as_often_for_twenty_letters_as_for_two"),
    **dict.fromkeys(["mail:my_letters"], "tests/foundation/mail/views/test_reading.py::test_ones_letters_ask_as_often_for_twenty_as_for_two"),
    **dict.fromkeys(
        ["mail:letter", "mail:letter_html"], "tests/foundation/mail/views/test_reading.py::test_a_letter_asks_seldom_however_much_it_says"
    ),
    **dict.fromkeys(["mail:wishes"], "tests/foundation/mail/views/test_reading.py::test_wishes_ask_as_often_for_twenty_colleagues_as_for_two"),
    **dict.fromkeys(
        ["people:persons"], "tests/foundation/people/views/test_persons.py::test_list_asks_as_often_for_twenty_people_as_for_two"
    ),
    **dict.fromkeys(
        ["people:person"], "tests/foundation/people/views/test_persons.py::test_person_page_asks_as_often_for_twenty_mandates_as_for_two"
    ),
    **dict.fromkeys(
        ["people:organisations"],
        "tests/foundation/people/views/test_organisations.py::test_list_asks_as_often_for_twenty_organisations_as_for_two",
    ),
    **dict.fromkeys(
        ["people:organisation"],
        "tests/foundation/people/views/test_organisations.py::test_page_asks_as_often_for_twenty_parts_and_people_as_for_two",
    ),
    **dict.fromkeys(
        ["keeping:operations"],
        "tests/foundation/keeping/views/test_operations.py::test_page_asks_as_often_for_twenty_jobs_as_for_two",
    ),
    **dict.fromkeys(
        ["keeping:metrics"], "tests/foundation/keeping/views/test_signs.py::test_figures_ask_as_often_for_twenty_queues_as_for_two"
    ),
    **dict.fromkeys(
        ["places:sites", "places:map", "places:boundaries"],
        "tests/places/test_pages.py::test_list_asks_as_often_for_twenty_sites_as_for_two",
    ),
    **dict.fromkeys(
        ["places:site", "places:area", "places:boundary"],
        "tests/places/test_pages.py::test_dossier_asks_as_often_for_twenty_rows_as_for_two",
    ),
    **dict.fromkeys(
        [
            "concepts:add_goal", "concepts:add_measure", "concepts:analysis", "concepts:chapter", "concepts:concept",
            "concepts:edit_measure", "concepts:goal", "concepts:goals", "concepts:import", "concepts:measure", "concepts:measures",
            "concepts:money", "concepts:photos", "concepts:place", "concepts:problems", "concepts:remove_measure", "concepts:resolve",
            "concepts:revision", "concepts:revisions",
        ],
        "tests/concepts/views/test_frame.py::test_page_asks_as_often_for_twenty_as_for_two",
    ),
    **dict.fromkeys(
        ["portal:search", "workspace:search"],
        "tests/workspace/views/test_search.py::test_page_asks_as_often_for_thirty_hits_as_for_eleven",
    ),
    **dict.fromkeys(
        ["comments:of"], "tests/foundation/comments/test_views.py::test_the_page_asks_as_often_for_twenty_comments_as_for_two"
    ),
    "keeping:problems": "tests/foundation/keeping/views/test_problems.py::test_the_reporters_page_asks_the_same_for_few_and_many",
    "keeping:reported": "tests/foundation/keeping/views/test_problems.py::test_the_operators_page_asks_the_same_for_few_and_many",
    "calendar:mine": "tests/foundation/calendar/test_views.py::test_ones_own_calendar_asks_the_same_for_few_and_many",
    "calendar:site": "tests/foundation/calendar/test_views.py::test_a_sites_calendar_asks_the_same_for_few_and_many",
    "calendar:follow_ups": "tests/foundation/calendar/test_views.py::test_follow_ups_on_a_thing_ask_the_same_for_few_and_many",
    "calendar:feeds": "tests/foundation/calendar/test_views.py::test_calendar_addresses_ask_the_same_for_few_and_many",
    "calendar:feed": "tests/foundation/calendar/test_views.py::test_a_program_that_reads_asks_the_same_for_few_and_many",
}  # fmt: skip

FORM = "a form about one thing, without rows"
POSTED = "answers posts only and sends on to a page"
PAPER = "a document: set from one content that is read whole"
FILE = "hands out one stored file"
RULES = "reads files only; a test says that the database is asked nothing"
WAY_IN = "the way in: one account at most"
SAMPLES = "shows samples that stand in the code"
DRAFT = "reads a draft, whose rows come from the uploaded file"
SIGN = "a sign of life: reads no rows"
REASONS = {SIGN, FORM, POSTED, PAPER, FILE, RULES, WAY_IN, SAMPLES, DRAFT}

NOT_MEASURED = {
    **dict.fromkeys(
        [
            "calendar:move", "calendar:take_in", "mail:mark_bounced", "mail:prepare", "mail:settle", "mail:unsubscribe", "mail:withdraw", "mail:withdraw_batch",
            "keeping:answer", "keeping:repeat", "people:end_mandate", "people:deactivate", "people:give_mandate", "people:give_responsibility", "people:invite",
            "people:absence", "people:deputies", "people:hand_over", "people:issue_link", "people:reactivate", "people:record_organisation", "people:record_person", "people:rename",
            "people:set_address", "places:add_contact", "places:describe", "places:edit_contact", "places:name_site", "places:record_figure",
            "places:set_stage", "places:upload",
        ],
        FORM,
    ),
    **dict.fromkeys(["calendar:close_feed", "calendar:end", "keeping:ask_for_check", "mail:hold", "mail:release", "mail:release_batch", "mail:repeat", "concepts:begin", "concepts:release", "concepts:step", "comments:see", "comments:withdraw", "people:end_deputising", "people:look_through", "people:stay", "places:remove_contact", "set_language"], POSTED),
    **dict.fromkeys(["keeping:alive", "keeping:ready"], SIGN),
    **dict.fromkeys(
        ["concepts:draft_pdf", "concepts:import_template", "concepts:measure_pdf", "concepts:revision_pdf", "portal:concept_pdf", "portal:measure_pdf"],
        PAPER,
    ),
    **dict.fromkeys(["concepts:photo", "favicon", "portal:photo"], FILE),
    **dict.fromkeys(["rulebook:catalogue", "rulebook:in_force", "rulebook:version"], RULES),
    **dict.fromkeys(["people:first_access", "people:forgotten", "people:no_own_address", "people:resume"], WAY_IN),
    **dict.fromkeys(["gallery:portal", "gallery:workspace", "keeping:news"], SAMPLES),
    **dict.fromkeys(["concepts:import_assign", "concepts:import_preview", "places:preview"], DRAFT),
}  # fmt: skip
LIBRARY = ("account_", "mfa_", "usersessions_")  # the pages of the library for accounts are about the visitor's own account


def unplaced(names, *, measured, others):
    """Return the routes nobody has placed, those placed twice, and what is placed in vain."""
    own = {name for name in names if not name.startswith(LIBRARY)}
    yield from (f"{name} is neither measured nor named with a reason" for name in sorted(own - set(measured) - set(others)))
    yield from (f"{name} is both measured and named" for name in sorted(set(measured) & set(others)))
    yield from (f"{name} is no route" for name in sorted({*measured, *others} - own))


def measures(tree, test, route):
    """Tell whether the test counts queries, and the module names the route."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == test]
    called = {
        node.func.id
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return not called.isdisjoint({"assert_same_queries", "queries_of"}) and not texts.isdisjoint({route, route.split(":")[-1]})


def idle(measured, read):
    """Return the routes whose test does not measure them."""
    for route, address in measured.items():
        path, test = address.split("::")
        if not measures(read(path), test, route):
            yield f"{route} is not measured by {address}"


def tree_of(path):
    return ast.parse((ROOT / path).read_text())


def test_every_page_is_measured_or_named_with_its_reason():
    found = list(unplaced({route.name for route in all_routes()}, measured=MEASURED, others=NOT_MEASURED))

    assert found == [], listed(found)
    assert set(NOT_MEASURED.values()) == REASONS


def test_what_is_called_measured_is():
    found = list(idle(MEASURED, tree_of))

    assert found == [], listed(found)


def test_watcher_finds_planted_pages_that_nobody_placed():
    names = {"places:new", "places:twice", "account_login"}

    assert list(unplaced(names, measured={"places:twice": ""}, others={"places:twice": FORM, "places:old": FORM})) == [
        "places:new is neither measured nor named with a reason",
        "places:twice is both measured and named",
        "places:old is no route",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "def test_other(): assert_same_queries('sites')",
        "def test_list(): client.get('sites')",
        "def test_list(): assert_same_queries('map')",
    ],
)
def test_watcher_finds_a_planted_test_that_measures_nothing(text):
    assert list(idle({"places:sites": "a.py::test_list"}, lambda path: planted(text).tree)) == [
        "places:sites is not measured by a.py::test_list"
    ]


def test_watcher_is_silent_about_a_test_that_measures():
    text = "@parametrize('name', ['sites'])\ndef test_list(name): assert_same_queries(name)"

    assert list(idle({"places:sites": "a.py::test_list"}, lambda path: planted(text).tree)) == []
