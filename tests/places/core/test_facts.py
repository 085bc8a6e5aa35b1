"""Facts: every stage of the rulebook belongs to a phase."""

from datetime import date

from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.places.core.facts import PHASES, Phase, phase_of


def test_every_stage_of_the_rulebook_has_a_phase():
    machine = rules.stage_machine(on=date(2026, 11, 22))

    assert set(machine.stages) == set(PHASES)


def test_no_stage_is_unknown():
    assert phase_of("") is phase_of("elsewhere") is Phase.UNKNOWN
