"""Sentences of comments: what is refused, and how the trail tells it."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.comments.core import mentions as rules
from quartierwerk.foundation.people import phrases as people_phrases
from quartierwerk.kernel.errors import DomainError

_SENTENCES: dict[type[DomainError], Callable[..., str]] = {
    rules.EmptyCommentError: lambda _e: _("Schreiben Sie etwas."),
    rules.TooLongError: lambda e: _("Der Kommentar hat {length} Zeichen. Möglich sind {most}.").format(
        length=e.length, most=rules.MOST_CHARACTERS
    ),
    rules.NobodyMeantError: lambda e: _(
        "„@{typed}“ ist niemand, der das hier lesen darf. Schreiben Sie den ganzen Namen, oder lassen Sie das @ weg."
    ).format(typed=e.typed),
    rules.SeveralMeantError: lambda e: _("„@{typed}“ passt auf mehrere: {names}. Schreiben Sie den ganzen Namen.").format(
        typed=e.typed, names=", ".join(e.names)
    ),
}


def sentence(problem: DomainError) -> str:
    """Return the sentence for a refusal."""
    found = _SENTENCES.get(type(problem))
    return found(problem) if found else people_phrases.sentence(problem)


def register_with_the_trail() -> None:
    """Tell the trail what deeds, rows and facts of comments read like."""
    audit_phrases.say(
        {
            "comments:comment:write": gettext_lazy("hat einen Kommentar geschrieben"),
            "comments:comment:withdraw": gettext_lazy("hat einen Kommentar zurückgezogen"),
            "comments:mention:see": gettext_lazy("hat eine Erwähnung gelesen"),
        }
    )
    audit_phrases.name_rows({"comments.Comment": gettext_lazy("Kommentar"), "comments.Mention": gettext_lazy("Erwähnung")})
    audit_phrases.name_facts({"mentioned": gettext_lazy("erwähnt")})
