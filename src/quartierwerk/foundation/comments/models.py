"""Comments and whom they mention."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@pghistory.track(exclude=["body"])  # what somebody wrote can be taken back; that and when they wrote stays
class Comment(models.Model):
    """What somebody says about a thing; a withdrawn one keeps its place and loses its words."""

    subject_kind = models.CharField(max_length=40)
    subject_code = models.CharField(max_length=250)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    body = models.TextField(_("Kommentar"), blank=True)
    written_at = models.DateTimeField()
    is_withdrawn = models.BooleanField(default=False)

    class Privacy:
        """What colleagues say to one another is internal."""

        published = ()
        internal = ("id", "subject_kind", "subject_code", "written_by", "body", "written_at", "is_withdrawn")

    class Meta:
        indexes = (models.Index(fields=("subject_kind", "subject_code", "-written_at"), name="comment_by_subject"),)
        constraints = (
            models.CheckConstraint(
                condition=(Q(is_withdrawn=False) & ~Q(body="")) | (Q(is_withdrawn=True) & Q(body="")),
                name="comment_speaks_until_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_kind}/{self.subject_code} {self.pk}"


@pghistory.track()
class Mention(models.Model):
    """A person a comment means; seen when they say so or answer."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentions")
    is_seen = models.BooleanField(default=False)

    class Privacy:
        """Who was meant is internal."""

        published = ()
        internal = ("id", "comment", "person", "is_seen")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("comment", "person"), name="mention_once"),)
        indexes = (models.Index(fields=("person",), condition=Q(is_seen=False), name="mention_unseen"),)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.person_id}"
