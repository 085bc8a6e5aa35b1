"""Who may store files; what a file is attached to is judged by the room that attaches it."""

from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.kernel.verdict import Verdict


def may_store(actor: Actor) -> Verdict:
    """Let everybody who is signed in store a file, and the system itself."""
    return Verdict.yes() if actor.is_signed_in or actor.is_system else Verdict.no("not_signed_in")
