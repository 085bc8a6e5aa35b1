"""Addresses of the outbox, of one's own letters, and of the page that ends letters."""

from django.urls import path

from quartierwerk.foundation.mail.views import batches, ending, outbox, reading

app_name = "mail"
urlpatterns = [
    path("werkbank/briefe/", reading.my_letters, name="my_letters"),
    path("werkbank/briefe/einstellungen/", reading.wishes, name="wishes"),
    path("werkbank/briefe/<slug:code>/", reading.letter, name="letter"),
    path("werkbank/briefe/<slug:code>/ansicht/", reading.letter_html, name="letter_html"),
    path("werkbank/post/", outbox.outbox, name="outbox"),
    path("werkbank/post/ruecklaeufer/", outbox.bounces, name="bounces"),
    path("werkbank/post/sammlungen/", batches.batches, name="batches"),
    path("werkbank/post/sammlungen/neu/", batches.prepare, name="prepare"),
    path("werkbank/post/sammlungen/<slug:code>/", batches.batch, name="batch"),
    path("werkbank/post/sammlungen/<slug:code>/freigeben/", batches.release, name="release_batch"),
    path("werkbank/post/sammlungen/<slug:code>/zurueckziehen/", batches.withdraw, name="withdraw_batch"),
    path("werkbank/post/<slug:code>/anhalten/", outbox.hold, name="hold"),
    path("werkbank/post/<slug:code>/freigeben/", outbox.release, name="release"),
    path("werkbank/post/<slug:code>/wiederholen/", outbox.repeat, name="repeat"),
    path("werkbank/post/<slug:code>/zurueckziehen/", outbox.withdraw, name="withdraw"),
    path("werkbank/post/<slug:code>/zurueckgekommen/", outbox.mark_bounced, name="mark_bounced"),
    path("werkbank/post/<slug:code>/adresse/", outbox.settle, name="settle"),
    path("briefe/abbestellen/<str:token>/", ending.unsubscribe, name="unsubscribe"),
]
