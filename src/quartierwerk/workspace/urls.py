"""Addresses of desks, overview and history."""

from django.urls import path

from quartierwerk.workspace.views import desk, history, search

app_name = "workspace"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("programm/", desk.programme, name="programme"),
    path("suche/", search.search, name="search"),
    path("verlauf/<slug:kind>/<path:code>/", history.history, name="history"),
    path("verlauf/<slug:kind>/<path:code>/verlauf.<slug:file_format>", history.history_export, name="history_export"),
]
