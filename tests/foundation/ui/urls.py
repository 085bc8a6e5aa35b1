"""Addresses for pages that are looked at on their own."""

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from allauth.usersessions import urls as device_urls
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(_request: HttpRequest) -> HttpResponse:
    """Stand for a page of a higher room."""
    return HttpResponse()


urlpatterns = [
    path("werkbank/", include(([path("", nothing, name="desk")], "workspace"))),
    path("ansicht/", include(([path("", nothing, name="look_through"), path("vertretung/", nothing, name="absence")], "people"))),
    path("ui/", include("quartierwerk.foundation.ui.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("konto/mfa/", include(mfa_urls)),
    path("konto/geraete/", include(device_urls)),
    path("konto/", include(account_urls)),
]
