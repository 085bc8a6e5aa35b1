"""Settings fail loudly where the environment makes no sense."""

import os
import subprocess
import sys

import pytest

from quartierwerk.config.paths import PACKAGE


def settings_of(expression, tmp_path, **environment):
    """Return what a fresh process prints of the settings, or its complaint."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("QUARTIERWERK_", "DATABASE_"))}
    env = {**plain, "PYTHONPATH": str(PACKAGE.parent), "QUARTIERWERK_DATA": str(tmp_path), **environment}
    code = f"from quartierwerk.config import settings; print({expression})"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    return (done.stdout if done.returncode == 0 else done.stderr).strip()


def test_the_example_is_refused_in_production(tmp_path):
    told = settings_of("1", tmp_path, QUARTIERWERK_PRODUCTION="1", QUARTIERWERK_EXAMPLE="1")

    assert "ImproperlyConfigured" in told
    assert "cannot be combined with production" in told


def test_production_is_strict(tmp_path):
    expression = "settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS, settings.DEBUG, settings.SECURE_HSTS_SECONDS > 0"

    assert (
        settings_of(expression, tmp_path, QUARTIERWERK_PRODUCTION="1", QUARTIERWERK_HOSTS="a.de,b.de")
        == "True True ['a.de', 'b.de'] False True"
    )


def test_a_demo_answers_to_this_machine_only(tmp_path):
    assert settings_of("settings.ALLOWED_HOSTS", tmp_path) == "['localhost', '127.0.0.1', '[::1]', 'testserver']"


@pytest.mark.parametrize(("as_owner", "user"), [("0", "anna"), ("1", "berta")])
def test_the_database_is_the_one_named(as_owner, user, tmp_path):
    urls = {"DATABASE_URL": "postgresql://anna:x@h:1/db?sslmode=require", "DATABASE_OWNER_URL": "postgresql://berta@h:1/db"}

    told = settings_of(
        "settings.DATABASES['default']['USER'], settings.DATABASES['default']['NAME']", tmp_path, QUARTIERWERK_AS_OWNER=as_owner, **urls
    )

    assert told == f"{user} db"


def test_a_secret_key_is_made_for_each_installation(tmp_path):
    one, other = settings_of("settings.SECRET_KEY", tmp_path / "a"), settings_of("settings.SECRET_KEY", tmp_path / "b")

    assert one != other
    assert settings_of("settings.SECRET_KEY", tmp_path / "a") == one
    assert settings_of("settings.SECRET_KEY", tmp_path / "a", QUARTIERWERK_SECRET_KEY="von aussen") == "von aussen"
