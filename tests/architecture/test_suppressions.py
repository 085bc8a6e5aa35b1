"""Whoever silences a check says why, on the same line, in one of the few ways that are reasons.

``# noqa: CODE -- reason``, ``# type: ignore[code]  # reason``, ``# ruff: noqa: CODE -- reason`` for a whole file. The
reasons of each code are a closed list: a new one is written down here, where somebody sees it.
"""

import io
import re
import tokenize

import pytest

from tests.architecture.source import ROOT, TESTS, listed, modules, planted

LOADED_LATER = {"after all apps are loaded", "after the set-up", "only commands with a database load Django"}
REASONS = {
    "A002": {"the tag's prop is called as templates read"},
    "ARG001": {"given by the library", "the trail names the actor"},
    "ARG002": {"given by the library"},
    "B008": {"frozen values"},
    "BLE001": {"the last place where a bug can be named as one", "whatever breaks is the finding"},
    "DTZ001": {"spreadsheets know no time zone", "the missing zone is the point"},
    "DTZ011": {"any day on which the rulebooks hold"},
    "E402": {"after Django's set-up", "the path comes first"},
    "F401": {"a fixture comes in by its name", "registering is all the import is for"},
    "F811": {"a fixture comes in by its name"},
    "FBT001": {"Django's signature"},
    "PLC0415": LOADED_LATER | {"registering is all the import is for"},
    "PLR0913": {"the words of a page"},
    "PLR2004": {"levels of headings", "the invented boundary"},
    "PLW1509": {"only calls prctl"},
    "S101": {"tells the type checker what stands above"},
    "S106": {"a lookup, not a password"},
    "S108": {"made 0700 and owner-checked below"},
    "S308": {"escaped piece by piece", "our own template"},
    "S311": {"draws a plan, keeps no secret"},
    "S603": {"our own command"},
    "S608": {"names are quoted as identifiers", "the ORM's own text"},
    "SLF001": {
        "Django's documented model interface", "a bar draws over itself, the wrapper ends every line", "kept for this request only",
        "there is no other way to tell",
    },
    "attr-defined": {"ActorRequest promises it to views", "a choice field", "a mark on the function", "annotated in the query", ""},
    "call-overload": {"the stub does not know files in memory"},
    "method-assign": {"the text is known"},
    "misc": {"a choice field", "the library has no types"},
    "return-value": {"three lists in, three lists out"},
    "union-attr": {"a choice field", "a mark on the function"},
}  # fmt: skip
SILENCED = re.compile(r"#\s*(ruff:|flake8:|mypy:|noqa|type:\s*ignore|pragma|pyright:|pylint:)")
CODES = r"([A-Z]+\d+(?:, ?[A-Z]+\d+)*)"
LINE = re.compile(rf"# (?:ruff: )?noqa: {CODES} -- (\w.+)")
TYPES = re.compile(rf"# type: ignore\[([a-z-]+(?:, ?[a-z-]+)*)\]  # (?:noqa: {CODES} -- )?((?!noqa)\w.+)")


def comments(text):
    """Yield line number and text of every comment."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def silences(comment):
    """Return (code, reason) of everything a comment silences; nothing for one whose form is unknown."""
    if match := LINE.fullmatch(comment):
        return [(code, match[2]) for code in re.split(", ?", match[1])]
    if match := TYPES.fullmatch(comment):
        # With both on a line, the reason is that of the second; the first is then known by its code alone.
        own = "" if match[2] else match[3]
        return [(code, own) for code in re.split(", ?", match[1])] + [(code, match[3]) for code in re.split(", ?", match[2] or "") if code]
    return []


def all_silences():
    """Return place, comment and (code, reason) pairs of every silenced check."""
    everything = (*modules(), *modules(TESTS), *modules(ROOT / "benchmarks"), *modules(ROOT / "scripts"))
    return [found for module in everything for found in silences_of(module)]


def silences_of(module):
    """Yield place, comment and (code, reason) pairs of every silenced check of a module."""
    for line, comment in comments(module.text):
        if SILENCED.match(comment):
            yield f"{module.path}:{line}", comment, silences(comment)


def unreasoned(found):
    """Return every silenced check without a reason, or with one that is not in the list."""
    for place, comment, pairs in found:
        if not pairs:
            yield f"{place} {comment}"
        yield from (f"{place} {code}: {reason!r} is no reason" for code, reason in pairs if reason not in REASONS.get(code, ()))


def test_every_silenced_check_says_why():
    found = list(unreasoned(all_silences()))

    assert found == [], listed(found)


def test_every_reason_is_needed():
    given = {pair for _place, _comment, pairs in all_silences() for pair in pairs}

    assert {(code, reason) for code, reasons in REASONS.items() for reason in reasons} - given == set()


def test_no_code_has_many_reasons():
    assert max(map(len, REASONS.values())) <= 5


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: S101",
        "# noqa: S101 --",
        "# type: ignore",
        "# type: ignore[misc]",
        "# type: ignore[misc]  # noqa: S101",
        "# pragma: no cover",
        "# ruff: noqa",
        "# ruff: noqa: S101",
        "# mypy: ignore-errors",
    ],
)
def test_watcher_finds_a_planted_silence_without_reason(comment):
    assert list(unreasoned(silences_of(planted(f"a = 1  {comment}\n")))) == [f"quartierwerk/places/planted.py:1 {comment}"]


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# noqa: S603 -- because", "S603"),
        ("# noqa: S999 -- our own command", "S999"),
        ("# noqa: S603, S999 -- our own command", "S999"),
        ("# type: ignore[misc]  # it is late", "misc"),
        ("# ruff: noqa: S603 -- because", "S603"),
    ],
)
def test_watcher_finds_a_planted_reason_that_is_none(comment, code):
    (said,) = unreasoned(silences_of(planted(f"a = 1  {comment}\n")))

    assert said.startswith(f"quartierwerk/places/planted.py:1 {code}: ")


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: S603 -- our own command",
        "# noqa: F401, PLC0415 -- registering is all the import is for",
        "# type: ignore[misc]  # the library has no types",
        "# type: ignore[union-attr, misc]  # a choice field",
        "# type: ignore[attr-defined]  # noqa: SLF001 -- kept for this request only",
        "# ruff: noqa: SLF001 -- Django's documented model interface",
    ],
)
def test_a_silence_with_its_reason_is_fine(comment):
    assert list(unreasoned(silences_of(planted(f'a = "# noqa"  {comment}\n')))) == []
