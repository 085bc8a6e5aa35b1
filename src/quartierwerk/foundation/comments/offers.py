"""What comments show of themselves on other pages, through the slots."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from quartierwerk.foundation.comments import policy, queries
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import DeskItem, DigestItem, Subject, Tab

SHOWN_WORDS = 25


def address_of_comments(subject: Subject) -> str:
    """Return the page with the comments on the subject."""
    return reverse("comments:of", args=(subject.kind, subject.code))


def site_tabs(code: str, actor: Actor) -> Sequence[Tab]:
    """Return the tab of comments in a site's dossier, for those who talk anywhere; the page says where they may not."""
    if not actor.holds_somewhere(policy.TALK):
        return ()
    return (Tab("comments", _("Kommentare"), address_of_comments(Subject("site", code)), order=90),)


def desk_items(actor: Actor) -> Sequence[DeskItem]:
    """Return the comments that mention the actor and wait."""
    return [
        DeskItem(
            _("{name} hat Sie erwähnt").format(name=mention.comment.written_by.name),
            f"{reverse('comments:of', args=(mention.comment.subject_kind, mention.comment.subject_code))}#kommentar-{mention.comment_id}",
            Truncator(mention.comment.body).words(SHOWN_WORDS),
        )
        for mention in queries.unseen_mentions(actor)
    ]


def digest_items(actors: Sequence[Actor], on: date) -> Mapping[int, Sequence[DigestItem]]:
    """Return what the letter of the day tells these people of comments: the mentions that wait."""
    del on  # a mention waits until it is seen
    told: dict[int, list[DigestItem]] = {}
    for mention in queries.unseen_mentions_of([actor.person_id for actor in actors if actor.person_id]):
        subject = Subject(mention.comment.subject_kind, mention.comment.subject_code)
        title = _("{name} hat Sie erwähnt").format(name=mention.comment.written_by.name)
        note = Truncator(mention.comment.body).words(SHOWN_WORDS)
        told.setdefault(mention.person_id, []).append(DigestItem(subject, _("Kommentare"), title, address_of_comments(subject), note))
    return told
