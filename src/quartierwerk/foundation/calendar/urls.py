"""Addresses of the calendar."""

from django.urls import path

from quartierwerk.foundation.calendar.views import calendars, feeds, follow_ups

app_name = "calendar"
urlpatterns = [
    path("werkbank/kalender/", calendars.mine, name="mine"),
    path("werkbank/kalender/standort/<slug:code>/", calendars.site, name="site"),
    path("werkbank/kalender/adressen/", feeds.feeds, name="feeds"),
    path("werkbank/kalender/adressen/<int:number>/schliessen/", feeds.close, name="close_feed"),
    path("werkbank/wiedervorlage/verschieben/<int:number>/", follow_ups.move, name="move"),
    path("werkbank/wiedervorlage/beenden/<int:number>/", follow_ups.end, name="end"),
    path("werkbank/wiedervorlage/<slug:kind>/<path:code>/datei/", follow_ups.take_in, name="take_in"),
    path("werkbank/wiedervorlage/<slug:kind>/<path:code>/", follow_ups.follow_ups, name="follow_ups"),
    path("kalender/<str:token>.ics", feeds.feed, name="feed"),
]
