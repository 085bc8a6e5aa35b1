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
