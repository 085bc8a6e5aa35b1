"""Public pages: only what is published, and every published thing."""

import io
import json
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.factories.concepts import NOW, SITE, TODAY, add_measures, make_concept, officer, plant, resolve
from tests.factories.places import make_municipality, make_site
from tests.foundation.files.pictures import picture
from tests.pages import doubled_ids, links, words
from tests.places.conftest import make_full_site
from tests.portal.conftest import SECRET

from quartierwerk.concepts import actions
from quartierwerk.concepts import queries as concepts
from quartierwerk.concepts.core.content import content_hash
from quartierwerk.concepts.core.measure_sheet import PhotoDetails
from quartierwerk.concepts.models import Measure
from quartierwerk.concepts.phrases import goal_anchor
from quartierwerk.foundation.files import actions as files
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.places.models import ProgrammeListEntry, SiteContact
from quartierwerk.portal.urls import urlpatterns

pytestmark = pytest.mark.django_db
M = {"site": SITE, "slug": "m-1"}
PAGES = {"start": {}, "sites": {}, "site": {"site": SITE}, "concept": {"site": SITE}, "measure": M}
FILES = {"boundary": {"site": SITE}, "concept_pdf": {"site": SITE, "number": 1}, "measure_pdf": M}


def url(name, **given):
    return reverse(f"portal:{name}", kwargs=given)


def show_photo(measure):
    file = files.store(content=picture(), name="bank.jpg", purpose=Purpose.PHOTO, actor=officer())
    details = PhotoDetails("Zwei Bänke", "Foto: Stadt", "Einwilligung vom 3.5.")
    return actions.add_photo(measure=measure, file=file, details=details, actor=officer())


def text_of_pdf(response):
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{SOFT HYPHEN}", "").split())


def test_every_public_address_is_tried():
    assert {pattern.name for pattern in urlpatterns} == {*PAGES, *FILES, "photo", "search"}


# Nothing that is not resolved.


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_a_word_of_the_working_copy(name, moved_on, client):
    page = client.get(url(name, **PAGES[name]))

    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    assert "GEHEIM" not in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_nor_to_those_who_may_read_it_elsewhere(name, moved_on, signed_in_as):
    page = signed_in_as("area_officer", "municipality", "musterstadt").get(url(name, **PAGES[name]))

    assert SECRET not in page.content.decode()


@pytest.mark.parametrize("name", ["concept_pdf", "measure_pdf"])
def test_no_document_says_a_word_of_the_working_copy(name, moved_on, client):
    found = text_of_pdf(client.get(url(name, **FILES[name])))

    assert "Maßnahme 1" in found
    assert SECRET not in found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_list_says_a_word_of_the_working_copy(kind, moved_on, client):
    content = b"".join(client.get(url("sites"), {"format": kind}))

    if kind == "csv":
        assert SITE in content.decode()
        assert SECRET not in content.decode()
    else:
        cells = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
        assert SITE in cells
        assert not any(SECRET in cell for cell in cells)


def test_an_unresolved_concept_is_as_good_as_none(client):
    concept = make_concept(measures=1)
    plant(concept, SECRET)

    assert "Noch kein beschlossenes Handlungskonzept" in words(client.get(url("site", site=SITE)))
    for name in ("concept", "measure", "concept_pdf", "measure_pdf"):
        assert client.get(url(name, **{**PAGES, **FILES}[name])).status_code == 404


def test_a_released_working_copy_is_not_public(moved_on, client):
    actions.release(concept=moved_on.concept, actor=officer(), now=NOW)

    for name, given in PAGES.items():
        assert SECRET not in client.get(url(name, **given)).content.decode()


def test_money_is_that_of_the_revision(resolved, client):
    resolved.concept.measures.get(slug="m-1").planned_costs.update(amount_cents=1_111_11)

    assert "90.000 €" in words(client.get(url("measure", **M)))
    assert "1.111" not in words(client.get(url("measure", **M)))
    assert "180.000 €" in words(client.get(url("concept", site=SITE)))


def test_a_measures_state_is_live(resolved, client):
    resolved.concept.measures.filter(slug="m-1").update(state="running")

    assert "läuft" in words(client.get(url("measure", **M)))
    assert "läuft" in words(client.get(url("concept", site=SITE)))
    assert "läuft" in words(client.get(url("site", site=SITE)))


def test_a_removed_measure_stays_as_it_was_resolved(resolved, client):
    actions.remove_measure(measure=resolved.concept.measures.get(slug="m-1"), reason="entfällt", actor=officer())

    page = client.get(url("measure", **M))

    assert "Maßnahme 1" in words(page)
    assert "geplant" in words(page)


def test_an_overtaken_revision_stays_readable_and_is_not_in_force(resolved, client):
    Measure.objects.filter(slug="m-1").update(title="Neuer Name")
    add_measures(resolved.concept, 1)
    resolve(resolved.concept, TODAY)

    assert "Neuer Name" in words(client.get(url("measure", **M)))
    assert "Neuer Name" not in text_of_pdf(client.get(url("concept_pdf", site=SITE, number=1)))
    assert "Neuer Name" in text_of_pdf(client.get(url("concept_pdf", site=SITE, number=2)))


# What the pages say.


def test_the_start_page_tells_the_programme_in_numbers(resolved, client):
    make_full_site(1)
    ProgrammeListEntry.objects.update(list_is_complete=True)

    text = words(client.get(url("start")))

    assert "Anteile an den geplanten Kosten aus 1 beschlossenen Konzept." in text
    assert "Mittel im Programmjahr 2001" in text
    assert "200.000 €" in text
    assert "noch nichts geplant" in text


def test_the_programmes_list_adds_up_over_all_its_sources(client):
    site = make_full_site(1, rows=1)
    other = make_full_site(2, rows=1)
    ProgrammeListEntry.objects.update(programme_year=2024, list_is_complete=True, grant_cents=100_000_00)
    other.list_entries.update(source="Nachtrag")

    assert site.list_entries.get().source == "Ministerium"
    assert "200.000 €" in words(client.get(url("start")))


def test_the_start_page_of_an_empty_programme_opens(client):
    page = client.get(url("start"))

    assert "Noch kein beschlossenes Konzept" in words(page)
    assert "Mittel im Programmjahr" not in words(page)


def test_the_search_on_the_start_page_narrows_the_list(client):
    import re

    make_site("musterstadt-nord")
    make_site("anderswo-sued", municipality=make_municipality("anderswo"))
    name = re.search(r'id="ort" name="(\w+)"', client.get(url("start")).content.decode())[1]

    rows = client.get(url("sites"), {name: "anderswo"}).context["rows"]

    assert [row.code for row in rows] == ["anderswo-sued"]


def test_the_list_shows_sites_with_the_balance_of_their_concepts(resolved, client):
    make_site("musterstadt-sued")

    text = words(client.get(url("sites")))

    assert "2 Standorte" in text
    assert "noch kein Konzept" in text
    assert url("site", site="musterstadt-sued") in links(client.get(url("sites")))


def test_the_list_leaves_with_the_filter_that_is_on_screen(client):
    make_site("musterstadt-nord")
    make_site("anderswo-sued", municipality=make_municipality("anderswo"))

    content = b"".join(client.get(url("sites"), {"q": "anderswo", "format": "xlsx"}))

    cells = [str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert "anderswo-sued" in cells
    assert "musterstadt-nord" not in cells
    assert any("Suchwort: anderswo" in cell for cell in cells)
    assert client.get(url("sites"), {"format": "pdf"}).status_code == 404


def test_no_site_found_says_so(client):
    assert "Kein Standort gefunden" in words(client.get(url("sites"), {"q": "nirgends"}))


def test_a_site_shows_measures_fields_money_contacts_and_sources(resolved, client):
    site = resolved.concept.site
    site.list_entries.create(programme_year=2024, grant_cents=250_000_00, source="Programmliste 2024", source_url="https://example.org/l")
    SiteContact.objects.create(site=site, title="Stadtteilbüro", position=1)

    page = client.get(url("site", site=SITE))

    text = words(page)
    for part in (
        "Musterstadt Nord",
        "Maßnahme 1",
        "180.000",
        "250.000",
        "Stadtteilbüro",
        "Programmliste 2024",
        "Turnverein",
        "nichts geplant",
    ):
        assert part in text
    assert {url("concept", site=SITE), url("concept_pdf", site=SITE, number=1), url("boundary", site=SITE), url("measure", **M)} <= set(
        links(page)
    )


def test_a_site_shows_eight_measures_and_counts_the_rest(client):
    resolve(make_concept(measures=12))

    page = client.get(url("site", site=SITE))

    assert "Alle 12 Maßnahmen" in words(page)
    assert sum(f"/{SITE}/massnahmen/" in address for address in links(page)) == 8


def test_a_site_without_anything_opens(client):
    make_site()

    text = words(client.get(url("site", site=SITE)))

    assert "Noch keine Grenze" in text
    assert "noch keine Anlaufstelle" in text


def test_the_concept_page_has_everything_resolved(resolved, client):
    page = client.get(url("concept", site=SITE))

    text = words(page)
    for part in (
        f"Handlungskonzept {SITE}",
        "Fassung 1 mit 2 Zielen und 2 Maßnahmen",
        "1.1 Grün und Ruhe",
        "Man sitzt",
        "Stadtverordnetenversammlung",
        "VL-1/2026",
        resolved.content_hash,
    ):
        assert part in text
    assert doubled_ids(page) == []


def test_a_measure_page_has_everything_resolved(resolved, client):
    page = client.get(url("measure", **M))

    text = words(page)
    for part in (
        "Maßnahme 1",
        "Wege und Bänke.",
        "90.000 €",
        "Stadt Musterstadt",
        "Turnverein",
        "1.1 Grün und Ruhe",
        "Marktplatz",
        "Bänke",
        "12 Stück",
        "2028",
    ):
        assert part in text
    assert url("measure_pdf", **M) in links(page)


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice(name, resolved, client):
    assert doubled_ids(client.get(url(name, **PAGES[name]))) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_public_page_leads_to_a_closed_door(name, resolved, client):
    inside = [address for address in links(client.get(url(name, **PAGES[name]))) if address.startswith("/werkbank/")]

    assert [address for address in inside if client.get(address).status_code != 200 and "anmelden" not in address] == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_only_read(name, resolved, client):
    assert client.post(url(name, **PAGES[name])).status_code == 405


# Unknown things.


@pytest.mark.parametrize(
    "address",
    [
        "/standorte/unbekannt/", "/standorte/unbekannt/konzept/", "/standorte/unbekannt/gebiet.geojson",
        f"/standorte/{SITE}/konzept/fassung-9.pdf", f"/standorte/{SITE}/massnahmen/m-9/", f"/standorte/{SITE}/massnahmen/m-9/blatt.pdf",
        "/standorte/unbekannt/massnahmen/m-1/", f"/standorte/{SITE}/massnahmen/m-1/fotos/{'a' * 64}/",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(address, resolved, client):
    assert client.get(address).status_code == 404


# Files.


def test_the_boundary_leaves_as_geojson(resolved, client):
    content = json.loads(client.get(url("boundary", site=SITE)).content)

    assert [feature["properties"]["version"] for feature in content["features"]] == [1]


def test_documents_are_named_after_what_they_hold(resolved, client):
    concept, sheet = client.get(url("concept_pdf", site=SITE, number=1)), client.get(url("measure_pdf", **M))

    assert concept["Content-Disposition"] == f'inline; filename="handlungskonzept-{SITE}-fassung-1.pdf"'
    assert sheet["Content-Disposition"] == f'inline; filename="massnahmenblatt-{SITE}-m-1.pdf"'


def test_a_photograph_of_a_measure_in_force_is_public_and_its_consent_is_not(resolved, client):
    shown = show_photo(resolved.concept.measures.get(slug="m-1"))
    address = url("photo", **M, sha256=shown.file.sha256)

    page = client.get(url("measure", **M))
    image = client.get(address)

    assert address in links(page)
    assert "Foto: Stadt" in words(page)
    assert "Einwilligung" not in page.content.decode()
    assert (image.status_code, image["Content-Type"], image.content[:2]) == (200, "image/jpeg", b"\xff\xd8")


def test_a_photograph_of_a_measure_not_in_force_is_not_public(resolved, client):
    new = add_measures(resolved.concept, 1)[0]
    shown = show_photo(Measure.objects.select_related("concept__site__municipality").get(pk=new.pk))

    assert client.get(url("photo", site=SITE, slug=new.slug, sha256=shown.file.sha256)).status_code == 404
    assert client.get(url("photo", **M, sha256=shown.file.sha256)).status_code == 404


def test_a_kept_copy_of_a_photograph_is_asked_about_each_time(resolved, client):
    shown = show_photo(resolved.concept.measures.get(slug="m-1"))
    address = url("photo", **M, sha256=shown.file.sha256)

    image = client.get(address)
    again = client.get(address, headers={"If-None-Match": image["ETag"]})

    assert image["Cache-Control"] == again["Cache-Control"] == "public, no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_a_photograph_taken_away_is_gone(resolved, client):
    shown = show_photo(resolved.concept.measures.get(slug="m-1"))
    sha256 = shown.file.sha256

    actions.remove_photo(photo=shown, reason="", actor=officer())

    assert client.get(url("photo", **M, sha256=sha256)).status_code == 404
    assert client.get(url("photo", **M, sha256=sha256), headers={"If-None-Match": f'"{sha256}"'}).status_code == 404


def test_the_list_marks_what_is_invented(client):
    make_site(is_example=True)

    assert "Musterstadt Nord erfunden" in words(client.get(url("sites")))


def test_a_site_shows_the_newest_figure_of_each_kind_as_exactly_as_its_source(client):
    site = make_site()
    site.figures.create(kind="area_m2", value=120_000, as_of=date(2020, 1, 1), exactness="about", source="Stadt")
    site.figures.create(kind="area_m2", value=340_000, as_of=None, source="Zeitung")
    site.figures.create(kind="inhabitants", value=3_000, as_of=date(2020, 1, 1), exactness="more_than", source="Stadt")

    page = words(client.get(url("site", site=SITE)))

    assert "Fläche laut Quelle ( 01.01.2020 ) rund 12 ha Einwohner ( 01.01.2020 ) mehr als 3.000" in page
    assert "34 ha" not in page


# The way from the problem to the concept.


def test_the_start_page_leads_to_the_newest_concept(resolved, client):
    page = client.get(url("start"))

    assert {url("site", site=SITE), url("concept", site=SITE)} <= set(links(page))
    assert resolved.content["concept"]["title"] in words(page)


def test_a_site_says_what_it_lacks_and_what_it_wants(resolved, client):
    page = client.get(url("site", site=SITE))

    text = words(page)
    for entry in resolved.content["analysis"]:
        assert entry["weaknesses"].splitlines()[0] in text
    guiding = [goal for goal in resolved.content["goals"] if not goal["parent"]]
    assert guiding
    for goal in guiding:
        assert f"{url('concept', site=SITE)}#{goal_anchor(goal['code'])}" in links(page)


@pytest.mark.parametrize("name", ["site", "concept", "measure"])
def test_the_thread_begins_with_what_the_concept_says_of_the_need(name, resolved, client):
    assert f"{url('concept', site=SITE)}#analyse" in links(client.get(url(name, **PAGES[name])))


def test_a_measure_leads_to_the_very_goal_on_the_concepts_page(resolved, client):
    concept = client.get(url("concept", site=SITE)).content.decode()
    wanted = [link.split("#")[1] for link in links(client.get(url("measure", **M))) if "#ziel-" in link]

    assert wanted
    assert all(f'id="{place}"' in concept for place in wanted)
    assert 'id="analyse"' in concept


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_made_of_a_resolved_content_leaves_it_as_it_was_resolved(language, resolved, client):
    concepts.revision_content.cache_clear()
    client.cookies["django_language"] = language

    for name, given in {**PAGES, **FILES}.items():
        assert client.get(url(name, **given)).status_code == 200

    assert concepts.revision_content.cache_info().hits > 0
    assert content_hash(concepts.revision_content(resolved.pk)) == resolved.content_hash


def test_a_measure_says_when_how_urgent_what_kind_of_cost_and_what_it_costs_afterwards(client):
    concept = make_concept(measures=1)
    concept.measures.update(
        starts_on=date(2026, 3, 1),
        ends_on=date(2028, 6, 30),
        priority="II",
        cost_group="open_spaces",
        place_note="Wehrstraße",
        outside_reason="Die Zufahrt liegt jenseits der Grenze.",
        follow_up_cost_cents=12_000_00,
        follow_up_cost_note="trägt das Grünflächenamt",
    )
    concept.measures.get().indicators.update(name="Bäume", unit="Stück", baseline=12, target=40, target_year=2028)
    resolve(concept)

    page = words(client.get(url("measure", site=SITE, slug=concept.measures.get().slug)))

    assert "Priorität II" in page
    assert "von 12 auf 40 Stück bis 2028" in page
    assert "Zeitraum 2026–2028" in page
    assert "Wehrstraße außerhalb des Gebiets: Die Zufahrt liegt jenseits der Grenze." in page
    assert "Folgekosten im Jahr 12.000 €, trägt das Grünflächenamt" in page
    assert "Kostengruppe" in page
