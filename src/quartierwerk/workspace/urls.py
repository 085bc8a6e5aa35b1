"""Addresses of desks, overview and history."""

from django.urls import path

from quartierwerk.workspace.views import desk

app_name = "workspace"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("programm/", desk.programme, name="programme"),
]
