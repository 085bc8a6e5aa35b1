"""No rule hides in a signal: receivers are allowed in the foundation only, where they carry no rules."""

import pytest

from tests.architecture.source import listed, modules, planted


def receivers(module):
    """Return every import of a signal in a module outside the foundation."""
    if module.name.startswith("quartierwerk.foundation."):
        return
    for node, name in module.imports():
        if "signals" in name.split(".") or name.startswith("django.dispatch"):
            yield f"{module.line(node)} listens to {name}"


def test_no_room_listens_to_signals():
    found = [finding for module in modules() for finding in receivers(module)]

    assert found == [], listed(found)


@pytest.mark.parametrize(
    "mistake",
    [
        "from django.dispatch import receiver",
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "import django.db.models.signals",
        "from allauth.account.signals import user_logged_in",
    ],
)
def test_watcher_finds_a_planted_receiver(mistake):
    assert len(list(receivers(planted(mistake, "quartierwerk.concepts.apps")))) == 1


def test_the_foundation_may_listen():
    assert list(receivers(planted("from django.dispatch import receiver", "quartierwerk.foundation.people.apps"))) == []
