"""A source of texts that tests fill, besides those of the rooms, which are taken away."""

from collections import defaultdict
from dataclasses import dataclass, field

import pytest

from quartierwerk.foundation.search import loader
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import SearchDocument, SearchSource, Subject


@dataclass
class Shelf:
    """Texts by group; ``seen`` says which groups whom the test calls an actor may know of, none for all."""

    texts: dict = field(default_factory=lambda: defaultdict(dict))
    seen: dict = field(default_factory=dict)

    def put(self, code, title, text="", group="a", **more):
        self.texts[group][code] = SearchDocument(Subject("text", code), group, title, text, f"/texte/{code}/", **more)

    def documents(self, group):
        return list(self.texts[group].values())

    def source(self, label="Texte"):
        return SearchSource(lambda: label, self.groups, self.documents, self.seen.get)

    def groups(self, subject):
        return list(self.texts) if subject is None else [group for group, held in self.texts.items() if subject.code in held]


@pytest.fixture
def shelf(monkeypatch, db):
    made = Shelf()
    monkeypatch.setattr(registry.search_sources, "_providers", {"shelf": made.source()})
    return made


@pytest.fixture
def read(shelf):
    """Read the shelf into the index."""
    return loader.rebuild
