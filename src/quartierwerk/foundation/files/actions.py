"""The one deed on files: storing one."""

import unicodedata

from django.utils import timezone

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.files import photographs, policy, storage
from quartierwerk.foundation.files.core.purposes import Purpose, check_admitted
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.files.sniffing import sniff
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject

_LONGEST_NAME = 255
_CODE_LENGTH = 16


@deed("files:file:store")
def store(*, actor: Actor, content: bytes, name: str, purpose: Purpose) -> StoredFile:
    """Return the stored file; the same bytes are stored once, and photographs without their traces.

    The bytes reach the disk before the row is written: a deed that fails leaves at most bytes nobody names.

    Raises:
        NotPermittedError: the actor may not store files.
        EmptyFileError, TooLargeError, LockedFileError, WrongKindError: not allowed for the purpose.
        UnreadablePictureError, TooManyPixelsError: not a photograph we can show.
    """
    policy.may_store(actor).require()
    media_type = sniff(content)
    check_admitted(media_type, size=len(content), purpose=purpose)
    if purpose is Purpose.PHOTO:
        content, media_type = photographs.without_traces(content)
    sha256 = storage.keep(content)
    file, is_new = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": len(content),
            "media_type": media_type,
            "original_name": shown_name(name),
            "stored_at": timezone.now(),
            "stored_by_id": actor.person_id,
        },
    )
    facts = {"purpose": purpose.value, "media_type": file.media_type, "size": file.size, "already_there": not is_new}
    record(Subject("file", sha256[:_CODE_LENGTH]), facts=facts)
    return file


def shown_name(name: str) -> str:
    """Return a file's name as people know it: without folders and invisible characters, not too long."""
    last = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-_LONGEST_NAME:] or "Datei"
