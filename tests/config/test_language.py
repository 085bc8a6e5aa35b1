"""The command line speaks the language asked for, else the terminal's, else German."""

import pytest

from quartierwerk.config import language, set_up


@pytest.fixture(autouse=True)
def silent_terminal(monkeypatch):
    for name in (language.VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("terminal", "spoken"),
    [
        ({}, "de"),
        ({"LANG": "C.UTF-8"}, "de"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_US.UTF-8", language.VARIABLE: "de"}, "de"),
        ({"LANG": "de_DE.UTF-8", language.VARIABLE: "en"}, "en"),
        ({language.VARIABLE: "fr"}, "de"),
    ],
)
def test_the_language_asked_for_counts_before_that_of_the_terminal(terminal, spoken, monkeypatch):
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)

    assert language.chosen() == spoken


def test_a_sentence_is_said_in_the_chosen_language(monkeypatch):
    set_up.compile_catalogues()
    assert language.gettext("Beendet.") == "Beendet."

    monkeypatch.setenv(language.VARIABLE, "en")

    assert language.gettext("Beendet.") == "Stopped."
    assert language.gettext("Das steht nirgends.") == "Das steht nirgends."
