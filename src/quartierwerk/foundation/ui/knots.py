"""Turns a thread into the seven knots a page draws."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartierwerk.foundation.slots.values import Knot, KnotState, KnotValue, Thread

NAMES = {
    Knot.NEED: (_("Bedarf"), _("Bedarf")),
    Knot.GOALS: (_("Ziele"), pgettext_lazy("goal", "Ziel")),
    Knot.MEASURES: (_("Maßnahmen"), _("Maßnahme")),
    Knot.DECISIONS: (_("Entscheidungen"), _("Entscheidung")),
    Knot.EUROS: (_("Euro"), _("Euro")),
    Knot.RESULTS: (_("Ergebnisse"), _("Ergebnis")),
    Knot.LESSONS: (_("Lehren"), _("Lehre")),
}
STATE_CLASSES = {
    KnotState.DONE: "ist-fertig",
    KnotState.UNDER_WAY: "ist-laufend",
    KnotState.TO_COME: "ist-offen",
    KnotState.MISSING: "ist-luecke",
}
STATE_WORDS = {
    KnotState.DONE: _("erreicht"),
    KnotState.UNDER_WAY: _("im Gang"),
    KnotState.TO_COME: _("steht noch aus"),
    KnotState.MISSING: _("fehlt"),
}
REACHED = {KnotState.DONE, KnotState.UNDER_WAY}


@dataclass(frozen=True, slots=True)
class DrawnKnot:
    """One knot as the page draws it."""

    name: str
    value: str
    note: str
    address: str
    css: str
    state_word: str
    is_here: bool


def draw(thread: Thread, *, here: str, single: bool) -> tuple[DrawnKnot, ...]:
    """Return all seven knots in their order; the line is solid up to the last knot that is reached.

    Raises:
        ValueError: ``here`` names no knot.
    """
    place = Knot(here) if here else None
    values = {knot: thread.get(knot) or KnotValue(str(_("noch nichts")), state=KnotState.TO_COME) for knot in Knot}
    reached = [at for at, value in enumerate(values.values()) if value.state in REACHED]
    last = reached[-1] if reached else -1
    return tuple(
        DrawnKnot(
            name=str(NAMES[knot][single]),
            value=value.value,
            note=value.note,
            address=value.address,
            css=_css(value.state, is_here=knot is place, is_loose=at >= last),
            state_word=str(STATE_WORDS[value.state]),
            is_here=knot is place,
        )
        for at, (knot, value) in enumerate(values.items())
    )


def _css(state: KnotState, *, is_here: bool, is_loose: bool) -> str:
    parts = ["ist-hier" if is_here else STATE_CLASSES[state]]
    if is_loose:
        parts.append("ist-lose")
    return " ".join(parts)
