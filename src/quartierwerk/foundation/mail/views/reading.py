"""Reading letters in the browser, one's own and, as far as they may be read, those of the outbox."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from quartierwerk.foundation.mail import forms, phrases, policy, posting, queries
from quartierwerk.foundation.mail.actions import preferences
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.states import CAN_BE_REPEATED, MailState
from quartierwerk.foundation.mail.models import OutgoingMail
from quartierwerk.foundation.mail.views.deeds import form_page
from quartierwerk.foundation.people.access import ActorRequest, signed_in
from quartierwerk.kernel.verdict import Verdict

ROWS = 50
# A letter is shown as it is: its own styles and links work, and nothing else does.
INERT: Mapping[str, Collection[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.NONE],
    "sandbox": ["allow-popups"],
}


@signed_in
@require_safe
def my_letters(request: ActorRequest) -> HttpResponse:
    """List the letters to whoever is signed in."""
    page = Paginator(queries.letters_to(request.actor.person_id or 0), ROWS).get_page(request.GET.get("page"))
    return render(request, "mail/my_letters.html", {"page": page, "rows": [(mail, *phrases.MARKS[mail.state]) for mail in page]})


def _readable(request: ActorRequest, code: str) -> tuple[OutgoingMail, Verdict]:
    """Return a letter the actor may know of, and whether they may read what it says."""
    mail = OutgoingMail.objects.select_related("person", "batch", "repeats").filter(code=code).first()
    if mail is None:
        raise Http404
    mine = mail.person_id == request.actor.person_id and mail.state not in queries.NOT_GIVEN
    if not mine and not policy.may_see_outbox(request.actor):
        raise Http404
    reader_id = mail.person_id if mine else None
    verdict = policy.may_read_letter(request.actor, kind=MailKind(mail.kind), reader_id=reader_id, is_example=settings.EXAMPLE_PROGRAMME)
    # A letter that waits may name things its reader has lost sight of since it was written.
    if verdict and mine and not queries.may_still_know(mail, on=timezone.localdate()):
        verdict = Verdict.no("no_longer_visible")
    return mail, verdict


@signed_in
@require_safe
def letter(request: ActorRequest, code: str) -> HttpResponse:
    """Show a letter: to whom, how it fared, and what it says to whoever may read it."""
    mail, verdict = _readable(request, code)
    may_run = policy.may_run(request.actor)
    state = MailState(mail.state)
    context = {
        "mail": mail,
        "marks": phrases.MARKS[mail.state],
        "note": phrases.note(mail.note),
        "may_read": verdict,
        "why_not": "" if verdict else phrases.permitted(verdict.reason),
        "in_outbox": bool(policy.may_see_outbox(request.actor)),
        "leaves": posting.is_set_up(),
        "can_hold": may_run and state is MailState.WAITING,
        "can_release": may_run and state is MailState.HELD and not (mail.batch and not mail.batch.released_at),
        "can_withdraw": may_run and state in {MailState.HELD, MailState.WAITING, MailState.FAILED},
        "can_repeat": may_run and state in CAN_BE_REPEATED and not mail.is_cleared and mail.kind != MailKind.WAY_IN,
        "can_mark": may_run and state in {MailState.SENT, MailState.FAILED},
    }
    response = render(request, "mail/letter.html", context)
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_safe
@csp_override(INERT)
def letter_html(request: ActorRequest, code: str) -> HttpResponse:
    """Show the letter as a mail program would, in a page that can do nothing."""
    mail, verdict = _readable(request, code)
    verdict.require()
    if mail.is_cleared:
        raise Http404
    response = HttpResponse(mail.html)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def wishes(request: ActorRequest) -> HttpResponse:
    """Let somebody say how they want to be written to, and who reads for them."""
    number = request.actor.person_id or 0
    shown = forms.wishes_shown(queries.settings_of(number), queries.unwanted_by(number))
    colleagues = queries.colleagues_of(request.actor, on=timezone.localdate())

    def do(given: dict[str, object]) -> None:
        preferences.set_wishes(wishes=forms.given_wishes(given), now=timezone.now(), actor=request.actor)

    return form_page(
        request,
        forms.WishesForm(request.POST or None, initial=shown, colleagues=colleagues),
        do=do,
        done=_("So schreiben wir Ihnen von jetzt an."),
        back=reverse("mail:my_letters"),
        title=_("Welche Briefe ich bekomme"),
        label=_("Speichern"),
        lead=_("Briefe zu Ihrem Konto und zu Verfahren kommen immer."),
    )
