"""Sentences for refusals that every room shares."""

from django.utils.translation import gettext as _

from quartierwerk.kernel.errors import NotPermittedError


def not_permitted(problem: NotPermittedError) -> str:
    """Say why somebody may not do this."""
    sentences = {
        "not_signed_in": _("Bitte melden Sie sich an."),
        "role_missing": _("Dafür braucht es eine Rolle, die Sie nicht haben."),
        "outside_scope": _("Ihre Rolle gilt für einen anderen Standort."),
    }
    return sentences.get(problem.reason, _("Das ist hier nicht erlaubt."))
