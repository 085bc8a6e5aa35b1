"""German names and sentences of the outbox."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartierwerk.foundation.audit import phrases as audit_phrases
from quartierwerk.foundation.mail.core import refusals
from quartierwerk.foundation.mail.models import Bounce, OutgoingMail
from quartierwerk.kernel.errors import DomainError, NotPermittedError
from quartierwerk.kernel.period import BackwardPeriodError

NOTES: Mapping[str, str | Promise] = {
    "address_bounced": gettext_lazy("Briefe an diese Adresse kommen zurück. Bitte prüfen Sie die Adresse, bevor Sie ihn freigeben."),
    "address_changed": gettext_lazy("Die Adresse wurde geändert, bevor der Brief mit dem Schlüssel verschickt war."),
    "by_hand": gettext_lazy("Von Hand zurückgezogen."),
    "closed": gettext_lazy("Der Zugang der Person ist gesperrt."),
    "gave_up": gettext_lazy("Nach mehreren Versuchen aufgegeben."),
    "hard": gettext_lazy("Die Adresse gibt es nicht."),
    "interrupted": gettext_lazy("Die Verbindung brach ab. Ob der Brief angekommen ist, lässt sich nicht feststellen."),
    "later": gettext_lazy("Der Mailserver nahm den Brief noch nicht an; er wird wieder versucht."),
    "no_address": gettext_lazy("Die Person hat keine Adresse mehr."),
    "no_longer_visible": gettext_lazy("Die Person darf etwas nicht mehr wissen, wovon der Brief handelt."),
    "refused": gettext_lazy("Der Mailserver hat den Brief abgelehnt."),
    "soft": gettext_lazy("Der Brief kam nicht durch."),
    "unwanted": gettext_lazy("Die Person wünscht solche Briefe nicht mehr."),
}
MARKS: Mapping[str, tuple[str, str]] = {
    "held": ("half", "neutral"),
    "waiting": ("hollow", "neutral"),
    "sending": ("half", "neutral"),
    "sent": ("full", "neutral"),
    "failed": ("warn", "warn"),
    "bounced": ("warn", "warn"),
    "withdrawn": ("hollow", "muted"),
}
_PERMITTED: Mapping[str, str | Promise] = {
    "holds_a_key": gettext_lazy("In diesem Brief steckt ein Schlüssel zu einem Konto. Lesen kann ihn nur, wer ihn im Postfach hat."),
    "no_longer_visible": gettext_lazy("Der Brief handelt von etwas, das Sie nicht mehr einsehen dürfen."),
    "personal": gettext_lazy("Einen Tagesbrief liest nur die Person, für die er zusammengestellt ist."),
    "worker_only": gettext_lazy("Das macht nur das Programm selbst."),
    "not_yours": gettext_lazy("Darüber entscheidet die Person selbst."),
    "outside_scope": gettext_lazy("Ihre Rolle gilt nicht für diesen Bereich."),
    "role_missing": gettext_lazy("Dafür braucht es eine Rolle, die Sie nicht haben."),
    "not_signed_in": gettext_lazy("Bitte melden Sie sich an."),
}
_STATES: Mapping[str, str | Promise] = {
    "batch": gettext_lazy("Dieser Brief gehört zu einer Sammlung und wird mit ihr freigegeben."),
    "batch_over": gettext_lazy("Diese Sammlung ist schon freigegeben oder zurückgezogen."),
    "changed": gettext_lazy("Die Liste hat sich geändert, seit Sie sie geprüft haben. Bitte sehen Sie sie noch einmal durch."),
    "settled": gettext_lazy("Das ist schon so. Es wurde nichts geändert."),
}
_ADDRESSES: Mapping[str, str | Promise] = {
    "empty": gettext_lazy("Es fehlt eine Adresse."),
    "long": gettext_lazy("Diese Adresse ist zu lang."),
    "broken": gettext_lazy("Das ist keine E-Mail-Adresse."),
    "foreign": gettext_lazy("Vor dem @ sind nur Buchstaben ohne Umlaut, Ziffern und einfache Zeichen möglich."),
}
_SENTENCES: dict[type[DomainError], Callable[..., str]] = {
    refusals.BadAddressError: lambda e: str(_ADDRESSES[e.reason]),
    refusals.BrokenHeaderError: lambda _e: _(
        "Der Betreff enthält einen Zeilenumbruch oder ein anderes Zeichen, das dort nicht stehen kann."
    ),
    refusals.NotWantedError: lambda _e: _("Die Person wünscht solche Briefe nicht."),
    refusals.NoAddressError: lambda _e: _("Die Person hat keine E-Mail-Adresse."),
    refusals.CannotUnsubscribeError: lambda _e: _("Diese Briefe gehören zum Verfahren und lassen sich nicht abbestellen."),
    refusals.NothingToSendError: lambda _e: _(
        "Es gibt niemanden, an den dieser Brief gehen kann, oder sein Text ist nicht mehr aufbewahrt."
    ),
    refusals.OwnFallbackError: lambda _e: _("Vertreten kann Sie jemand anderes, der für denselben Bereich ein Mandat hat."),
    BackwardPeriodError: lambda _e: _("Das Ende liegt vor dem Anfang."),
}


def note(code: str) -> str:
    """Return the sentence for why a letter is where it is; a code nobody knows stays as it is."""
    return str(NOTES.get(code, code))


def sentence(problem: DomainError) -> str:
    """Return the German sentence for a refusal of the outbox."""
    if isinstance(problem, NotPermittedError):
        return permitted(problem.reason)
    if isinstance(problem, refusals.WrongStateError):
        if problem.state in _STATES:
            return str(_STATES[problem.state])
        return _("Der Brief ist {state}; das geht jetzt nicht mehr.").format(state=state_label(problem.state))
    return _SENTENCES[type(problem)](problem)


def permitted(reason: str) -> str:
    """Return the sentence for why somebody may not."""
    return str(_PERMITTED.get(reason, _("Das ist hier nicht erlaubt.")))


def state_label(code: str) -> str:
    """Return what a state is called; a code nobody knows stays as it is."""
    return str(dict(OutgoingMail.State.choices).get(code, code))


def kind_label(code: str) -> str:
    """Return what a kind of letter is called; a code nobody knows stays as it is."""
    return str(dict(OutgoingMail.Kind.choices).get(code, code))


def register_with_the_trail() -> None:
    """Tell the trail what the deeds, rows and facts of the outbox read like."""
    audit_phrases.say(
        {
            "mail:letter:queue": gettext_lazy("hat einen Brief in den Postausgang gelegt: {letter_kind}"),
            "mail:letter:hold": gettext_lazy("hat einen Brief angehalten"),
            "mail:letter:release": gettext_lazy("hat einen Brief freigegeben"),
            "mail:letter:withdraw": gettext_lazy("hat einen Brief zurückgezogen"),
            "mail:letter:repeat": gettext_lazy("hat einen Brief noch einmal in den Postausgang gelegt"),
            "mail:letter:take_out": gettext_lazy("hat einen Brief zum Versand genommen"),
            "mail:letter:settle": gettext_lazy("hat den Versand eines Briefes vermerkt: {letter_state}"),
            "mail:letter:give_up": gettext_lazy("hat einen liegen gebliebenen Brief aufgegeben"),
            "mail:letter:report_bounce": gettext_lazy("hat vermerkt, dass ein Brief nicht durchkam"),
            "mail:letter:mark_bounced": gettext_lazy("hat vermerkt, dass ein Brief zurückkam"),
            "mail:address:settle": gettext_lazy("hat eine Adresse wieder für Briefe geöffnet"),
            "mail:batch:prepare": gettext_lazy("hat die Sammlung „{title}“ vorbereitet"),
            "mail:batch:release": gettext_lazy("hat die Sammlung „{title}“ freigegeben"),
            "mail:batch:withdraw": gettext_lazy("hat die Sammlung „{title}“ zurückgezogen"),
            "mail:person:unsubscribe": gettext_lazy("hat Briefe abbestellt: {letter_kind}"),
            "mail:person:set_wishes": gettext_lazy("hat festgelegt, welche Briefe kommen"),
            "mail:outbox:clear": gettext_lazy("hat alte Briefe geleert"),
        }
    )
    audit_phrases.name_rows({"mail.OutgoingMail": gettext_lazy("Brief"), "mail.MailBatch": gettext_lazy("Sammlung von Briefen")})
    audit_phrases.name_facts(
        {
            "letter_kind": gettext_lazy("Art des Briefes"),
            "letter_state": gettext_lazy("Zustand des Briefes"),
            "note": gettext_lazy("Anmerkung"),
            "attempts": gettext_lazy("Versuche"),
            "letters": gettext_lazy("Briefe"),
            "left_out": gettext_lazy("ausgelassen"),
            "bounce": gettext_lazy("Rückläufer"),
            "bounces": gettext_lazy("Rückläufer"),
            "repeats": gettext_lazy("wiederholt"),
            "language": gettext_lazy("Sprache der Briefe"),
            "unwanted": gettext_lazy("nicht gewünscht"),
        }
    )
    audit_phrases.spell_out(
        {"letter_kind": kind_label, "letter_state": state_label, "note": note, "unwanted": kind_label, "bounce": _bounce_label}
    )


def _bounce_label(code: str) -> str:
    return str(dict(Bounce.Kind.choices).get(code, code))
