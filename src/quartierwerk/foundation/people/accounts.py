"""How allauth behaves here: nobody signs up on their own, and a closed account is nobody."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from quartierwerk.foundation.people import queries
from quartierwerk.foundation.people.models import Person


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
