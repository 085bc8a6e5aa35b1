"""Who may see the whole programme at once."""

from quartierwerk.foundation.people.core.actor import Permission
from quartierwerk.foundation.people.core.roles import Role

SEE_PROGRAMME = Permission.of(
    "workspace.see_programme",
    Role.PROGRAMME_MINISTRY,
    Role.OTHER_MINISTRY,
    Role.FUNDING_BANK,
    Role.SERVICE_AGENCY_LEAD,
    Role.SERVICE_AGENCY_PARTNER,
    Role.AREA_OFFICER,
    Role.AUDITOR,
)
