"""Django's system check: every rulebook file is read at start, and every mistake is listed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from quartierwerk.foundation.rulebook import loader, phrases

CHECK_ID = "rulebook.E001"


def check_rulebooks(app_configs: Sequence[AppConfig] | None = None, **_given: Any) -> list[CheckMessage]:
    """Return one error per mistake, as file, key and sentence."""
    del app_configs
    _shelf, problems = loader.read_folder(loader.FOLDER)
    return [Error(phrases.problem_line(problem), id=CHECK_ID) for problem in problems]
