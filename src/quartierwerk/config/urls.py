"""All addresses, room by room."""

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from django.urls import include, path

from quartierwerk.foundation.people import access

access.declare(account_urls.urlpatterns, access.PUBLIC)
access.declare(mfa_urls.urlpatterns, access.SIGNED_IN)

urlpatterns = [
    path("", include("quartierwerk.portal.urls")),
    path("regelwerk/", include("quartierwerk.foundation.rulebook.urls")),
    path("werkbank/", include("quartierwerk.workspace.urls")),
    path("", include("quartierwerk.foundation.people.urls")),
    path("konto/mfa/", include(mfa_urls)),
    path("konto/", include(account_urls)),
]
