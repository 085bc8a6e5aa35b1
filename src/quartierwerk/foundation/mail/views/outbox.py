"""Pages for whoever runs the outbox: the list, what came back, and deeds on single letters."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quartierwerk.foundation.mail import forms, phrases, policy, posting, queries
from quartierwerk.foundation.mail.actions import bounces as bounce_deeds
from quartierwerk.foundation.mail.actions import letters as deeds
from quartierwerk.foundation.mail.models import OutgoingMail
from quartierwerk.foundation.mail.views.deeds import form_page, pressed
from quartierwerk.foundation.people.access import ActorRequest, needs

ROWS = 50


@needs(policy.READ)
@require_safe
def outbox(request: ActorRequest) -> HttpResponse:
    """List the letters with their state, the newest first."""
    form = forms.OutboxFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    found = queries.outbox(state=given.get("state", ""), kind=given.get("kind", ""), text=given.get("q", ""))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(mail, *phrases.MARKS[mail.state]) for mail in page],
        "numbers": [(phrases.state_label(state), number) for state, number in sorted(queries.numbers().items())],
        "leaves": posting.is_set_up(),
        "may_run": policy.may_run(request.actor),
    }
    return render(request, "mail/outbox.html", context)


@needs(policy.READ)
@require_safe
def bounces(request: ActorRequest) -> HttpResponse:
    """List the letters that came back from addresses nobody has looked after yet."""
    page = Paginator(queries.open_bounces(), ROWS).get_page(request.GET.get("page"))
    return render(request, "mail/bounces.html", {"page": page, "may_run": policy.may_run(request.actor)})


def _letter(code: str) -> OutgoingMail:
    return get_object_or_404(OutgoingMail, code=code)


@needs(policy.RUN)
@require_POST
def hold(request: ActorRequest, code: str) -> HttpResponse:
    """Stop a waiting letter."""
    mail = _letter(code)
    return pressed(
        request,
        do=lambda: deeds.hold(mail=mail, now=timezone.now(), actor=request.actor),
        done=_("Der Brief ist angehalten."),
        back=reverse("mail:letter", args=(code,)),
    )


@needs(policy.RUN)
@require_POST
def release(request: ActorRequest, code: str) -> HttpResponse:
    """Let a held letter be sent."""
    mail = _letter(code)
    return pressed(
        request,
        do=lambda: deeds.release(mail=mail, now=timezone.now(), actor=request.actor),
        done=_("Der Brief ist freigegeben."),
        back=reverse("mail:letter", args=(code,)),
    )


@needs(policy.RUN)
@require_POST
def repeat(request: ActorRequest, code: str) -> HttpResponse:
    """Let the same words wait again as a new letter."""
    mail = _letter(code)
    return pressed(
        request,
        do=lambda: deeds.repeat(mail=mail, now=timezone.now(), actor=request.actor),
        done=_("Der Brief liegt noch einmal im Postausgang."),
        back=reverse("mail:letter", args=(code,)),
    )


@needs(policy.RUN)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, code: str) -> HttpResponse:
    """Take a letter back."""
    mail = _letter(code)
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        do=lambda given: deeds.withdraw(mail=mail, **given, now=timezone.now(), actor=request.actor),
        done=_("Der Brief ist zurückgezogen."),
        back=reverse("mail:letter", args=(code,)),
        title=_("Brief zurückziehen"),
        label=_("Zurückziehen"),
    )


@needs(policy.RUN)
@require_http_methods(["GET", "POST"])
def mark_bounced(request: ActorRequest, code: str) -> HttpResponse:
    """Say that the address of a sent letter does not work."""
    mail = _letter(code)

    def do(given: dict[str, str]) -> None:
        bounce_deeds.mark_bounced(mail=mail, reason=given["reason"], now=timezone.now(), actor=request.actor)

    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        do=do,
        done=_("Vermerkt. An diese Adresse gehen keine Tagesbriefe mehr; sie gehen an die Vertretung."),
        back=reverse("mail:letter", args=(code,)),
        title=_("Brief kam zurück"),
        label=_("Vermerken"),
    )


@needs(policy.RUN)
@require_http_methods(["GET", "POST"])
def settle(request: ActorRequest, code: str) -> HttpResponse:
    """Let letters go to the letter's address again."""
    bounce = _letter(code).bounces.filter(is_settled=False).order_by("-pk").first()
    if bounce is None:
        raise Http404
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        do=lambda given: bounce_deeds.settle_address(bounce=bounce, **given, actor=request.actor),
        done=_("An diese Adresse gehen wieder Briefe."),
        back=reverse("mail:bounces"),
        title=_("Adresse ist wieder erreichbar"),
        label=_("Wieder öffnen"),
    )
