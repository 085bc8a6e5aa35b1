"""The map of places that people are tested with, and a room that tells days."""

from datetime import date

import pytest
from tests.foundation.people.conftest import map_of_places

from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Deadline, DeadlineSource, Subject

__all__ = ["map_of_places", "room"]


class Room:
    """A room with one day for each site; ``closed`` are the sites whose days nobody may know of."""

    def __init__(self):
        self.days = {"nord": date(2027, 3, 1), "sued": date(2027, 3, 2), "west": date(2027, 3, 3)}
        self.titles = {}
        self.closed = None

    def groups(self, subject):
        if subject is None:
            return list(self.days)
        return [subject.code] if subject.kind == "site" else []

    def deadlines(self, group):
        if group in self.days:
            yield Deadline(Subject("site", group), self.titles.get(group, f"Tag von {group}"), self.days[group], f"/{group}/")

    def visible(self, _actor):
        if self.closed is None:
            return None
        from quartierwerk.foundation.calendar.models import RegisteredDeadline

        return RegisteredDeadline.objects.exclude(group__in=self.closed).values("group")


@pytest.fixture
def room(monkeypatch):
    monkeypatch.setattr(registry.deadlines, "_providers", {})
    found = Room()
    registry.deadlines.register("room", DeadlineSource(lambda: "Frist des Raums", found.groups, found.deadlines, found.visible))
    return found
