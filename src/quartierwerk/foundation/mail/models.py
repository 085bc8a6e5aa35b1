"""The outbox: letters, batches, what came back, what nobody wants, and how people want to be written to.

What a letter said is kept for a while and then emptied (``actions.clearing``); that there was one stays. Neither words
nor addresses go into the row history, which is never deleted.
"""

import secrets

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quartierwerk.foundation.mail.core.bounces import BounceKind
from quartierwerk.foundation.mail.core.kinds import MailKind, may_unsubscribe
from quartierwerk.foundation.mail.core.states import MailState

OPTIONAL = [kind.value for kind in MailKind if may_unsubscribe(kind)]


def new_code() -> str:
    """Return a code for a letter or batch that nobody can guess."""
    return secrets.token_hex(8)


class Language(models.TextChoices):
    """The languages letters are written in."""

    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


@pghistory.track()
class MailBatch(models.Model):
    """Letters that leave together, after a human has checked the list."""

    code = models.SlugField(max_length=40, unique=True, default=new_code, editable=False)
    title = models.CharField(_("Anlass"), max_length=200)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Privacy:
        """Who writes to whom is internal."""

        published = ()
        internal = ("id", "code", "title", "prepared_at", "prepared_by", "released_at", "released_by", "withdrawn_at", "withdrawn_by")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True) | Q(released_at__isnull=False, released_by__isnull=False),
                name="mail_batch_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="mail_batch_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(withdrawn_at__isnull=True), name="mail_batch_is_released_or_withdrawn"
            ),
        )

    def __str__(self) -> str:
        return self.title


@pghistory.track(exclude=["address", "subject", "text", "html", "mentions", "answer"])
class OutgoingMail(models.Model):
    """A letter to one person, with every word as it is sent; ``address`` is where it goes.

    ``not_before`` is when it may be sent; ``changed`` when the state last changed; ``handed_over`` when the mail server
    took it. ``mentions`` names the things it tells of, so that it can be stopped when its reader may no longer know of them.
    """

    class Kind(models.TextChoices):
        """What a letter is about."""

        WAY_IN = MailKind.WAY_IN.value, _("Zugang")
        ACCOUNT = MailKind.ACCOUNT.value, _("Ihr Konto")
        DUTY = MailKind.DUTY.value, _("Verfahren")
        DIGEST = MailKind.DIGEST.value, _("Tagesbrief")
        NEWS = MailKind.NEWS.value, _("Rundbrief")

    class State(models.TextChoices):
        """Where a letter is."""

        HELD = MailState.HELD.value, _("angehalten")
        WAITING = MailState.WAITING.value, _("bereit zum Versand")
        SENDING = MailState.SENDING.value, _("unterwegs")
        SENT = MailState.SENT.value, _("verschickt")
        FAILED = MailState.FAILED.value, _("gescheitert")
        BOUNCED = MailState.BOUNCED.value, _("zurückgekommen")
        WITHDRAWN = MailState.WITHDRAWN.value, _("zurückgezogen")

    code = models.SlugField(max_length=40, unique=True, default=new_code, editable=False)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="letters")
    address = models.CharField(_("Adresse"), max_length=254)
    language = models.CharField(_("Sprache"), max_length=5, choices=Language)
    subject = models.CharField(_("Betreff"), max_length=250)
    text = models.TextField()
    html = models.TextField()
    sha256 = models.CharField(max_length=64)
    mentions = models.JSONField(default=list)
    message_id = models.CharField(max_length=250, unique=True)
    state = models.CharField(_("Zustand"), max_length=20, choices=State)
    note = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    changed = models.DateTimeField()
    handed_over = models.DateTimeField(null=True)
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(MailBatch, models.PROTECT, null=True, related_name="letters")
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, related_name="repeated_by")
    digest_on = models.DateField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    is_cleared = models.BooleanField(default=False)

    class Privacy:
        """Letters are between the programme and one person."""

        published = ()
        internal = (
            "id", "code", "kind", "person", "address", "language", "subject", "text", "html", "sha256", "mentions", "message_id",
            "state", "note", "answer", "attempts", "not_before", "changed", "handed_over", "queued_at", "queued_by", "released_at",
            "released_by", "batch", "repeats", "digest_on", "fingerprint", "is_cleared",
        )  # fmt: skip

    class Meta:
        indexes = (
            models.Index(fields=("not_before", "id"), condition=Q(state="waiting"), name="mail_ready"),
            models.Index(fields=("person", "-id"), name="mail_by_person"),
            models.Index(fields=("state", "-id"), name="mail_by_state"),
            models.Index(fields=("batch", "id"), name="mail_by_batch"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in MailKind]), name="mail_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in MailState]), name="mail_state_is_known"),
            models.CheckConstraint(condition=Q(language__in=["de", "en"]), name="mail_language_is_known"),
            models.CheckConstraint(condition=~Q(address__regex=r"[\r\n]") & ~Q(subject__regex=r"[\r\n]"), name="mail_head_lines_are_lines"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True) | Q(released_at__isnull=False, released_by__isnull=False),
                name="mail_released_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(handed_over__isnull=False), name="mail_sent_was_handed_over"),
            models.CheckConstraint(condition=~Q(state__in=["sending", "sent"]) | Q(attempts__gt=0), name="mail_sent_was_tried"),
            models.CheckConstraint(
                condition=Q(kind="digest", digest_on__isnull=False) | (~Q(kind="digest") & Q(digest_on__isnull=True)),
                name="mail_digest_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(is_cleared=True) | Q(text="", html=""), name="mail_cleared_is_empty"),
            models.UniqueConstraint(
                fields=("person", "digest_on"), condition=Q(digest_on__isnull=False, repeats__isnull=True), name="mail_one_digest_a_day"
            ),
        )

    def __str__(self) -> str:
        return self.subject


class Bounce(models.Model):
    """A letter came back, as a mail server reports or somebody has found; ``is_settled`` when the address works again."""

    class Kind(models.TextChoices):
        """How final it is."""

        HARD = BounceKind.HARD.value, _("Adresse gibt es nicht")
        SOFT = BounceKind.SOFT.value, _("kam nicht durch")

    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="bounces")
    address = models.CharField(max_length=254)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind)
    status = models.CharField(max_length=20, blank=True)
    diagnostic = models.CharField(max_length=500, blank=True)
    received = models.DateTimeField()
    is_settled = models.BooleanField(default=False)

    class Privacy:
        """Which address does not work is internal."""

        published = ()
        internal = ("id", "mail", "address", "kind", "status", "diagnostic", "received", "is_settled")

    class Meta:
        indexes = (models.Index(fields=("address",), condition=Q(is_settled=False), name="bounce_by_address"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in BounceKind]), name="bounce_kind_is_known"),
            models.UniqueConstraint(fields=("mail", "kind", "status", "diagnostic"), name="bounce_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"


class Suppression(models.Model):
    """A person wants no more letters of a kind."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="suppressions")
    kind = models.CharField(_("Art"), max_length=20, choices=OutgoingMail.Kind)
    since = models.DateTimeField()

    class Privacy:
        """What somebody does not want is internal."""

        published = ()
        internal = ("id", "person", "kind", "since")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in MailKind]), name="suppression_kind_is_known"),
            models.CheckConstraint(condition=Q(kind__in=OPTIONAL), name="suppression_kind_is_an_offer"),
            models.UniqueConstraint(fields=("person", "kind"), name="suppression_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class MailSettings(models.Model):
    """How a person wants to be written to, and who reads for them while they are away."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_settings")
    language = models.CharField(_("Sprache der Briefe"), max_length=5, choices=Language, default=Language.GERMAN)
    absent_from = models.DateField(_("abwesend ab"), null=True, blank=True)
    absent_until = models.DateField(_("abwesend bis"), null=True, blank=True)
    fallback = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Vertretung")
    )

    class Privacy:
        """When somebody is away is internal."""

        published = ()
        internal = ("id", "person", "language", "absent_from", "absent_until", "fallback")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(language__in=["de", "en"]), name="mail_settings_language_is_known"),
            models.CheckConstraint(
                condition=Q(absent_from__isnull=True, absent_until__isnull=True) | Q(absent_until__gte=F("absent_from")),
                name="mail_settings_absence_runs_forward",
            ),
            models.CheckConstraint(condition=Q(fallback__isnull=True) | ~Q(fallback=F("person")), name="mail_settings_fallback_is_another"),
        )

    def __str__(self) -> str:
        return str(self.person_id)
