"""Every German sentence has its English text."""

from quartierwerk.config.messages import CATALOGUE, Sentence, all_sentences, faults, read_catalogue
from tests.architecture.source import ROOT, listed


def test_every_sentence_has_its_english_text():
    found = list(faults(read_catalogue(), all_sentences()))

    assert found == [], f"{CATALOGUE.relative_to(ROOT)}: run `just words` and fill in{listed(found)}"


def test_the_catalogue_holds_nothing_that_is_gone():
    used = {sentence.key for sentence in all_sentences()}
    gone = [message.id for message in read_catalogue() if message.id and message.id not in used]

    assert gone == [], listed(map(str, gone))


def test_watcher_finds_a_planted_sentence_without_english_text():
    assert list(faults(read_catalogue(), [Sentence("Dieser Satz steht nirgends")])) == [
        "'Dieser Satz steht nirgends' is not in the catalogue"
    ]


AMBIGUOUS = {
    # One German word with several English ones: each use says which it is.
    "Betrieb", "Einwohner", "Fassung", "Fassung %(n)s", "Fassungen", "Jahr", "Monat", "Prüfung", "Seite", "Stand", "Tag", "Ziel", "Ziel:",
    "auf", "bis", "offen", "von",
}  # fmt: skip


def without_context(sentences):
    return sorted(sentence.text for sentence in sentences if sentence.text in AMBIGUOUS and not sentence.context)


def test_an_ambiguous_word_says_what_it_means():
    assert without_context(all_sentences()) == []


def test_watcher_finds_a_planted_word_without_context():
    assert without_context([Sentence("Stand"), Sentence("Stand", context="date"), Sentence("Gebiet")]) == ["Stand"]


def test_every_plural_has_both_english_forms():
    plurals = [message for message in read_catalogue() if message.id and message.pluralizable]

    assert [message.id[0] for message in plurals if len(message.string) != 2 or not all(message.string)] == []
