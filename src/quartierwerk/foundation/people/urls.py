"""Addresses of people, organisations and the ways in."""

from datetime import date

from django.urls import path, register_converter

from quartierwerk.foundation.people.views import absence, entrance, organisations, persons, sessions


class _Day:
    """A day in an address: 2027-03-03."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the day."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Return the day as it stands in the address."""
        return str(value)


register_converter(_Day, "people_day")

app_name = "people"
urlpatterns = [
    path("werkbank/personen/", persons.persons, name="persons"),
    path("werkbank/personen/neu/", persons.record_person, name="record_person"),
    path("werkbank/personen/einladen/", persons.invite, name="invite"),
    path("werkbank/personen/<slug:code>/", persons.person, name="person"),
    path("werkbank/personen/<slug:code>/adresse/", persons.set_address, name="set_address"),
    path("werkbank/personen/<slug:code>/zugang/", persons.issue_link, name="issue_link"),
    path("werkbank/personen/<slug:code>/sperren/", persons.deactivate, name="deactivate"),
    path("werkbank/personen/<slug:code>/oeffnen/", persons.reactivate, name="reactivate"),
    path("werkbank/personen/<slug:code>/mandat/", persons.give_mandate, name="give_mandate"),
    path(
        "werkbank/personen/<slug:code>/mandat/<slug:role>/<slug:scope_kind>/<slug:scope_code>/<people_day:begins_on>/beenden/",
        persons.end_mandate,
        name="end_mandate",
    ),
    path("werkbank/personen/<slug:code>/vertretung/", absence.deputies, name="deputies"),
    path("werkbank/personen/<slug:code>/vertretung/<slug:deputy>/beenden/", absence.end, name="end_deputising"),
    path("werkbank/personen/<slug:code>/uebergeben/", absence.hand_over, name="hand_over"),
    path("konto/vertretung/", absence.mine, name="absence"),
    path("werkbank/organisationen/", organisations.organisations, name="organisations"),
    path("werkbank/organisationen/neu/", organisations.record_organisation, name="record_organisation"),
    path("werkbank/organisationen/<slug:code>/", organisations.organisation, name="organisation"),
    path("werkbank/organisationen/<slug:code>/umbenennen/", organisations.rename, name="rename"),
    path("werkbank/organisationen/<slug:code>/zustaendigkeit/", organisations.give_responsibility, name="give_responsibility"),
    path("konto/erster-zugang/<str:token>/", entrance.first_access, name="first_access"),
    path("konto/email/", entrance.closed, name="no_own_address"),
    path("konto/password/reset/", entrance.forgotten, name="forgotten"),
    path("konto/bleiben/", sessions.stay, name="stay"),
    path("konto/eingabe/", sessions.resume, name="resume"),
    path("konto/ansicht/", entrance.look_through, name="look_through"),
]
