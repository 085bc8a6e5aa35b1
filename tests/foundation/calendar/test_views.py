"""Pages of the calendar, and what other programs read."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.factories.concepts import SITE, make_concept
from tests.pages import links, words
from tests.people import actor, person
from tests.queries import assert_same_queries

from quartierwerk.foundation.calendar import actions
from quartierwerk.foundation.calendar.models import Feed, FollowUp, RegisteredDeadline
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import Subject

pytestmark = pytest.mark.django_db
HERE = reverse("calendar:follow_ups", args=("site", SITE))
MINE = reverse("calendar:mine")
FEEDS = reverse("calendar:feeds")
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def concept(db):
    return make_concept(measures=1)


@pytest.fixture
def officer_client(signed_in_as, concept):
    return signed_in_as("area_officer", "municipality", "musterstadt")


def deadline(number=1, on=TOMORROW, site=SITE, **given):
    return RegisteredDeadline.objects.create(
        source="measure_ends",
        group=site,
        subject_kind="measure",
        subject_code=f"{site}/{number}",
        title=f"1.{number} Park",
        on=on,
        address=f"/m/{number}/",
        scopes=["municipality:musterstadt", "programme:soziale-stadt", f"site:{site}"],
        changed=timezone.now(),
        **given,
    )


def lay(on=TOMORROW, note="Bescheid prüfen", by=None):
    by = by or actor("area_officer", "municipality", "musterstadt")
    me = Person.objects.get(pk=by.person_id)
    return actions.set_follow_up(subject=Subject("site", SITE), person=me, on=on, note=note, actor=by, now=timezone.now())


def test_a_follow_up_is_set_moved_and_done(officer_client):
    assert "Noch keine Wiedervorlage" in words(officer_client.get(HERE))

    page = officer_client.post(HERE, {"on": TOMORROW.isoformat(), "note": "<b>prüfen</b>"}, follow=True)

    assert "Die Wiedervorlage steht im Kalender." in words(page)
    assert "&lt;b&gt;prüfen&lt;/b&gt;" in page.text
    number = FollowUp.objects.get().pk
    later = TODAY + timedelta(days=400)
    page = officer_client.post(reverse("calendar:move", args=(number,)), {"on": later.isoformat()}, follow=True)
    assert "Die Wiedervorlage ist verschoben." in words(page)
    assert "prüfen" in words(officer_client.get(f"{MINE}?monat={later:%Y-%m}"))
    page = officer_client.post(reverse("calendar:end", args=(number,)), {"hier": "1"}, follow=True)
    assert page.redirect_chain == [(HERE, 302)]
    assert "Die Wiedervorlage ist erledigt." in words(page)
    assert "Noch keine Wiedervorlage" in words(page)


def test_one_for_a_colleague_waits_on_their_desk_and_in_their_calendar(officer_client, signed_in_as):
    manager = person("neighbourhood_manager", "site", SITE)
    officer_client.post(HERE, {"on": TODAY.isoformat(), "note": "anrufen", "person": manager.code})

    client = signed_in_as("neighbourhood_manager", "site", SITE)

    assert "anrufen" in words(client.get("/werkbank/"))
    assert "anrufen" in words(client.get(MINE))
    assert "gesetzt von Ayse Amt" in words(client.get(HERE))
    assert "anrufen" not in words(signed_in_as("area_officer", "municipality", "musterstadt").get(MINE))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"on": "2020-01-01", "note": "x"}, "Der Tag liegt in der Vergangenheit. Nennen Sie heute oder einen späteren."),
        ({"on": "2926-01-01", "note": "x"}, "Der Tag liegt mehr als zehn Jahre voraus. Prüfen Sie das Jahr."),
        ({"on": "", "note": "x"}, "Nennen Sie den Tag."),
        ({"on": TOMORROW.isoformat(), "note": " "}, "Schreiben Sie, was zu tun ist."),
        ({"on": TOMORROW.isoformat(), "note": "x" * 301}, "Der Text hat 301 Zeichen. Möglich sind 300."),
        ({"on": TOMORROW.isoformat(), "note": "x", "person": "niemand"}, "Wählen Sie jemanden aus der Liste."),
    ],
)
def test_a_refused_follow_up_keeps_what_was_typed(given, said, officer_client):
    page = officer_client.post(HERE, given)

    assert said in words(page)
    assert f'value="{given["note"].strip()}"' in page.text or not given["note"].strip()
    assert not FollowUp.objects.exists()


def test_a_refused_move_says_why(officer_client):
    address = reverse("calendar:move", args=(lay().pk,))

    assert "Der Tag liegt in der Vergangenheit." in words(officer_client.post(address, {"on": "2020-01-01"}))
    assert "Bescheid prüfen" in words(officer_client.get(address))


def test_a_site_and_a_measure_lead_to_their_days(officer_client):
    assert reverse("calendar:site", args=(SITE,)) in links(officer_client.get(f"/werkbank/standorte/{SITE}/"))
    there = f"/werkbank/wiedervorlage/measure/{SITE}/m-1/"
    assert there in links(officer_client.get(f"/werkbank/standorte/{SITE}/massnahmen/m-1/"))
    assert "Maßnahme 1" in words(officer_client.get(there))


def test_others_find_neither_the_follow_up_nor_its_pages(officer_client, signed_in_as):
    number = lay(note="geheim").pk
    client = signed_in_as("neighbourhood_manager", "site", SITE)

    assert client.get(reverse("calendar:move", args=(number,))).status_code == 404
    assert client.post(reverse("calendar:end", args=(number,))).status_code == 404
    assert "geheim" not in words(client.get(HERE)) + words(client.get(MINE))


def test_nothing_is_set_on_what_is_not_there(officer_client):
    assert officer_client.get(reverse("calendar:follow_ups", args=("site", "nirgends"))).status_code == 404
    assert officer_client.get(reverse("calendar:follow_ups", args=("nichts", "x"))).status_code == 404


def test_a_month_shows_how_much_stands_on_its_days(officer_client):
    day = date(TODAY.year + 1, 3, 10)
    for number in (1, 2):
        deadline(number, day)
    deadline(3, day + timedelta(days=1))
    deadline(4, day, is_cancelled=True)
    lay(day, "anrufen")

    page = officer_client.get(f"{MINE}?monat={day:%Y-%m}")

    assert f"März {day.year}" in words(page)
    assert "10 2 Fristen 1 Wiedervorlage" in words(page)
    assert "1.3 Park" in words(page)
    assert "1.4 Park" not in words(page)
    one = words(officer_client.get(f"{MINE}?tag={day:%Y-%m-%d}"))
    assert "1.2 Park" in one
    assert "1.3 Park" not in one


@pytest.mark.parametrize(
    "asked", ["monat=2027-13", "monat=x", "tag=2027-02-30", "tag=9999-12-31", "monat=0001-01", "tag=%00", "page=99999"]
)
def test_an_address_that_names_no_month_shows_this_one(asked, officer_client):
    page = officer_client.get(f"{MINE}?{asked}")

    assert page.status_code == 200
    assert 'class=" ist-heute"' in page.text
    assert page.context["day"] is None


def test_a_month_without_deadlines_leads_to_the_next_one(officer_client):
    deadline(1, date(TODAY.year + 2, 3, 10))
    deadline(2, date(TODAY.year + 2, 2, 10), is_cancelled=True)

    page = officer_client.get(MINE)

    assert f"Die nächste Frist: 10. März {TODAY.year + 2}" in words(page)
    assert f"?tag={TODAY.year + 2}-03-10#tage" in links(page)


def test_what_is_overdue_stands_first_in_every_month(officer_client):
    found = lay(TODAY)
    FollowUp.objects.filter(pk=found.pk).update(on=TODAY - timedelta(days=9))

    assert "Überfällig Bescheid prüfen" in words(officer_client.get(f"{MINE}?monat=2030-01"))


def test_a_sites_days_stand_in_its_dossier(officer_client):
    deadline(1, TODAY)
    deadline(2, TODAY, site="anderswo")

    page = officer_client.get(reverse("calendar:site", args=(SITE,)))

    assert "1.1 Park" in words(page)
    assert "1.2 Park" not in words(page)
    assert HERE in links(page)
    assert officer_client.get(reverse("calendar:site", args=("nirgends",))).status_code == 404


def more(begin, number):
    for each in range(begin, begin + number):
        deadline(each, TODAY)
        lay(TODAY, f"nr {each}")


def test_ones_own_calendar_asks_the_same_for_few_and_many(officer_client):
    assert_same_queries(officer_client, reverse("calendar:mine"), few=lambda: more(0, 2), many=lambda: more(2, 18))


def test_a_sites_calendar_asks_the_same_for_few_and_many(officer_client):
    assert_same_queries(officer_client, reverse("calendar:site", args=(SITE,)), few=lambda: more(0, 2), many=lambda: more(2, 18))


def test_follow_ups_on_a_thing_ask_the_same_for_few_and_many(officer_client):
    address = reverse("calendar:follow_ups", args=("site", SITE))

    assert_same_queries(officer_client, address, few=lambda: more(0, 2), many=lambda: more(2, 18))


def addresses(number):
    officer = actor("area_officer", "municipality", "musterstadt")
    for _each in range(number):
        actions.open_feed(site=SITE, actor=officer, today=TODAY)


def test_calendar_addresses_ask_the_same_for_few_and_many(officer_client):
    assert_same_queries(officer_client, reverse("calendar:feeds"), few=lambda: addresses(2), many=lambda: addresses(18))


def test_a_program_that_reads_asks_the_same_for_few_and_many(officer_client):
    token = actions.open_feed(site="", actor=actor("area_officer", "municipality", "musterstadt"), today=TODAY)

    assert_same_queries(Client(), reverse("calendar:feed", args=(token,)), few=lambda: more(0, 2), many=lambda: more(2, 18))


def test_an_address_is_shown_once_and_read_without_signing_in(officer_client):
    deadline(1, TOMORROW)
    lay(TOMORROW, "anrufen; bald, ja")
    page = officer_client.post(FEEDS, follow=True)
    address = page.context["address"].split("://", 1)[1].split("/", 1)[1]
    assert page.context["address"] in page.text
    assert page.context["address"] not in officer_client.get(FEEDS).text
    assert "noch nicht gelesen" in words(officer_client.get(FEEDS))

    answer = Client().get(f"/{address}")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert set(events) == {"Ende der Maßnahme: 1.1 Park", "anrufen; bald, ja"}
    assert events["anrufen; bald, ja"].decoded("DTSTART") == TOMORROW
    assert Feed.objects.get().read_on == TODAY
    again = Client().get(f"/{address}", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    officer_client.post(reverse("calendar:close_feed", args=(Feed.objects.get().pk,)))
    assert Client().get(f"/{address}").status_code == 404


def test_an_address_of_a_site_holds_the_sites_days(officer_client):
    deadline(1)
    lay()
    assert "anlegen" in words(officer_client.get(f"{FEEDS}?standort={SITE}"))
    page = officer_client.post(FEEDS, {"site": SITE}, follow=True)

    answer = Client().get("/" + page.context["address"].split("/", 3)[3])

    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == ["Ende der Maßnahme: 1.1 Park"]


def test_an_address_opens_nothing_when_its_owner_has_no_task_any_more(officer_client):
    page = officer_client.post(FEEDS, follow=True)
    Person.objects.get(pk=Feed.objects.get().person_id).mandates.all().delete()

    assert Client().get("/" + page.context["address"].split("/", 3)[3]).status_code == 404
    assert Client().get("/kalender/erraten.ics").status_code == 404


def test_nobody_closes_the_address_of_somebody_else(officer_client, signed_in_as):
    officer_client.post(FEEDS)
    client = signed_in_as("programme_ministry")

    assert client.post(reverse("calendar:close_feed", args=(Feed.objects.get().pk,))).status_code == 404
    assert client.post(FEEDS, {"site": "nirgends"}, follow=True).status_code == 200
    assert Feed.objects.count() == 1


def a_file(*days):
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:Termin <{n}>\r\nEND:VEVENT\r\n"
        for n, day in enumerate(days)
    )
    return SimpleUploadedFile("t.ics", f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode())


def test_chosen_appointments_of_a_file_become_follow_ups(officer_client):
    there = reverse("calendar:take_in", args=("site", SITE))
    assert "Datei wählen" in words(officer_client.get(there))

    page = officer_client.post(there, {"file": a_file(TOMORROW, TODAY, TODAY - timedelta(days=1))})

    assert "Termin &lt;0&gt;" in page.text
    assert "Termin &lt;2&gt;" not in page.text
    offered = [f"{TODAY.isoformat()} Termin <1>", f"{TOMORROW.isoformat()} Termin <0>"]
    page = officer_client.post(there, {"offered": offered, "chosen": offered[:1]}, follow=True)
    assert "Ein Termin ist übernommen." in words(page)
    assert list(FollowUp.objects.values_list("on", "note")) == [(TODAY, "Termin <1>")]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("t.ics", b"Hallo"), "Das ist keine Kalenderdatei."),
        (SimpleUploadedFile("t.ics", b"\x00\xff\xd8" * 90), "Das ist keine Kalenderdatei."),
        (SimpleUploadedFile("t.ics", b"x" * 2_000_001), "Die Datei ist größer als 2 MB."),
        (SimpleUploadedFile("t.ics", b""), "Die Datei ist leer."),
        (a_file(date(2020, 1, 1)), "In der Datei steht kein Termin mit einem Tag."),
        (a_file(*(TODAY + timedelta(days=n) for n in range(501))), "In der Datei stehen 501 Termine. Auf einmal gehen 500."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(file, said, officer_client):
    file.seek(0)

    page = officer_client.post(reverse("calendar:take_in", args=("site", SITE)), {"file": file})

    assert said in words(page)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"offered": [f"{TOMORROW} x"]}, "Wählen Sie mindestens einen Termin."),
        ({"offered": ["unsinn", "2020-01-01 alt"], "chosen": ["2020-01-01 alt"]}, "Der Tag liegt in der Vergangenheit."),
        ({"offered": [f"{TOMORROW} x"], "chosen": [f"{TOMORROW} y"]}, "y"),
    ],
)
def test_a_choice_that_cannot_be_taken_over_is_refused(given, said, officer_client):
    page = officer_client.post(reverse("calendar:take_in", args=("site", SITE)), given)

    assert said in words(page)
    assert not FollowUp.objects.exists()
