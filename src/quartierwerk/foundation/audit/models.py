"""The trail of deeds: append-only, without foreign keys, so that it outlives what it describes."""

from django.db import models
from django.db.models import Q

from quartierwerk.foundation.audit.append_only import AppendOnly, AppendOnlyQuerySet


class TrailEntry(AppendOnly):
    """One deed: who, what, on which subject, why, and the hash that ties it to the entry before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    deed = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=50)
    subject_code = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    history_id = models.UUIDField(null=True)  # the row history of this deed carries the same number
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnlyQuerySet["TrailEntry"].as_manager()

    class Privacy:
        """The trail names people and is never published."""

        published = ()
        internal = (
            "number", "at", "deed", "subject_kind", "subject_code", "actor_id", "actor_name",
            "reason", "facts", "request_id", "history_id", "previous_hash", "entry_hash",
        )  # fmt: skip

    class Meta(AppendOnly.Meta):
        indexes = (
            models.Index(fields=("subject_kind", "subject_code", "number"), name="trail_by_subject"),
            models.Index(fields=("request_id",), name="trail_by_request"),
            models.Index(fields=("deed",), name="trail_by_deed"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(number__gt=0), name="trail_number_above_zero"),
            models.CheckConstraint(condition=Q(deed__regex=r"^[a-z_]+:[a-z_]+:[a-z_]+$"), name="trail_deed_follows_grammar"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.deed} {self.subject_kind}/{self.subject_code}"
