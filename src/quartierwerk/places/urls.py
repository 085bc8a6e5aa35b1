"""Addresses of the room, below the list of all sites."""

from django.urls import path

from quartierwerk.places.views import areas, dossier, lists

app_name = "places"
urlpatterns = [
    path("", lists.sites, name="sites"),
    path("karte/", lists.site_map, name="map"),
    path("grenzen.geojson", lists.boundaries, name="boundaries"),
    path("<slug:site>/", dossier.profile, name="site"),
    path("<slug:site>/stufe/", dossier.set_stage, name="set_stage"),
    path("<slug:site>/angaben/", dossier.record_figure, name="record_figure"),
    path("<slug:site>/namen/", dossier.name_site, name="name_site"),
    path("<slug:site>/beschreibung/", dossier.describe, name="describe"),
    path("<slug:site>/ansprechstellen/", dossier.add_contact, name="add_contact"),
    path("<slug:site>/ansprechstellen/<int:position>/", dossier.edit_contact, name="edit_contact"),
    path("<slug:site>/ansprechstellen/<int:position>/entfernen/", dossier.remove_contact, name="remove_contact"),
    path("<slug:site>/gebiet/", areas.area, name="area"),
    path("<slug:site>/gebiet/grenze.geojson", areas.download, name="boundary"),
    path("<slug:site>/gebiet/hochladen/", areas.upload, name="upload"),
    path("<slug:site>/gebiet/vorschau/<str:draft>/", areas.preview, name="preview"),
]
