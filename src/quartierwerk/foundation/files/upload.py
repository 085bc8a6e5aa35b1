"""Stops an upload that is larger than anything we take, before it fills the disk."""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

_CHUNK = 64 * 1024
LARGEST_UPLOAD = 30 * 1024 * 1024


class SizeLimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes uploads to temporary files and gives up when those of one request pass the limit; the form then says so."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0
        self._incoming: Any = None

    def handle_raw_input(self, input_data: Any, *_more: Any) -> None:
        """Remember where the request comes from."""
        self._incoming = input_data

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take a chunk, or stop.

        Raises:
            StopUpload: the files of the request are larger than the limit together.
        """
        self.received += len(raw_data)
        if self.received > LARGEST_UPLOAD:
            self.request.upload_too_large = True  # type: ignore[union-attr]  # a mark on the function
            # A browser that still sends when the answer comes shows no answer at all. Django would read on line
            # by line, and the server's lines end early.
            while self._incoming.read(_CHUNK):
                pass
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)
