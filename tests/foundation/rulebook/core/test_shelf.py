"""Several rulebooks: what must not be said twice for a day, and what is found on which day."""

from datetime import date

import pytest

from quartierwerk.foundation.rulebook.core.problems import ProblemKind
from quartierwerk.foundation.rulebook.core.reading import read_rulebook
from quartierwerk.foundation.rulebook.core.shelf import NoRuleOnDayError, Shelf, UnknownRuleError, check_together
from tests.foundation.rulebook.documents import sound


def rulebook(code="guideline_2024", **changes):
    read, problems = read_rulebook(sound(code=code, **changes), name=code)
    assert problems == ()
    return read


def kinds(*rulebooks):
    return {(problem.file, problem.key, problem.kind) for problem in check_together(rulebooks)}


OLD = rulebook("guideline_2020", valid_from=date(2020, 1, 1), valid_until=date(2023, 12, 31))
NEW = rulebook()


def test_versions_of_a_topic_may_follow_each_other_day_by_day():
    assert check_together((OLD, NEW)) == ()


def test_versions_of_a_topic_must_not_share_a_day():
    longer = rulebook("guideline_2020", valid_from=date(2020, 1, 1), valid_until=date(2024, 1, 1))

    assert kinds(longer, NEW) == {("guideline_2024.toml", "valid_from", ProblemKind.OVERLAP)}


def test_topics_in_force_together_must_not_say_the_same_thing_twice():
    other = rulebook("other", topic="other")

    assert kinds(NEW, other) == {
        ("other.toml", "values", ProblemKind.CLASH),
        ("other.toml", "catalogues", ProblemKind.CLASH),
        ("other.toml", "machines", ProblemKind.CLASH),
        ("other.toml", "mappings", ProblemKind.CLASH),
    }


def test_mapping_to_an_unknown_code_is_a_problem():
    mappings = sound()["mappings"]
    mappings[0]["pairs"][0]["to"] = ["forgotten"]

    assert kinds(rulebook(mappings=mappings)) == {("guideline_2024.toml", "mappings[stages]", ProblemKind.UNKNOWN_CODE)}


def test_mapping_from_an_unknown_code_is_a_problem():
    mappings = sound()["mappings"]
    mappings[0]["pairs"][0]["code"] = "forgotten"
    mappings[0]["to"] = mappings[0]["from"]

    assert kinds(rulebook(mappings=mappings)) == {("guideline_2024.toml", "mappings[stages]", ProblemKind.UNKNOWN_CODE)}


def test_mapping_to_an_unknown_list_is_a_problem():
    mappings = sound()["mappings"]
    mappings[0]["to"] = "nowhere"

    assert kinds(rulebook(mappings=mappings)) == {("guideline_2024.toml", "mappings[stages]", ProblemKind.UNKNOWN_CATALOGUE)}


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2020, 1, 1), "guideline_2020"),
        (date(2023, 12, 31), "guideline_2020"),
        (date(2024, 1, 1), "guideline_2024"),
        (date(2100, 1, 1), "guideline_2024"),
    ],
)
def test_first_and_last_day_belong_to_the_version(on, code):
    shelf = Shelf.of((NEW, OLD))

    assert [book.code for book in shelf.in_force(on)] == [code]
    assert shelf.value("funding.rate_max", on).version == code
    assert shelf.catalogue("stages", on).version == code
    assert shelf.stage_machine("stages", on).version == code
    assert shelf.mapping("stages", "stages", on).version == code


def test_day_before_the_first_version_has_no_rule():
    with pytest.raises(NoRuleOnDayError) as refused:
        Shelf.of((NEW, OLD)).value("funding.rate_max", date(2019, 12, 31))

    assert (refused.value.kind, refused.value.name, refused.value.on) == ("value", "funding.rate_max", date(2019, 12, 31))


def test_misspelt_name_is_an_error_that_says_so():
    with pytest.raises(UnknownRuleError, match=r"no rulebook knows the value 'funding\.rate_mx'"):
        Shelf.of((NEW,)).value("funding.rate_mx", date(2024, 1, 1))
    with pytest.raises(UnknownRuleError, match="version 'guideline_1900'"):
        Shelf.of((NEW,)).version("guideline_1900")


def test_versions_stand_by_topic_and_age():
    assert [book.code for book in Shelf.of((NEW, OLD)).rulebooks] == ["guideline_2020", "guideline_2024"]
    assert Shelf.of((NEW, OLD)).version("guideline_2020") is OLD
