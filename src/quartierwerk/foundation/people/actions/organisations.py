"""Deeds on organisations: record, rename from a day on, give a responsibility for a period."""

from datetime import date, timedelta

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people import policy
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.core.refusals import CodeTakenError, check_name_follows
from quartierwerk.foundation.people.models import Organisation, OrganisationName, Responsibility
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.period import Period


def subject_of(organisation: Organisation) -> Subject:
    """Return the organisation as the subject of a trail entry."""
    return Subject("organisation", organisation.code)


@deed("people:organisation:record")
def record_organisation(
    *, code: str, kind: str, name: str, begins_on: date, parent: Organisation | None = None, actor: Actor
) -> Organisation:
    """Record an organisation with the name it has from this day on.

    Raises:
        NotPermittedError: the actor does not manage people.
        CodeTakenError: another organisation has the code.
    """
    policy.may_manage(actor).require()
    if Organisation.objects.filter(code=code).exists():
        raise CodeTakenError(code)
    organisation = Organisation.objects.create(code=code, kind=kind, parent=parent)
    OrganisationName.objects.create(organisation=organisation, name=name, begins_on=begins_on)
    record(subject_of(organisation), facts={"name": name, "kind": kind, "begins_on": begins_on.isoformat()})
    return organisation


@deed("people:organisation:rename")
def rename(*, organisation: Organisation, name: str, begins_on: date, reason: str = "", actor: Actor) -> None:
    """Call the organisation by another name from this day on; the old name ends the day before.

    Raises:
        NotPermittedError: the actor does not manage people.
        NameOutOfOrderError: the latest name begins on that day or later.
    """
    policy.may_manage(actor).require()
    latest = organisation.names.select_for_update().order_by("-begins_on").first()
    check_name_follows(begins_on, latest_begins_on=latest.begins_on if latest else None)
    if latest and (latest.ends_on is None or latest.ends_on >= begins_on):
        latest.ends_on = begins_on - timedelta(days=1)
        latest.save(update_fields=["ends_on"])
    OrganisationName.objects.create(organisation=organisation, name=name, begins_on=begins_on)
    facts = {"name": [latest.name if latest else None, name], "begins_on": begins_on.isoformat()}
    record(subject_of(organisation), reason=reason, facts=facts)


@deed("people:organisation:give_responsibility")
def give_responsibility(*, organisation: Organisation, task: str, period: Period, source: str = "", actor: Actor) -> Responsibility:
    """Write down that the organisation has this task in the programme for the period.

    Raises:
        NotPermittedError: the actor does not manage people.
    """
    policy.may_manage(actor).require()
    responsibility = Responsibility.objects.create(
        organisation=organisation, task=task, source=source, begins_on=period.begins_on, ends_on=period.ends_on
    )
    facts = {
        "task": task,
        "begins_on": period.begins_on.isoformat(),
        "ends_on": period.ends_on and period.ends_on.isoformat(),
        "source": source,
    }
    record(subject_of(organisation), facts=facts)
    return responsibility
