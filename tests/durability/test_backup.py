"""What a backup holds is what comes back, row by row and file by file; killed at any moment nothing half is left that looks whole."""

import random
import shutil
import signal
import subprocess
import time
import zipfile

import pytest
from tests.durability.databases import contents, data_of, deeds_after, files, installation, last_number, until
from tests.durability.processes import PYTHON, command, run, wait_until

pytestmark = pytest.mark.durability
ATTEMPTS = 6

# A few megabytes of photographs, so that there is a while in which something can be killed.
PHOTOGRAPHS = """
import io, random, django
django.setup()
from PIL import Image
from quartierwerk.foundation.files import actions
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.people.core.actor import SYSTEM
for seed in range(12):
    picture = Image.frombytes("RGB", (600, 400), random.Random(seed).randbytes(600 * 400 * 3))
    content = io.BytesIO()
    picture.save(content, "PNG")
    actions.store(actor=SYSTEM, content=content.getvalue(), name=f"Bild {seed}.png", purpose=Purpose.PHOTO)
"""


@pytest.fixture(scope="module")
def product():
    """The example programme with photographs."""
    with installation() as env:
        for step in (("migrate",), ("example",)):
            code, _out, err = run(*step, env=env)
            assert code == 0, err
        subprocess.run([PYTHON, "-c", PHOTOGRAPHS], env=env, check=True)
        yield env


@pytest.fixture(scope="module")
def before(product):
    """What the product held before it was ever kept, and the number of its last deed."""
    number = last_number(product)
    return number, *until(number, contents(product), files(product))


@pytest.fixture(scope="module")
def kept(before, product, tmp_path_factory):
    """A backup of it."""
    target = tmp_path_factory.mktemp("kept") / "sicherung.zip"
    code, out, err = run("backup", str(target), env=product)
    assert (code, out.split()[1:]) == (0, [str(target)]), err
    return target


@pytest.fixture
def empty(product):
    """An empty installation that has the key of the trail."""
    with installation() as env:
        give_key(product, env)
        yield env


def give_key(product, env):
    (data_of(env) / "secrets").mkdir(parents=True)
    shutil.copy(data_of(product) / "secrets" / "trail.key", data_of(env) / "secrets")


def assert_same(before, env):
    number, rows, kept = before
    rows_here, files_here = until(number, contents(env), files(env))
    assert sum(map(len, rows.values())) > 5000
    assert {name for name in rows.keys() | rows_here.keys() if rows.get(name) != rows_here.get(name)} == set()
    assert files_here == kept
    assert len(kept) == 13


def test_everything_comes_back_row_by_row_and_file_by_file(before, kept, empty):
    code, out, err = run("restore", str(kept), env=empty)

    assert (code, out) == (0, "table,number,finding,thing\n"), err
    assert_same(before, empty)
    assert [deed for deed in deeds_after(empty, before[0]) if deed != "keeping:backup:make"] == ["keeping:backup:restore"]


def test_that_it_was_kept_stands_in_the_trail(before, kept, product):
    assert deeds_after(product, before[0])[0] == "keeping:backup:make"


def test_a_second_restore_into_the_same_target_is_refused(product, kept, empty):
    assert run("restore", str(kept), env=empty)[0] == 0
    before = contents(empty)

    code, _out, err = run("restore", str(kept), env=empty)

    assert code == 1
    assert "nur in ein leeres Ziel" in err
    assert contents(empty) == before


def test_a_backup_with_secrets_comes_back_alone(before, product, tmp_path):
    assert run("backup", str(tmp_path / "b"), "--with-secrets", env=product)[0] == 0

    with installation() as env:
        code, _out, err = run("restore", str(tmp_path / "b"), env=env)

        assert code == 0, err
        assert (data_of(env) / "secrets" / "django.key").read_bytes() == (data_of(product) / "secrets" / "django.key").read_bytes()
        assert_same(before, env)


def test_a_changed_backup_is_refused_and_the_target_stays_empty(kept, empty, tmp_path):
    content = bytearray(kept.read_bytes())
    with zipfile.ZipFile(kept) as archive:
        middle = archive.getinfo("database.dump").header_offset + 20_000
    content[middle] ^= 1
    (tmp_path / "changed").write_bytes(content)

    code, _out, err = run("restore", str(tmp_path / "changed"), env=empty)

    assert (code, "verändert oder beschädigt" in err) == (1, True), err
    assert (files(empty), len(contents(empty)["all columns"])) == ({}, 0)


def test_a_killed_backup_leaves_no_file_and_the_next_one_is_whole(product, tmp_path):
    begun = time.monotonic()
    assert run("backup", str(tmp_path / "first"), env=product)[0] == 0
    takes = time.monotonic() - begun
    chance, left = random.Random(), []

    for attempt in range(ATTEMPTS):
        process = command("backup", str(tmp_path / f"b{attempt}"), env=product)
        time.sleep(chance.uniform(0.2, takes))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        left += [
            path for path in tmp_path.iterdir() if path.name != "first" and path.name not in {f"b{number}" for number in range(attempt)}
        ]

    for path in left:  # a kill that came too late to matter
        assert zipfile.ZipFile(path).testzip() is None
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert run("backup", str(tmp_path / "last"), env=product)[0] == 0


def test_an_interrupted_backup_is_four(product, tmp_path):
    process = command("backup", str(tmp_path / "b"), env=product)
    for line in process.stderr:
        if "Sichere die Datenbank" in line:
            break
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)

    assert process.returncode in {0, 4}  # 0 where it was faster
    assert [path.name for path in tmp_path.iterdir()] == (["b"] if process.returncode == 0 else [])


def test_a_killed_restore_says_so_and_the_same_command_goes_on(before, product, kept):
    with installation() as env:
        give_key(product, env)
        begun = time.monotonic()
        assert run("restore", str(kept), env=env)[0] == 0
        takes = time.monotonic() - begun
    chance, states = random.Random(), []

    for attempt in range(ATTEMPTS):
        with installation() as env:
            give_key(product, env)
            process = command("restore", str(kept), env=env)
            time.sleep(takes * (attempt + chance.random()) / ATTEMPTS)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
            states.append(what_is_left(env))

            wait_until(lambda env=env: goes_on(kept, env), what="the interrupted restore to let go of the database")
            assert_same(before, env)
            assert run("verify", env=env)[0] == 0

    assert "begun" in states


def what_is_left(env):
    """Return whether nothing was begun, or the target says that it is half there; it never looks whole."""
    code, _out, err = run("verify", env=env)
    if (data_of(env) / "restore-in-progress.json").exists():
        assert (code, "wurde eine Wiederherstellung unterbrochen" in err) == (1, True), err
        assert run("serve", "--no-example", env=env)[0] == 1
        return "begun"
    assert code in {0, 1}
    return "done" if code == 0 else "not begun"


def goes_on(kept, env):
    code, _out, err = run("restore", str(kept), env=env)
    if "gerade schon" in err:
        return False
    assert code == 0 or "nur in ein leeres Ziel" in err, err  # done before the kill
    return True


@pytest.mark.parametrize(
    ("database", "sentence"),
    [("postgresql://x@/gibtesnicht?host=/nirgends", "Die Datenbank antwortet nicht"), ("", "Die Datenbank ist leer")],
)
def test_without_a_database_verify_and_backup_are_refused_with_a_sentence(database, sentence, product, empty, tmp_path):
    env = {**empty, **({"DATABASE_URL": database, "DATABASE_OWNER_URL": database} if database else {})}

    for arguments in (("verify",), ("backup", str(tmp_path / "b"))):
        code, out, err = run(*arguments, env=env)
        assert (code, out, sentence in err, "Traceback" in err) == (1, "", True, False), err
    assert list(tmp_path.iterdir()) == []
