"""What is new for those who work with it, newest first. A line says what somebody can do now; how it works stands on the page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class News:
    """Something people can do since a day; German and English, and the route of the page where they do it."""

    on: date
    german: tuple[str, str]
    english: tuple[str, str]
    route: str = ""


NEWS = (
    News(
        date(2026, 11, 27),
        (
            "Kalender und Wiedervorlagen",
            "Fristen und eigene Wiedervorlagen stehen in einem Kalender, den auch Outlook und Telefone zeigen.",
        ),
        ("Calendar and follow-ups", "Deadlines and your own follow-ups stand in one calendar, which Outlook and phones show, too."),
        "calendar:mine",
    ),
    News(
        date(2026, 11, 27),
        (
            "Ein Problem melden",
            "Wenn etwas nicht geht oder unklar ist, schreiben Sie es hier; die Antwort steht danach auf derselben Seite.",
        ),
        ("Report a problem", "If something fails or is unclear, write it here; the answer will be on the same page."),
        "keeping:problems",
    ),
    News(
        date(2026, 11, 26),
        ("Kommentare mit Erwähnungen", "Zu Standorten, Konzepten und Maßnahmen können Sie sich äußern und mit @ jemanden erwähnen."),
        ("Comments with mentions", "You can comment on sites, concepts and measures, and mention somebody with @."),
    ),
    News(
        date(2026, 11, 26),
        (
            "Vertretung und Übergabe",
            "Für eine Abwesenheit gehen Mandate für eine Zeit an eine Vertretung, beim Weggang mit der offenen Arbeit an die Nachfolge.",
        ),
        (
            "Deputies and hand-over",
            "During an absence your mandates go to a deputy for a while; when you leave, they go to a successor with the open work.",
        ),
        "people:absence",
    ),
    News(
        date(2026, 11, 25),
        ("Suche", "Oben auf jeder Seite suchen Sie in Standorten, Konzepten und Maßnahmen, auch mit Tippfehlern."),
        ("Search", "At the top of each page you search sites, concepts and measures, even with typing errors."),
        "workspace:search",
    ),
)
