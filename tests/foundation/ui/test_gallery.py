"""The gallery shows every component without asking the database."""

import pytest

pytestmark = pytest.mark.urls("tests.foundation.ui.urls")


@pytest.mark.parametrize("address", ["/ui/", "/ui/portal/"])
def test_the_gallery_is_shown_without_a_query(client, address):
    """No database is allowed in this test; a query would fail it."""
    response = client.get(address)

    assert response.status_code == 200
    assert b"style=" not in response.content


def test_the_gallery_shows_every_component(client):
    import re

    from quartierwerk.foundation.ui.templatetags.ui import register

    frames = {"stylesheet", "script", "patterns", "map_marks", "address_of", "in_german"}  # nothing to look at by itself
    sources = _template_texts()

    shown = set(re.findall(r"{% (\w+)", sources))

    assert set(register.tags) - shown - frames == set()


def _template_texts():
    from pathlib import Path

    from quartierwerk.foundation import ui

    folder = Path(ui.__file__).parent / "templates" / "ui"
    return "".join(path.read_text() for path in folder.glob("gallery*.html"))
