"""Templates say what they need, link and include only downwards, and carry neither style nor script."""

import ast
import re

import pytest
from django.urls import URLResolver, get_resolver

from tests.architecture.source import PACKAGE, leads_up, listed, modules, planted, planted_template, templates

NEEDS = re.compile(r"\{# Needs: \S.*[^ ] ?#\}$")
LINK = r"\{%-?\s*url\s+['\"](\w+):"
PART = r"\{%-?\s*(?:include|extends)\s+['\"]([\w./-]+)['\"]"
LOAD = r"\{%-?\s*load\s+([\w ]+?)\s*-?%\}"
SOURCE_CODE = (
    (r"\sstyle\s*=\s*[\"'{]", "an inline style"),
    (r"<style\b", "an inline style"),
    (r"\son[a-z]+\s*=\s*[\"'{]", "an inline script"),
    (r"<script\b(?![^>]*\ssrc\s*=)", "an inline script"),
    (r"javascript:", "an inline script"),
)
BROWSER_CHECKED = r"<form\b(?=[^>]*method=[\"']post)(?![^>]*\bnovalidate\b)"
LINKS_OF_PYTHON = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def rooms_of_addresses():
    """Return the package behind each namespace of addresses."""
    found = {}
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace:
            module = resolver.urlconf_name
            found[resolver.namespace] = (module if isinstance(module, str) else module.__name__).rsplit(".", 1)[0]
    return found


def rooms_of_templates():
    """Return the package each template lies in."""
    return {template.name: template.package for template in templates()}


def rooms_of_tags():
    """Return the package each tag library lies in."""
    return {path.stem: ".".join(path.relative_to(PACKAGE.parent).parts[:-2]) for path in PACKAGE.rglob("templatetags/*.py")}


def without_first_line(template):
    """Return the template's place if its first line does not say what it needs."""
    return [] if NEEDS.match(template.text.split("\n", 1)[0]) else [f"{template.path}:1 does not say what it needs"]


def leads_up_from(template, *, addresses, parts, tags):
    """Return every link, part and tag library that belongs to a higher room."""
    named = [(place, match, addresses.get(match[1], "")) for place, match in template.places_of(LINK)]
    named += [(place, match, parts.get(match[1], "")) for place, match in template.places_of(PART)]
    named += [(place, match, tags.get(library, "")) for place, match in template.places_of(LOAD) for library in match[1].split()]
    return [f"{place} {match[0]} leads up to {room}" for place, match, room in named if leads_up(template.package, room)]


def links_up(module, *, addresses):
    """Return every link a module makes to a page of a higher room."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) and ":" in str(node.args[0].value):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            room = addresses.get(str(node.args[0].value).split(":")[0], "")
            if called in LINKS_OF_PYTHON and leads_up(module.name, room):
                yield f"{module.line(node)} {called}({node.args[0].value!r}) leads up to {room}"


def source_code(template):
    """Return every style and script that stands in the template itself."""
    return [f"{place} carries {what}" for pattern, what in SOURCE_CODE for place, _ in template.places_of(pattern)]


def checked_by_the_browser(template):
    """Return every posted form whose mistakes the browser would show in a bubble of its own, before our list of them."""
    return [f"{place} leaves checking to the browser" for place, _ in template.places_of(BROWSER_CHECKED)]


def test_every_template_says_what_it_needs():
    found = [finding for template in templates() for finding in without_first_line(template)]

    assert found == [], listed(found)


def test_no_template_links_up():
    known = {"addresses": rooms_of_addresses(), "parts": rooms_of_templates(), "tags": rooms_of_tags()}
    found = [finding for template in templates() for finding in leads_up_from(template, **known)]

    assert {"portal", "workspace"} <= set(known["addresses"])
    assert found == [], listed(found)


def test_no_module_links_up():
    addresses = rooms_of_addresses()
    found = [finding for module in modules() for finding in links_up(module, addresses=addresses)]

    assert found == [], listed(found)


def test_no_template_carries_style_or_script():
    found = [finding for template in templates() for finding in source_code(template)]

    assert found == [], listed(found)


def test_mistakes_in_forms_are_said_by_us():
    found = [finding for template in templates() for finding in checked_by_the_browser(template)]

    assert found == [], listed(found)


def test_watcher_finds_a_planted_form_that_the_browser_checks():
    assert checked_by_the_browser(planted_template('<form class="a" method="post">')) == [
        "places/planted.html:1 leaves checking to the browser"
    ]
    assert checked_by_the_browser(planted_template('<form method="post" novalidate>\n<form method="get">')) == []


@pytest.mark.parametrize("text", ["<p>", "", "{# needs: site #}", "{# Needs: #}", "{% extends 'ui/portal.html' %}\n{# Needs: site. #}"])
def test_watcher_finds_a_planted_template_that_does_not_say_what_it_needs(text):
    assert without_first_line(planted_template(text)) == ["places/planted.html:1 does not say what it needs"]


def test_a_template_says_what_it_needs_on_its_first_line():
    assert without_first_line(planted_template("{# Needs: site (Site), may_edit. #}\n<p>")) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% url 'workspace:history' 'site' code %}",
        '{%url "workspace:desk"%}',
        "{% include 'workspace/_desk.html' with a=b %}",
        '{% extends "workspace/frame.html" %}',
        "{% load humanize desks %}",
    ],
)
def test_watcher_finds_a_planted_way_up(text):
    workspace = "quartierwerk.workspace"
    known = {
        "addresses": {"workspace": workspace},
        "parts": {"workspace/_desk.html": workspace, "workspace/frame.html": workspace},
        "tags": {"desks": workspace},
    }

    found = leads_up_from(planted_template("<p>\n" + text), **known)

    assert len(found) == 1
    assert found[0].startswith("places/planted.html:2 ")
    assert leads_up_from(planted_template(text, "quartierwerk.config"), **known) == []


def test_watcher_finds_a_planted_link_of_a_module():
    text = "from django.urls import reverse\nstart = reverse('portal:start')\nown = reverse('places:site', args=(1,))"
    addresses = {"portal": "quartierwerk.portal", "places": "quartierwerk.places"}

    assert list(links_up(planted(text), addresses=addresses)) == [
        "quartierwerk/places/planted.py:2 reverse('portal:start') leads up to quartierwerk.portal"
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('<p style="color: red">', "an inline style"),
        ("<style>p {}</style>", "an inline style"),
        ('<button onclick="go()">', "an inline script"),
        ("<script>go()</script>", "an inline script"),
        ('<a href="javascript:go()">', "an inline script"),
    ],
)
def test_watcher_finds_planted_style_and_script(text, finding):
    assert source_code(planted_template(text)) == [f"places/planted.html:1 carries {finding}"]


def test_a_template_may_name_files_of_style_and_script():
    text = '<script type="module" src="/static/app.js"></script><link rel="stylesheet" href="/site.css"><p class="on" data-style="a">'

    assert source_code(planted_template(text)) == []
