"""Whoever silences a check says why, on the same line: ``# noqa: CODE -- reason``, ``# type: ignore[code]  # reason``."""

import io
import re
import tokenize

import pytest

from tests.architecture.source import ROOT, TESTS, listed, modules, planted

SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)")
WITH_REASON = (
    re.compile(r"# noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)* -- \w.+"),
    re.compile(r"# type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]\s+# (?!noqa)(?:-- )?\w.+"),
    re.compile(r"# type: ignore\[[a-z-]+\]\s+# noqa: [A-Z]+\d+ -- \w.+"),
    re.compile(r"# pragma: no (?:cover|branch) -- \w.+"),
)


def comments(text):
    """Yield line number and text of every comment."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def unreasoned(module):
    """Return every silenced check without a reason."""
    for line, comment in comments(module.text):
        if SILENCED.search(comment) and not any(pattern.fullmatch(comment) for pattern in WITH_REASON):
            yield f"{module.path}:{line} {comment}"


def test_every_silenced_check_says_why():
    everything = (*modules(), *modules(TESTS), *modules(ROOT / "benchmarks"))
    found = [finding for module in everything for finding in unreasoned(module)]

    assert found == [], listed(found)


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
    ],
)
def test_watcher_finds_a_planted_silence_without_reason(comment):
    assert list(unreasoned(planted(f"a = 1  {comment}\n"))) == [f"quartierwerk/places/planted.py:1 {comment}"]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: S101 -- our own file",
        "# noqa: S101, E501 -- our own file",
        "# type: ignore[misc]  # the library has no types",
        "# type: ignore[misc]  # noqa: S101 -- our own file",
        "# pragma: no cover -- other systems only",
    ],
)
def test_a_silence_with_its_reason_is_fine(comment):
    assert list(unreasoned(planted(f'a = "# noqa"  {comment}\n'))) == []
