"""What keeping shows of itself on other pages, through the slots."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from quartierwerk.foundation.keeping import policy, queries
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import DeskItem, NavigationLink, Subject, SubjectCard


def register() -> None:
    """Fill the slots."""
    registry.navigation.register("keeping", navigation)
    registry.subjects.register(queries.KIND, cards)
    registry.desk.register("keeping", desk_items)


def navigation(actor: Any) -> Sequence[NavigationLink]:
    """Return the links to what is new and to one's reports, and to the page of whoever runs the programme."""
    if not actor.is_signed_in:
        return []
    links = [
        NavigationLink(_("Was ist neu"), reverse("keeping:news"), _("Hilfe"), 900),
        NavigationLink(_("Problem melden"), reverse("keeping:problems"), _("Hilfe"), 910),
    ]
    if not actor.holds_somewhere(policy.OPERATE):
        return links
    return [*links, NavigationLink(pgettext("operations", "Betrieb"), reverse("keeping:operations"), _("Grundlagen"), 330)]


def cards(codes: Sequence[str], actor: Any) -> Mapping[str, SubjectCard]:
    """Return what the trail's entries of keeping are about, for whoever runs the programme."""
    if not actor.holds_somewhere(policy.OPERATE):
        return {}
    titles = {
        "backup": _("Sicherung"),
        "restore": _("Wiederherstellung"),
        "check": _("Prüfung der Aufzeichnung"),
        "jobs": _("Hintergrundarbeit"),
        "problems": _("Gemeldete Probleme"),
    }
    kind, address = pgettext("operations", "Betrieb"), reverse("keeping:operations")
    return {code: SubjectCard(Subject(queries.KIND, code), kind, titles[code], address) for code in codes if code in titles}


def desk_items(actor: Any) -> Sequence[DeskItem]:
    """Return that background work failed, or that a check found something, for whoever runs the programme."""
    if not actor.holds_somewhere(policy.OPERATE):
        return []
    address, troubled, findings = reverse("keeping:operations"), queries.number_troubled(), queries.last_findings()
    items = []
    if waiting := queries.number_of_problems():
        title = ngettext("Ein gemeldetes Problem wartet auf Antwort", "%(n)s gemeldete Probleme warten auf Antwort", waiting)
        items.append(DeskItem(title % {"n": waiting}, reverse("keeping:reported")))
    if troubled:
        items.append(
            DeskItem(
                _("Hintergrundarbeit ist gescheitert"), address, _("Sehen Sie nach, was war, und lassen Sie sie wiederholen."), urgent=True
            )
        )
    if findings:
        note = _("„quartierwerk verify“ nennt jeden Fund.")
        items.append(DeskItem(_("Die letzte Prüfung hat etwas gefunden"), address, note, urgent=True))
    return items
