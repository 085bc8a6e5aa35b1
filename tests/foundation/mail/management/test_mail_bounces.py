"""``mail bounces``: reading reports from files."""

import io

import pytest
from django.core.management import call_command
from tests.factories.mail import make_letter
from tests.foundation.mail.reports import DELAYED, EXCHANGE, POSTFIX, written

from quartierwerk.foundation.mail.models import Bounce, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(reader):
    return make_letter(reader, state="sent")


def read(source):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("mail_bounces", str(source), stdout=out, stderr=err)
    except SystemExit as ending:
        return out.getvalue().splitlines(), err.getvalue(), ending.code
    return out.getvalue().splitlines(), err.getvalue(), 0


def report(template, mail):
    return written(template, recipient=mail.address, message_id=mail.message_id)


def test_a_folder_is_read_and_what_is_about_our_letters_is_kept(tmp_path, sent):
    (tmp_path / "new").mkdir()
    (tmp_path / "a.eml").write_bytes(report(DELAYED, sent))
    (tmp_path / "new" / "b.eml").write_bytes(report(POSTFIX, sent))
    (tmp_path / "c.eml").write_bytes(b"Subject: Abwesend\n\nBis Montag.")
    (tmp_path / "d").write_bytes(bytes(range(256)))

    rows, err, code = read(tmp_path)

    assert rows == ["file,address,result", f"a.eml,{sent.address},soft", f"b.eml,{sent.address},hard"]
    assert (err, code) == ("", 0)
    assert OutgoingMail.objects.get().state == "bounced"


def test_reading_again_changes_nothing(tmp_path, sent):
    file = tmp_path / "a.eml"
    file.write_bytes(report(EXCHANGE, sent))
    read(file)

    assert read(file)[0][1:] == [f"a.eml,{sent.address},unchanged"]
    assert Bounce.objects.count() == 1


def test_a_made_up_report_closes_nobodys_address(tmp_path, sent):
    file = tmp_path / "a.eml"
    file.write_bytes(written(POSTFIX, recipient=sent.address, message_id="<made.up@quartier.invalid>"))

    assert read(file)[0][1:] == [f"a.eml,{sent.address},unknown"]
    assert not Bounce.objects.exists()


def test_a_report_about_another_address_than_the_letters_changes_nothing(tmp_path, sent):
    file = tmp_path / "a.eml"
    file.write_bytes(written(POSTFIX, recipient="other@stadt.invalid", message_id=sent.message_id))

    assert read(file)[0][1:] == ["a.eml,other@stadt.invalid,unchanged"]
    assert OutgoingMail.objects.get().state == "sent"


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path, sent):
    (tmp_path / "b.eml").write_bytes(report(POSTFIX, sent))

    _rows, err, code = read(tmp_path / "nothing.eml")

    assert code == 1
    assert err.startswith(f"{tmp_path / 'nothing.eml'}:1:1: Die Datei lässt sich nicht lesen")
    assert read(tmp_path)[0][1:] == [f"b.eml,{sent.address},hard"]
