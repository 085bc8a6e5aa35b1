"""Counts requests over all processes of a machine, and writes what a monitoring reads.

Where `PROMETHEUS_MULTIPROC_DIR` is set, processes count into files of that folder, and whoever is asked adds them up.
Labels come from closed lists: names of routes, methods, status codes.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

_own = CollectorRegistry()
_requests = Counter("quartierwerk_requests", "Answered requests", ("route", "method", "status"), registry=_own)
_seconds = Histogram("quartierwerk_request_seconds", "How long answers took", ("route",), buckets=SECONDS, registry=_own)
_queries = Counter("quartierwerk_queries", "Questions to the database", ("route",), registry=_own)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure read at the moment of asking: its name, what it says, and a value for each set of labels."""

    name: str
    says: str
    labels: tuple[str, ...]
    values: tuple[tuple[tuple[str, ...], float], ...]


class _Read(Collector):
    def __init__(self, read: Iterable[Figure]) -> None:
        self.read = tuple(read)

    def collect(self) -> Iterable[Metric]:
        for figure in self.read:
            family = GaugeMetricFamily(figure.name, figure.says, labels=figure.labels)
            for labels, value in figure.values:
                family.add_metric(labels, value)
            yield family


def count(*, route: str, method: str, status: int, seconds: float, queries: int) -> None:
    """Count one answered request."""
    _requests.labels(route, method, str(status)).inc()
    _seconds.labels(route).observe(seconds)
    _queries.labels(route).inc(queries)


def written(read: Iterable[Figure]) -> bytes:
    """Return everything counted and the figures read, in the text form of Prometheus."""
    counted, now = _own, CollectorRegistry()
    if os.environ.get(FOLDER):
        counted = CollectorRegistry()
        collector: Any = MultiProcessCollector  # the library has no types for it
        collector(counted)
    now.register(_Read(read))
    return generate_latest(counted) + generate_latest(now)
