"""The gallery's addresses."""

from django.urls import path

from quartierwerk.foundation.ui import views

app_name = "gallery"
urlpatterns = [
    path("", views.workspace, name="workspace"),
    path("portal/", views.portal, name="portal"),
]
