"""How allauth behaves here: nobody signs up on their own, and a closed account is nobody."""

import contextlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from quartierwerk.foundation.people import queries, wording
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import LetterTo
from quartierwerk.kernel.errors import DomainError


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """Knows people by the number in their session."""

    def get_user(self, user_id: int) -> Person | None:
        """Return the person, or none where the account is closed."""
        return queries.active_person(int(user_id))


class NoSignUpAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by invitation or by the operator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- given by the library
        """Answer no."""
        return False

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,  # noqa: ARG002 -- given by the library
        email: str | None = None,  # noqa: ARG002 -- given by the library
    ) -> None:
        """Tell the owner by letter what has just been done to their account, in our words."""
        if user.email:
            # A new password must not fail because no letter can go to the address.
            with contextlib.suppress(DomainError):
                registry.post(LetterTo("account", user.pk, wording.happened(template_prefix)), SYSTEM)
