"""Which state of the tables this program knows."""

import pytest
from django.db.migrations.loader import MigrationLoader

import quartierwerk
from quartierwerk.config.keeping import versions
from quartierwerk.config.keeping.refusals import KeepingRefusedError


def test_the_migrations_read_from_their_files_are_those_django_knows():
    ours = {app for app, _name in MigrationLoader(None).disk_migrations} & {name.partition(".")[0] for name in versions.known()}

    assert versions.known() == {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations if app in ours}
    assert {"places", "concepts", "people", "audit", "files"} <= ours


def test_an_older_state_is_known_and_so_are_the_migrations_of_libraries():
    versions.check_known(["places.0001_initial", "mfa.9999_of_a_library"], application=quartierwerk.__version__)


@pytest.mark.parametrize(("migrations", "application"), [(["places.0999_tomorrow"], ""), ([], "99.0.0")])
def test_a_newer_state_is_refused(migrations, application):
    with pytest.raises(KeepingRefusedError, match="neueren Fassung"):
        versions.check_known(migrations, application=application)


def test_the_program_says_the_version_of_its_package():
    import tomllib

    from tests.architecture.source import ROOT

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == quartierwerk.__version__
