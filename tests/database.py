"""Starts one PostgreSQL for the whole run, before Django reads its settings; DATABASE_URL names another.

Loaded with ``-p``, because pytest-django reads the settings before any conftest.
"""

import os
import shutil
import tempfile
from pathlib import Path

from quartierwerk.config.embedded_database import OWNER, SITE, EmbeddedDatabase

_started: list[EmbeddedDatabase] = []
_folders: list[Path] = []

# Workers of xdist inherit the environment of the process that started the server.
if "PYTEST_XDIST_WORKER" not in os.environ:
    folder = Path(tempfile.mkdtemp(prefix="quartierwerk-test-"))
    folder.chmod(0o755)
    _folders.append(folder)
    (folder / "data" / "static").mkdir(parents=True)
    os.environ["QUARTIERWERK_DATA"] = str(folder / "data")
    if not os.environ.get("DATABASE_URL"):
        server = EmbeddedDatabase(folder / "postgres", durable=False)
        server.start()
        _started.append(server)
        os.environ["DATABASE_URL"] = server.url(SITE)
        os.environ["DATABASE_OWNER_URL"] = server.url(OWNER)


def pytest_unconfigure(config):
    for server in _started:
        server.stop()
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
