"""Names of regions keep clear of dots."""

import math

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.places.core.lettering import ABOVE, BELOW, LETTER_WIDTH, Dot, Name, place_names

WIDTH = 530
spots = st.floats(min_value=120, max_value=400)


def clear_of(place, text, dot):
    half = len(text) * LETTER_WIDTH / 2
    x = max(abs(dot.x - place[0]) - half, 0)
    y = max(place[1] - ABOVE - dot.y, dot.y - place[1] - BELOW, 0)
    return math.hypot(x, y) >= dot.radius


def test_a_name_with_room_stays_where_it_is():
    assert place_names([Name(200, 300, "Osthessen")], [Dot(40, 40, 5)], width=WIDTH) == ((200, 300),)


@given(st.lists(st.builds(Dot, spots, spots, st.floats(min_value=1, max_value=13)), max_size=6))
def test_no_dot_lies_on_a_name_where_there_is_room(dots):
    (place,) = place_names([Name(260, 260, "Rhein-Main")], dots, width=WIDTH)

    assert all(clear_of(place, "Rhein-Main", dot) for dot in dots)


def test_two_names_for_one_place_do_not_lie_on_each_other():
    first, second = place_names([Name(200, 300, "Mittelhessen"), Name(200, 300, "Osthessen")], [], width=WIDTH)

    assert abs(first[1] - second[1]) >= ABOVE + BELOW or abs(first[0] - second[0]) >= 20 * LETTER_WIDTH / 2


def test_a_name_stays_on_the_map():
    half = len("Nordhessen") * LETTER_WIDTH / 2

    for x in (0, WIDTH):
        ((place, _y),) = place_names([Name(x, 300, "Nordhessen")], [], width=WIDTH)
        assert half <= place <= WIDTH - half


def test_where_nothing_is_free_the_name_stands_where_it_was():
    dots = [Dot(x, y, 30) for x in range(0, WIDTH, 20) for y in range(0, 690, 20)]

    ((x, y),) = place_names([Name(260, 330, "Rhein-Main")], dots, width=WIDTH)

    assert (abs(x - 260), abs(y - 330)) <= (120, 120)
