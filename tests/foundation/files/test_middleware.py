"""A request that announces more than its sender may send is turned away unread."""

import io

import pytest

from tests.pages import words
from tests.people import person

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
UPLOAD = "/werkbank/standorte/musterstadt-nord/konzept/einlesen/"


class Body(io.BytesIO):
    """A body that remembers whether anybody read of it."""

    touched = False

    def read(self, *args):
        self.touched = True
        return super().read(*args)


def announce(client, path, length):
    """Return the answer to a request that says it is so long, and its body."""
    body = Body(b"--x\r\n")
    answer = client.generic(
        "POST", path, content_type="multipart/form-data; boundary=x", **{"wsgi.input": body, "CONTENT_LENGTH": str(length)}
    )
    return answer, body


@pytest.mark.parametrize("path", ["/konto/login/", UPLOAD, "/", "/nirgendwo/"])
@pytest.mark.parametrize("length", [MEGABYTE + 1, 200 * MEGABYTE, 10**30])
def test_strangers_send_no_files(client, path, length):
    answer, body = announce(client, path, length)

    assert answer.status_code == 413
    assert "Das ist zu groß" in words(answer)
    assert not body.touched


@pytest.mark.parametrize(("length", "status"), [(MEGABYTE + 1, 403), (512 * MEGABYTE, 403), (512 * MEGABYTE + 1, 413)])
def test_people_get_an_answer_from_the_form_up_to_a_length_nobody_has_by_mistake(client, length, status):
    client.force_login(person("auditor"))

    assert announce(client, UPLOAD, length)[0].status_code == status


@pytest.mark.parametrize("length", ["", "-5", "abc", "1e9", "\u0663"])
def test_a_length_that_is_no_number_is_no_length(client, length):
    assert announce(client, "/konto/login/", length)[0].status_code == 200
