"""Pages on batches: write to many, check the list, release it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quartierwerk.foundation.mail import forms, phrases, policy, queries, wording
from quartierwerk.foundation.mail.actions import batches as deeds
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.states import MailState
from quartierwerk.foundation.mail.models import MailBatch
from quartierwerk.foundation.mail.views.deeds import form_page, pressed
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import LetterWords
from quartierwerk.foundation.ui.fields import handed_back

ROWS = 50


@needs(policy.READ)
@require_safe
def batches(request: ActorRequest) -> HttpResponse:
    """List the batches, the newest first."""
    page = Paginator(queries.batches(), ROWS).get_page(request.GET.get("page"))
    return render(request, "mail/batches.html", {"page": page, "may_run": policy.may_run(request.actor)})


@needs(policy.RUN)
@require_http_methods(["GET", "POST"])
def prepare(request: ActorRequest) -> HttpResponse:
    """Write a letter to everybody in a role; nothing leaves before somebody has checked the list."""
    policy.may_run(request.actor).require()

    def do(given: dict[str, Any]) -> str:
        readers = queries.people_in_role(Role(given["role"]), on=timezone.localdate())
        words = LetterWords(given["subject"], given["text"])
        letters = [_circular(words, person) for person in readers]
        batch = deeds.prepare(title=given["subject"], letters=letters, now=timezone.now(), actor=request.actor)
        return reverse("mail:batch", args=(batch.code,))

    return form_page(
        request,
        forms.CircularForm(request.POST or None),
        do=do,
        done=_("Die Briefe liegen bereit. Verschickt wird erst, wenn Sie die Liste freigeben."),
        back=reverse("mail:batches"),
        title=_("Rundbrief schreiben"),
        label=_("Briefe bereitlegen"),
        lead=_("Jede Person bekommt einen eigenen Brief. Wer keine Rundbriefe wünscht oder keine Adresse hat, wird ausgelassen."),
    )


def _circular(words: LetterWords, person: Person) -> LetterDraft:
    # What people write is German; only the lines around it follow the page.
    with translation.override("de"):
        return LetterDraft(MailKind.NEWS, wording.letter_of(words, kind=MailKind.NEWS, person_id=person.pk), person)


@needs(policy.READ)
@require_safe
def batch(request: ActorRequest, code: str) -> HttpResponse:
    """Show the letters of a batch as a list, to be checked before it is released."""
    found = get_object_or_404(MailBatch.objects.select_related("prepared_by", "released_by", "withdrawn_by"), code=code)
    page = Paginator(queries.letters_of(found).defer("text", "html"), ROWS).get_page(request.GET.get("page"))
    context = {
        "batch": found,
        "page": page,
        "rows": [(mail, *phrases.MARKS[mail.state], phrases.note(mail.note)) for mail in page],
        "is_open": not found.released_at and not found.withdrawn_at,
        "held": found.letters.filter(state=MailState.HELD).count(),
        "first": queries.letters_of(found).first(),
        "may_run": policy.may_run(request.actor),
    }
    return render(request, "mail/batch.html", context)


@needs(policy.RUN)
@require_POST
def release(request: ActorRequest, code: str) -> HttpResponse:
    """Let the batch be sent, if it is still the list that was checked."""
    found = get_object_or_404(MailBatch, code=code)
    expected = handed_back(request.POST.get("expected", ""))
    return pressed(
        request,
        do=lambda: deeds.release_batch(batch=found, expected=expected, now=timezone.now(), actor=request.actor),
        done=_("Die Sammlung ist freigegeben."),
        back=reverse("mail:batch", args=(code,)),
    )


@needs(policy.RUN)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, code: str) -> HttpResponse:
    """Take a batch back."""
    found = get_object_or_404(MailBatch, code=code)
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        do=lambda given: deeds.withdraw_batch(batch=found, **given, now=timezone.now(), actor=request.actor),
        done=_("Die Sammlung ist zurückgezogen."),
        back=reverse("mail:batch", args=(code,)),
        title=_("„{title}“ zurückziehen").format(title=found.title),
        label=_("Zurückziehen"),
        lead=_("Keiner ihrer Briefe wird verschickt."),
    )
