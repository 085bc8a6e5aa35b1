"""Words of urban regeneration that a general splitter of compounds gets wrong, and words it must leave whole."""

from collections.abc import Mapping
from types import MappingProxyType

_WHOLE = (
    "maßnahme maßnahmen abstimmung bewohner bewohnerin bewohnerinnen teilhabe beteiligung beirat vorhaben verein vereine",
    "zusammenhalt zusammenleben zuwendung bewilligung verwendung quartier quartiere verstetigung anlage anlagen ausgabe",
    "ausgaben integration kooperation investition aufwertung förderung",
)
WHOLE = frozenset(" ".join(_WHOLE).split())

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "gesamtmaßnahme": ("gesamt", "maßnahme"),
        "gesamtmaßnahmen": ("gesamt", "maßnahmen"),
        "einzelmaßnahme": ("einzel", "maßnahme"),
        "einzelmaßnahmen": ("einzel", "maßnahmen"),
        "städtebauförderung": ("städtebau", "förderung"),
        "städtebauförderungsmittel": ("städtebau", "förderung", "mittel"),
        "quartiersmanagement": ("quartier", "management"),
        "quartiersmanagerin": ("quartier", "managerin"),
        "stadtteilbüro": ("stadtteil", "büro"),
        "stadtteilbeirat": ("stadtteil", "beirat"),
        "verfügungsfonds": ("verfügung", "fonds"),
        "handlungskonzept": ("handlung", "konzept"),
        "wohnumfeld": ("wohnen", "umfeld"),
        "nachbarschaftshaus": ("nachbarschaft", "haus"),
    }
)
