"""What people report to whoever runs the programme."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@pghistory.track(exclude=["text", "answer"])  # what somebody wrote may name people; that and when stays
class ProblemReport(models.Model):
    """Something that does not work or is not clear, on which page, and what was answered."""

    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="problem_reports")
    page = models.CharField(_("Auf welcher Seite?"), max_length=500, blank=True)
    text = models.TextField(_("Was ist los?"))
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        """Read by who reported it and by who runs the programme."""

        published = ()
        internal = ("id", "reported_at", "reported_by", "page", "text", "answer", "answered_at", "answered_by")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True) | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="problem_report_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="problem_report_answer_says_something",
            ),
        )
        indexes = (
            models.Index(fields=("reported_by", "-reported_at"), name="problem_report_by_person"),
            models.Index(fields=("reported_at",), condition=Q(answered_at__isnull=True), name="problem_report_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.reported_at:%d.%m.%Y} {self.page}"
