"""The mail server, read out of one address."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests.config.test_settings import settings_of

from quartierwerk.config.mail_server import TIMEOUT_SECONDS, mailer

ALWAYS = {"timeout": TIMEOUT_SECONDS}


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("smtps://mail.stadt.de", {"host": "mail.stadt.de", "use_ssl": True}),
        ("smtp://mail.stadt.de:2525", {"host": "mail.stadt.de", "use_tls": True, "port": 2525}),
        ("smtp+plain://127.0.0.1", {"host": "127.0.0.1"}),
        (
            "smtps://post%40stadt.de:ge%3Aheim@mail.stadt.de",
            {"host": "mail.stadt.de", "use_ssl": True, "username": "post@stadt.de", "password": "ge:heim"},
        ),
    ],
)
def test_an_address_names_host_port_sign_in_and_how_the_line_is_kept_secret(address, options):
    found = mailer(address)

    assert found == {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": ALWAYS | options}


@pytest.mark.parametrize("address", ["mail.stadt.de", "http://mail.stadt.de", "smtp://", "smtp://mail.stadt.de:port", "smtp://[x"])
def test_what_is_no_such_address_stops_the_start(address):
    with pytest.raises(ImproperlyConfigured, match="QUARTIERWERK_MAIL_SERVER"):
        mailer(address)


def test_without_a_server_there_is_only_the_outbox(tmp_path):
    told = settings_of("settings.MAILERS, settings.MAIL_DOMAIN, settings.SITE_ADDRESS", tmp_path, PORT="8123")

    assert told == "{'default': {'BACKEND': 'quartierwerk.foundation.mail.outbox.OutboxBackend'}} localhost http://127.0.0.1:8123"


def test_with_a_server_letters_have_a_sender_or_the_site_does_not_start(tmp_path):
    named = {"QUARTIERWERK_MAIL_SERVER": "smtps://mail.stadt.de"}

    assert "needs QUARTIERWERK_MAIL_FROM" in settings_of("1", tmp_path, **named)
    told = settings_of(
        "sorted(settings.MAILERS), settings.MAIL_FROM, settings.MAIL_BOUNCES, settings.MAIL_DOMAIN",
        tmp_path,
        **named,
        QUARTIERWERK_MAIL_FROM="Quartierwerk <post@stadt.de>",
    )
    assert told == "['default', 'smtp'] Quartierwerk <post@stadt.de> post@stadt.de stadt.de"


def test_letters_of_a_real_installation_link_to_its_own_address(tmp_path):
    production = {"QUARTIERWERK_PRODUCTION": "1", "QUARTIERWERK_HOSTS": "quartier.stadt.de,other.de"}

    assert settings_of("settings.SITE_ADDRESS", tmp_path, **production) == "https://quartier.stadt.de"
    assert settings_of("settings.SITE_ADDRESS", tmp_path, **production, QUARTIERWERK_ADDRESS="https://a.de/") == "https://a.de"
