"""The migrations make the tables that the models describe, and are called what they achieve."""

import io
import re

import pytest
from django.core.management import call_command

from tests.architecture.source import PACKAGE, listed


def badly_named(path):
    """Return the migration if its name does not say what it achieves."""
    return [] if re.fullmatch(r"\d{4}_(?!auto)[a-z0-9_]{4,}", path.stem) else [f"{path} does not say what it achieves"]


def made_twice(paths):
    """Return first migrations that stand beside another one: the product is unreleased and needs one."""
    return [str(path) for path in paths if path.stem.endswith("_initial") and not path.stem.startswith("0001")]


def migrations():
    """Return every migration of the product."""
    return sorted(PACKAGE.rglob("migrations/0*.py"))


@pytest.mark.django_db
def test_no_model_waits_for_its_migration():
    out = io.StringIO()

    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_every_migration_says_what_it_achieves():
    found = [finding for path in migrations() for finding in badly_named(path)]

    assert len(migrations()) > 3
    assert found == [], listed(found)


def test_every_app_begins_once():
    assert made_twice(migrations()) == []


def test_watcher_finds_planted_migrations_with_bad_names(tmp_path):
    assert badly_named(tmp_path / "0002_auto_20261122_1200.py") != []
    assert badly_named(tmp_path / "0002.py") != []
    assert badly_named(tmp_path / "0002_stages_have_sources.py") == []
    assert made_twice([tmp_path / "0001_initial.py", tmp_path / "0002_initial.py"]) == [str(tmp_path / "0002_initial.py")]
