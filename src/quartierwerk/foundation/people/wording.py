"""What people are told in letters about their own access; asked in the language they read."""

from collections.abc import Callable, Mapping

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartierwerk.foundation.people import phrases
from quartierwerk.foundation.slots.values import LetterWords
from quartierwerk.foundation.ui import figures

type Writer = Callable[[str], LetterWords]

# By the name the sign-in library has for what happened.
HAPPENED: Mapping[str, str | Promise] = {
    "account/email/password_reset": gettext_lazy("Mit einem Link, den Sie bekommen haben, wurde ein neues Passwort gesetzt."),
    "account/email/password_set": gettext_lazy("Für Ihr Konto wurde ein Passwort gesetzt."),
    "account/email/password_changed": gettext_lazy("Das Passwort Ihres Kontos wurde geändert."),
    "mfa/email/totp_activated": gettext_lazy("Für Ihr Konto wurde die Anmeldung mit einem Einmalcode eingeschaltet."),
    "mfa/email/totp_deactivated": gettext_lazy("Für Ihr Konto wurde die Anmeldung mit einem Einmalcode ausgeschaltet."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Für Ihr Konto wurden neue Ersatzcodes erstellt."),
}


def invitation(*, inviter: str, role: str) -> Callable[[str, str], LetterWords]:
    """Return what writes to somebody who has been given a mandate; the link is empty for those who have a password."""

    def write(link: str, scope_name: str) -> LetterWords:
        given = _("{inviter} hat Ihnen in Quartierwerk eine Aufgabe gegeben: {role}, {scope}.").format(
            inviter=inviter, role=phrases.role_label(role), scope=phrases.scope_text(scope_name)
        )
        return LetterWords(_("Einladung zu Quartierwerk"), _paragraphs(_("Guten Tag,"), given, *_way_in(link)))

    return write


def _way_in(link: str) -> tuple[str, ...]:
    if not link:
        return (_("Sie haben schon ein Konto. Melden Sie sich damit an wie immer."),)
    return (
        _("Geben Sie sich mit diesem Link ein Passwort, dann können Sie sich anmelden:"),
        link,
        _("Der Link gilt drei Tage und einmal. Geben Sie ihn niemandem weiter."),
    )


def link_from(*, sender: str) -> Writer:
    """Return what writes to somebody for whom a manager has made a link."""

    def write(link: str) -> LetterWords:
        who = _("{name} schickt Ihnen einen Link, mit dem Sie Ihr Passwort für Quartierwerk selbst setzen:").format(name=sender)
        rest = _("Der Link gilt drei Tage und einmal. Geben Sie ihn niemandem weiter.")
        return LetterWords(_("Ihr Zugang zu Quartierwerk"), _paragraphs(_("Guten Tag,"), who, link, rest))

    return write


def asked_link(link: str) -> LetterWords:
    """Write to somebody who has forgotten their password."""
    why = _("jemand, hoffentlich Sie, hat für diese Adresse ein neues Passwort gewünscht. Mit diesem Link setzen Sie es:")
    rest = _("Waren Sie es nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist. Der Link gilt drei Tage und einmal.")
    return LetterWords(_("Neues Passwort für Quartierwerk"), _paragraphs(_("Guten Tag,"), why, link, rest))


def link_made(*, maker: str, reason: str) -> Callable[[], LetterWords]:
    """Return what tells an owner that somebody made a link for their account and hands it over."""

    def write() -> LetterWords:
        what = _("{name} hat einen Link erstellt, mit dem sich das Passwort Ihres Kontos neu setzen lässt. Grund: „{reason}“.")
        return _told(what.format(name=maker, reason=reason))

    return write


def address_changed(*, changer: str) -> Callable[[], LetterWords]:
    """Return what tells an owner that the address they sign in with has changed; which one it is now stays unsaid."""
    return lambda: _told(_("{name} hat die Adresse geändert, mit der Sie sich anmelden.").format(name=changer))


def happened(event: str) -> Callable[[], LetterWords]:
    """Return what tells an owner what has just been done to their account."""
    what = HAPPENED.get(event, gettext_lazy("An der Anmeldung Ihres Kontos wurde etwas geändert."))
    return lambda: _told(str(what))


def _told(what: str) -> LetterWords:
    when = _("Das war am {moment}.").format(moment=figures.moment(timezone.localtime()))
    otherwise = _("Wenn Sie davon nichts wissen, melden Sie sich bei der Stelle, die Ihren Zugang eingerichtet hat.")
    return LetterWords(_("Änderung an Ihrem Zugang"), _paragraphs(_("Guten Tag,"), what, when, otherwise))


def _paragraphs(*sentences: str) -> str:
    return "\n\n".join(sentences)
