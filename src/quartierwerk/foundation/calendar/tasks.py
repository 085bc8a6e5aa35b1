"""Keeping the register in step, in the background."""

from procrastinate.contrib.django import app

from quartierwerk.foundation.calendar import loader


@app.periodic(cron="* * * * *")
@app.task(name="calendar.refresh", queue="calendar", queueing_lock="calendar.refresh", pass_context=False)
def refresh(timestamp: int) -> None:
    """Read what the trail tells of since the last minute."""
    del timestamp
    loader.refresh()


@app.periodic(cron="50 2 * * *")
@app.task(name="calendar.rebuild", queue="calendar", queueing_lock="calendar.rebuild", pass_context=False)
def rebuild(timestamp: int) -> None:
    """Read everything once a night: what comes into force by its date leaves no trace in the trail."""
    del timestamp
    loader.rebuild()
