"""Sentences: every refusal and every doubt has one, and rough dates stay rough."""

import inspect
from datetime import date
from fractions import Fraction

import pytest

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.kernel.errors import DomainError
from quartierwerk.places import actions, phrases
from quartierwerk.places.core import boundaries, plausibility, stages

ON = date(2026, 11, 22)
GIVEN = {str: "admitted", date: date(2020, 1, 2), tuple[str, ...]: ("preparing",)}


def refusals():
    for module in (stages, boundaries, actions):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, DomainError) and kind.__module__ == module.__name__:
                yield kind


@pytest.mark.parametrize("kind", list(refusals()), ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_sentence(kind):
    facts = (
        [] if kind.__init__ is DomainError.__init__ else [GIVEN[p.annotation] for p in list(inspect.signature(kind).parameters.values())]
    )

    sentence = phrases.refusal(kind(*facts), on=ON)

    assert sentence.endswith(".")


def test_refused_stage_says_what_is_possible():
    sentence = phrases.refusal(stages.StageNotAllowedError("admitted", "closed", ("preparing",)), on=ON)

    assert sentence == "„abgeschlossen“ folgt nicht auf „aufgenommen“. Möglich ist: in Vorbereitung."


def test_last_stage_says_that_nothing_follows():
    assert phrases.refusal(stages.StageNotAllowedError("aftercare", "closed", ()), on=ON) == "Auf „in Nachsorge“ folgt keine weitere Stufe."


def test_unknown_refusal_is_not_swallowed():
    with pytest.raises(DomainError):
        phrases.refusal(DomainError(), on=ON)


@pytest.mark.parametrize(
    ("doubt", "sentence"),
    [
        (
            plausibility.AreasApart(115_000, 950_000, Fraction(950, 115)),
            "Die Quelle nennt 12 ha, die gezeichnete Grenze umschließt 95 ha: Das 8,3-Fache.",
        ),
        (
            plausibility.MoreThanMunicipality(5_000, 4_000, Fraction(1)),
            "Im Gebiet leben laut Quelle 5.000 Menschen, in der ganzen Gemeinde 4.000.",
        ),
        (plausibility.RunsLong(23, 10), "Die Gesamtmaßnahme läuft 23 Jahre; die Richtlinie sieht 10 Jahre vor."),
    ],
)
def test_doubt_names_both_figures(doubt, sentence):
    assert phrases.doubt(doubt).replace("\xa0", " ") == sentence


def test_density_names_the_threshold():
    assert "600 je Hektar" in phrases.doubt(plausibility.TooDense(6_059, 95_000, 600))


@pytest.mark.parametrize(
    ("day", "precision", "words"),
    [
        (None, "year", "nicht bekannt"),
        (date(2017, 11, 16), "day", "16.11.2017"),
        (date(2015, 10, 1), "month", "10/2015"),
        (date(2014, 1, 1), "year", "2014"),
        (date(2019, 1, 1), "at_least", "spätestens 2019"),
    ],
)
def test_date_is_written_as_exactly_as_it_is_known(day, precision, words):
    assert phrases.rough_date(day, precision) == words


@pytest.mark.parametrize(
    ("year", "precision", "words"), [(None, None, ""), (2014, "year", "seit 2014"), (2019, "at_least", "spätestens seit 2019")]
)
def test_since_is_written_as_exactly_as_it_is_known(year, precision, words):
    assert phrases.since(year, precision) == words


@pytest.mark.parametrize(("exactness", "words"), [("exact", "70 ha"), ("about", "rund 70 ha"), ("more_than", "mehr als 70 ha")])
def test_value_is_written_as_its_source_puts_it(exactness, words):
    assert phrases.as_exact("70 ha", exactness) == words


@pytest.mark.parametrize(
    ("first", "precision", "last", "words"),
    [
        (2014, "year", None, "seit 2014"),
        (1999, "year", 2013, "1999–2013"),
        (2006, "at_least", 2012, "spätestens ab 2006, bis 2012"),
        (None, None, 2012, "bis 2012"),
        (None, None, None, ""),
    ],
)
def test_time_in_the_programme_is_written_as_exactly_as_it_is_known(first, precision, last, words):
    assert phrases.in_programme(first, precision, last) == words


def test_every_deed_of_the_room_has_a_sentence():
    names = {deed.deed_name for _name, deed in inspect.getmembers(actions, inspect.isfunction) if hasattr(deed, "deed_name")}

    assert len(names) == len(phrases.DEEDS)
    assert all(audit_phrases.knows(name) for name in names)


def test_a_stage_in_the_history_is_a_word():
    assert audit_phrases.value_text("stage", "admitted") == "aufgenommen"
