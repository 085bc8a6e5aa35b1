"""Addresses and head lines: one form, and a no to whatever could become two."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.mail.core.addresses import header_text, is_address, normalised
from quartierwerk.foundation.mail.core.refusals import BadAddressError, BrokenHeaderError


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("Ayse.Amt@Stadt.invalid", "ayse.amt@stadt.invalid"),
        (" a@b.de ", "a@b.de"),
        ("a+quartier@b.de", "a+quartier@b.de"),
        ("info@müller.de", "info@xn--mller-kva.de"),
        ("info@MU\N{COMBINING DIAERESIS}LLER.de", "info@xn--mller-kva.de"),
    ],
)
def test_a_mailbox_has_one_form(given_, expected):
    assert normalised(given_) == expected


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("a", "broken"),
        ("@b.de", "broken"),
        ("a@", "broken"),
        ("a@b", "broken"),
        ("a@@b.de", "broken"),
        ("a@b.de, c@d.de", "broken"),
        ("a@b.de\nBcc: c@d.de", "broken"),
        ("a\r\nBcc: c@d.de", "broken"),
        ("Ayse <a@b.de>", "broken"),
        ('"a b"@c.de', "broken"),
        (".a@b.de", "broken"),
        ("a@-b.de", "broken"),
        ("a@[127.0.0.1]", "broken"),
        ("a@b..de", "broken"),
        ("a\0@b.de", "broken"),
        ("ä@b.de", "foreign"),
        ("a" * 65 + "@b.de", "long"),
        ("a@" + ".".join(["b" * 60] * 5) + ".de", "long"),
    ],
)
def test_what_is_no_address_is_refused_with_its_reason(given_, reason):
    with pytest.raises(BadAddressError) as refusal:
        normalised(given_)

    assert refusal.value.reason == reason
    assert not is_address(given_)


@given(st.text(max_size=80) | st.from_regex(r"[^@]{0,20}@[a-z\n\r,<>]{1,10}\.de"))
def test_whatever_is_accepted_stays_as_it_is_and_is_one_line_for_one_mailbox(text):
    try:
        found = normalised(text)
    except BadAddressError:
        return

    assert normalised(found) == found
    assert found.isascii()
    assert found.isprintable()
    assert not set(found) & set(' ,;<>"()\r\n')
    assert is_address(text)


def test_blanks_in_a_head_line_are_evened_out():
    assert header_text("  Drei \t Dinge   warten ") == "Drei Dinge warten"


@pytest.mark.parametrize("text", ["a\nBcc: c@d.de", "a\r", "a\0", "a\x1b", "a\u2028b", "a\u2029b", "a\x85b", "\ud800"])
def test_a_head_line_with_a_break_is_refused(text):
    with pytest.raises(BrokenHeaderError):
        header_text(text)


@given(st.text(max_size=200))
def test_an_accepted_head_line_adds_no_other_head_line(text):
    try:
        subject = header_text(text)
    except BrokenHeaderError:
        return

    message = EmailMessage()
    message["Subject"] = subject

    assert message.keys() == ["Subject"]
    assert subject == " ".join(subject.split())
