"""German names of roles and scopes, and sentences for what this room refuses."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.people.core import absence, refusals
from quartierwerk.foundation.people.core import mandates as rules
from quartierwerk.foundation.people.core.actor import PROGRAMME, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.slots.values import SubjectCard
from quartierwerk.foundation.ui import figures
from quartierwerk.kernel.errors import DomainError, NotPermittedError
from quartierwerk.kernel.period import BackwardPeriodError

ROLES: Mapping[Role, str | Promise] = {
    Role.PROGRAMME_MINISTRY: gettext_lazy("Programmministerium"),
    Role.OTHER_MINISTRY: gettext_lazy("Anderes Ressort"),
    Role.FUNDING_BANK: gettext_lazy("Förderbank"),
    Role.SERVICE_AGENCY_LEAD: gettext_lazy("Servicestelle, Leitung"),
    Role.SERVICE_AGENCY_PARTNER: gettext_lazy("Servicestelle, Partnerbüro"),
    Role.AREA_OFFICER: gettext_lazy("Gebietsbeauftragte Person der Kommune"),
    Role.DEPARTMENT_CONTACT: gettext_lazy("Kontakt im Fachamt"),
    Role.TREASURY: gettext_lazy("Kämmerei"),
    Role.AUDIT_OFFICE: gettext_lazy("Rechnungsprüfungsamt"),
    Role.NEIGHBOURHOOD_MANAGER: gettext_lazy("Quartiersmanagement"),
    Role.BODY_MEMBER: gettext_lazy("Mitglied eines Gremiums"),
    Role.JUROR: gettext_lazy("Jurymitglied"),
    Role.PARTNER: gettext_lazy("Partner vor Ort"),
    Role.RESIDENT: gettext_lazy("Bewohnerin oder Bewohner"),
    Role.AUDITOR: pgettext_lazy("role", "Prüfung"),
    Role.OPERATOR: pgettext_lazy("role", "Betrieb"),
}

SCOPE_KINDS: Mapping[ScopeKind, str | Promise] = {
    ScopeKind.PROGRAMME: gettext_lazy("Ganzes Programm"),
    ScopeKind.MUNICIPALITY: gettext_lazy("Kommune"),
    ScopeKind.SITE: gettext_lazy("Standort"),
    ScopeKind.BODY: gettext_lazy("Gremium"),
    ScopeKind.CALL: gettext_lazy("Aufruf"),
}


def role_label(role: str) -> str:
    """Return the role's name; a code nobody knows stays as it is."""
    return str(ROLES[Role(role)]) if role in set(Role) else role


def scope_label(scope: Scope, cards: Mapping[Scope, SubjectCard] | None = None) -> str:
    """Return what a mandate is bound to, by its title where the reader may know it."""
    if scope == PROGRAMME:
        return str(SCOPE_KINDS[ScopeKind.PROGRAMME])
    card = (cards or {}).get(scope)
    return card.title if card else f"{SCOPE_KINDS[scope.kind]} {scope.code}"


def scope_text(stored: str) -> str:
    """Return what the trail calls a scope, kind and code spelled out; a title stays as it is."""
    kind, _slash, code = stored.partition("/")
    return scope_label(Scope(ScopeKind(kind), code)) if kind in set(ScopeKind) else stored


def _day(value: date) -> str:
    return figures.day(value)


_PERMITTED: Mapping[str, str | Promise] = {
    "own_mandate": gettext_lazy("Über Ihre eigenen Mandate entscheidet jemand anderes."),
    "role_not_yours": gettext_lazy("Diese Rolle vergibt das Programmministerium."),
    "outside_scope": gettext_lazy("Ihre Rolle gilt nicht für diesen Bereich."),
    "role_missing": gettext_lazy("Dafür braucht es eine Rolle, die Sie nicht haben."),
    "not_theirs": gettext_lazy("Das kann nur, wem es gehört oder wer es gesetzt hat."),
    "not_the_author": gettext_lazy("Das kann nur, wer es geschrieben hat."),
    "not_signed_in": gettext_lazy("Bitte melden Sie sich an."),
}

_SENTENCES: dict[type[DomainError], Callable[..., str]] = {
    rules.ScopeDoesNotFitRoleError: lambda e: _("Die Rolle „{role}“ gibt es nicht für den Geltungsbereich „{kind}“.").format(
        role=ROLES[e.role], kind=SCOPE_KINDS[e.kind]
    ),
    rules.UnknownScopeError: lambda e: _("{kind} mit der Kennung „{code}“ gibt es nicht.").format(kind=SCOPE_KINDS[e.kind], code=e.code),
    rules.MandateOverlapsError: lambda e: _("Dieses Mandat besteht schon seit dem {day}.").format(day=_day(e.period.begins_on)),
    rules.MandateEndsTooEarlyError: lambda e: _("Das Mandat beginnt am {day}. Früher als am Tag davor kann es nicht enden.").format(
        day=_day(e.begins_on)
    ),
    rules.LastManagerError: lambda _e: _("Danach könnte niemand mehr Personen verwalten. Geben Sie vorher jemand anderem dieses Mandat."),
    absence.NothingToPassOnError: lambda _e: _("In dieser Zeit gibt es kein Mandat, das sich weitergeben lässt."),
    absence.OpenAbsenceError: lambda _e: _("Eine Vertretung braucht einen letzten Tag."),
    absence.SamePersonError: lambda _e: _("Niemand vertritt sich selbst."),
    refusals.AddressTakenError: lambda _e: _("Mit dieser E-Mail-Adresse ist schon eine Person erfasst."),
    refusals.NothingToDoError: lambda _e: _("Das ist schon so. Es wurde nichts geändert."),
    refusals.CodeTakenError: lambda e: _("Die Kennung „{code}“ ist schon vergeben.").format(code=e.code),
    refusals.NameOutOfOrderError: lambda e: _("Der letzte Name gilt ab dem {day}. Der neue muss später beginnen.").format(
        day=_day(e.latest_begins_on)
    ),
    refusals.FirstAccessClosedError: lambda _e: _("Dieser Link gilt nicht mehr."),
    BackwardPeriodError: lambda _e: _("Das Ende liegt vor dem Anfang."),
}


def sentence(problem: DomainError) -> str:
    """Return the German sentence for a refusal of this room."""
    if isinstance(problem, NotPermittedError):
        return str(_PERMITTED.get(problem.reason, _("Das ist hier nicht erlaubt.")))
    # A letter that a deed of this room causes may be refused by whoever takes letters.
    said = _SENTENCES.get(type(problem))
    return said(problem) if said else _("An diese E-Mail-Adresse kann kein Brief gehen. Bitte prüfen Sie sie.")


_DEEDS = {
    "people:person:record": gettext_lazy("hat {name} als Person erfasst"),
    "people:person:set_address": gettext_lazy("hat die Anmelde-Adresse geändert"),
    "people:person:issue_link": gettext_lazy("hat einen Zugangslink erstellt"),
    "people:person:send_link": gettext_lazy("hat einen Zugangslink an die Adresse der Person geschickt"),
    "people:person:send_asked_link": gettext_lazy("hat einen Zugangslink verschickt, um den jemand gebeten hat"),
    "people:person:deactivate": gettext_lazy("hat den Zugang gesperrt"),
    "people:person:reactivate": gettext_lazy("hat den Zugang wieder geöffnet"),
    "people:mandate:invite": gettext_lazy("hat {person} eingeladen: {role}, {scope_name}"),
    "people:mandate:give": gettext_lazy("hat {person} ein Mandat gegeben: {role}, {scope_name}"),
    "people:mandate:end": gettext_lazy("hat ein Mandat von {person} beendet: {role}, {scope_name}"),
    "people:absence:deputise": gettext_lazy("lässt {person} durch {deputy} vertreten"),
    "people:absence:end": gettext_lazy("hat die Vertretung von {person} durch {deputy} beendet"),
    "people:absence:hand_over": gettext_lazy("hat die Aufgaben von {person} an {successor} übergeben"),
    "people:organisation:record": gettext_lazy("hat die Organisation „{name}“ erfasst"),
    "people:organisation:rename": gettext_lazy("hat die Organisation in „{name}“ umbenannt"),
    "people:organisation:give_responsibility": gettext_lazy("hat die Zuständigkeit „{task}“ eingetragen"),
    "people:account:create_first": gettext_lazy("hat das erste Konto für {name} angelegt"),
}


def register_with_the_trail() -> None:
    """Tell the trail what this room's deeds, facts, rows and codes read like."""
    audit_phrases.say(_DEEDS)
    audit_phrases.name_rows(
        {
            "people.Person": gettext_lazy("Person"),
            "people.Organisation": gettext_lazy("Organisation"),
            "people.OrganisationName": gettext_lazy("Name der Organisation"),
            "people.Responsibility": gettext_lazy("Zuständigkeit"),
            "people.Mandate": gettext_lazy("Mandat"),
        }
    )
    audit_phrases.name_facts(
        {
            "name": gettext_lazy("Name"),
            "person": gettext_lazy("Person"),
            "role": gettext_lazy("Rolle"),
            "scope": gettext_lazy("Geltungsbereich"),
            "scope_name": gettext_lazy("gilt für"),
            "kind": gettext_lazy("Art"),
            "task": gettext_lazy("Zuständigkeit"),
            "source": gettext_lazy("Quelle"),
            "begins_on": gettext_lazy("gilt ab"),
            "ends_on": gettext_lazy("gilt bis"),
            "has_address": gettext_lazy("Anmelde-Adresse hinterlegt"),
            "deputy": gettext_lazy("Vertretung"),
            "successor": gettext_lazy("Nachfolge"),
            "mandates": gettext_lazy("Mandate"),
            "had_password": gettext_lazy("hatte schon ein Passwort"),
            "code": gettext_lazy("Kennung"),
        }
    )
    audit_phrases.spell_out({"role": role_label, "scope": scope_text, "scope_name": scope_text, "scope_kind": _kind_text})


def _kind_text(kind: str) -> str:
    return str(SCOPE_KINDS[ScopeKind(kind)]) if kind in set(ScopeKind) else kind
