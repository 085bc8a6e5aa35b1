"""Keeping the index in step, in the background."""

from procrastinate.contrib.django import app

from quartierwerk.foundation.search import loader


@app.periodic(cron="* * * * *")
@app.task(name="search.refresh", queue="search", queueing_lock="search.refresh", pass_context=False)
def refresh(timestamp: int) -> None:
    """Read what the trail tells of since the last minute."""
    del timestamp
    loader.refresh()


@app.periodic(cron="30 2 * * *")
@app.task(name="search.rebuild", queue="search", queueing_lock="search.rebuild", pass_context=False)
def rebuild(timestamp: int) -> None:
    """Read everything once a night: what comes into force by its date leaves no trace in the trail."""
    del timestamp
    loader.rebuild()
