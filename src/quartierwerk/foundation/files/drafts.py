"""An uploaded file between its upload and its confirmation: a signed address says who put it where, and for what.

Nothing is written for it but the file itself. Whoever holds the address gets the file only as the person who
uploaded it, at the same place, for the same purpose, and for a day.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import Http404

from quartierwerk.foundation.files import queries
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.people.core.actor import Actor

_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Draft:
    """The file with the name it was uploaded under; the same bytes may have been stored under another."""

    file: StoredFile
    name: str

    @property
    def content(self) -> bytes:
        """Return the file's bytes, checked against its hash."""
        return queries.content(self.file)


def sign(draft: Draft, *, purpose: Purpose, site: str, actor: Actor) -> str:
    """Return the part of an address under which the actor finds the draft at this site again."""
    return signing.dumps([draft.file.sha256, draft.name, site, actor.person_id], salt=_salt(purpose))


def find(signed: str, *, purpose: Purpose, site: str, actor: Actor) -> Draft:
    """Return the draft that the actor uploaded for this purpose at this site in the last day.

    Raises:
        Http404: there is none, or it is somebody else's or another site's.
    """
    try:
        sha256, name, at_site, person = signing.loads(signed, salt=_salt(purpose), max_age=_DAY)
    except signing.BadSignature as problem:
        raise Http404 from problem
    file = queries.find(sha256)
    if file is None or (at_site, person) != (site, actor.person_id):
        raise Http404
    return Draft(file, name)


def _salt(purpose: Purpose) -> str:
    return f"files.draft.{purpose.value}"
