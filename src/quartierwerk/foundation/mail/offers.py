"""What the outbox shows of itself on other pages: its links, and letters as subjects of the trail."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from quartierwerk.foundation.mail import policy, queries
from quartierwerk.foundation.mail.models import MailBatch, OutgoingMail
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import DeskItem, NavigationLink, Subject, SubjectCard


def register() -> None:
    """Fill the slots."""
    registry.navigation.register("mail", navigation)
    registry.subjects.register("letter", letter_cards)
    registry.subjects.register("mail_batch", batch_cards)
    registry.desk.register("mail", desk_items)


def navigation(actor: Any) -> Sequence[NavigationLink]:
    """Return the link to one's own letters, and to the outbox for those who may see it."""
    links = [NavigationLink(_("Meine Briefe"), reverse("mail:my_letters"), order=5)]
    if actor.holds_somewhere(policy.READ):
        links.append(NavigationLink(_("Postausgang"), reverse("mail:outbox"), _("Grundlagen"), 330))
    return links


def letter_cards(codes: Sequence[str], actor: Any) -> Mapping[str, SubjectCard]:
    """Return the cards of these letters for whoever may see the outbox; a card says the kind, not the subject."""
    if not policy.may_see_outbox(actor):
        return {}
    found = OutgoingMail.objects.filter(code__in=codes).only("code", "kind")
    return {
        mail.code: SubjectCard(Subject("letter", mail.code), _("Brief"), mail.get_kind_display(), reverse("mail:letter", args=(mail.code,)))
        for mail in found
    }


def batch_cards(codes: Sequence[str], actor: Any) -> Mapping[str, SubjectCard]:
    """Return the cards of these batches for whoever may see the outbox."""
    if not policy.may_see_outbox(actor):
        return {}
    found = MailBatch.objects.filter(code__in=codes).values_list("code", "title")
    return {
        code: SubjectCard(Subject("mail_batch", code), _("Sammlung von Briefen"), title, reverse("mail:batch", args=(code,)))
        for code, title in found
    }


def desk_items(actor: Any) -> Sequence[DeskItem]:
    """Return what whoever runs the outbox has to look after: batches to be checked, letters that did not get through."""
    if not policy.may_run(actor):
        return ()
    return [
        DeskItem(_("Sammlung „{title}“ wartet auf Ihre Freigabe").format(title=title), reverse("mail:batch", args=(code,)))
        for code, title in queries.batches_to_release()
    ]
