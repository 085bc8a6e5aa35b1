"""Writing, withdrawing, seeing."""

import pytest
from django.utils import timezone
from tests.people import actor, imagined, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.comments import actions, queries
from quartierwerk.foundation.comments.core import mentions as rules
from quartierwerk.foundation.comments.models import Comment, Mention
from quartierwerk.foundation.people.core.refusals import NothingToDoError
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
NORD = Subject("site", "nord")
NOW = timezone.now()


@pytest.fixture
def officer(db):
    return actor("area_officer", "municipality", "musterstadt")


@pytest.fixture
def manager(db):
    return actor("neighbourhood_manager", "site", "nord")


def write(by, text="Der Park ist fertig.", subject=NORD, now=NOW):
    return actions.write(subject=subject, text=text, actor=by, now=now)


def test_a_comment_stands_with_its_entry_and_waits_for_whom_it_mentions(officer, manager):
    comment = write(officer, " Bitte ansehen, @Nora. ")

    assert (comment.body, comment.written_by_id, comment.written_at) == ("Bitte ansehen, @Nora.", officer.person_id, NOW)
    assert [mention.comment for mention in queries.unseen_mentions(manager)] == [comment]
    assert not queries.unseen_mentions(officer)
    entry = TrailEntry.objects.get()
    assert (entry.deed, entry.subject_kind, entry.subject_code) == ("comments:comment:write", "site", "nord")
    assert entry.facts == {"mentioned": ["Nora Nachbarschaft"]}


def test_an_answer_shows_that_the_mention_there_was_seen(officer):
    ministry = actor("programme_ministry")
    write(officer, "@Martha, stimmt das?")
    elsewhere = write(officer, "@Martha, und das?", Subject("site", "sued"))

    write(ministry, "Ja.")

    assert [mention.comment for mention in queries.unseen_mentions(ministry)] == [elsewhere]


@pytest.mark.parametrize(
    ("role", "kind", "code"), [("area_officer", "municipality", "anderswo"), ("resident", "site", "nord"), ("juror", "call", "aufruf")]
)
def test_others_do_not_write(role, kind, code):
    with pytest.raises(NotPermittedError):
        write(actor(role, kind, code))
    assert not Comment.objects.exists()


def test_nobody_writes_about_what_is_not_there():
    with pytest.raises(NotPermittedError):
        write(actor("programme_ministry"), subject=Subject("site", "nirgends"))


def test_somebody_who_may_not_read_it_cannot_be_mentioned(officer):
    person("neighbourhood_manager", "site", "west")

    with pytest.raises(rules.NobodyMeantError):
        write(officer, "@Nora")
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("text", "refusal"), [(" ", rules.EmptyCommentError), ("x" * 5001, rules.TooLongError)])
def test_a_bad_comment_is_refused(text, refusal, officer):
    with pytest.raises(refusal):
        write(officer, text)


def test_a_withdrawn_comment_keeps_its_place_and_loses_its_words(officer, manager):
    comment = write(officer, "@Nora, geheim")

    actions.withdraw(comment=comment, actor=officer)

    comment.refresh_from_db()
    assert (comment.body, comment.is_withdrawn) == ("", True)
    assert not queries.unseen_mentions(manager)
    with pytest.raises(NothingToDoError):
        actions.withdraw(comment=comment, actor=officer)


def test_words_are_in_no_history(officer):
    from django.apps import apps

    comment = write(officer, "geheim")
    actions.withdraw(comment=comment, actor=officer)

    events = apps.get_model("comments", "CommentEvent").objects.all()
    assert events.count() == 2
    assert "body" not in {field.name for field in events.model._meta.get_fields()}


def test_only_the_author_withdraws(officer, manager):
    comment = write(officer)

    with pytest.raises(NotPermittedError):
        actions.withdraw(comment=comment, actor=manager)


def test_a_mention_is_seen_by_whom_it_means_only_once(officer, manager):
    write(officer, "@Nora")
    mention = Mention.objects.get()
    with pytest.raises(NotPermittedError):
        actions.see(mention=mention, actor=imagined("programme_ministry", person_id=0))

    actions.see(mention=mention, actor=manager)

    assert not queries.unseen_mentions(manager)
    with pytest.raises(NothingToDoError):
        actions.see(mention=mention, actor=manager)
