"""Django's entry for concepts."""

from django.apps import AppConfig


class ConceptsConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.concepts"
    label = "concepts"
