"""Reads the mail server out of one address, as DATABASE_URL names the database.

``smtps://`` speaks TLS from the first byte, ``smtp://`` turns it on (STARTTLS), ``smtp+plain://`` never does and is for
a relay on the same machine.
"""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TIMEOUT_SECONDS = 30
_TLS = {"smtps": {"use_ssl": True}, "smtp": {"use_tls": True}, "smtp+plain": {}}
_NAME = "QUARTIERWERK_MAIL_SERVER"


def mailer(address: str) -> dict[str, object]:
    """Return Django's settings for the mail server with this address.

    Raises:
        ImproperlyConfigured: it is no such address.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as problem:
        raise ImproperlyConfigured(f"{_NAME}: {problem}") from problem
    if parts.scheme not in _TLS or not parts.hostname:
        raise ImproperlyConfigured(f"{_NAME} begins with {', '.join(f'{scheme}://' for scheme in _TLS)} and names a host.")
    options: dict[str, object] = {"host": parts.hostname, "timeout": TIMEOUT_SECONDS, **_TLS[parts.scheme]}
    if port:
        options["port"] = port
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
