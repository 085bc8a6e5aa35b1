"""What people type as a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """A comment; the rules check it further."""

    text = forms.CharField(
        label=_("Kommentar"),
        error_messages={"required": _("Schreiben Sie etwas.")},
        widget=forms.Textarea,
        help_text=_("Mit @ und dem Namen erwähnen Sie jemanden; die Person findet den Kommentar auf ihrem Schreibtisch."),
    )
