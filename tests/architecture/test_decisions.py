"""Decision records are numbered without gaps, called what they decide, and every record somebody cites exists."""

import re

from tests.architecture.source import ROOT, TESTS, listed, modules

RECORD = re.compile(r"(\d{4})-([a-z0-9-]+)\.md")
CITED = re.compile(r"\b[Dd]ecision(?: record)? (\d{4})\b|decisions/(\d{4})-")
PARTS = ("## Context", "## Decision", "## Consequences")


def records(folder):
    """Return the texts of the records in a folder by file name."""
    return {path.name: path.read_text() for path in sorted(folder.glob("[0-9]*.md"))}


def faults(texts):
    """Return what is wrong with numbers, titles and parts of the records."""
    for place, (name, text) in enumerate(texts.items(), 1):
        match = RECORD.fullmatch(name)
        if not match or int(match[1]) != place:
            yield f"{name} is not called {place:04}-title.md"
            continue
        title = text.split("\n", 1)[0]
        if slug(title.removeprefix(f"# {match[1]} ")) != match[2]:
            yield f"{name} is titled {title!r}"
        yield from (f"{name} has no part {part!r}" for part in PARTS if f"\n{part}\n" not in text)


def slug(title):
    """Return a title as it stands in a file name."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def cited_in_vain(texts, *, known):
    """Return citations of records that do not exist, as (place, number)."""
    found = ((place, match[1] or match[2]) for place, text in texts.items() for match in CITED.finditer(text))
    return [f"{place} cites decision {number}" for place, number in found if number not in known]


def unlisted(index, *, names):
    """Return the records that the index page does not link."""
    return [name for name in names if f"({name})" not in index]


def test_numbers_titles_and_parts_agree():
    texts = records(ROOT / "docs" / "decisions")
    found = list(faults(texts))

    assert len(texts) >= 7
    assert found == [], listed(found)


def test_the_index_names_every_record():
    folder = ROOT / "docs" / "decisions"

    assert unlisted((folder / "README.md").read_text(), names=records(folder)) == []


def test_every_cited_record_exists():
    known = {name[:4] for name in records(ROOT / "docs" / "decisions")}
    texts = {str(module.path): module.text for module in (*modules(), *modules(TESTS)) if "test_decisions" not in module.name}
    texts |= {str(path.relative_to(ROOT)): path.read_text() for path in (ROOT / "docs").rglob("*.md")}
    found = cited_in_vain(texts, known=known)

    assert found == [], listed(found)


def test_watcher_finds_planted_faults_of_records():
    good = "# 0001 Rules as data\n\n## Context\n\n## Decision\n\n## Consequences\n"

    assert list(faults({"0001-rules-as-data.md": good})) == []
    assert list(faults({"0001-rules-as-files.md": good})) == ["0001-rules-as-files.md is titled '# 0001 Rules as data'"]
    assert list(faults({"0002-rules-as-data.md": good})) == ["0002-rules-as-data.md is not called 0001-title.md"]
    assert list(faults({"0001-rules-as-data.md": good.replace("## Context\n", "")})) == ["0001-rules-as-data.md has no part '## Context'"]


def test_watcher_finds_a_planted_citation_of_a_missing_record():
    texts = {"a.py": "see decision 0007", "b.md": "[why](../decisions/0001-rules-as-data.md), decision record 0009"}

    assert cited_in_vain(texts, known={"0001", "0007"}) == ["b.md cites decision 0009"]
    assert unlisted("[a](0001-a.md)", names=["0001-a.md", "0002-b.md"]) == ["0002-b.md"]
