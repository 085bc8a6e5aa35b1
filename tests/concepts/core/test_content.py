"""Equal contents have equal hashes, and nothing can be changed without changing the hash."""

import copy
import json

import pytest

from quartierwerk.concepts.core.content import ConceptContent, MeasureContent, content_hash
from tests.factories.concept_content import make_content, make_measure


def places_in(value, path=()):
    """Yield the path of every single value in nested contents."""
    if isinstance(value, dict):
        for key in value:
            yield from places_in(value[key], (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from places_in(item, (*path, place))
    else:
        yield path


def turned(value):
    """Return equal contents whose keys stand in another order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


def test_the_order_of_keys_does_not_matter():
    content = make_content(4)

    assert list(turned(content)) != list(content)
    assert content_hash(turned(content)) == content_hash(content)


def test_content_that_was_stored_and_read_again_has_the_same_hash():
    content = make_content(4)

    assert content_hash(json.loads(json.dumps(content))) == content_hash(content)


def test_no_single_value_can_be_changed_without_changing_the_hash():
    content = make_content(2)
    hashes = {content_hash(content)}

    for path in (paths := list(places_in(content))):
        changed = copy.deepcopy(content)
        holder = changed
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = "geändert"
        hashes.add(content_hash(changed))

    assert len(paths) > 200
    assert len(hashes) == len(paths) + 1


def test_the_order_of_measures_matters():
    content = make_content(3)

    assert content_hash({**content, "measure_order": content["measure_order"][::-1]}) != content_hash(content)


def test_the_hash_is_known():
    assert content_hash({"title": "Nordpark, 74 ha, 3 €", "year": 2027, "end": None}) == (
        "a890f25d53ec2f9d316006809fb82047c7a619a4f38032caa205e1d9b2d7ae64"
    )


@pytest.mark.parametrize(("shape", "made"), [(ConceptContent, make_content()), (MeasureContent, make_measure())])
def test_the_tests_own_contents_have_the_shape(shape, made):
    assert set(made) == set(shape.__annotations__)
