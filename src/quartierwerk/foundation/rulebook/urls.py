"""Addresses of the rules."""

from django.urls import path

from quartierwerk.foundation.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("", views.in_force, name="in_force"),
    path("fassungen/<slug:code>/", views.version, name="version"),
    path("listen/<str:name>/", views.catalogue, name="catalogue"),
]
