"""Work of keeping that runs in the background."""

import logging

from procrastinate.contrib.django import app

from quartierwerk.foundation.audit import queries as audit
from quartierwerk.foundation.keeping import actions
from quartierwerk.foundation.people.core.actor import SYSTEM

_log = logging.getLogger(__name__)


@app.task(name=actions.CHECK_TASK, queue=actions.CHECK_QUEUE)
def check() -> None:
    """Check the whole record once; the page and the trail then say how much was found, the log where."""
    findings = 0
    for finding in audit.findings():
        findings += 1
        where = {"table": finding.table, "number": finding.number, "finding": finding.finding.value}
        _log.warning("record: a finding", extra={"facts": where})
    actions.record_check(actor=SYSTEM, findings=findings)
