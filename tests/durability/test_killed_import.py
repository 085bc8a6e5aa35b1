"""An import that is killed at any moment leaves all its rows or none, and a record that is whole."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from tests.durability.processes import PYTHON, command, environment, run, wait_until
from tests.foundation.tables import books

pytestmark = pytest.mark.durability
DATABASE = "quartierwerk_killed_import"
ROWS, ATTEMPTS = 200, 6
SITES = [f"standort-{place}" for place in range(ATTEMPTS + 1)]
HEADINGS = ["Nummer", "Titel", "Hauptfeld", "Ziel des Programms", "Investiv", "Kosten 2027", "Träger"]

SEED = """
import sys, django
django.setup()
from quartierwerk.concepts.models import ActionConcept
from quartierwerk.concepts.queries.content import FIELDS_LIST
from quartierwerk.places.models import Municipality, Site
municipality = Municipality.objects.create(code="musterstadt", name="Musterstadt")
for code in sys.argv[1:]:
    ActionConcept.objects.create(site=Site.objects.create(code=code, municipality=municipality), title=code, fields_list=FIELDS_LIST)
"""


@pytest.fixture(scope="module")
def product():
    """The environment of a product with an empty database of its own, with concepts that wait for measures."""
    owner, folder = os.environ["DATABASE_OWNER_URL"], Path(tempfile.mkdtemp(prefix="quartierwerk-killed-"))
    folder.chmod(0o755)
    urls = {name: make_conninfo(os.environ[name], dbname=DATABASE) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    env = environment(folder, DJANGO_SETTINGS_MODULE="quartierwerk.config.settings", **urls)
    code, _out, err = run("migrate", env=env)
    assert code == 0, err
    subprocess.run([PYTHON, "-c", SEED, *SITES], env=env, check=True)
    yield env
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def spreadsheet(tmp_path_factory):
    rows = [[f"A{place:03}", f"Park {place}", "Wohnen", "beides", "ja", 1000 + place, "Stadt"] for place in range(ROWS)]
    path = tmp_path_factory.mktemp("killed") / "plan.xlsx"
    path.write_bytes(books.excel({"Ziele": [["Nummer", "Ziel"], ["1", "Leben"]], "Maßnahmen": [HEADINGS, *rows]}))
    return path


def start_saving(env, site, spreadsheet):
    """Return the import's process at the moment it begins to save."""
    process = command("import", "concept", site, str(spreadsheet), "--confirm", env=env)
    for line in process.stderr:
        if "Speichere" in line:
            return process
    raise AssertionError(process.communicate())


def rows_of(env, site):
    """Return how many goals, measures, parties, costs and entries of the trail an import left."""
    counts = {
        "goals": "SELECT count(*) FROM concepts_goal g JOIN concepts_actionconcept c ON c.id = g.concept_id WHERE c.title = %s",
        "measures": "SELECT count(*) FROM concepts_measure m JOIN concepts_actionconcept c ON c.id = m.concept_id WHERE c.title = %s",
        "parties": "SELECT count(*) FROM concepts_measureparty p JOIN concepts_measure m ON m.id = p.measure_id JOIN concepts_actionconcept c ON c.id = m.concept_id WHERE c.title = %s",
        "costs": "SELECT count(*) FROM concepts_plannedcost p JOIN concepts_measure m ON m.id = p.measure_id JOIN concepts_actionconcept c ON c.id = m.concept_id WHERE c.title = %s",
        "trail": "SELECT count(*) FROM audit_trailentry WHERE deed = 'concepts:concept:take_over' AND subject_code = %s",
    }
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        return {name: connection.execute(query, [site]).fetchone()[0] for name, query in counts.items()}


def nobody_is_connected(env):
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        return connection.execute(query, [DATABASE]).fetchone()[0] == 0


ALL = {"goals": 1, "measures": ROWS, "parties": ROWS, "costs": ROWS, "trail": 1}
NOTHING = dict.fromkeys(ALL, 0)


def test_a_killed_import_leaves_all_rows_or_none_and_a_whole_record_and_can_be_repeated(product, spreadsheet):
    begun = time.monotonic()
    process = start_saving(product, SITES[0], spreadsheet)
    saving = time.monotonic()
    process.communicate(timeout=60)
    takes = time.monotonic() - saving
    assert rows_of(product, SITES[0]) == ALL, f"took {time.monotonic() - begun:.1f} s"

    chance, left = random.Random(), []
    for site in SITES[1:]:
        process = start_saving(product, site, spreadsheet)
        time.sleep(chance.uniform(0, takes))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        wait_until(lambda: nobody_is_connected(product), what="the connection to end")
        left.append(rows_of(product, site))

    assert all(found in (ALL, NOTHING) for found in left), left
    code, out, err = run("verify", env=product)
    assert code == 0, out + err

    for site, found in zip(SITES[1:], left, strict=True):
        if found == NOTHING:
            assert run("import", "concept", site, str(spreadsheet), "--confirm", env=product)[0] == 0
            assert rows_of(product, site) == ALL
            break
