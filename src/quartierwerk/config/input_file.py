"""What a command reads: a file, or a file or folder."""

from pathlib import Path
from typing import Any

import click

from quartierwerk.config.language import gettext as _


class InputFile(click.Path):
    """A file that is there."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or refuse the call in the language of the command line."""
        if not Path(value).is_file():
            self.fail(_("Die Datei %(name)s gibt es nicht.") % {"name": value}, param, ctx)
        return super().convert(value, param, ctx)


class InputPlace(click.Path):
    """A file or folder that is there."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or refuse the call in the language of the command line."""
        if not Path(value).exists():
            self.fail(_("Die Datei %(name)s gibt es nicht.") % {"name": value}, param, ctx)
        return super().convert(value, param, ctx)
