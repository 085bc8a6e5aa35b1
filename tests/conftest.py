"""The test database: made by the owner, used by the site's plain role."""

import os

import pytest

pytest_plugins = ["tests.people", "tests.browser"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Create the test database as the owner; the tests themselves run as the site's plain role."""
    from django.conf import settings
    from django.db import connections
    from psycopg.conninfo import conninfo_to_dict

    owner = conninfo_to_dict(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    connections["default"].settings_dict["USER"] = owner.get("user", "")
    connections["default"].settings_dict["PASSWORD"] = owner.get("password", "")
    settings.DATABASES["default"]["USER"] = owner.get("user", "")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Hand the migrated database over to the plain role."""
    from django.db import connection
    from psycopg.conninfo import conninfo_to_dict

    from quartierwerk.config.grants import grant_to

    site = conninfo_to_dict(os.environ["DATABASE_URL"])
    owner = connection.settings_dict["USER"]
    if site.get("user", "") == owner:
        yield
        return
    with django_db_blocker.unblock():
        grant_to(site["user"])
        with connection.cursor() as cursor:
            # Tests that commit empty the tables afterwards.
            cursor.execute(f'GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO "{site["user"]}"')
        connection.close()
        connection.settings_dict["USER"] = site["user"]
        connection.settings_dict["PASSWORD"] = site.get("password", "")
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["USER"] = owner
