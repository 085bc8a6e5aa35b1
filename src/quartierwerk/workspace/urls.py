"""Addresses of desks and dossiers."""

from django.urls import path

from quartierwerk.workspace.views import desk, history

app_name = "workspace"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("verlauf/<slug:kind>/<str:code>/", history.history, name="history"),
    path("verlauf/<slug:kind>/<str:code>/verlauf.<slug:file_format>", history.history_export, name="history_export"),
]
