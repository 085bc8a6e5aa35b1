"""Addresses of the public pages."""

from django.urls import path

from quartierwerk.portal import views

app_name = "portal"
urlpatterns = [path("", views.start, name="start")]
