"""Public pages of the rules; they read files, never the database."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quartierwerk.foundation.people.access import ActorRequest, public
from quartierwerk.foundation.rulebook import exports, listing, phrases, queries
from quartierwerk.foundation.rulebook.core.values import Status
from quartierwerk.foundation.rulebook.forms import RulesFilter


@public
@require_safe
def in_force(request: ActorRequest) -> HttpResponseBase:
    """Show the rules in force on a day, by topic, with their sources."""
    today = timezone.localdate()
    form = RulesFilter(request.GET or None, initial={"on": today})
    on = form.day(today)
    sections = listing.sections(queries.in_force(on), only_assumed=form.only_assumed)
    if file_format := request.GET.get("format"):
        return exports.rules(sections, on=on, only_assumed=form.only_assumed, file_format=file_format, made_on=today)
    rows = [row for section in sections for row in section.rows]
    context = {
        "crumbs": _crumbs(),
        "form": form,
        "on": on,
        "sections": sections,
        "only_assumed": form.only_assumed,
        "confirmed": sum(row.status is Status.CONFIRMED for row in rows),
        "assumed": sum(row.status is Status.ASSUMED for row in rows),
    }
    return render(request, "rulebook/in_force.html", context)


@public
@require_safe
def version(request: ActorRequest, code: str) -> HttpResponse:
    """Show one version of one topic, what it rests on, and the other versions."""
    try:
        rulebook = queries.version(code)
    except queries.UnknownRuleError as problem:
        raise Http404 from problem
    others = [listing.section(book) for book in queries.all_versions() if book.topic == rulebook.topic and book is not rulebook]
    sources = [(source, phrases.EVIDENCE_WORDS[source.evidence]) for source in rulebook.sources]
    section = listing.section(rulebook)
    context = {"crumbs": _crumbs(section.title), "section": section, "others": others, "sources": sources}
    return render(request, "rulebook/version.html", context)


@public
@require_safe
def catalogue(request: ActorRequest, name: str) -> HttpResponse:
    """Show one list as it is in force on a day, and how it corresponds to other lists."""
    today = timezone.localdate()
    on = RulesFilter(request.GET or None, initial={"on": today}).day(today)
    try:
        found = queries.catalogue(name, on)
    except (queries.UnknownRuleError, queries.NoRuleOnDayError) as problem:
        raise Http404 from problem
    title = listing.words(found.wording)
    context = {
        "crumbs": _crumbs(title),
        "title": title,
        "note": listing.words(found.note),
        "rows": listing.entry_rows(found),
        "version": listing.section(queries.version(found.version)),
        "mappings": listing.mappings_of(name, on),
        "on": on,
    }
    return render(request, "rulebook/catalogue.html", context)


def _crumbs(*here: str) -> list[tuple[str, str]]:
    """Return the way to the rules, and to this page below them."""
    way = [(_("Start"), "/"), (_("Regelwerk"), reverse("rulebook:in_force") if here else "")]
    return [*way, *((title, "") for title in here)]
