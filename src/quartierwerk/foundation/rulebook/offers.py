"""What the rulebook offers: its page in the public foot and in the staff navigation, and its texts to search."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from quartierwerk.foundation.rulebook import listing, queries
from quartierwerk.foundation.slots.registry import Actor
from quartierwerk.foundation.slots.values import NavigationLink, PublicPage, SearchDocument, SearchSource, Subject


def public_pages() -> Sequence[PublicPage]:
    """Return the page of the rules in force."""
    return [PublicPage(_("Regelwerk"), reverse("rulebook:in_force"), order=800, in_header=False)]


def navigation(actor: Actor) -> Sequence[NavigationLink]:
    """Return the link for staff."""
    del actor  # the rules are public
    return [NavigationLink(_("Regelwerke"), reverse("rulebook:in_force"), group=_("Grundlagen"), order=800)]


def _versions_in_force(subject: Subject | None) -> Iterable[str]:
    """Return the versions in force; rules change with the software, never by a deed."""
    return [book.code for book in queries.in_force(timezone.localdate())] if subject is None else []


def _searched_rules(code: str) -> Iterator[SearchDocument]:
    """Return the text of a version: its rules with their contents and sources."""
    with translation.override("de"):
        section = listing.section(queries.version(code))
        rows = [" ".join(filter(None, (row.label, row.content, row.note))) for row in section.rows]
        title = f"{section.topic}: {section.title}"
        yield SearchDocument(
            Subject("rulebook", code), code, title, "\n".join([section.note, *rows]), reverse("rulebook:version", args=(code,))
        )


SEARCH = SearchSource(label=lambda: str(_("Regelwerke")), groups=_versions_in_force, documents=_searched_rules, visible=lambda _actor: None)
