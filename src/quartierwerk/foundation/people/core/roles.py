"""The closed list of roles; a role is worth something only inside a scope and a period."""

from enum import StrEnum


class Role(StrEnum):
    """Stable role codes; their German and English names live in ``people.phrases``."""

    PROGRAMME_MINISTRY = "programme_ministry"
    OTHER_MINISTRY = "other_ministry"
    FUNDING_BANK = "funding_bank"
    SERVICE_AGENCY_LEAD = "service_agency_lead"
    SERVICE_AGENCY_PARTNER = "service_agency_partner"
    AREA_OFFICER = "area_officer"
    DEPARTMENT_CONTACT = "department_contact"
    TREASURY = "treasury"
    AUDIT_OFFICE = "audit_office"
    NEIGHBOURHOOD_MANAGER = "neighbourhood_manager"
    BODY_MEMBER = "body_member"
    JUROR = "juror"
    PARTNER = "partner"
    RESIDENT = "resident"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class ScopeKind(StrEnum):
    """What a mandate is bound to."""

    PROGRAMME = "programme"
    MUNICIPALITY = "municipality"
    SITE = "site"
    BODY = "body"
    CALL = "call"
