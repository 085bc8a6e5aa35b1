"""Deeds on comments: write, withdraw, say that a mention was seen."""

from datetime import datetime

from django.utils import timezone

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.comments import policy, queries
from quartierwerk.foundation.comments.core import mentions as rules
from quartierwerk.foundation.comments.models import Comment, Mention
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.core.refusals import NothingToDoError
from quartierwerk.foundation.slots.values import Subject


@deed("comments:comment:write")
def write(*, subject: Subject, text: str, actor: Actor, now: datetime) -> Comment:
    """Put the comment under the subject and let it wait for those it mentions; what waited there for the author is seen.

    Raises:
        NotPermittedError: the actor may not talk about the subject.
        EmptyCommentError, TooLongError, NobodyMeantError, SeveralMeantError: as the rules say.
    """
    within = queries.scopes_of(subject)
    policy.may_talk(actor, within).require()
    author = actor.person_id or 0  # the system says nothing; its comment would have no author
    body = rules.checked(text)
    readers = dict(queries.readers(within, timezone.localdate(now)).exclude(pk=author).values_list("pk", "name"))
    found = rules.mentioned(body, readers)
    comment = Comment.objects.create(subject_kind=subject.kind, subject_code=subject.code, written_by_id=author, body=body, written_at=now)
    Mention.objects.bulk_create(Mention(comment=comment, person_id=number) for number in found.people)
    waiting = queries.unseen_mentions(actor).filter(comment__subject_kind=subject.kind, comment__subject_code=subject.code)
    Mention.objects.filter(pk__in=waiting.values("pk")).update(is_seen=True)
    record(subject, facts={"mentioned": [readers[number] for number in found.people]} if found.people else {})
    return comment


@deed("comments:comment:withdraw")
def withdraw(*, comment: Comment, actor: Actor) -> None:
    """Take the words of the comment away; its place, author and day stay, and nobody is waited for any more.

    Raises:
        NotPermittedError: somebody else wrote it.
        NothingToDoError: it is withdrawn already.
    """
    policy.may_withdraw(actor, author_id=comment.written_by_id).require()
    changed = Comment.objects.filter(pk=comment.pk, is_withdrawn=False).update(body="", is_withdrawn=True)
    if not changed:
        raise NothingToDoError
    record(Subject(comment.subject_kind, comment.subject_code))


@deed("comments:mention:see")
def see(*, mention: Mention, actor: Actor) -> None:
    """Let the mention wait no longer.

    Raises:
        NotPermittedError: somebody else is meant.
        NothingToDoError: it was seen already.
    """
    policy.may_withdraw(actor, author_id=mention.person_id).require()
    if not Mention.objects.filter(pk=mention.pk, is_seen=False).update(is_seen=True):
        raise NothingToDoError
    record(Subject(mention.comment.subject_kind, mention.comment.subject_code))
