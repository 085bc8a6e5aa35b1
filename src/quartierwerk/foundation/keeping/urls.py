"""Addresses for machines that watch, and the page of whoever runs the programme."""

from django.urls import path

from quartierwerk.foundation.keeping.views import operations, signs

app_name = "keeping"
urlpatterns = [
    path("gesundheit/", signs.alive, name="alive"),
    path("bereit/", signs.ready, name="ready"),
    path("metriken/", signs.metrics, name="metrics"),
    path("werkbank/betrieb/", operations.operations, name="operations"),
    path("werkbank/betrieb/pruefen/", operations.ask_for_check, name="ask_for_check"),
    path("werkbank/betrieb/aufgaben/<int:number>/wiederholen/", operations.repeat, name="repeat"),
]
