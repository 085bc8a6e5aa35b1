"""Files by content: the same bytes are stored once."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q


@pghistory.track()
class StoredFile(models.Model):
    """The bytes behind a hash, with the type their content shows."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=255)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Privacy:
        """A file is published by the thing that shows it, never by itself."""

        published = ()
        internal = ("id", "sha256", "size", "media_type", "original_name", "stored_at", "stored_by")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stored_file_named_by_its_hash"),)

    def __str__(self) -> str:
        return self.original_name
