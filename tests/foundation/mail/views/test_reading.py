"""Reading letters in the browser, and saying how one wants to be written to."""

import pytest
from django.urls import reverse
from tests.factories.mail import THURSDAY, make_letter
from tests.factories.mail import words as letter_words
from tests.pages import links, words
from tests.people import person
from tests.queries import assert_same_queries

from quartierwerk.foundation.mail import queries
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.models import MailSettings, OutgoingMail
from quartierwerk.foundation.slots.values import Subject

pytestmark = pytest.mark.django_db
SAID = "es gibt etwas Neues"


@pytest.fixture
def mine(client, reader):
    client.force_login(reader)
    return client


def letter(mail):
    return reverse("mail:letter", args=(mail.code,))


def letter_html(mail):
    return reverse("mail:letter_html", args=(mail.code,))


def make(reader, kind):
    return make_letter(reader, kind=kind, digest_on=THURSDAY.date() if kind == "digest" else None)


def test_everybody_finds_their_own_letters(mine, reader):
    make_letter(reader)
    make_letter(person("auditor"), letter=letter_words(subject="Fremder Brief"))

    page = mine.get(reverse("mail:my_letters"))

    assert "Ein Brief Verfahren bereit zum Versand" in words(page)
    assert "Fremder Brief" not in words(page)


def test_whoever_has_no_letter_is_told_when_one_comes(mine):
    assert "Sie haben noch keinen Brief bekommen" in words(mine.get(reverse("mail:my_letters")))


def test_ones_own_letter_is_read_with_its_links(mine, reader):
    mail = make_letter(reader, letter=letter_words(text="Siehe https://q.invalid/a/."))

    page = mine.get(letter(mail))

    assert "Siehe https://q.invalid/a/ ." in words(page)
    assert "https://q.invalid/a/" in links(page)
    assert page.headers["Cache-Control"] == "no-store"


def test_letters_of_others_are_not_known(mine):
    mail = make_letter(person("auditor"))

    assert (mine.get(letter(mail)).status_code, mine.get(letter_html(mail)).status_code) == (404, 404)


def test_nobody_reads_letters_without_signing_in(client, reader):
    mail = make_letter(reader)

    for address in (letter(mail), letter_html(mail), reverse("mail:my_letters"), reverse("mail:wishes")):
        assert client.get(address).headers["Location"].startswith("/konto/login/")


@pytest.mark.parametrize(
    ("kind", "seen", "why"),
    [
        ("duty", True, ""),
        ("news", True, ""),
        ("digest", False, "Einen Tagesbrief liest nur die Person"),
        ("way_in", False, "steckt ein Schlüssel"),
    ],
)
def test_whoever_runs_the_outbox_reads_what_is_not_personal(signed_in_as, reader, kind, seen, why):
    mail = make(reader, kind)
    client = signed_in_as("operator")

    page, html = client.get(letter(mail)), client.get(letter_html(mail))

    assert (SAID in words(page)) is seen
    assert why in words(page)
    assert (html.status_code, SAID in html.content.decode()) == (200 if seen else 403, seen)


def test_a_key_is_shown_to_nobody_not_even_to_its_reader(mine, reader):
    mail = make(reader, "way_in")

    assert SAID not in words(mine.get(letter(mail)))
    assert mine.get(letter_html(mail)).status_code == 403


def test_in_the_example_programme_keys_can_be_read_in_the_outbox(signed_in_as, reader, settings):
    settings.EXAMPLE_PROGRAMME = True
    mail = make(reader, "way_in")

    assert SAID in words(signed_in_as("operator").get(letter(mail)))


def test_the_letter_as_it_looks_can_do_nothing(mine, reader):
    mail = make_letter(reader, letter=letter_words(text="<script>alert(1)</script>"))

    page = mine.get(letter_html(mail))

    assert page.content.decode() == mail.html
    assert "<script>" not in page.content.decode()
    rules = dict(rule.strip().split(" ", 1) for rule in page.headers["Content-Security-Policy"].split(";"))
    assert rules == {"default-src": "'none'", "style-src": "'unsafe-inline'", "frame-ancestors": "'none'", "sandbox": "allow-popups"}
    assert (page.headers["X-Frame-Options"], page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == (
        "DENY",
        "no-referrer",
        "no-store",
    )


@pytest.mark.parametrize("state", ["held", "withdrawn"])
def test_what_is_held_back_or_taken_back_is_unknown_to_its_reader_and_seen_in_the_outbox(mine, reader, state, signed_in_as):
    mail = make_letter(reader, state=state)

    assert "Sie haben noch keinen Brief bekommen" in words(mine.get(reverse("mail:my_letters")))
    assert (mine.get(letter(mail)).status_code, mine.get(letter_html(mail)).status_code) == (404, 404)
    assert SAID in words(signed_in_as("operator").get(letter(mail)))


def test_a_waiting_letter_about_something_its_reader_lost_sight_of_is_not_shown(mine, reader, things):
    things.known = {"a": [reader.name]}
    mail = make_letter(reader, mentions=[Subject("thing", "a")])
    assert SAID in words(mine.get(letter(mail)))

    things.known = {}

    page = mine.get(letter(mail))
    assert SAID not in words(page)
    assert "etwas, das Sie nicht mehr einsehen dürfen" in words(page)
    assert mine.get(letter_html(mail)).status_code == 403


def test_an_emptied_letter_says_that_it_is(mine, reader):
    mail = make_letter(reader, state="sent")
    OutgoingMail.objects.update(text="", html="", subject="", address="", is_cleared=True)

    assert "Der Text wird nicht mehr aufbewahrt." in words(mine.get(letter(mail)))
    assert mine.get(letter_html(mail)).status_code == 404


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("waiting", {"hold"}),
        ("held", {"release"}),
        ("failed", {"repeat"}),
        ("bounced", {"repeat"}),
        ("sent", set()),
    ],
)
def test_the_page_offers_what_can_be_done_now(signed_in_as, reader, state, buttons):
    mail = make_letter(reader, state=state)

    shown = links(signed_in_as("operator").get(letter(mail)))

    assert {name for name in ("hold", "release", "repeat") if reverse(f"mail:{name}", args=(mail.code,)) in shown} == buttons


def test_its_reader_has_no_buttons_and_no_answer_of_the_server(mine, reader):
    mail = make_letter(reader, state="failed")
    OutgoingMail.objects.update(answer="550 internal")

    page = mine.get(letter(mail))

    assert "550 internal" not in words(page)
    assert not {reverse(f"mail:{name}", args=(mail.code,)) for name in ("repeat", "withdraw")} & set(links(page))


def test_ones_letters_ask_as_often_for_twenty_as_for_two(mine, reader):
    assert_same_queries(
        mine,
        reverse("mail:my_letters"),
        few=lambda: [make_letter(reader) for _n in range(2)],
        many=lambda: [make_letter(reader) for _n in range(18)],
        at_most=6,
    )


def test_a_letter_asks_seldom_however_much_it_says(mine, reader):
    mail = make_letter(reader)

    def longer():
        OutgoingMail.objects.update(text="Guten Tag\n\n" * 20)

    assert_same_queries(mine, letter(mail), few=lambda: None, many=longer, at_most=5)
    assert_same_queries(mine, letter_html(mail), few=lambda: None, many=longer, at_most=4)


def test_wishes_are_saved_and_shown(mine, reader):
    colleague = person("treasury", "municipality", "musterstadt")
    given = {"language": "en", "news": "on", "absent_from": "2026-12-21", "absent_until": "2027-01-02", "fallback": colleague.pk}

    saved = mine.post(reverse("mail:wishes"), given, follow=True)

    assert "So schreiben wir Ihnen von jetzt an." in words(saved)
    assert queries.unwanted_by(reader.pk) == {MailKind.DIGEST}
    assert MailSettings.objects.get().fallback == colleague
    form = mine.get(reverse("mail:wishes")).context["form"]
    assert (form.initial["language"], form.initial["digest"], form.initial["fallback"]) == ("en", False, colleague.pk)


def test_only_colleagues_are_offered_as_fallback(mine):
    person("treasury", "municipality", "anderswo")
    colleague = person("treasury", "municipality", "musterstadt")

    assert list(mine.get(reverse("mail:wishes")).context["form"].fields["fallback"].queryset) == [colleague]


def test_wishes_ask_as_often_for_twenty_colleagues_as_for_two(mine):
    def people(number, begin=0):
        for place in range(begin, begin + number):
            somebody = person("partner", "site", f"s-{place}")
            somebody.mandates.update(scope_kind="municipality", scope_code="musterstadt")

    assert_same_queries(mine, reverse("mail:wishes"), few=lambda: people(2), many=lambda: people(18, 2), at_most=7)
