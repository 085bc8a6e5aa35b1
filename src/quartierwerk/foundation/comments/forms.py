"""What people type as a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """A comment; the rules check it, so that what is refused is said once."""

    text = forms.CharField(
        label=_("Kommentar"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Mit @ und dem Namen erwähnen Sie jemanden; die Person findet den Kommentar auf ihrem Schreibtisch."),
    )
