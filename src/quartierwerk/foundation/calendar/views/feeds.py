"""The addresses at which other calendar programs read, and what they read there."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quartierwerk.foundation.calendar import actions, offers, phrases, policy, queries
from quartierwerk.foundation.calendar.core.entries import fingerprint, written
from quartierwerk.foundation.calendar.models import Feed
from quartierwerk.foundation.people.access import ActorRequest, needs, public
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.queries import actor_for
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.errors import DomainError

_SHOWN_ONCE = "calendar_address"


@needs(policy.PLAN)
@require_http_methods(["GET", "POST"])
def feeds(request: ActorRequest) -> HttpResponse:
    """Show the actor's calendar addresses and open another one; its secret part is shown once."""
    if request.method == "POST":
        site = request.POST.get("site", "")
        try:
            token = actions.open_feed(site=site, actor=request.actor, today=timezone.localdate())
        except DomainError as problem:
            messages.error(request, phrases.sentence(problem))
        else:
            request.session[_SHOWN_ONCE] = token
        return redirect("calendar:feeds")
    rows = list(queries.feeds_of(request.actor.person_id))
    wanted = request.GET.get("standort", "")
    cards = registry.describe({Subject("site", each) for each in {wanted, *(row.site for row in rows)} if each}, request.actor)
    titles = {subject.code: card.title for subject, card in cards.items()}
    token = request.session.pop(_SHOWN_ONCE, "")
    context = {
        "rows": [(row, titles.get(row.site, row.site)) for row in rows],
        "address": settings.SITE_ADDRESS + reverse("calendar:feed", args=(token,)) if token else "",
        "site": wanted if wanted in titles else "",
        "site_title": titles.get(wanted, ""),
    }
    response = render(request, "calendar/feeds.html", context)
    response["Cache-Control"] = "no-store"
    return response


@needs(policy.PLAN)
@require_POST
def close(request: ActorRequest, number: int) -> HttpResponse:
    """Close an address of the actor's."""
    found = get_object_or_404(Feed.objects.select_related("person"), pk=number, person=request.actor.person_id)
    try:
        actions.close_feed(feed=found, actor=request.actor)
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    else:
        messages.success(request, _("Die Adresse ist geschlossen."))
    return redirect("calendar:feeds")


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program that knows a secret address with what its owner may know of now; German, as no reader asks."""
    found = queries.feed_with(token)
    today = timezone.localdate()
    actor = actor_for(found.person, on=today) if found else None
    if found is None or actor is None or not actor.holds_somewhere(policy.PLAN):
        raise Http404
    with translation.override("de"):
        name = _site_name(found.site, actor) if found.site else _("Mein Quartierwerk")
        file = written(name, offers.entries_for(actor, found.site, today), host=settings.SITE_ADDRESS.split("://")[-1])
    if found.read_on != today:
        Feed.objects.filter(pk=found.pk).update(read_on=today)
    etag = f'"{fingerprint(file)}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": "private, no-cache"})
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
        "Content-Disposition": 'inline; filename="quartierwerk.ics"',
    }
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def _site_name(code: str, actor: Actor) -> str:
    """Return what the site's calendar is called; one the owner may not know of any more is not there.

    Raises:
        Http404: they may not.
    """
    subject = Subject("site", code)
    card = registry.describe([subject], actor).get(subject)
    if card is None:
        raise Http404
    return card.title
