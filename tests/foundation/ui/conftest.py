"""Frames are looked at without the rooms that hang something into them."""

import pytest

from quartierwerk.foundation.slots import registry


@pytest.fixture(autouse=True)
def empty_slots(monkeypatch):
    """Leave the navigation slots empty; a test fills what it looks at."""
    monkeypatch.setattr(registry.public_pages, "_providers", {})
    monkeypatch.setattr(registry.navigation, "_providers", {})
