"""Addresses for machines that watch, and the page of whoever runs the programme."""

from django.urls import path

from quartierwerk.foundation.keeping.views import operations, problems, signs

app_name = "keeping"
urlpatterns = [
    path("gesundheit/", signs.alive, name="alive"),
    path("bereit/", signs.ready, name="ready"),
    path("metriken/", signs.metrics, name="metrics"),
    path("werkbank/betrieb/", operations.operations, name="operations"),
    path("werkbank/betrieb/meldungen/", problems.reported, name="reported"),
    path("werkbank/betrieb/meldungen/<int:number>/", problems.answer, name="answer"),
    path("werkbank/problem/", problems.problems, name="problems"),
    path("werkbank/neu/", problems.news, name="news"),
    path("werkbank/betrieb/pruefen/", operations.ask_for_check, name="ask_for_check"),
    path("werkbank/betrieb/aufgaben/<int:number>/wiederholen/", operations.repeat, name="repeat"),
]
