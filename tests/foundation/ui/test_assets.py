"""Built files are linked under the names the manifest gives."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from quartierwerk.foundation.ui import assets
from tests.foundation.ui.pages import render


def test_the_manifest_is_read_once(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"site.css": "site-AAAAAAAA.css"}))
    first = assets.manifest(tmp_path)
    (tmp_path / "manifest.json").unlink()

    again = assets.manifest(tmp_path)

    assert again is first
    assert first == {"site.css": "site-AAAAAAAA.css"}


def test_a_front_end_nobody_built_is_named(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="npm run build"):
        assets.manifest(tmp_path)


def test_the_style_sheet_is_linked_with_its_hash(monkeypatch):
    names = {"site.css": "site-A.css", "FiraSans-Regular.woff2": "FiraSans-Regular-B.woff2", "logo.svg": "logo-C.svg", "app.js": "app-D.js"}
    monkeypatch.setattr(assets, "manifest", lambda: names)

    assert render("{% stylesheet %}{% script %}") == (
        '<link rel="preload" href="/static/dist/FiraSans-Regular-B.woff2" as="font" type="font/woff2" crossorigin>'
        '<link rel="stylesheet" href="/static/dist/site-A.css">'
        '<link rel="icon" href="/static/dist/logo-C.svg" type="image/svg+xml">'
        '<script type="module" src="/static/dist/app-D.js"></script>'
    )


def test_what_the_build_made_is_there():
    missing = [name for name in assets.manifest().values() if not (assets.DIST / name).is_file()]

    assert missing == []
    assert {"site.css", "app.js", "logo.svg", "FiraSans-Regular.woff2", "FiraSans-SemiBold.woff2"} <= set(assets.manifest())


def test_the_address_browsers_guess_leads_to_the_sign_of_the_site(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (302, assets.address("logo.svg"))
