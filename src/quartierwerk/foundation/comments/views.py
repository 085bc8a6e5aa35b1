"""The comments on a thing: read, write, withdraw."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quartierwerk.foundation.comments import actions, forms, offers, phrases, policy, queries
from quartierwerk.foundation.comments.models import Comment, Mention
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, SubjectCard
from quartierwerk.kernel.errors import DomainError

ROWS = 50


def _card(request: ActorRequest, subject: Subject) -> SubjectCard:
    """Return the subject's card; what the actor may not know of is not found, what they may not talk about is refused."""
    card = registry.describe([subject], request.actor).get(subject)
    if card is None:
        raise Http404
    policy.may_talk(request.actor, queries.scopes_of(subject)).require()
    return card


@needs(policy.TALK)
@require_http_methods(["GET", "POST"])
def of(request: ActorRequest, kind: str, code: str) -> HttpResponse:
    """Show the comments on a subject, newest first, and take another one."""
    subject = Subject(kind, code)
    card = _card(request, subject)
    form = forms.CommentForm(request.POST or None)
    if form.is_valid():
        try:
            actions.write(subject=subject, text=form.cleaned_data["text"], actor=request.actor, now=timezone.now())
        except DomainError as problem:
            form.add_error("text", phrases.sentence(problem))
        else:
            messages.success(request, _("Der Kommentar steht."))
            return redirect(offers.address_of_comments(subject))
    page = Paginator(queries.comments_on(subject), ROWS).get_page(request.GET.get("page"))
    waiting = {mention.comment_id: mention.pk for mention in queries.unseen_mentions(request.actor)}
    context = {
        "card": card,
        "form": form,
        "page": page,
        "lines": [(comment, comment.written_by_id == request.actor.person_id, waiting.get(comment.pk)) for comment in page],
        "readers": queries.readers(queries.scopes_of(subject), timezone.localdate()),
    }
    return render(request, "comments/comments.html", context)


@needs(policy.TALK)
@require_POST
def withdraw(request: ActorRequest, number: int) -> HttpResponse:
    """Take the words of one's own comment away."""
    comment = get_object_or_404(Comment, pk=number, written_by=request.actor.person_id)
    try:
        actions.withdraw(comment=comment, actor=request.actor)
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    else:
        messages.success(request, _("Der Kommentar ist zurückgezogen."))
    return redirect(offers.address_of_comments(Subject(comment.subject_kind, comment.subject_code)))


@needs(policy.TALK)
@require_POST
def see(request: ActorRequest, number: int) -> HttpResponse:
    """Let a mention wait no longer."""
    mention = get_object_or_404(Mention.objects.select_related("comment"), pk=number, person=request.actor.person_id)
    try:
        actions.see(mention=mention, actor=request.actor)
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    return redirect(offers.address_of_comments(Subject(mention.comment.subject_kind, mention.comment.subject_code)))
