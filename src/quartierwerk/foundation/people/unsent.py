"""What somebody typed while their session ended: kept until they are in again, for them alone.

A form that comes in after the session has ended would be lost at the sign-in. Its fields go into the visitor's new,
anonymous session together with the person the ended session belonged to, whose row is still there. Files and
one-time secrets are never kept. Whoever signs in as somebody else does not get to see it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest

KEPT = "unsent"
MOST_CHARACTERS = 1_000_000
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "again", "code", "credential")


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that did not arrive: where it was going, its fields in their order, and whether files were with it."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def keep(request: HttpRequest) -> bool:
    """Keep the posted fields in the session and tell whether there was something to keep, and somebody to keep it for."""
    person = _person_of_ended_session(request)
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in posted if not name.startswith(NEVER_KEPT)]
    if person is None or not fields or sum(len(value) for _name, value in fields) > MOST_CHARACTERS:
        return False
    request.session[KEPT] = {"person": person, "path": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES)}
    return True


def of(request: HttpRequest) -> Unsent | None:
    """Return what is kept for the person who is signed in now; what another left behind is forgotten."""
    kept: Mapping[str, Any] | None = request.session.get(KEPT)
    if kept is None:
        return None
    if kept["person"] != request.session.get(SESSION_KEY):
        forget(request)
        return None
    return Unsent(kept["path"], tuple((name, value) for name, value in kept["fields"]), kept["had_files"])


def forget(request: HttpRequest) -> None:
    """Drop what is kept."""
    request.session.pop(KEPT, None)


def _person_of_ended_session(request: HttpRequest) -> str | None:
    """Return the number of the person whose session the visitor's cookie still names, as the session writes it."""
    row = Session.objects.filter(session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).first()
    person: str | None = row.get_decoded().get(SESSION_KEY) if row else None
    return person
