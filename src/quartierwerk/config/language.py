"""The language the command line speaks: the one asked for, else the terminal's; German where that is neither.

Commands that start without Django say their sentences here; those of Django say them there, in the same language.
"""

import gettext as catalogues
import os

from quartierwerk.config.paths import PACKAGE

LANGUAGES = ("de", "en")
VARIABLE = "QUARTIERWERK_LANGUAGE"
LOCALES = PACKAGE / "config" / "locale"


def chosen() -> str:
    """Return the language: that of ``--language``, then of LC_ALL, LC_MESSAGES and LANG, whichever is set first."""
    asked = os.environ.get(VARIABLE, "")
    if asked in LANGUAGES:
        return asked
    terminal = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "en" if terminal.lower().startswith("en") else "de"


def gettext(sentence: str) -> str:
    """Return a German sentence in the chosen language."""
    if chosen() == "de":
        return sentence
    return catalogues.translation("django", LOCALES, languages=[chosen()], fallback=True).gettext(sentence)
