"""Tables that only ever grow: no change and no deletion, refused by model, trigger and grant."""

from typing import Any, NoReturn

import pgtrigger
from django.db import models

from quartierwerk.kernel.errors import DomainError


class AppendOnlyError(DomainError):
    """Somebody tried to change what is only ever added to."""


class AppendOnlyQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Refuses bulk changes before the database does."""

    def update(self, **_changes: Any) -> NoReturn:
        """Refuse.

        Raises:
            AppendOnlyError: always.
        """
        raise AppendOnlyError(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse.

        Raises:
            AppendOnlyError: always.
        """
        raise AppendOnlyError(self.model.__name__)


class AppendOnly(models.Model):
    """Base of rows that are corrected by a later row, never edited."""

    class Meta:
        abstract = True
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row.

        Raises:
            AppendOnlyError: the row exists already.
        """
        if not self._state.adding:
            raise AppendOnlyError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            AppendOnlyError: always.
        """
        raise AppendOnlyError(type(self).__name__)
