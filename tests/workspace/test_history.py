"""The history of anything: plain sentences, row changes, a filter, an export, and who may see it."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse
from tests.foundation.people.conftest import map_of_places  # noqa: F401 -- a fixture comes in by its name
from tests.people import actor, imagined, person
from tests.queries import assert_same_queries

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people.actions import mandates, organisations
from quartierwerk.foundation.people.actions.mandates import Grant
from quartierwerk.foundation.people.core.actor import Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Organisation, OrganisationName
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, SubjectCard
from quartierwerk.kernel.period import Period

pytestmark = pytest.mark.django_db
HOUSE = "/werkbank/verlauf/organisation/haus/"


@deed("audit:sample:touch")
def touch(*, actor, subject, work=lambda: None, reason=""):
    work()
    record(subject, reason=reason)


@deed("audit:sample:outer")
def outer(*, actor, subject):
    touch(actor=actor, subject=subject, work=lambda: Organisation.objects.create(code="inner", kind="other"))
    record(subject)


@pytest.fixture
def house(ministry):
    house = organisations.record_organisation(code="haus", kind="ministry", name="Altes Haus", begins_on=date(2019, 1, 1), actor=ministry)
    organisations.rename(organisation=house, name="Neues Haus", begins_on=date(2027, 3, 3), reason="Regierungsbildung", actor=ministry)
    return house


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_history_tells_who_did_what_why_newest_first(signed_in_as, house):
    page = text_of(signed_in_as("auditor").get(HOUSE))

    renamed = page.index("<strong>Martha Ministerium</strong> hat die Organisation in „Neues Haus“ umbenannt.")
    recorded = page.index("<strong>Martha Ministerium</strong> hat die Organisation „Altes Haus“ erfasst.")
    assert renamed < recorded
    assert "Grund: Regierungsbildung" in page


def test_history_shows_what_changed_from_old_to_new(signed_in_as, house):
    lines = signed_in_as("auditor").get(HOUSE).context["lines"]

    facts = {line.name: (line.old, line.new) for line in lines[0].facts}
    assert facts == {"Name": ("Altes Haus", "Neues Haus"), "gilt ab": ("", "03.03.2027")}
    rows = {(row.sentence, value.name): (value.old, value.new) for row in lines[0].rows for value in row.values}
    assert rows["Name der Organisation geändert", "gilt bis"] == ("", "02.03.2027")
    assert rows["Name der Organisation angelegt", "Name"] == ("", "Neues Haus")


def test_moment_is_shown_in_berlin(signed_in_as, house):
    entry = TrailEntry.objects.order_by("-number").first()
    there = entry.at.astimezone(ZoneInfo("Europe/Berlin"))

    page = text_of(signed_in_as("auditor").get(HOUSE))

    assert f"{there:%d.%m.%Y}" in page
    assert f"{there:%H:%M}" in page


def test_change_of_old_and_new_is_told_to_screen_readers(signed_in_as, house):
    page = text_of(signed_in_as("auditor").get(HOUSE))

    assert '<span class="qw-sr">vorher </span><del>Altes Haus</del>' in page


def test_deed_within_a_deed_shares_its_row_changes_and_the_outer_one_shows_them(signed_in_as, house, ministry):
    outer(actor=ministry, subject=Subject("organisation", "haus"))

    lines = signed_in_as("auditor").get(HOUSE).context["lines"]

    assert [(line.entry.deed, len(line.rows)) for line in lines[:2]] == [("audit:sample:outer", 1), ("audit:sample:touch", 0)]


@pytest.mark.parametrize("page", ["history", "history_export"])
def test_history_asks_as_often_for_twenty_deeds_as_for_two(page, signed_in_as, ministry):
    Organisation.objects.create(code="haus", kind="other")
    client = signed_in_as("auditor")

    def more(begin, number):
        for place in range(begin, begin + number):
            touch(
                actor=ministry,
                subject=Subject("organisation", "haus"),
                work=lambda n=place: Organisation.objects.create(code=f"o-{n}", kind="other"),
            )

    given = {"kind": "organisation", "code": "haus"} | ({"file_format": "csv"} if page == "history_export" else {})
    assert_same_queries(client, reverse(f"workspace:{page}", kwargs=given), few=lambda: more(0, 2), many=lambda: more(2, 18), at_most=9)

    assert [len(line.rows) for line in client.get(HOUSE).context["lines"]] == [1] * 20


def test_history_of_many_deeds_is_paged_and_pages_keep_the_filter(signed_in_as, ministry):
    Organisation.objects.create(code="haus", kind="other")
    for _ in range(51):
        touch(actor=ministry, subject=Subject("organisation", "haus"))
    client = signed_in_as("auditor")

    first, second = client.get(HOUSE), client.get(HOUSE, {"page": 2, "person": ministry.person_id})

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 1)
    assert all("page" not in address and f"person={ministry.person_id}" in address for _label, address in second.context["exports"])


@pytest.fixture
def three_days(house, ministry, monkeypatch):
    other = actor("operator")
    moments = {
        "first": datetime(2027, 3, 1, 23, 59, tzinfo=ZoneInfo("Europe/Berlin")),
        "second": datetime(2027, 3, 2, 0, 0, tzinfo=ZoneInfo("Europe/Berlin")),
    }
    for name, moment in moments.items():
        monkeypatch.setattr("quartierwerk.foundation.audit.trail.timezone.now", lambda moment=moment: moment)
        touch(actor=other if name == "second" else ministry, subject=Subject("organisation", "haus"), reason=name)
    monkeypatch.undo()
    return other


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"since": "2027-03-02", "until": "2027-03-02"}, ["second"]),
        ({"since": "01.03.2027", "until": "01.03.2027"}, ["first"]),
        ({"since": "2027-03-01", "until": "2027-03-02"}, ["second", "first"]),
        ({"since": "2030-01-01"}, []),
    ],
)
def test_history_is_narrowed_to_days_as_they_are_in_berlin(signed_in_as, three_days, query, left):
    lines = signed_in_as("auditor").get(HOUSE, query).context["lines"]

    assert [line.entry.reason for line in lines] == left


def test_history_is_narrowed_to_a_person(signed_in_as, three_days):
    client = signed_in_as("auditor")

    lines = client.get(HOUSE, {"person": three_days.person_id}).context["lines"]

    assert [line.entry.reason for line in lines] == ["second"]


def test_filter_that_makes_no_sense_is_said_and_hides_nothing(signed_in_as, house):
    answer = signed_in_as("auditor").get(HOUSE, {"since": "gestern", "person": "999"})

    assert set(answer.context["form"].errors) == {"since", "person"}
    assert len(answer.context["lines"]) == 2


def test_history_leaves_as_csv_with_the_filter_on_screen(signed_in_as, three_days):
    answer = signed_in_as("auditor").get(HOUSE + "verlauf.csv", {"person": three_days.person_id})

    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0] == "Zeitpunkt;Person;Vorgang;Grund;Angaben"
    assert rows[1:] == ["02.03.2027 00:00;Olga Betrieb;hat „audit:sample:touch“ ausgeführt;second;"]


def test_history_leaves_as_xlsx(signed_in_as, house):
    answer = signed_in_as("auditor").get(HOUSE + "verlauf.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "hat die Organisation in „Neues Haus“ umbenannt" in cells
    assert "Name: Altes Haus → Neues Haus; gilt ab: 03.03.2027" in cells


def test_other_file_formats_are_not_found(signed_in_as, house):
    assert signed_in_as("auditor").get(HOUSE + "verlauf.pdf").status_code == 404


@pytest.mark.parametrize("address", [HOUSE, HOUSE + "verlauf.csv"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        (("auditor",), 200),
        (("programme_ministry",), 200),
        (("area_officer", "municipality", "musterstadt"), 403),
        (("partner", "site", "nord"), 403),
        (("juror",), 403),
    ],
)
def test_history_of_an_organisation_is_for_the_programme(signed_in_as, house, address, who, status):
    assert signed_in_as(*who).get(address).status_code == status


def test_public_is_asked_to_sign_in(client, house):
    assert client.get(HOUSE).status_code == 302


def test_history_of_a_site_is_for_the_staff_of_its_municipality(signed_in_as, map_of_places, ministry):  # noqa: F811 -- a fixture comes in by its name
    touch(actor=ministry, subject=Subject("site", "nord"))

    def status(*who):
        return signed_in_as(*who).get("/werkbank/verlauf/site/nord/").status_code

    assert status("area_officer", "municipality", "musterstadt") == 200
    assert status("treasury", "municipality", "musterstadt") == 200
    assert status("area_officer", "municipality", "anderswo") == 403
    assert status("auditor") == 200


@pytest.mark.parametrize("address", ["/werkbank/verlauf/organisation/nichts/", "/werkbank/verlauf/nothing/haus/"])
def test_history_of_what_nobody_knows_is_not_found(signed_in_as, house, address):
    assert signed_in_as("auditor").get(address).status_code == 404


def test_history_of_what_the_reader_may_not_see_is_not_found(signed_in_as, monkeypatch, ministry):
    monkeypatch.setattr(registry.subjects, "_providers", dict(registry.subjects._providers))
    card = SubjectCard(Subject("sample", "a"), "Probe", "A", "/")
    registry.subjects.register("sample", lambda codes, who: {"a": card} if who.person_id == ministry.person_id else {})
    touch(actor=ministry, subject=Subject("sample", "a"))

    assert signed_in_as("programme_ministry").get("/werkbank/verlauf/sample/a/").status_code == 200
    assert signed_in_as("auditor").get("/werkbank/verlauf/sample/a/").status_code == 404


def test_history_nothing_happened_in_says_so(signed_in_as):
    Organisation.objects.create(code="haus", kind="other")

    assert "Hier ist noch nichts geschehen" in text_of(signed_in_as("auditor").get(HOUSE))


def test_history_of_a_person_tells_of_mandates_in_plain_words(signed_in_as, map_of_places):  # noqa: F811 -- a fixture comes in by its name
    somebody = person("partner", "site", "sued")
    officer = actor("area_officer", "municipality", "musterstadt")
    grant = Grant(Role.PARTNER, Scope(ScopeKind.SITE, "nord"), Period(date(2027, 3, 3)))
    mandates.give(person=somebody, grant=grant, actor=officer)

    page = text_of(signed_in_as("programme_ministry").get(f"/werkbank/verlauf/person/{somebody.code}/"))

    assert "<strong>Ayse Amt</strong> hat Petra Partner ein Mandat gegeben: Partner vor Ort, Nord." in page


def test_text_of_people_never_becomes_markup(signed_in_as, house):
    touch(actor=imagined("operator", name="<b>Bold</b>"), subject=Subject("organisation", "haus"), reason="<script>alert(1)</script>")
    OrganisationName.objects.update(name="<i>x</i>")

    page = signed_in_as("auditor").get(HOUSE).content.decode()

    assert not [markup for markup in ("<b>Bold", "<script>alert", "<i>x") if markup in page]
