"""Release, resolution and revisions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.concepts import NOW, SITE, TODAY, add_measures, make_concept, officer, plant, resolve
from tests.pages import links, words

from quartierwerk.concepts import actions
from quartierwerk.concepts.models import ActionConcept, ConceptRevision
from quartierwerk.concepts.views import resolutions
from quartierwerk.foundation.audit.models import TrailEntry

pytestmark = pytest.mark.django_db
LIST = reverse("concepts:revisions", args=(SITE,))
RESOLVE = reverse("concepts:resolve", args=(SITE,))
REVISION = reverse("concepts:revision", args=(SITE, 1))
STEP = reverse("concepts:step", args=(SITE, 1))
DECISION = {
    "decided_on": "2026-03-03",
    "body_name": "Stadtverordnetenversammlung",
    "reference": "VL-9/2026",
    "despite": "Der Bescheid verlangt es.",
}


@pytest.fixture(autouse=True)
def nothing_is_printed(monkeypatch):
    monkeypatch.setattr(resolutions.print_revision, "defer", lambda **_: None)


# Release.


def test_a_working_copy_is_released_and_withdrawn(concept, officer_client):
    address = reverse("concepts:release", args=(SITE,))

    released = officer_client.post(address, {"released": "yes"}, follow=True)
    assert "sehen jetzt den Arbeitsstand" in words(released)
    assert ActionConcept.objects.get().released_at is not None

    withdrawn = officer_client.post(address, {"released": "no"}, follow=True)
    assert "sieht wieder nur die Kommune" in words(withdrawn)
    assert ActionConcept.objects.get().released_at is None


@pytest.mark.parametrize("wanted", ["yes", "no"])
def test_a_double_click_does_not_take_the_release_back(wanted, concept, officer_client):
    address = reverse("concepts:release", args=(SITE,))
    officer_client.post(address, {"released": "yes"})

    for _click in range(2):
        officer_client.post(address, {"released": wanted})

    assert (ActionConcept.objects.get().released_at is not None) == (wanted == "yes")
    assert TrailEntry.objects.filter(deed__in=("concepts:concept:release", "concepts:concept:withdraw")).count() == (
        1 if wanted == "yes" else 2
    )


def test_the_button_carries_the_state_it_asks_for(concept, officer_client):
    page = reverse("concepts:concept", args=(SITE,))
    assert 'name="released" value="yes"' in officer_client.get(page).content.decode()

    officer_client.post(reverse("concepts:release", args=(SITE,)), {"released": "yes"})

    assert 'name="released" value="no"' in officer_client.get(page).content.decode()


def test_readers_release_nothing(concept, reader_client):
    assert reader_client.post(reverse("concepts:release", args=(SITE,))).status_code == 403
    assert ActionConcept.objects.get().released_at is None


# Resolution.


def test_a_resolution_freezes_a_revision(concept, officer_client):
    response = officer_client.post(RESOLVE, DECISION, follow=True)

    assert "Fassung 1 ist eingefroren und öffentlich." in words(response)
    revision = ConceptRevision.objects.get()
    assert (revision.number, revision.steps.get().reference) == (1, "VL-9/2026")


def test_a_reason_is_asked_for_only_where_points_are_open(concept, officer_client, monkeypatch):
    assert 'name="despite"' in officer_client.get(RESOLVE).content.decode()

    monkeypatch.setattr(resolutions, "findings_of", lambda *_args, **_more: ())

    assert 'name="despite"' not in officer_client.get(RESOLVE).content.decode()


def test_steps_are_listed_in_the_order_of_their_days(concept, officer_client):
    officer_client.post(RESOLVE, DECISION)
    officer_client.post(STEP, {"kind": "recommended", "decided_on": "2026-02-01", "body_name": "Beirat", "reference": "4"})

    text = words(officer_client.get(LIST))

    assert text.index("01.02.2026 empfohlen") < text.index("03.03.2026 Stadtverordnetenversammlung: ")
    assert "Stadtverordnetenversammlung: VL-9/2026" in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"despite": ""}, "Die Prüfung hat offene Punkte."),
        ({"decided_on": "1066-01-01"}, "Für den 01.01.1066 kennt das Regelwerk keine Vorgaben."),
        ({"decided_on": ""}, "Beschlossen am"),
        ({"reference": ""}, "Drucksache"),
    ],
)
def test_a_refused_resolution_keeps_what_was_typed(change, sentence, concept, officer_client):
    response = officer_client.post(RESOLVE, {**DECISION, **change})

    assert response.status_code == 200
    assert sentence in words(response)
    assert response.context["form"]["body_name"].value() == "Stadtverordnetenversammlung"
    assert not ConceptRevision.objects.exists()


def test_a_resolution_of_tomorrow_is_refused(concept, officer_client):
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = officer_client.post(RESOLVE, {**DECISION, "decided_on": tomorrow.isoformat()})

    assert "Das Datum liegt in der Zukunft." in words(response)


def test_the_form_says_what_will_be_frozen_and_what_is_open(concept, officer_client):
    text = words(officer_client.get(RESOLVE))

    assert "Eingefroren werden 2 Maßnahmen mit Kosten von 180.000 €." in text
    assert "Das Fördergebiet hat noch keine Grenze." in text


def test_nothing_new_is_not_frozen_twice(concept, officer_client):
    officer_client.post(RESOLVE, DECISION)

    response = officer_client.post(RESOLVE, DECISION)

    assert "Seit der letzten Fassung hat sich nichts geändert." in words(response)
    assert ConceptRevision.objects.count() == 1


@pytest.mark.parametrize("who", ["reader_client", "ministry_client"])
def test_only_the_area_officer_resolves(who, concept, request):
    assert request.getfixturevalue(who).post(RESOLVE, DECISION).status_code == 403
    assert not ConceptRevision.objects.exists()


# Revisions.


def test_the_list_names_the_revision_in_force(concept, officer_client):
    resolve(concept, TODAY - timedelta(days=5))
    add_measures(concept, 1)
    resolve(concept, TODAY - timedelta(days=10))

    page = officer_client.get(LIST)

    assert page.context["number_in_force"] == 1
    assert words(page).index("Fassung 2") < words(page).index("Fassung 1 in Kraft")


def test_without_a_revision_the_list_says_what_one_is(concept, officer_client):
    assert "Noch keine Fassung" in words(officer_client.get(LIST))


def test_a_revision_shows_its_own_text_and_nothing_of_the_working_copy(concept, ministry_client):
    resolve(concept)
    plant(concept, "Geheimwort")

    page = ministry_client.get(REVISION)

    assert "M 1 Maßnahme 1" in words(page)
    assert ConceptRevision.objects.get().content_hash in words(page)
    assert "Geheimwort" not in page.content.decode()


# Steps.


def step(client, kind="executive", **more):
    given = {"kind": kind, "decided_on": "2026-02-02", "body_name": "Magistrat", "reference": "M-3"}
    return client.post(STEP, {**given, **more}, follow=True)


def test_a_step_is_recorded(concept, officer_client):
    resolve(concept)

    response = step(officer_client)

    assert "Der Schritt ist vermerkt." in words(response)
    assert "02.02.2026 Magistrat" in words(response)


def test_the_ministry_records_the_recognition_of_a_concept_it_cannot_read(concept, ministry_client):
    resolve(concept)

    page = ministry_client.get(REVISION)
    assert [code for code, _label in page.context["form"].fields["kind"].choices] == ["recognised"]
    step(ministry_client, "recognised")

    assert ConceptRevision.objects.get().steps.filter(kind="recognised").exists()


@pytest.mark.parametrize(
    ("who", "kind"), [("officer_client", "recognised"), ("ministry_client", "council"), ("ministry_client", "executive")]
)
def test_nobody_records_the_step_of_another(who, kind, concept, request):
    resolve(concept)

    response = step(request.getfixturevalue(who), kind)

    assert response.status_code == 422
    assert ConceptRevision.objects.get().steps.count() == 1


@pytest.mark.parametrize("who", ["reader_client", "stranger_client"])
def test_others_record_no_steps(who, concept, request):
    resolve(concept)

    assert step(request.getfixturevalue(who)).status_code == 403


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "council", "decided_on": TODAY.isoformat()}, "Dieser Schritt ist mit diesem Datum schon eingetragen."),
        ({"decided_on": "2099-01-01"}, "Das Datum liegt in der Zukunft."),
        ({"body_name": ""}, "Gremium"),
    ],
)
def test_a_refused_step_keeps_what_was_typed(change, sentence, concept, officer_client):
    resolve(concept)

    response = step(officer_client, **change)

    assert response.status_code == 422
    assert sentence in words(response)
    assert response.context["form"]["reference"].value() == "M-3"


def test_readers_see_no_form_for_steps(concept, reader_client):
    resolve(concept)

    assert STEP not in links(reader_client.get(REVISION))


def test_a_revision_of_another_site_is_not_found(concept, officer_client):
    from tests.factories.places import make_site

    resolve(concept)
    make_concept(make_site("musterstadt-sued"))

    assert officer_client.get(reverse("concepts:revision", args=("musterstadt-sued", 1))).status_code == 404


def test_a_withdrawn_working_copy_leaves_its_revisions_readable(concept, ministry_client):
    resolve(concept)
    actions.release(concept=concept, actor=officer(), now=NOW)
    actions.withdraw(concept=concept, actor=officer())

    page = ministry_client.get(LIST)
    assert "Fassung 1 in Kraft" in words(page)
    assert REVISION in links(page)
    assert "Nord" in words(ministry_client.get(REVISION))
