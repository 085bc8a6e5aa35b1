"""One file: what is right is read exactly, and every planted mistake is named at its place."""

from datetime import date
from fractions import Fraction

import pytest

from quartierwerk.foundation.rulebook.core.problems import ProblemKind
from quartierwerk.foundation.rulebook.core.reading import read_rulebook
from quartierwerk.foundation.rulebook.core.values import Status
from tests.foundation.rulebook.documents import sound

NAME = "guideline_2024"


def problems_of(document):
    rulebook, problems = read_rulebook(document, name=NAME)
    assert (rulebook is None) == bool(problems)
    return [(problem.key, problem.kind) for problem in problems]


def spoil(*path, to):
    """Return the sound document with the thing at the path replaced; REMOVED takes it away."""
    document = sound()
    place = document
    for step in path[:-1]:
        place = place[step]
    if to is REMOVED:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return document


REMOVED = object()


def test_sound_document_becomes_a_rulebook_with_exact_values():
    rulebook, problems = read_rulebook(sound(), name=NAME)

    assert problems == ()
    assert rulebook.valid_from == date(2024, 1, 1)
    assert rulebook.valid_until is None
    rate, profile = rulebook.values
    assert (rate.value, rate.status, rate.version, rate.source.url) == (
        Fraction(9, 10),
        Status.CONFIRMED,
        NAME,
        "https://example.org/guideline",
    )
    assert profile.profile.percentages == (50, 50)
    [stages] = rulebook.catalogues
    assert dict(stages.labels) == {"applied": "beantragt", "granted": "bewilligt"}
    assert dict(stages.get("granted").extra) == {"needs": "notice"}
    [machine] = rulebook.machines
    assert machine.stages == ("applied", "granted")
    assert machine.transitions == {"applied": frozenset({"granted"}), "granted": frozenset()}


VALUE = ("values", 0)
ENTRY = ("catalogues", 0, "entries", 0)
STEP = ("machines", 0, "transitions", 0)


@pytest.mark.parametrize(
    ("document", "key", "kind"),
    [
        (spoil(*VALUE, "status", to="certain"), "values[funding.rate_max].status", ProblemKind.NOT_ALLOWED),
        (spoil(*VALUE, "status", to=REMOVED), "values[funding.rate_max].status", ProblemKind.MISSING),
        (spoil(*VALUE, "source", to=REMOVED), "values[funding.rate_max].source", ProblemKind.MISSING),
        (spoil(*VALUE, "source", to="hearsay"), "values[funding.rate_max].source", ProblemKind.UNKNOWN_SOURCE),
        (spoil(*VALUE, "source", to="practice"), "values[funding.rate_max].status", ProblemKind.CONFIRMED_WITHOUT_READING),
        (spoil(*VALUE, "value", to=REMOVED), "values[funding.rate_max].value", ProblemKind.MISSING),
        (spoil(*VALUE, "value", to="3/2"), "values[funding.rate_max].value", ProblemKind.WRONG_FIGURE),
        (spoil(*VALUE, "value", to="a lot"), "values[funding.rate_max].value", ProblemKind.WRONG_FIGURE),
        (spoil(*VALUE, "value", to="1/0"), "values[funding.rate_max].value", ProblemKind.WRONG_FIGURE),
        (spoil(*VALUE, "value", to=0.9), "values[funding.rate_max].value", ProblemKind.WRONG_FIGURE),
        (spoil(*VALUE, "unit", to="percent"), "values[funding.rate_max].unit", ProblemKind.NOT_ALLOWED),
        (spoil(*VALUE, "unit", to="years"), "values[funding.rate_max].value", ProblemKind.WRONG_FIGURE),
        (spoil(*VALUE, "label_en", to=REMOVED), "values[funding.rate_max].label_en", ProblemKind.MISSING),
        (spoil(*VALUE, "note", to="Nur deutsch"), "values[funding.rate_max].note_en", ProblemKind.MISSING),
        (spoil(*VALUE, "colour", to="red"), "values[funding.rate_max].colour", ProblemKind.UNKNOWN_KEY),
        (spoil(*VALUE, "key", to="Funding Rate"), "values[Funding Rate].key", ProblemKind.BAD_CODE),
        (spoil(*VALUE, "key", to="tranches.profile"), "values", ProblemKind.TWICE),
        (spoil("values", 1, "value", to=[50, 49]), "values[tranches.profile].value", ProblemKind.PROFILE_NOT_WHOLE),
        (spoil("values", 1, "value", to=[150, -50]), "values[tranches.profile].value", ProblemKind.PROFILE_NOT_WHOLE),
        (spoil("values", 1, "value", to=[]), "values[tranches.profile].value", ProblemKind.WRONG_FIGURE),
        (spoil("values", to="none"), "values", ProblemKind.WRONG_TYPE),
        (spoil("values", 1, to="none"), "values[2]", ProblemKind.WRONG_TYPE),
        (spoil(*ENTRY, "label", to=" "), "catalogues[stages].entries[applied].label", ProblemKind.MISSING),
        (spoil(*ENTRY, "label", to=7), "catalogues[stages].entries[applied].label", ProblemKind.WRONG_TYPE),
        (spoil(*ENTRY, "extra", to=["a"]), "catalogues[stages].entries[applied].extra", ProblemKind.WRONG_TYPE),
        (spoil("catalogues", 0, "entries", to=[]), "catalogues[stages].entries", ProblemKind.MISSING),
        (spoil("catalogues", 0, "entries", 1, "code", to="applied"), "catalogues[stages].entries", ProblemKind.TWICE),
        (spoil(*STEP, "to", to=["forgotten"]), "machines[stages].transitions[applied].to", ProblemKind.UNKNOWN_STAGE),
        (spoil(*STEP, "from", to="forgotten"), "machines[stages].transitions[forgotten].from", ProblemKind.UNKNOWN_STAGE),
        (spoil("machines", 0, "starts", to=["forgotten"]), "machines[stages].starts", ProblemKind.UNKNOWN_STAGE),
        (spoil("machines", 0, "stages", to="nowhere"), "machines[stages].stages", ProblemKind.UNKNOWN_CATALOGUE),
        (spoil("machines", 0, "transitions", 0, "to", to="granted"), "machines[stages].transitions[applied].to", ProblemKind.WRONG_TYPE),
        (spoil("valid_from", to=REMOVED), "valid_from", ProblemKind.MISSING),
        (spoil("valid_from", to="2024"), "valid_from", ProblemKind.WRONG_TYPE),
        (spoil("valid_until", to=date(2023, 12, 31)), "valid_until", ProblemKind.ENDS_BEFORE_START),
        (spoil("code", to="guideline_2023"), "code", ProblemKind.CODE_IS_NOT_FILE_NAME),
        (spoil("order", to="first"), "order", ProblemKind.WRONG_TYPE),
        (spoil("motto", to="für alle"), "motto", ProblemKind.UNKNOWN_KEY),
        (spoil("sources", "guideline", "url", to="javascript:alert(1)"), "sources.guideline.url", ProblemKind.BAD_ADDRESS),
        (spoil("sources", "guideline", "evidence", to="certain"), "sources.guideline.evidence", ProblemKind.NOT_ALLOWED),
        (spoil("sources", "guideline", "title", to=REMOVED), "sources.guideline.title", ProblemKind.MISSING),
        (spoil("sources", "law", to={"title": "Gesetz", "evidence": "read"}), "sources.law", ProblemKind.UNUSED_SOURCE),
        (spoil("sources", to=REMOVED), "sources", ProblemKind.MISSING),
    ],
)
def test_planted_mistake_is_named_at_its_place(document, key, kind):
    assert (key, kind) in problems_of(document)


def test_all_mistakes_of_a_file_are_listed_at_once():
    document = sound(topic="Bad Topic", motto="für alle")
    document["values"][0]["status"] = "certain"

    assert problems_of(document) == [
        ("topic", ProblemKind.BAD_CODE),
        ("values[funding.rate_max].status", ProblemKind.NOT_ALLOWED),
        ("motto", ProblemKind.UNKNOWN_KEY),
    ]
