"""The deeds of keeping: repeat what failed, ask for a check, and put on record what the command line did."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.keeping import policy, queries
from quartierwerk.foundation.keeping.core import problems
from quartierwerk.foundation.keeping.core.jobs import CheckWaitsError, NotFailedError, check_repeatable
from quartierwerk.foundation.keeping.models import ProblemReport
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject

CHECK_TASK, CHECK_QUEUE = "keeping.check", "keeping"


@deed("keeping:job:repeat")
def repeat(*, actor: Actor, number: int, reason: str) -> None:
    """Let a job that failed, or that nobody holds any more, be done once more.

    Raises:
        NotPermittedError: the actor does not run the programme.
        NotFailedError: there is nothing to repeat.
    """
    policy.may_operate(actor).require()
    job = queries.find_job(number)
    if job is None:
        raise NotFailedError
    check_repeatable(job.state)
    app.job_manager.retry_job_by_id(job_id=number, retry_at=timezone.now())
    record(Subject(queries.KIND, "jobs"), reason=reason, facts={"job": number, "work": job.task, "attempts": job.attempts})


@deed("keeping:record:ask")
def ask_for_check(*, actor: Actor) -> None:
    """Let the worker check the whole record as soon as it can.

    Raises:
        NotPermittedError: the actor does not run the programme.
        CheckWaitsError: it was asked for already.
    """
    policy.may_operate(actor).require()
    if queries.check_waits(CHECK_TASK):
        raise CheckWaitsError
    app.configure_task(CHECK_TASK, queue=CHECK_QUEUE).defer()
    record(Subject(queries.KIND, "check"))


@deed("keeping:record:check")
def record_check(*, actor: Actor, findings: int) -> None:
    """Put on record that the whole record was checked, and how much was found.

    Raises:
        NotPermittedError: not the programme itself says so.
    """
    policy.may_record(actor).require()
    record(Subject(queries.KIND, "check"), facts={"findings": findings})


@deed("keeping:backup:make")
def record_backup(*, actor: Actor, sha256: str, size: int, files: int, rows: int) -> None:
    """Put on record that everything was kept, in which file and how much.

    Raises:
        NotPermittedError: not the programme itself says so.
    """
    policy.may_record(actor).require()
    record(Subject(queries.KIND, "backup"), facts={"sha256": sha256, "size": size, "files": files, "rows": rows})


@deed("keeping:backup:restore")
def record_restore(*, actor: Actor, made_at: str, trail_number: int, findings: bool) -> None:
    """Put on record that a backup was brought back: whatever was done after ``trail_number`` is not here.

    Raises:
        NotPermittedError: not the programme itself says so.
    """
    policy.may_record(actor).require()
    record(Subject(queries.KIND, "restore"), facts={"made_at": made_at, "trail_number": trail_number, "has_findings": findings})


@deed("keeping:problem:report")
def report_problem(*, actor: Actor, text: str, page: str, now: datetime) -> ProblemReport:
    """Tell whoever runs the programme that something does not work or is not clear.

    Raises:
        NotPermittedError: nobody is signed in.
        SilentReportError, LongReportError: as the rules say.
    """
    policy.may_report(actor).require()
    said = problems.checked(text)
    report = ProblemReport.objects.create(reported_at=now, reported_by_id=actor.person_id or 0, page=page, text=said)
    record(Subject(queries.KIND, "problems"), facts={"report": report.pk})
    return report


@deed("keeping:problem:answer")
def answer_problem(*, actor: Actor, report: ProblemReport, answer: str, now: datetime) -> None:
    """Answer a report, once; whoever reported it reads the answer.

    Raises:
        NotPermittedError: the actor does not run the programme.
        AnsweredError: somebody has answered already.
        SilentReportError, LongReportError: as the rules say.
    """
    policy.may_operate(actor).require()
    said = problems.checked(answer)
    waiting = ProblemReport.objects.filter(pk=report.pk, answered_at__isnull=True)
    if not waiting.update(answer=said, answered_at=now, answered_by_id=actor.person_id):
        raise problems.AnsweredError
    record(Subject(queries.KIND, "problems"), facts={"report": report.pk})
