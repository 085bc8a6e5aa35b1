"""The product in the foreground: it starts, stops without leaving a process, and survives being killed."""

import os
import shutil
import signal
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.durability.processes import belonging_to, command, environment, free_port, run, wait_until

pytestmark = pytest.mark.durability
PATIENCE = 60


@pytest.fixture(scope="module")
def data():
    """A data folder that all starts of this module share, so that the tables are made once."""
    folder = Path(tempfile.mkdtemp(prefix="quartierwerk-serve-"))
    folder.chmod(0o755)
    yield folder
    for process in belonging_to(folder):
        os.kill(process, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def serve(data, port):
    env = environment(data, PORT=str(port), QUARTIERWERK_WORKERS="1")
    return command("serve", "--no-example", env=env)


def page(port, path="/"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as problem:
        return problem.code, ""
    except OSError:
        return 0, ""


def wait_for_page(port, process):
    def answers():
        assert process.poll() is None, process.communicate()
        return page(port)[0] == 200

    wait_until(answers, seconds=PATIENCE, what="the first page")


def stop(process):
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def key_of(data):
    return (data / "secrets" / "django.key").read_text()


def test_the_first_page_answers_and_ctrl_c_leaves_no_process(data):
    port = free_port()
    process = serve(data, port)
    wait_for_page(port, process)

    status, text = page(port)
    code, out, err = stop(process)

    assert (status, "Soziale Stadt" in text) == (200, True)
    assert f"http://localhost:{port}/" in out
    assert "Ersten Zugang anlegen" in out
    assert (code, "Beendet." in err) == (0, True)
    assert belonging_to(data) == {}


def test_after_a_kill_everything_else_ends_and_the_next_start_has_the_same_data(data):
    port = free_port()
    process = serve(data, port)
    wait_for_page(port, process)
    key, cluster = key_of(data), (data / "postgres" / "data" / "PG_VERSION").stat().st_mtime_ns

    process.kill()
    process.communicate()
    wait_until(lambda: not belonging_to(data), seconds=30, what="the children to end")
    again = serve(data, port)
    wait_for_page(port, again)
    code, _out, _err = stop(again)

    assert code == 0
    assert key_of(data) == key
    assert (data / "postgres" / "data" / "PG_VERSION").stat().st_mtime_ns == cluster
    assert belonging_to(data) == {}


def test_a_port_that_is_taken_is_named_in_german_and_the_first_goes_on(data):
    port = free_port()
    first = serve(data, port)
    wait_for_page(port, first)

    code, _out, err = run("serve", "--no-example", env=environment(data, PORT=str(port)))

    assert code == 1
    assert f"Port {port} ist belegt. Wählen Sie einen anderen: PORT=8001 ./run" in err
    assert "Traceback" not in err
    assert page(port)[0] == 200

    code, _out, err = run("serve", "--no-example", env=environment(data, PORT=str(free_port())))

    assert code == 1
    assert "läuft schon ein Quartierwerk. Beenden Sie es zuerst." in err
    assert page(port)[0] == 200
    assert stop(first)[0] == 0
