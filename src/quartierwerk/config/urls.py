"""All addresses, room by room."""

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from django.urls import include, path
from django.views.i18n import set_language

from quartierwerk.foundation.people import access
from quartierwerk.foundation.ui import urls as gallery_urls

access.declare(account_urls.urlpatterns, access.PUBLIC)
access.declare(mfa_urls.urlpatterns, access.SIGNED_IN)
access.declare(gallery_urls.urlpatterns, access.PUBLIC)
urlpatterns = [
    path("", include("quartierwerk.portal.urls")),
    path("regelwerk/", include("quartierwerk.foundation.rulebook.urls")),
    path("ui/", include(gallery_urls)),
    *access.declare([path("sprache/", set_language, name="set_language")], access.PUBLIC),
    path("werkbank/", include("quartierwerk.workspace.urls")),
    path("werkbank/standorte/", include("quartierwerk.places.urls")),
    path("werkbank/standorte/", include("quartierwerk.concepts.urls")),
    path("", include("quartierwerk.foundation.people.urls")),
    path("konto/mfa/", include(mfa_urls)),
    path("konto/", include(account_urls)),
]
