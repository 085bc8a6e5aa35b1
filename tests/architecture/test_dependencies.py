"""Every package the project takes on says on its line what for."""

import re

from tests.architecture.source import ROOT, listed

REQUIREMENT = re.compile(r'^\s*"([a-zA-Z0-9-]+)[^"]*",?\s*(#.*)?$')


def without_reason(text):
    """Return the requirements in the project's settings that do not say what for."""
    lists = re.findall(r"(?ms)^(?:dependencies|dev|node) = \[(.*?)^\]", text)
    lines = [REQUIREMENT.match(line) for found in lists for line in found.splitlines()]
    return [match[1] for match in lines if match and len((match[2] or "").strip("# ")) < len("types")]


def test_every_dependency_says_what_for():
    text = (ROOT / "pyproject.toml").read_text()
    found = without_reason(text)

    assert len(re.findall(r'(?m)^  "[a-z].*>=', text)) > 30
    assert found == [], listed(found)


def test_watcher_finds_a_planted_dependency_without_reason():
    text = 'dependencies = [\n  "babel>=2.18",  # catalogues\n  "left-pad>=1",\n  "right-pad>=1", # \n]\ndev = [\n  "pytest>=8"\n]\n'

    assert without_reason(text) == ["left-pad", "right-pad", "pytest"]
