"""The map of places that people are tested with."""

from tests.foundation.people.conftest import map_of_places

__all__ = ["map_of_places"]
