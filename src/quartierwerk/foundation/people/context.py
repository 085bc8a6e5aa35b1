"""What a page's frame shows of people: who looks, and through whose eyes one could look."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from quartierwerk.foundation.people import phrases, queries


@dataclass(frozen=True, slots=True)
class Eyes:
    """Somebody the example programme can be seen through; no value stands for the public."""

    value: str
    label: str
    is_current: bool


def who(request: HttpRequest) -> dict[str, Any]:
    """Return ``role_label``, ``session_ends_in`` and, in the example programme, ``example_people``; nothing is read before its use."""
    return {
        "role_label": SimpleLazyObject(lambda: role_label_of(request)),
        "session_ends_in": session_ends_in(request),
        "example_people": SimpleLazyObject(lambda: example_people(request)) if settings.EXAMPLE_PROGRAMME else (),
    }


def session_ends_in(request: HttpRequest) -> int:
    """Return in how many seconds the session of whoever is signed in ends, or 0 where nobody is or nobody knows."""
    ends_at = getattr(getattr(request, "session", None), "ends_at", None)
    if ends_at is None or SESSION_KEY not in request.session:
        return 0
    return max(0, int((ends_at - timezone.now()).total_seconds()))


def role_label_of(request: HttpRequest) -> str:
    """Return the roles of whoever looks, each once."""
    actor: Any = getattr(request, "actor", None)
    labels = dict.fromkeys(phrases.role_label(mandate.role) for mandate in actor.mandates) if actor else {}
    return ", ".join(labels)


def example_people(request: HttpRequest) -> tuple[Eyes, ...]:
    """Return the public and every invented person with a role, in one query per request at most."""
    cached: tuple[Eyes, ...] | None = getattr(request, "_example_people", None)
    if cached is None:
        cached = _read(request)
        request._example_people = cached  # type: ignore[attr-defined]  # noqa: SLF001 -- kept for this request only
    return cached


def _read(request: HttpRequest) -> tuple[Eyes, ...]:
    actor: Any = getattr(request, "actor", None)
    current = actor.person_id if actor else None
    people: dict[int, tuple[str, str, list[str]]] = {}
    for mandate in queries.example_mandates(timezone.localdate()):
        person = mandate.person
        people.setdefault(person.pk, (person.code, person.name, []))[2].append(phrases.role_label(mandate.role))
    eyes = [Eyes(code, f"{', '.join(dict.fromkeys(roles))} – {name}", current == pk) for pk, (code, name, roles) in people.items()]
    return (Eyes("", _("Öffentlichkeit"), current is None), *sorted(eyes, key=lambda each: each.label))
