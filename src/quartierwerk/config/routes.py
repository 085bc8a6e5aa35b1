"""Every address of the site with the rule that says who may open it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from quartierwerk.foundation.people.access import Access
from quartierwerk.foundation.people.core.roles import Role

UNDECLARED = Access("undeclared")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True, slots=True)
class Route:
    """An address as it is declared, its name, and who may open it."""

    path: str
    name: str
    access: Access


def all_routes(patterns: Sequence[URLPattern | URLResolver] | None = None) -> tuple[Route, ...]:
    """Return every route below the patterns, or of the whole site, by path."""
    found = set(_walk(get_resolver().url_patterns if patterns is None else patterns))
    return tuple(sorted(found, key=lambda route: (route.path, route.name)))


def _walk(patterns: Iterable[URLPattern | URLResolver], prefix: str = "/", space: str = "") -> Iterator[Route]:
    for found in patterns:
        path = prefix + _readable(str(found.pattern))
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from _walk(found.url_patterns, path, inner)
        else:
            yield Route(path, f"{space}{found.name or ''}", getattr(found.callback, "access", UNDECLARED))


def _readable(pattern: str) -> str:
    """Return a pattern as an address; libraries still bring regular expressions."""
    return _NAMED_GROUP.sub(r"<\1>", pattern).removeprefix("^").removesuffix("$")


def as_matrix(routes: Sequence[Route]) -> str:
    """Return the routes as a Markdown page: a table of roles and addresses, ✓ where a role may come in."""
    roles = list(Role)
    lines = [
        "# Who may open which page",
        "",
        "Made by `just access`; a test compares this page with the routes. ✓ means that the role, held in some",
        "scope, opens the page. Whether it may see or change the very thing is then asked of the room's policy,",
        "by the page and again by the deed. *public* pages need no account, *signed_in* pages need no role.",
        "",
        f"| Address | Rule | {' | '.join(role.replace('_', ' ') for role in roles)} |",
        f"|---|---|{':-:|' * len(roles)}",
        *(f"| `{route.path}` | {route.access.rule} | {' | '.join(_marks(route.access, roles))} |" for route in routes),
        "",
    ]
    return "\n".join(lines)


def _marks(access: Access, roles: Sequence[Role]) -> list[str]:
    opens_to_all = access.rule in {"public", "signed_in"}
    return ["✓" if opens_to_all or role in access.roles else "" for role in roles]
