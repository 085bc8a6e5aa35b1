"""What stands in the lists of measures."""

from datetime import date

import pytest
from django.utils import translation

from quartierwerk.concepts.presentation import years


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "german", "english"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024", "2024"),
        (date(2024, 1, 1), date(2026, 6, 30), "2024–2026", "2024–2026"),
        (date(2024, 1, 1), None, "ab 2024", "from 2024"),
        (None, date(2026, 6, 30), "bis 2026", "until 2026"),
        (None, None, "", ""),
    ],
)
def test_a_schedule_is_written_in_years_as_far_as_it_is_known(starts_on, ends_on, german, english):
    written = {}
    for language in ("de", "en"):
        with translation.override(language):
            written[language] = years(starts_on, ends_on)

    assert written == {"de": german, "en": english}
