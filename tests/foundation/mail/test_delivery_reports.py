"""Delivery reports are read out of e-mails, and no mess and no fuzzer makes the reading fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.foundation.mail.reports import DELAYED, EXCHANGE, POSTFIX, written

from quartierwerk.foundation.mail.core.addresses import is_address
from quartierwerk.foundation.mail.core.bounces import BounceKind, Report, classify
from quartierwerk.foundation.mail.delivery_reports import LARGEST, MOST_REPORTS, reports_in

EXAMPLES = [written(template) for template in (POSTFIX, EXCHANGE, DELAYED)]


def test_a_report_names_address_action_status_and_the_letter():
    assert reports_in(written(POSTFIX)) == (
        Report(
            "ayse@stadt.invalid",
            "failed",
            "5.1.1",
            "smtp; 550 5.1.1 <ayse@stadt.invalid>: Recipient address rejected: User unknown in virtual mailbox table",
            "<abc.def@quartier.invalid>",
        ),
    )


@pytest.mark.parametrize(("template", "kind"), [(POSTFIX, "hard"), (EXCHANGE, "soft"), (DELAYED, "soft")])
def test_reports_of_different_servers_are_understood(template, kind):
    (report,) = reports_in(written(template))

    assert (report.recipient, report.message_id, classify(report)) == ("ayse@stadt.invalid", "<abc.def@quartier.invalid>", BounceKind(kind))


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_line_endings_do_not_matter(ending):
    assert reports_in(written(POSTFIX).replace(b"\n", ending)) == reports_in(written(POSTFIX))


def test_the_address_as_we_wrote_it_comes_before_where_it_was_sent_on():
    content = written(POSTFIX).replace(b"Final-Recipient: rfc822; ayse@stadt.invalid", b"Final-Recipient: rfc822; ayse@weiter.invalid")

    assert reports_in(content)[0].recipient == "ayse@stadt.invalid"
    assert reports_in(content.replace(b"Original-Recipient", b"X"))[0].recipient == "ayse@weiter.invalid"


def test_several_addresses_are_several_reports():
    more = b"Status: 5.1.1\n\nFinal-Recipient: rfc822; b@stadt.invalid\nAction: delivered\nStatus: 2.0.0\n"
    content = written(EXCHANGE).replace(b"Status: 5.2.2\n", more)

    assert [(report.recipient, report.action) for report in reports_in(content)] == [
        ("ayse@stadt.invalid", "FAILED"),
        ("b@stadt.invalid", "delivered"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\xff\xfe",
        b"Subject: Abwesend\n\nIch bin bis Montag nicht da.",
        b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; niemand\nAction: failed\n",
        b"Content-Type: message/delivery-status\n\nFinal-Recipient: x400; c=de\nAction: failed\n",
        b"Content-Type: multipart/report; boundary=\n\n--\n",
        b"Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n--a--",
    ],
)
def test_what_is_no_report_gives_none(content):
    assert reports_in(content) == ()


def test_a_report_that_does_not_return_the_letter_names_none():
    content = written(EXCHANGE).partition(b"--b1\nContent-Type: message/rfc822")[0]

    assert reports_in(content)[0].message_id == ""


def test_a_file_that_is_too_large_is_not_read():
    assert reports_in(written(POSTFIX) + b"x" * LARGEST) == ()


def test_not_more_reports_are_read_than_anybody_sends_letters():
    block = b"\nFinal-Recipient: rfc822; a@stadt.invalid\nAction: failed\nStatus: 5.1.1\n"
    content = b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n" + block * (MOST_REPORTS + 20)

    assert len(reports_in(content)) == MOST_REPORTS


def test_parts_in_parts_in_parts_give_up():
    content = b"From: a@b.de\n\nx"
    for depth in range(3000):
        content = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (depth, depth) + content[:200_000]

    assert reports_in(content) == ()


def test_fields_are_one_line_of_printable_letters():
    content = written(EXCHANGE).replace(b"mailbox full", b"mailbox\x00\x1b[31m full" + b"x" * 900)

    diagnostic = reports_in(content)[0].diagnostic

    assert diagnostic.isprintable()
    assert len(diagnostic) == 500


def test_a_part_in_a_charset_with_a_zero_byte_is_passed_over():
    head = b'Content-Type: text/rfc822-headers; charset="us\x00ascii"\nContent-Transfer-Encoding: 8bit'
    content = written(POSTFIX).replace(b"Content-Type: text/rfc822-headers", head).replace(b"Subject: Ein Brief", b"Subject: \xff")

    assert [report.message_id for report in reports_in(content)] == [""]


def check(content):
    for report in reports_in(content):
        assert is_address(report.recipient)
        assert all(text.isprintable() and len(text) <= 500 for text in (report.action, report.status, report.diagnostic))
        assert report.message_id == "" or (report.message_id[0], report.message_id[-1]) == ("<", ">")
        classify(report)


@given(st.binary(max_size=2000))
def test_any_bytes_can_be_read(content):
    check(content)


@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
def test_a_report_with_bytes_changed_cut_and_doubled_can_be_read(example, chance):
    content = bytearray(example)
    for _change in range(chance.randint(1, 30)):
        at = chance.randrange(len(content) or 1)
        what = chance.randrange(4)
        if what == 0:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            del content[at : at + chance.randrange(40)]
        elif what == 2:
            content[at:at] = content[at : at + chance.randrange(60)]
        else:
            content[at:at] = chance.choice([b"\r\n", b"\n\n", b"=?utf-8?B?//8=?=", b"\xff", b"\0", b";;;", b'"', b"--", b"boundary="])
    check(bytes(content))


@given(st.lists(st.sampled_from([line + b"\n" for example in EXAMPLES for line in example.split(b"\n")]), max_size=60))
def test_lines_of_reports_in_any_order_can_be_read(lines):
    check(b"".join(lines))
