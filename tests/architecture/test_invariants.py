"""The invariants of the programme's money and figures, each with the room that keeps it.

A room that exists has, for each of its invariants, a test that cites the number. An invariant that is
already tested below its room (a rule of the rulebook, for example) counts as tested.
"""

import re

from tests.architecture.source import PACKAGE, TESTS, listed, modules, planted

ROOM_OF = {
    "I-01": "money",  # the shares of a line add up to its eligible cost
    "I-02": "money",  # federal and state shares are rounded down, the municipality takes the rest
    "I-03": "money",  # eligible is what is left of the total, and never below zero
    "I-04": "money",  # a grant keeps to quota and cap; more cost never raises it, less cost lowers it
    "I-05": "money",  # quota and own share keep their bounds
    "I-06": "money",  # federal and state part of each posting keep their ratio
    "I-07": "money",  # tranches add up to the commitment, profile percentages to 100
    "I-08": "money",  # nothing is drawn before its tranche
    "I-09": "money",  # committed is drawn, available, lapsed or revoked
    "I-10": "money",  # what is carried over arrives or lapses
    "I-11": "money",  # a drawdown covers what was paid or is due within two months
    "I-12": "money",  # drawdowns keep to proven payments
    "I-13": "money",  # every late day of a payout counts once
    "I-14": "money",  # postings are never changed, only corrected by later ones
    "I-15": "money",  # the parts of a notice add up to it, the notices to the list
    "I-16": "concepts",  # costs equal financing
    "I-17": "money",  # income reduces the need exactly once
    "I-18": "money",  # compensation is the gain in land value, less what is credited
    "I-19": "money",  # a surplus is distributed completely
    "I-20": "money",  # no euro of an invoice is funded twice
    "I-21": "money",  # an invoice is claimed in one overall measure only
    "I-22": "money",  # funds that exclude each other do not meet on a line
    "I-23": "money",  # own administration, deductible tax and borrowing are never eligible
    "I-24": "money",  # work before the notice is not eligible
    "I-25": "concepts",  # a measure lies in its area, or says why not
    "I-26": "money",  # a neighbourhood fund's grant keeps to its share
    "I-27": "money",  # purpose periods end when they should, and a breach is claimed by the day
    "I-28": "places",  # the funding status goes its way
    "I-29": "places",  # an overall measure keeps to its longest time
    "I-30": "monitoring",  # what is reported equals the ledger
    "I-31": "places",  # fewer people in the area than in the municipality, and a size above zero
    "I-32": "need",  # standardised indicators have mean 0 and deviation 1
    "I-33": "need",  # a rank's exponential score lies in (0, 100] and falls
    "I-34": "need",  # a deprivation score runs from 0 to 1
    "I-35": "need",  # no published cell is below the threshold, nor can one be worked out
    "I-36": "concepts",  # a published total is the sum of its unrounded parts
}
NUMBER = re.compile(r"\bI-\d\d\b")


def cited(tests):
    """Return the invariants whose number a test names, in the module, the function or beside a line."""
    return {
        number for module in tests if any(f.name.startswith("test_") for f in module.functions()) for number in NUMBER.findall(module.text)
    }


def untested(*, rooms, cited_numbers):
    """Return the invariants that no test cites although their room exists."""
    return [f"{number} of {room} is cited by no test" for number, room in ROOM_OF.items() if room in rooms and number not in cited_numbers]


def test_every_invariant_has_its_room():
    assert list(ROOM_OF) == [f"I-{number:02}" for number in range(1, 37)]


def test_every_invariant_of_a_room_that_stands_is_tested():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "apps.py").exists()}
    tests = [module for module in modules(TESTS) if ".architecture." not in module.name]
    found = untested(rooms=rooms, cited_numbers=cited(tests))

    assert {"places", "concepts"} <= rooms
    assert found == [], listed(found)


def test_watcher_finds_a_planted_room_without_tests_of_its_invariants():
    tests = [planted('"""Costs equal financing (I-16)."""\ndef test_sum(): ...'), planted("# I-25, without any test")]

    assert untested(rooms={"concepts"}, cited_numbers=cited(tests)) == [
        "I-25 of concepts is cited by no test",
        "I-36 of concepts is cited by no test",
    ]
    assert untested(rooms=set(), cited_numbers=set()) == []
