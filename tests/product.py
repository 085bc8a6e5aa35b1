"""The product as a whole, as somebody starts it: database, migrations, web server, worker, in a data folder of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.architecture.source import ROOT

PATIENCE_SECONDS = 180
MORE: dict[str, str] = {}  # further settings of the environment, for whoever patches them in


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Product:
    """A running product: ``base`` is its address, ``said`` what it printed, ``password`` the example's."""

    def __init__(self, *options):
        self.folder = Path(tempfile.mkdtemp(prefix="quartierwerk-product-"))
        self.folder.chmod(0o755)
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self._log = self.folder / "said.txt"
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DJANGO_", "QUARTIERWERK_", "PYTEST_"))
        }
        environment |= {
            "PORT": str(self.port),
            "QUARTIERWERK_DATA": str(self.folder / "data"),
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUNBUFFERED": "1",
        }
        environment |= {"QUARTIERWERK_WORKERS": "1", "QUARTIERWERK_LANGUAGE": "de"} | MORE
        self._environment = environment
        with self._log.open("w") as log:
            command = [sys.executable, "-m", "quartierwerk.config.cli", "serve", *options]
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def said(self):
        return self._log.read_text()

    def wait(self):
        """Return when the product has said how to stop it."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while "Strg+C" not in self.said:
            if self._process.poll() is not None or time.monotonic() > give_up:
                said = self.said
                self.stop()
                raise RuntimeError(f"The product did not start. It said:\n{said}")
            time.sleep(0.1)
        return self

    @property
    def password(self):
        return re.search(r"Passwort für alle: (\S+)", self.said)[1]

    @property
    def first_access(self):
        """Return the one-time link for the first account."""
        return re.search(r"http://\S+/konto/erster-zugang/\S+", self.said)[0]

    def run(self, code):
        """Run code within the product's own settings and database, as its worker would."""
        command = [sys.executable, "-m", "quartierwerk.config.cli", "manage", "shell", "--verbosity", "0", "-c", code]
        return subprocess.run(command, cwd=ROOT, env=self._environment, check=True, capture_output=True, text=True).stdout

    def stop(self):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self.wait()

    def __exit__(self, kind, problem, trace):
        if problem:
            problem.add_note(f"The product said:\n{self.said[-4000:]}")
        self.stop()
