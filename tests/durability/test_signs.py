"""The running product: ready with its worker, counting over its processes, and a log that names nobody."""

import json
import urllib.error
import urllib.request

import pytest
from tests.durability.processes import wait_until
from tests.product import Product

pytestmark = pytest.mark.durability
REQUESTS = 20


@pytest.fixture(scope="module")
def product():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "tests.product.MORE", {"QUARTIERWERK_LOG": "json", "QUARTIERWERK_METRICS_TOKEN": "geheim", "QUARTIERWERK_WORKERS": "2"}
        )
        with Product("--no-example") as product:
            yield product


def get(product, path, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(product.base + path, headers=headers), timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code, problem.read().decode()


def test_the_running_product_becomes_ready_with_its_worker(product):
    wait_until(lambda: get(product, "/bereit/")[0] == 200, what="the worker to tell of itself")

    assert get(product, "/bereit/")[1] == "ready: yes\ndatabase: yes\ntables: yes\nfolder: yes\nworker: yes\n"


def test_all_processes_count_together(product):
    for _request in range(REQUESTS):
        get(product, "/konto/login/?q=martha@land.invalid")

    _status, figures = get(product, "/metriken/", Authorization="Bearer geheim")

    assert f'quartierwerk_requests_total{{method="GET",route="account_login",status="200"}} {REQUESTS}.0' in figures
    assert "quartierwerk_worker 1.0" in figures


def test_every_line_of_the_log_is_json_and_names_nobody(product):
    get(product, "/konto/login/?q=martha@land.invalid")
    get(product, "/konto/erster-zugang/geheimer-token/")
    get(product, "/gibt/es/nicht/martha@land.invalid/")

    lines = [json.loads(line) for line in product.said.splitlines() if line.startswith("{")]

    assert {"account_login", "people:first_access", "unknown"} <= {line.get("route") for line in lines}
    assert "martha" not in str(lines)
    assert "geheimer-token" not in product.said
