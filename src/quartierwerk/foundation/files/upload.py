"""Stops an upload that is larger than anything we take, before it fills the disk."""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

LARGEST_UPLOAD = 30 * 1024 * 1024


class SizeLimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes the upload to a temporary file and gives up at the limit; the form then says so."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take a chunk, or stop.

        Raises:
            StopUpload: the file is larger than the limit.
        """
        self.received += len(raw_data)
        if self.received > LARGEST_UPLOAD:
            self.request.upload_too_large = True  # type: ignore[union-attr]  # a mark for the view
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)
