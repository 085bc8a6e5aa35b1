"""Loading the example programme, and who can sign in to it."""

import io

import pytest
from django.core.management import CommandError, call_command
from tests.factories.places import make_site
from tests.people import person

from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.foundation.people.models import Person
from quartierwerk.places.models import Site

pytestmark = pytest.mark.django_db


def load(*options):
    err = io.StringIO()
    call_command("example", *options, stderr=err)
    return err.getvalue()


def printed(command):
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_the_example_loads_once_and_its_people_can_sign_in(client):
    from quartierwerk.example import sign_ins

    told = load()
    assert "Lade das Beispielprogramm" in told
    revisions = ConceptRevision.objects.count()
    assert revisions >= 1

    with pytest.raises(CommandError, match="Die Datenbank ist nicht leer"):
        load()
    assert load("--if-empty") == ""
    assert ConceptRevision.objects.count() == revisions

    listed = printed("sign_ins")
    assert sign_ins.password() in listed
    for row in sign_ins.listed():
        assert row.email in listed
    assert len(sign_ins.listed()) == len({row.email for row in sign_ins.listed()}) >= 10
    assert client.login(email=sign_ins.listed()[0].email, password=sign_ins.password())


@pytest.mark.parametrize("make", [make_site, lambda: person("operator")])
def test_a_database_with_anything_in_it_is_left_alone(make):
    make()
    before = Site.objects.count(), Person.objects.count()

    with pytest.raises(CommandError, match="Die Datenbank ist nicht leer"):
        load()
    assert load("--if-empty") == ""

    assert (Site.objects.count(), Person.objects.count()) == before


def test_production_loads_no_example(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="Im Betrieb wird kein Beispiel geladen"):
        load("--if-empty")

    assert not Site.objects.exists()


def test_an_example_that_fails_leaves_nothing(monkeypatch):
    from quartierwerk.example import invented

    monkeypatch.setattr(invented, "_resolve", lambda *_arguments: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load()

    assert not Site.objects.exists()
    assert not Person.objects.exists()


def test_without_example_people_one_uses_ones_own_access():
    assert printed("sign_ins") == "  Anmelden: mit Ihren eigenen Zugängen.\n"


def test_the_first_access_is_a_link_until_somebody_can_sign_in(monkeypatch):
    monkeypatch.setenv("PORT", "8123")
    assert "http://127.0.0.1:8123/" in printed("first_access")

    person("operator", may_sign_in=True)

    assert printed("first_access") == "  Anmelden: mit Ihrem eigenen Zugang.\n"
