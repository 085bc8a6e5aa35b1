"""How allauth behaves here: nobody signs up on their own."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSignUpAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by invitation or by the operator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- given by the library
        """Answer no."""
        return False
