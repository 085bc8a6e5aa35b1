"""The glossary: one code word for one thing."""

import re
from collections import Counter
from pathlib import Path

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?P<german>[^|]+) \| (?P<english>[^|]+) \| `(?P<code>[a-z_]+)` \| (?P<meaning>[^|]+) \| (?P<source>[^|]+) \|$")


def rows():
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("|") and not line.startswith(("| German", "|---"))]


def test_every_row_has_german_english_code_word_meaning_and_source():
    assert [line for line in rows() if not ROW.match(line)] == []
    assert len(rows()) > 100


def test_every_code_word_and_every_german_term_stands_for_one_thing():
    for part in ("code", "german"):
        counted = Counter(ROW.match(line)[part] for line in rows())

        assert [word for word, times in counted.items() if times > 1] == []


def test_words_of_the_glossary_are_those_the_rulebook_uses():
    words = {ROW.match(line)["code"] for line in rows()}

    assert {"rulebook", "catalogue", "stage_machine", "catalogue_mapping", "confirmed", "assumed", "tranche"} <= words
