"""A small rulebook that is right, for tests that spoil it in one place."""

import copy
from datetime import date
from typing import Any

SOUND = {
    "code": "guideline_2024",
    "topic": "funding",
    "topic_title": "Förderung",
    "topic_title_en": "Funding",
    "title": "Richtlinie 2024",
    "title_en": "Guideline 2024",
    "valid_from": date(2024, 1, 1),
    "sources": {
        "guideline": {"title": "Richtlinie", "url": "https://example.org/guideline", "evidence": "read"},
        "practice": {"title": "Übung", "evidence": "common_practice"},
    },
    "values": [
        {
            "key": "funding.rate_max",
            "label": "Höchste Quote",
            "label_en": "Highest rate",
            "value": "9/10",
            "unit": "share",
            "status": "confirmed",
            "source": "guideline",
        },
        {
            "key": "tranches.profile",
            "label": "Raten",
            "label_en": "Tranches",
            "value": [50, 50],
            "unit": "percent_by_year",
            "status": "assumed",
            "source": "practice",
        },
    ],
    "catalogues": [
        {
            "name": "stages",
            "title": "Stufen",
            "title_en": "Stages",
            "entries": [
                {"code": "applied", "label": "beantragt", "label_en": "Applied", "status": "confirmed", "source": "guideline"},
                {
                    "code": "granted",
                    "label": "bewilligt",
                    "label_en": "Granted",
                    "status": "assumed",
                    "source": "practice",
                    "extra": {"needs": "notice"},
                },
            ],
        }
    ],
    "machines": [
        {
            "name": "stages",
            "title": "Übergänge",
            "title_en": "Transitions",
            "stages": "stages",
            "starts": ["applied"],
            "transitions": [{"from": "applied", "to": ["granted"], "status": "assumed", "source": "practice"}],
        }
    ],
    "mappings": [
        {
            "from": "stages",
            "to": "stages",
            "pairs": [{"code": "applied", "to": ["granted"], "status": "assumed", "source": "practice"}],
        }
    ],
}


def sound(**changes: Any) -> dict[str, Any]:
    """Return a fresh copy, with some keys replaced at the top."""
    return {**copy.deepcopy(SOUND), **changes}
