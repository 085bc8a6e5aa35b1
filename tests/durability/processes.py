"""Commands of the product in processes of their own, and what is left of them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"
PYTHON = sys.executable


def environment(data, **more):
    """Return the environment of a product with this data folder, free of what the tests set."""
    ours = ("DATABASE_", "QUARTIERWERK_", "DJANGO_", "PYTEST_")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **plain,
        "PYTHONPATH": str(SRC),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        "QUARTIERWERK_DATA": str(data),
        "QUARTIERWERK_LANGUAGE": "de",
        **more,
    }


def command(*arguments, env, **more):
    """Start a command of the command line."""
    return subprocess.Popen(
        [PYTHON, "-m", "quartierwerk.config.cli", *arguments],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **more,
    )  # fmt: skip


def run(*arguments, env, timeout=120):
    """Run a command of the command line to its end; returns exit code, output and complaints."""
    process = command(*arguments, env=env)
    out, err = process.communicate(timeout=timeout)
    return process.returncode, out, err


def free_port():
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def belonging_to(folder):
    """Return the processes that work on this folder: by command line, environment or working folder."""
    mark, found = str(folder).encode(), {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            texts = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes(), bytes((entry / "cwd").readlink())
            if (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z" and any(mark in text for text in texts):
                found[int(entry.name)] = texts[0].replace(b"\0", b" ").decode(errors="replace")
    return found


def wait_until(holds, *, seconds=45, what="it"):
    """Return when it holds."""
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up, f"waited {seconds} s for {what}"
        time.sleep(0.1)
