"""All addresses, room by room."""

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from allauth.usersessions import urls as device_urls
from django.urls import include, path
from django.views.i18n import set_language

from quartierwerk.foundation.people import access
from quartierwerk.foundation.ui import urls as gallery_urls
from quartierwerk.foundation.ui.views import favicon

# Pages on the way in; everything else of the library asks for somebody who is in.
WAY_IN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)
access.declare(account_urls.urlpatterns + mfa_urls.urlpatterns, access.PUBLIC, only=WAY_IN)
access.declare(account_urls.urlpatterns + mfa_urls.urlpatterns + device_urls.urlpatterns, access.SIGNED_IN)
access.declare(gallery_urls.urlpatterns, access.PUBLIC)
urlpatterns = [
    path("", include("quartierwerk.portal.urls")),
    path("regelwerk/", include("quartierwerk.foundation.rulebook.urls")),
    path("ui/", include(gallery_urls)),
    *access.declare([path("sprache/", set_language, name="set_language")], access.PUBLIC),
    *access.declare([path("favicon.ico", favicon, name="favicon")], access.PUBLIC),
    path("werkbank/kommentare/", include("quartierwerk.foundation.comments.urls")),
    path("", include("quartierwerk.foundation.calendar.urls")),
    path("werkbank/", include("quartierwerk.workspace.urls")),
    path("werkbank/standorte/", include("quartierwerk.places.urls")),
    path("werkbank/standorte/", include("quartierwerk.concepts.urls")),
    path("", include("quartierwerk.foundation.mail.urls")),
    path("", include("quartierwerk.foundation.people.urls")),
    path("", include("quartierwerk.foundation.keeping.urls")),
    path("konto/mfa/", include(mfa_urls)),
    path("konto/geraete/", include(device_urls)),
    path("konto/", include(account_urls)),
]
