"""What the calendar shows of itself on other pages, through the slots, and the calendars other programs read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quartierwerk.foundation.calendar import policy, queries
from quartierwerk.foundation.calendar.core.entries import TOLD_AFTERWARDS, Entry
from quartierwerk.foundation.calendar.core.follow_ups import WARNED_BEFORE, State
from quartierwerk.foundation.calendar.models import FollowUp, RegisteredDeadline
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import DeskItem, DigestItem, NavigationLink, Subject, Tab

MOST_ENTRIES = 2_000  # of each kind in a calendar that is read elsewhere, the next ones first
MOST_ON_DESK = 20


def navigation(actor: Actor) -> Sequence[NavigationLink]:
    """Return the link to one's own calendar."""
    return (NavigationLink(_("Kalender"), reverse("calendar:mine"), order=3),) if actor.holds_somewhere(policy.PLAN) else ()


def site_tabs(code: str, actor: Actor) -> Sequence[Tab]:
    """Return the tab of a site's days."""
    return (Tab("calendar", _("Termine"), reverse("calendar:site", args=(code,)), order=80),) if actor.holds_somewhere(policy.PLAN) else ()


def address_of_follow_ups(subject: Subject) -> str:
    """Return the page on which follow-ups on the subject are set."""
    return reverse("calendar:follow_ups", args=(subject.kind, subject.code))


def label_of(source: str) -> str:
    """Return what the days of a source are called; a source that is gone has no name."""
    found = registry.deadlines.get(source)
    return found.label() if found else ""


def desk_items(actor: Actor) -> Sequence[DeskItem]:
    """Return the actor's follow-ups that are due or will be within a week; the most pressing ones where they are many."""
    if actor.person_id is None:
        return ()
    today = timezone.localdate()
    due = list(queries.follow_ups_due([actor.person_id], today + WARNED_BEFORE)[:MOST_ON_DESK])
    known = registry.describe({subject_of(each) for each in due}, actor)
    return [
        DeskItem(each.note, address_of_follow_ups(subject_of(each)), known[subject_of(each)].title, each.on, urgent=each.on <= today)
        for each in due
        if subject_of(each) in known
    ]


def digest_items(actors: Sequence[Actor], on: date) -> Mapping[int, Sequence[DigestItem]]:
    """Return what the letter of the day tells these people: follow-ups that are due, days of their work within a week."""
    people = {actor.person_id: actor for actor in actors if actor.person_id is not None}
    told: dict[int, list[DigestItem]] = {}
    for each in queries.follow_ups_due(people, on):
        subject = subject_of(each)
        said = "" if each.set_by_id == each.person_id else _("gesetzt von {name}").format(name=each.set_by.name)
        item = DigestItem(subject, _("Wiedervorlagen"), each.note, address_of_follow_ups(subject), said, each.on)
        told.setdefault(each.person_id, []).append(item)
    days = queries.coming(on, on + WARNED_BEFORE)
    for number, actor in people.items():
        told.setdefault(number, []).extend(_warned(each) for each in queries.of_work(days, actor))
    return {number: items for number, items in told.items() if items}


def _warned(deadline: RegisteredDeadline) -> DigestItem:
    return DigestItem(
        Subject(deadline.subject_kind, deadline.subject_code),
        _("Termine in den nächsten Tagen"),
        deadline.title,
        deadline.address,
        label_of(deadline.source),
        deadline.on,
    )


def subject_of(follow_up: FollowUp) -> Subject:
    """Return what the follow-up is about."""
    return Subject(follow_up.subject_kind, follow_up.subject_code)


def entries_for(actor: Actor, site: str, today: date) -> list[Entry]:
    """Return what a calendar program reads: of a site its days, otherwise the actor's own follow-ups and the days of their work."""
    since = today - TOLD_AFTERWARDS
    chosen = queries.deadlines_of_site(site, actor) if site else queries.deadlines_of_work(actor)
    entries = [_deadline_entry(each) for each in chosen.filter(on__gte=since)[:MOST_ENTRIES]]
    if not site:
        own = list(queries.follow_ups_of(actor.person_id).filter(on__gte=since)[:MOST_ENTRIES])
        known = registry.describe({subject_of(each) for each in own}, actor)
        entries += [_follow_up_entry(each, known[subject_of(each)].title) for each in own if subject_of(each) in known]
    return sorted(entries, key=lambda each: (each.on, each.title, each.uid))


def _deadline_entry(deadline: RegisteredDeadline) -> Entry:
    return Entry(
        uid=deadline.uid,
        on=deadline.on,
        title=f"{label_of(deadline.source)}: {deadline.title}",
        address=settings.SITE_ADDRESS + deadline.address,
        changed=deadline.changed,
        sequence=deadline.sequence,
        is_cancelled=deadline.is_cancelled,
        kind=_("Frist"),
    )


def _follow_up_entry(follow_up: FollowUp, about: str) -> Entry:
    return Entry(
        uid=follow_up.uid,
        on=follow_up.on,
        title=follow_up.note,
        address=settings.SITE_ADDRESS + address_of_follow_ups(subject_of(follow_up)),
        changed=follow_up.changed,
        sequence=follow_up.sequence,
        is_cancelled=follow_up.state != State.OPEN,
        note=about,
        kind=_("Wiedervorlage"),
    )


def cards_of(follow_ups: Iterable[FollowUp], actor: Actor) -> list[tuple[FollowUp, str, str]]:
    """Return each follow-up with title and address of what it is about; blank where the actor may not know of it any more."""
    rows = list(follow_ups)
    known = registry.describe({subject_of(each) for each in rows}, actor)
    cards = [known.get(subject_of(each)) for each in rows]
    return [(each, card.title if card else "", card.address if card else "") for each, card in zip(rows, cards, strict=True)]
