"""What this room shows of itself on other rooms' pages, through the slots."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quartierwerk.foundation.people import policy, queries
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import DeskItem, NavigationLink, Subject, SubjectCard
from quartierwerk.foundation.ui import figures

TOLD_FOR = timedelta(days=30)


def register() -> None:
    """Fill the slots."""
    registry.subjects.register("person", person_cards)
    registry.subjects.register("organisation", organisation_cards)
    registry.navigation.register("people", navigation)
    registry.desk.register("people", desk_items)


def person_cards(codes: Sequence[str], actor: Any) -> Mapping[str, SubjectCard]:
    """Return the cards of those among these people whom the actor may know of."""
    if not actor.holds_somewhere(policy.READ):
        return {}
    found = queries.visible_to(actor).filter(code__in=codes).values_list("code", "name")
    return {code: SubjectCard(Subject("person", code), _("Person"), name, reverse("people:person", args=(code,))) for code, name in found}


def organisation_cards(codes: Sequence[str], actor: Any) -> Mapping[str, SubjectCard]:
    """Return the cards of these organisations for whoever is signed in."""
    if not actor.is_signed_in and not actor.is_system:
        return {}
    named = Organisation.objects.filter(code__in=codes).annotate(name=queries.name_on(timezone.localdate(), "pk"))
    return {
        code: SubjectCard(Subject("organisation", code), _("Organisation"), name or code, reverse("people:organisation", args=(code,)))
        for code, name in named.values_list("code", "name")
    }


def desk_items(actor: Any) -> Sequence[DeskItem]:
    """Return the access links somebody made for the actor; whoever used one cannot take the news away."""
    return [
        DeskItem(
            _("{name} hat am {day} einen Zugangslink für Ihr Konto erstellt").format(
                name=entry.actor_name, day=figures.day(timezone.localdate(entry.at))
            ),
            reverse("account_change_password"),
            _("Grund: „{reason}“. Wenn Sie nicht darum gebeten haben, ändern Sie Ihr Passwort und fragen Sie nach.").format(
                reason=entry.reason
            ),
            urgent=True,
        )
        for entry in queries.links_made_for(actor, since=timezone.now() - TOLD_FOR)
    ]


def navigation(actor: Any) -> Sequence[NavigationLink]:
    """Return the links to people, for those who may know of them, and to organisations."""
    links = [NavigationLink(_("Organisationen"), reverse("people:organisations"), _("Grundlagen"), 310)]
    if actor.holds_somewhere(policy.READ):
        links.insert(0, NavigationLink(_("Personen"), reverse("people:persons"), _("Grundlagen"), 300))
    return links
