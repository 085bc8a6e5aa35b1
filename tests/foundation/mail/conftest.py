"""A reader, whoever runs the outbox, and a mail server that is only remembered."""

import smtplib

import pytest
from tests.people import actor, person

from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, SubjectCard


@pytest.fixture
def reader(db):
    """The area officer of Musterstadt, with an address."""
    return person("area_officer", "municipality", "musterstadt")


@pytest.fixture
def runner(db):
    """Whoever runs the outbox, as an actor."""
    return actor("operator")


class MailServer:
    """Stands in for ``smtplib.SMTP``: takes letters, or answers what it is told to."""

    def __init__(self):
        self.taken, self.problems, self.opened = [], [], 0

    def __call__(self, *_where, **_how):
        self.opened += 1
        self._raise("connect")
        return self

    def _raise(self, at):
        if self.problems and self.problems[0][0] == at:
            raise self.problems.pop(0)[1]

    def answer(self, problem, at="data"):
        self.problems.append((at, problem))

    def starttls(self, context=None):
        return None

    def login(self, name, password):
        return None

    def sendmail(self, sender, recipients, content):
        self._raise("data")
        self.taken.append((sender, recipients, content))

    def quit(self):
        self._raise("quit")

    def close(self):
        self._raise("quit")


@pytest.fixture
def mail_server(settings, monkeypatch):
    """A named mail server, and what it got."""
    server = MailServer()
    settings.MAILERS = {
        **settings.MAILERS,
        "smtp": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "mail.invalid", "use_tls": True}},
    }
    monkeypatch.setattr(smtplib, "SMTP", server)
    return server


@pytest.fixture
def slots(monkeypatch):
    """The slots as they are, to be filled for one test."""
    for slot in (registry.subjects, registry.subject_scopes, registry.digest_items, registry.outbox):
        monkeypatch.setattr(slot, "_providers", dict(slot._providers))
    registry.digest_items._providers.clear()
    return registry


@pytest.fixture
def things(slots):
    """Things of a kind ``thing``: who may know of them, and where they lie; ``known`` maps a code to names of people."""

    class Things:
        known = {}
        scopes = {}

    def cards(codes, actor):
        seen = [code for code in codes if actor.name in Things.known.get(code, ())]
        return {code: SubjectCard(Subject("thing", code), "Ding", code.title(), f"/{code}/") for code in seen}

    Things.known, Things.scopes = {}, {}
    slots.subjects.register("thing", cards)
    slots.subject_scopes.register("thing", lambda codes: {code: frozenset(Things.scopes.get(code, ())) for code in codes})
    return Things
