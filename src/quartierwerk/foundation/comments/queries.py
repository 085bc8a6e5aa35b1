"""Reading comments; whoever asks has asked the policy about the subject before."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from quartierwerk.foundation.comments import policy
from quartierwerk.foundation.comments.models import Comment, Mention
from quartierwerk.foundation.people.core.actor import Actor, Scope
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.people.queries import people_within, scopes_of_subjects
from quartierwerk.foundation.slots.values import Subject


def scopes_of(subject: Subject) -> frozenset[Scope]:
    """Return the scopes the subject lies in, the programme among them; an unknown subject lies in none."""
    return scopes_of_subjects([(subject.kind, subject.code)])[subject]


def comments_on(subject: Subject) -> QuerySet[Comment]:
    """Return the comments on the subject with their authors, newest first."""
    found = Comment.objects.filter(subject_kind=subject.kind, subject_code=subject.code)
    return found.select_related("written_by").order_by("-written_at", "-pk")


def readers(within: Iterable[Scope], on: date) -> QuerySet[Person]:
    """Return who may read the comments on a thing within these scopes, by name: active people with a mandate that lets them."""
    return people_within(within, policy.TALK.roles, on)


def unseen_mentions(actor: Actor) -> QuerySet[Mention]:
    """Return the mentions of the actor that wait, oldest first, with comment and author."""
    return unseen_mentions_of([actor.person_id or 0])


def unseen_mentions_of(people: Sequence[int]) -> QuerySet[Mention]:
    """Return the mentions of these people that wait, oldest first, with comment and author."""
    waiting = Mention.objects.filter(person__in=people, is_seen=False, comment__is_withdrawn=False)
    return waiting.select_related("comment__written_by").order_by("comment__written_at", "pk")
