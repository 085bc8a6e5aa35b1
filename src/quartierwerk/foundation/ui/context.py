"""What every page's frame needs; nothing is asked before a template uses it."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, get_urlconf
from django.utils.functional import SimpleLazyObject

from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import NavigationLink, PublicPage

# Pages of higher rooms and of libraries that the frame links to where they exist.
ADDRESSES = {
    "start": "LOGOUT_REDIRECT_URL",
    "desk": "LOGIN_REDIRECT_URL",
    "sign_in": "LOGIN_URL",
    "sign_out": "account_logout",
    "account": "mfa_index",
    "set_language": "set_language",
    "look_through": "people:look_through",
    "search": "workspace:search",
    "stay": "people:stay",
}


@dataclass(frozen=True, slots=True)
class FrameLink:
    """A link of the frame; ``current`` is the value of ``aria-current``, or nothing."""

    title: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links of the staff navigation under one heading."""

    title: str
    links: tuple[FrameLink, ...]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return actor, addresses, public and staff navigation, and whether the example programme runs."""
    return {
        "actor": getattr(request, "actor", None),
        "addresses": SimpleLazyObject(addresses),
        "public_pages": SimpleLazyObject(public_pages),
        "header_pages": SimpleLazyObject(lambda: public_links(public_pages(), request.path, in_header=True)),
        "footer_pages": SimpleLazyObject(lambda: public_links(public_pages(), request.path, in_header=False)),
        "staff_navigation": SimpleLazyObject(lambda: staff_navigation(request)),
        "example_programme": settings.EXAMPLE_PROGRAMME,
    }


def addresses() -> Mapping[str, str]:
    """Return the addresses the frame links to; a page that does not exist has none."""
    return _addresses(get_urlconf() or settings.ROOT_URLCONF)


@functools.cache
def _addresses(_urlconf: str) -> Mapping[str, str]:
    return MappingProxyType({key: _address(getattr(settings, name, name)) for key, name in ADDRESSES.items()})


def _address(name: str) -> str:
    try:
        found: str = resolve_url(name)
    except NoReverseMatch:
        return ""
    return found if found.startswith("/") else ""


def public_pages() -> list[PublicPage]:
    """Return every page of the public navigation and the foot, in their order."""
    return sorted((page for provider in registry.public_pages for page in provider()), key=lambda page: page.order)


def public_links(pages: Iterable[PublicPage], path: str, *, in_header: bool) -> tuple[FrameLink, ...]:
    """Return the links of the head or of the foot."""
    wanted = [page for page in pages if page.in_header == in_header]
    nearest = _nearest((page.address for page in wanted), path)
    return tuple(FrameLink(page.title, page.address, _current(page.address, nearest, path)) for page in wanted)


def staff_navigation(request: HttpRequest) -> tuple[LinkGroup, ...]:
    """Ask every room once for its links and group them; a group stands where its first link belongs."""
    actor: Any = getattr(request, "actor", None)
    if actor is None or not actor.is_signed_in:
        return ()
    links = sorted((link for provider in registry.navigation for link in provider(actor)), key=lambda link: link.order)
    return grouped(links, request.path)


def grouped(links: Sequence[NavigationLink], path: str) -> tuple[LinkGroup, ...]:
    """Put links under their headings, those without one first."""
    nearest = _nearest((link.address for link in links if not link.alone or link.address == path), path)
    groups: dict[str, list[FrameLink]] = {"": []}
    for link in links:
        groups.setdefault(link.group, []).append(FrameLink(link.title, link.address, _current(link.address, nearest, path)))
    return tuple(LinkGroup(title, tuple(found)) for title, found in groups.items() if found)


def _nearest(addresses_of_links: Iterable[str], path: str) -> str:
    """Return the longest address that the path lies under; the root lies under itself only."""
    return max((a for a in addresses_of_links if a == path or (a != "/" and path.startswith(a))), key=len, default="")


def _current(address: str, nearest: str, path: str) -> str:
    if address == path:
        return "page"
    return "true" if address and address == nearest else ""
