"""What this room's deeds, facts and rows read like in the history."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartierwerk.concepts.models import Measure, ResolutionStep
from quartierwerk.foundation.audit import phrases

SENTENCES: dict[str, str | Promise] = {
    "concepts:concept:begin": _("hat das Handlungskonzept begonnen"),
    "concepts:concept:release": _("hat den Arbeitsstand für das Land freigegeben"),
    "concepts:concept:withdraw": _("hat die Freigabe des Arbeitsstands zurückgenommen"),
    "concepts:concept:resolve": _("hat Fassung {revision} als beschlossen eingefroren"),
    "concepts:concept:take_over": _("hat die Tabelle „{file}“ übernommen"),
    "concepts:concept:assign_columns": _("hat Spalten einer Tabelle zugeordnet"),
    "concepts:revision:record_step": _("hat zu Fassung {revision} einen Schritt eingetragen"),
    "concepts:chapter:write": _("hat ein Kapitel geschrieben"),
    "concepts:analysis:write": _("hat die Analyse eines Handlungsfelds geschrieben"),
    "concepts:goal:save": _("hat das Ziel {goal} gespeichert"),
    "concepts:goal:remove": _("hat das Ziel {goal} entfernt"),
    "concepts:measure:save": _("hat das Maßnahmenblatt gespeichert"),
    "concepts:measure:plan_money": _("hat Kosten und Finanzierung geplant"),
    "concepts:measure:place": _("hat den Ort der Maßnahme festgelegt"),
    "concepts:measure:remove": _("hat die Maßnahme aus dem Arbeitsstand entfernt"),
    "concepts:photo:add": _("hat ein Foto hinzugefügt"),
    "concepts:photo:remove": _("hat ein Foto entfernt"),
}
ROWS: dict[str, str | Promise] = {
    "concepts.ActionConcept": _("Handlungskonzept"),
    "concepts.Chapter": _("Kapitel"),
    "concepts.FieldAnalysis": _("Analyse"),
    "concepts.Goal": pgettext_lazy("goal", "Ziel"),
    "concepts.Measure": _("Maßnahme"),
    "concepts.MeasureParty": _("Beteiligte"),
    "concepts.PlannedCost": _("geplante Kosten"),
    "concepts.PlannedFinancing": _("geplante Finanzierung"),
    "concepts.MeasureIndicator": _("Indikator"),
    "concepts.MeasurePhoto": _("Foto"),
    "concepts.ColumnAssignment": _("Zuordnung der Spalten"),
}
FACTS: dict[str, str | Promise] = {
    "chapter": _("Kapitel"),
    "characters": _("Länge in Zeichen"),
    "field": _("Handlungsfeld"),
    "goal": pgettext_lazy("goal", "Ziel"),
    "title": _("Titel"),
    "parent": _("Leitziel"),
    "success_shown_by": _("Woran zeigt sich der Erfolg?"),
    "description": _("Kurzbeschreibung"),
    "main_field": _("Hauptfeld"),
    "other_fields": _("Weitere Felder"),
    "aim": _("Ziel des Programms"),
    "investive": _("investiv"),
    "cost_group": _("Kostengruppe"),
    "starts_on": _("Beginn"),
    "priority": _("Priorität"),
    "state": pgettext_lazy("measure", "Stand"),
    "place_note": _("Ort"),
    "geometry": _("Ort auf der Karte"),
    "outside_reason": _("Grund, falls außerhalb des Gebiets"),
    "participation_done": _("Beteiligung"),
    "follow_up_cost_cents": _("Folgekosten im Jahr"),
    "follow_up_cost_note": _("Wer trägt die Folgekosten?"),
    "revision": pgettext_lazy("concept", "Fassung"),
    "hash": _("Prüfsumme"),
    "decided_on": _("beschlossen am"),
    "body": _("Gremium"),
    "reference": _("Drucksache oder Aktenzeichen"),
    "step": _("Schritt"),
    "file": _("Datei"),
    "sha256": _("Prüfsumme"),
    "goals": _("Ziele"),
    "measures": _("Maßnahmen"),
    "left_out": _("ausgelassene Zeilen"),
    "sheets": _("Blätter"),
    "columns_Ziele": _("Spalten im Blatt „Ziele“"),
    "columns_Maßnahmen": _("Spalten im Blatt „Maßnahmen“"),
    "photo": _("Foto"),
}

CODES: dict[str, Sequence[tuple[str, str | Promise]]] = {
    "aim": Measure.Aim.choices,
    "state": Measure.State.choices,
    "step": ResolutionStep.Kind.choices,
}


def register() -> None:
    """Tell the trail this room's words."""
    phrases.say(SENTENCES)
    phrases.name_rows(ROWS)
    phrases.name_facts(FACTS)
    phrases.spell_out({name: _label_in(dict(choices)) for name, choices in CODES.items()})


def _label_in(labels: Mapping[str, str | Promise]) -> Callable[[str], str | Promise]:
    return lambda code: labels.get(code, code)
