"""Deadlines as rooms tell them, follow-ups as people set them, and the calendars others read them in."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartierwerk.foundation.calendar.core.follow_ups import State


class RegisteredDeadline(models.Model):
    """A day a room tells of; derived, but kept when the room tells it no more: whoever subscribed learns that it is cancelled.

    ``scopes`` are the scopes its subject lies in, as ``kind:code``.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    source = models.CharField(max_length=40)
    group = models.CharField(max_length=250)
    subject_kind = models.CharField(max_length=40)
    subject_code = models.CharField(max_length=250)
    title = models.CharField(max_length=400)
    on = models.DateField()
    address = models.CharField(max_length=500)
    scopes = ArrayField(models.CharField(max_length=260), default=list)
    sequence = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    changed = models.DateTimeField()

    class Privacy:
        """Who may know of a deadline is asked of its room with each look."""

        published = ()
        internal = (
            "id", "uid", "source", "group", "subject_kind", "subject_code", "title", "on", "address", "scopes",
            "sequence", "is_cancelled", "changed",
        )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "subject_kind", "subject_code"), name="deadline_once"),)
        indexes = (
            models.Index(fields=("on", "id"), condition=Q(is_cancelled=False), name="deadline_by_day"),
            models.Index(fields=("source", "group"), name="deadline_by_group"),
            GinIndex(fields=("scopes",), name="deadline_by_scope", fastupdate=False),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class RegisterState(models.Model):
    """How far the register has read the trail; one row."""

    trail_number = models.BigIntegerField()

    class Privacy:
        """Internal."""

        published = ()
        internal = ("id", "trail_number")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="register_state_is_one"),)

    def __str__(self) -> str:
        return str(self.trail_number)


@pghistory.track(exclude=["note"])  # what somebody reminds themselves of is their own; that and when stays
class FollowUp(models.Model):
    """A day on which a thing is laid before a person again."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    subject_kind = models.CharField(max_length=40)
    subject_code = models.CharField(max_length=250)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follow_ups")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    on = models.DateField(pgettext_lazy("calendar", "Tag"))
    note = models.CharField(_("Was ist zu tun?"), max_length=300)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in State], default=State.OPEN)
    sequence = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField()

    class Privacy:
        """What somebody is reminded of is read by them and by who set it."""

        published = ()
        internal = ("id", "uid", "subject_kind", "subject_code", "person", "set_by", "set_at", "on", "note", "state", "sequence", "changed")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[each.value for each in State]), name="follow_up_state_is_known"),
            models.CheckConstraint(condition=~Q(note=""), name="follow_up_says_what_to_do"),
        )
        indexes = (
            models.Index(fields=("person", "on"), condition=Q(state="open"), name="follow_up_waiting"),
            models.Index(fields=("subject_kind", "subject_code"), name="follow_up_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.subject_kind}/{self.subject_code}"


@pghistory.track(exclude=["token_hash"])
class Feed(models.Model):
    """An address at which a calendar program reads without signing in; only the hash of its secret part is kept.

    ``site`` is blank for the person's own calendar.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    site = models.CharField(max_length=200, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    read_on = models.DateField(null=True)

    class Privacy:
        """Who reads what in which program is internal."""

        published = ()
        internal = ("id", "person", "site", "token_hash", "made_on", "read_on")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(read_on__isnull=True) | Q(read_on__gte=F("made_on")), name="feed_is_read_after_it_is_made"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.site}"
