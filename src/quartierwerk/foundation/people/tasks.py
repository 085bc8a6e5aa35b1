"""Work on people in the background."""

from procrastinate.contrib.django import app

from quartierwerk.foundation.people import queries, wording
from quartierwerk.foundation.people.actions import persons
from quartierwerk.foundation.people.core.actor import SYSTEM


@app.task(name="people.send_asked_link", queue="mail")
def send_asked_link(address: str) -> bool:
    """Send a link to whoever has this address, and tell whether there is somebody.

    The page that asks only leaves the address here, so that it answers alike, and as fast, whether there is an account.
    """
    person = queries.who_may_ask_for_a_link(address)
    if person is None:
        return False
    persons.send_asked_link(person=person, write=wording.asked_link, actor=SYSTEM)
    return True
