"""Background jobs of every kind, as they lie in the database."""

from django.db import connection

ADD = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, attempts, worker_id)
    VALUES (%s, %s, 0, %s, 'todo', %s, %s) RETURNING id
"""


def worker(*, seconds_ago=0):
    """Return the number of a worker that was last heard of so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id", [seconds_ago]
        )
        return cursor.fetchone()[0]


def job(
    status="failed", *, task="concepts.print_revision", queue="documents", attempts=1, held_by=None, args='{"name": "Martha Ministerium"}'
):
    """Return the number of a job in this state."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, [queue, task, args, attempts, held_by])
        number = cursor.fetchone()[0]
        if status != "todo":
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [number])
        if status not in {"todo", "doing"}:
            cursor.execute("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s", [status, number])
        return number
