"""Persons, organisations and mandates: dated data, never constants."""

import secrets
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartierwerk.foundation.people.core.roles import Role, ScopeKind


def new_code() -> str:
    """Return a code for a person that tells nothing about the person."""
    return secrets.token_hex(5)


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this address."""
        return self.get(email__iexact=username)


@pghistory.track(exclude=["password", "last_login"])
class Person(AbstractBaseUser):
    """Somebody who acts in the programme; without a password the person cannot sign in."""

    code = models.SlugField(max_length=40, unique=True, default=new_code, editable=False)
    name = models.CharField(_("Name"), max_length=200)
    email = models.EmailField(_("E-Mail"), unique=True, null=True, blank=True)
    phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_example = models.BooleanField(_("erfunden"), default=False)

    objects = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Privacy:
        """Persons are internal; contacts are published through places."""

        published = ()
        internal = ("id", "code", "name", "email", "phone", "password", "last_login", "is_active", "is_example")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the address in lower case, or none."""
        self.email = self.email.lower() if self.email else None
        super().save(*args, **kwargs)


@pghistory.track()
class Organisation(models.Model):
    """A body people act for; names and responsibilities change, the code stays."""

    class Kind(models.TextChoices):
        """What kind of organisation this is."""

        MINISTRY = "ministry", _("Ministerium")
        FUNDING_BANK = "funding_bank", _("Förderbank")
        SERVICE_AGENCY = "service_agency", _("Servicestelle")
        MUNICIPALITY = "municipality", _("Kommune")
        DEPARTMENT = "department", _("Amt oder Fachbereich")
        NEIGHBOURHOOD_MANAGEMENT = "neighbourhood_management", _("Quartiersmanagement")
        HOUSING_COMPANY = "housing_company", _("Wohnungsunternehmen")
        BUSINESS = "business", pgettext_lazy("organisation", "Betrieb")
        INSTITUTION = "institution", _("Einrichtung")
        CARRIER = "carrier", _("Träger")
        ASSOCIATION = "association", _("Verein")
        OTHER = "other", _("Sonstige")

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("Art"), max_length=30, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("gehört zu"))
    is_example = models.BooleanField(_("erfunden"), default=False)

    class Privacy:
        """Organisations are public bodies or partners named in public papers."""

        published = ("code", "kind", "parent", "is_example")
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="organisation_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=(
                        "ministry",
                        "funding_bank",
                        "service_agency",
                        "municipality",
                        "department",
                        "neighbourhood_management",
                        "housing_company",
                        "business",
                        "institution",
                        "carrier",
                        "association",
                        "other",
                    )
                ),
                name="organisation_kind_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.code


class _Dated(models.Model):
    """A row that holds from a day on, until a day or still."""

    begins_on = models.DateField(_("gilt ab"))
    ends_on = models.DateField(_("gilt bis"), null=True, blank=True)

    class Meta:
        abstract = True


@pghistory.track()
class OrganisationName(_Dated):
    """What an organisation is called in a period."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(_("Name"), max_length=250)

    class Privacy:
        """Names of organisations are public."""

        published = ("organisation", "name", "begins_on", "ends_on")
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")), name="organisation_name_runs_forward"
            ),
            models.UniqueConstraint(fields=("organisation", "begins_on"), name="organisation_name_once_per_day"),
        )

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Responsibility(_Dated):
    """A task an organisation has in the programme for a period, for example the lead."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="responsibilities")
    task = models.CharField(_("Zuständigkeit"), max_length=250)
    source = models.CharField(_("Quelle"), max_length=500, blank=True)

    class Privacy:
        """Responsibilities are public."""

        published = ("organisation", "task", "source", "begins_on", "ends_on")
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")), name="responsibility_runs_forward"),
        )

    def __str__(self) -> str:
        return self.task


@pghistory.track()
class Mandate(_Dated):
    """A person may act in a role, for an organisation, inside a scope, for a period."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="mandates")
    role = models.CharField(_("Rolle"), max_length=40, choices=[(role.value, role.value) for role in Role])
    scope_kind = models.CharField(_("Geltungsbereich"), max_length=20, choices=[(kind.value, kind.value) for kind in ScopeKind])
    scope_code = models.CharField(_("Kennung"), max_length=120)
    deputy_for = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="deputised")

    class Privacy:
        """Who may do what is internal."""

        published = ()
        internal = ("id", "person", "organisation", "role", "scope_kind", "scope_code", "begins_on", "ends_on", "deputy_for")

    class Meta:
        indexes = (models.Index(fields=("scope_kind", "scope_code"), name="mandate_by_scope"),)
        constraints = (
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="mandate_role_is_known"),
            models.CheckConstraint(condition=Q(scope_kind__in=[kind.value for kind in ScopeKind]), name="mandate_scope_kind_is_known"),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")), name="mandate_runs_forward"),
            models.UniqueConstraint(fields=("person", "role", "scope_kind", "scope_code", "begins_on"), name="mandate_once_per_day"),
            models.CheckConstraint(condition=~Q(deputy_for=F("person")), name="mandate_deputy_is_another"),
            models.CheckConstraint(condition=Q(deputy_for__isnull=True) | Q(ends_on__isnull=False), name="mandate_of_deputy_ends"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.scope_kind}/{self.scope_code}"
