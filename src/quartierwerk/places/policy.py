"""Who may do what with places; looking is free to everybody."""

from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, Permission, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.kernel.verdict import Verdict
from quartierwerk.places.models import Municipality, Site

EDIT_SITE = Permission.of("places.edit_site", Role.AREA_OFFICER, Role.PROGRAMME_MINISTRY)
DESIGNATE_AREA = Permission.of("places.designate_area", Role.AREA_OFFICER, Role.PROGRAMME_MINISTRY)
SET_STAGE = Permission.of("places.set_stage", Role.PROGRAMME_MINISTRY)
KEEP_PROGRAMME = Permission.of("places.keep_programme", Role.PROGRAMME_MINISTRY)


def may_edit_site(actor: Actor, site: Site) -> Verdict:
    """Allow names, figures, description and contacts to whoever is responsible for the site, and to the ministry."""
    return actor.may(EDIT_SITE, site.scopes)


def may_designate_area(actor: Actor, site: Site) -> Verdict:
    """Allow a new version of the boundary to whoever is responsible for the site, and to the ministry."""
    return actor.may(DESIGNATE_AREA, site.scopes)


def may_set_stage(actor: Actor, site: Site) -> Verdict:
    """Allow stages to the ministry alone."""
    return actor.may(SET_STAGE, site.scopes)


def may_keep_programme(actor: Actor) -> Verdict:
    """Allow founding sites, beginning overall measures, keeping published lists and map layers to the ministry."""
    return actor.may(KEEP_PROGRAMME, {PROGRAMME})


def may_keep_municipality(actor: Actor, municipality: Municipality) -> Verdict:
    """Allow facts on a municipality to the ministry."""
    return actor.may(KEEP_PROGRAMME, {PROGRAMME, Scope(ScopeKind.MUNICIPALITY, municipality.code)})
