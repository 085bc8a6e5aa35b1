"""Addresses of desks and dossiers."""

from django.urls import path

from quartierwerk.workspace import views

app_name = "workspace"
urlpatterns = [path("", views.desk, name="desk")]
