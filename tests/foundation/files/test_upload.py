"""What a request may bring as files, all of them together."""

import io

import pytest
from django.core.files.uploadhandler import StopUpload
from django.http import HttpRequest

from quartierwerk.foundation.files import upload


@pytest.fixture
def handler(monkeypatch):
    monkeypatch.setattr(upload, "LARGEST_UPLOAD", 1_000)
    handler = upload.SizeLimitedUploadHandler(HttpRequest())
    handler.handle_raw_input(io.BytesIO(b"the rest\nof it\n"), {}, 0, b"x")
    yield handler
    handler.file.close()


def begin(handler):
    handler.new_file("file", "liste.csv", "text/csv", None)


def test_an_upload_is_given_up_at_the_limit(handler):
    begin(handler)
    handler.receive_data_chunk(b"x" * 1_000, 0)

    with pytest.raises(StopUpload) as stop:
        handler.receive_data_chunk(b"x", 1_000)

    assert handler.request.upload_too_large
    assert stop.value.connection_reset  # which keeps Django from reading on, for all is read
    assert handler._incoming.read() == b""


def test_many_files_of_one_request_count_together(handler):
    for _ in range(2):
        begin(handler)
        handler.receive_data_chunk(b"x" * 500, 0)
        handler.file.close()
    begin(handler)

    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"x", 0)
