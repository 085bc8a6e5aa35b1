"""Django's settings, read from a few environment variables that fail loudly.

DATABASE_URL            the site's database, connected to as a role without privileges
DATABASE_OWNER_URL      the same database as the role that owns the tables (migrations only)
                        each secret here may also be named by a file: DATABASE_URL_FILE, QUARTIERWERK_TRAIL_KEY_FILE …
QUARTIERWERK_DATA       folder for files, secrets and the embedded database (default: var/)
QUARTIERWERK_PRODUCTION 1 on a real installation: strict cookies, HTTPS, no example programme
QUARTIERWERK_HOSTS      comma-separated host names the site answers to (production)
QUARTIERWERK_PROXIES    how many proxies stand in front, each adding to X-Forwarded-For (production, default: 1)
QUARTIERWERK_ADDRESS    where people find the site, for links in letters: https://quartierwerk.stadt.example
QUARTIERWERK_MAIL_SERVER where letters leave: smtps://name:password@host (or smtp:// with STARTTLS); without it they stay here
QUARTIERWERK_MAIL_FROM  who writes: Quartierwerk <post@stadt.example>; needed with a mail server
QUARTIERWERK_MAIL_BOUNCES where letters come back to, if not to the writer's address
QUARTIERWERK_LOG        json writes the log as one JSON object a line, plain as text (default: json in production)
QUARTIERWERK_METRICS_TOKEN what a monitoring must know to read /metriken/; without it only the operator may
QUARTIERWERK_PAPERS_MB  how much room kept PDFs may take (default: 2048)
QUARTIERWERK_EXAMPLE    1 shows the example programme's role bar; refused in production
"""

import os
from email.utils import parseaddr

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from psycopg.conninfo import conninfo_to_dict

from quartierwerk.config import mail_server, secret_files
from quartierwerk.config.keeping.folder import MARK
from quartierwerk.config.paths import DATA, PACKAGE

secret_files.read_named()
PRODUCTION = os.environ.get("QUARTIERWERK_PRODUCTION") == "1"
EXAMPLE_PROGRAMME = os.environ.get("QUARTIERWERK_EXAMPLE") == "1"
if PRODUCTION and EXAMPLE_PROGRAMME:
    raise ImproperlyConfigured("QUARTIERWERK_EXAMPLE lets visitors change roles; it cannot be combined with production.")
if (DATA / MARK).exists() and os.environ.get("QUARTIERWERK_RESTORING") != "1":
    raise ImproperlyConfigured(f"A restore into {DATA} was interrupted. Run it again: quartierwerk restore FILE")

DEBUG = False
SECRET_KEY = os.environ.get("QUARTIERWERK_SECRET_KEY") or secret_files.read_or_create(DATA, "django.key")
TRAIL_KEY = os.environ.get("QUARTIERWERK_TRAIL_KEY") or secret_files.read_or_create(DATA, "trail.key")
EXAMPLE_PASSWORD = "" if PRODUCTION else secret_files.read_or_create(DATA, "example-password")[:16]
ALLOWED_HOSTS = [host for host in os.environ.get("QUARTIERWERK_HOSTS", "").split(",") if host] or (
    [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "quartierwerk.portal",
    "quartierwerk.workspace",
    "quartierwerk.concepts",
    "quartierwerk.places",
    "quartierwerk.foundation.ui",
    "quartierwerk.foundation.documents",
    "quartierwerk.foundation.tables",
    "quartierwerk.foundation.files",
    "quartierwerk.foundation.search",
    "quartierwerk.foundation.comments",
    "quartierwerk.foundation.calendar",
    "quartierwerk.foundation.mail",
    "quartierwerk.foundation.rulebook",
    "quartierwerk.foundation.audit",
    "quartierwerk.foundation.people",
    "quartierwerk.foundation.keeping",
    "quartierwerk.config",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "quartierwerk.foundation.keeping.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "quartierwerk.foundation.files.middleware.RequestSizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "quartierwerk.foundation.people.middleware.ActorMiddleware",
    "quartierwerk.foundation.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "quartierwerk.config.urls"
WSGI_APPLICATION = "quartierwerk.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "quartierwerk.foundation.ui.context.frame",
                "quartierwerk.foundation.people.context.who",
            ],
            "builtins": ["django.templatetags.i18n", "quartierwerk.foundation.ui.templatetags.ui"],
        },
    }
]


def _database() -> dict[str, object]:
    """Return Django's settings for the database the environment names."""
    as_owner = os.environ.get("QUARTIERWERK_AS_OWNER") == "1"
    url = os.environ.get("DATABASE_URL", "")
    if as_owner:
        url = os.environ.get("DATABASE_OWNER_URL", url)
    facts = conninfo_to_dict(url) if url else {}
    known = {"dbname", "user", "password", "host", "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": facts.get("dbname", "quartierwerk"),
        "USER": facts.get("user", ""),
        "PASSWORD": facts.get("password", ""),
        "HOST": facts.get("host", ""),
        "PORT": facts.get("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {key: value for key, value in facts.items() if key not in known},
    }


DATABASES = {"default": _database()}
# Row history keeps deletions too, and neither history nor trail can be rewritten.
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_APPEND_ONLY = True
# Attempts to sign in and used one-time codes are counted for all processes together, and across a restart.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["quartierwerk.foundation.people.accounts.Accounts"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:desk"
LOGOUT_REDIRECT_URL = "portal:start"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "quartierwerk.foundation.people.accounts.NoSignUpAdapter"
ACCOUNT_SESSION_REMEMBER = False
# Owners are told by letter what was done to their access.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"reset_password": "20/h/ip,3/h/key"}
ACCOUNT_PREVENT_ENUMERATION = True
# Attempts are counted by the visitor's address, and in production that is what the proxy says, not the proxy's own.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("QUARTIERWERK_PROXIES", "1")) if PRODUCTION else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # browsers hold a machine's own address for safe without a certificate
MFA_TOTP_ISSUER = "Quartierwerk"
# Whatever Django's mail is asked to send goes into the outbox; only the worker speaks to a mail server, if one is named.
MAILERS: dict[str, dict[str, object]] = {"default": {"BACKEND": "quartierwerk.foundation.mail.outbox.OutboxBackend"}}
if os.environ.get("QUARTIERWERK_MAIL_SERVER"):
    MAILERS["smtp"] = mail_server.mailer(os.environ["QUARTIERWERK_MAIL_SERVER"])
    if not os.environ.get("QUARTIERWERK_MAIL_FROM"):
        raise ImproperlyConfigured("QUARTIERWERK_MAIL_SERVER needs QUARTIERWERK_MAIL_FROM: the address letters come from.")
MAIL_FROM = DEFAULT_FROM_EMAIL = os.environ.get("QUARTIERWERK_MAIL_FROM") or "Quartierwerk <quartierwerk@localhost>"
MAIL_BOUNCES = os.environ.get("QUARTIERWERK_MAIL_BOUNCES") or parseaddr(MAIL_FROM)[1]
MAIL_DOMAIN = parseaddr(MAIL_FROM)[1].rpartition("@")[2]
SITE_ADDRESS = (
    os.environ.get("QUARTIERWERK_ADDRESS")
    or (f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION and ALLOWED_HOSTS else f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
).rstrip("/")

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_MAX_AGE = 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/.+-[A-Z0-9]{8}\.\w+$"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["quartierwerk.foundation.files.upload.SizeLimitedUploadHandler"]

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    # KERN draws its icons from data: addresses inside its own style sheet.
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_ENGINE = "quartierwerk.foundation.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
# Asked from beside the machine, where no proxy has put HTTPS in front.
SECURE_REDIRECT_EXEMPT = [r"^(gesundheit|bereit|metriken)/$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None

METRICS_TOKEN = os.environ.get("QUARTIERWERK_METRICS_TOKEN", "")
PAPERS_LIMIT = int(os.environ.get("QUARTIERWERK_PAPERS_MB", "2048")) * 1_000_000

_LOG = os.environ.get("QUARTIERWERK_LOG") or ("json" if PRODUCTION else "plain")
if _LOG not in {"json", "plain"}:
    raise ImproperlyConfigured("QUARTIERWERK_LOG is json or plain.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "quartierwerk.foundation.keeping.logs.JsonFormatter"}, "plain": {}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": _LOG}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A line for every request, where a machine reads them.
    "loggers": {"quartierwerk.foundation.keeping.middleware": {"level": "INFO" if _LOG == "json" else "WARNING"}},
}
