"""Addresses of the public pages."""

from django.urls import path

from quartierwerk.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("suche/", views.search, name="search"),
    path("standorte/", views.sites, name="sites"),
    path("standorte/<slug:site>/", views.site, name="site"),
    path("standorte/<slug:site>/gebiet.geojson", views.boundary, name="boundary"),
    path("standorte/<slug:site>/konzept/", views.concept, name="concept"),
    path("standorte/<slug:site>/konzept/fassung-<int:number>.pdf", views.concept_pdf, name="concept_pdf"),
    path("standorte/<slug:site>/massnahmen/<slug:slug>/", views.measure, name="measure"),
    path("standorte/<slug:site>/massnahmen/<slug:slug>/blatt.pdf", views.measure_pdf, name="measure_pdf"),
    path("standorte/<slug:site>/massnahmen/<slug:slug>/fotos/<slug:sha256>/", views.photo, name="photo"),
]
