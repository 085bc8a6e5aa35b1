"""What was counted is written in the form a monitoring reads, and names nobody."""

import subprocess
import sys

from prometheus_client.parser import text_string_to_metric_families

from quartierwerk.foundation.keeping import metrics
from quartierwerk.foundation.keeping.metrics import Figure

COUNT = """
from quartierwerk.foundation.keeping import metrics
metrics.count(route="portal:start", method="GET", status=200, seconds=0.2, queries=5)
"""


def samples(text):
    """Return every sample by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_requests_are_counted_by_route_method_and_status():
    labels = (("method", "GET"), ("route", "test:counted"), ("status", "404"))
    before = samples(metrics.written([])).get(("quartierwerk_requests_total", labels), 0)

    metrics.count(route="test:counted", method="GET", status=404, seconds=0.3, queries=7)

    after = samples(metrics.written([]))
    assert after["quartierwerk_requests_total", labels] == before + 1
    assert after["quartierwerk_request_seconds_bucket", (("le", "0.5"), ("route", "test:counted"))] == 1
    assert after["quartierwerk_request_seconds_bucket", (("le", "0.25"), ("route", "test:counted"))] == 0
    assert after["quartierwerk_queries_total", (("route", "test:counted"),)] == 7


def test_figures_read_now_stand_beside_what_was_counted():
    read = [
        Figure("quartierwerk_jobs", "Jobs", ("queue", "state"), ((("mail", "failed"), 3.0),)),
        Figure("quartierwerk_worker", "Worker", (), (((), 1.0),)),
    ]

    written = samples(metrics.written(read))

    assert written["quartierwerk_jobs", (("queue", "mail"), ("state", "failed"))] == 3
    assert written["quartierwerk_worker", ()] == 1


def test_all_processes_of_a_machine_count_together(tmp_path, monkeypatch):
    monkeypatch.setenv(metrics.FOLDER, str(tmp_path))
    for _process in range(3):
        subprocess.run([sys.executable, "-c", COUNT], check=True)

    written = samples(metrics.written([]))

    assert written["quartierwerk_requests_total", (("method", "GET"), ("route", "portal:start"), ("status", "200"))] == 3
    assert written["quartierwerk_queries_total", (("route", "portal:start"),)] == 15
