"""Every page the story passes, each with who opens it."""

from tests.browser import SITE

PUBLIC = ""
OFFICER, MINISTRY, OPERATOR = "area_officer", "programme_ministry", "operator"
DOSSIER = f"/werkbank/standorte/{SITE}"

PAGES = {
    "gallery": (PUBLIC, "/ui/"),
    "gallery of the portal": (PUBLIC, "/ui/portal/"),
    "start": (PUBLIC, "/"),
    "sites": (PUBLIC, "/standorte/"),
    "site": (PUBLIC, f"/standorte/{SITE}/"),
    "site without concept": (PUBLIC, "/standorte/lindenfurt-sonnenhang/"),
    "measure": (PUBLIC, f"/standorte/{SITE}/massnahmen/m-13/"),
    "concept": (PUBLIC, f"/standorte/{SITE}/konzept/"),
    "sign-in": (PUBLIC, "/konto/login/"),
    "rulebook": (PUBLIC, "/regelwerk/"),
    "page that is not there": (PUBLIC, "/standorte/nirgendwo/"),
    "page that is not theirs": (PUBLIC, f"{DOSSIER}/konzept/"),
    "desk": (OFFICER, "/werkbank/"),
    "sites at work": (OFFICER, "/werkbank/standorte/"),
    "map at work": (OFFICER, "/werkbank/standorte/karte/"),
    "dossier": (OFFICER, f"{DOSSIER}/"),
    "area": (OFFICER, f"{DOSSIER}/gebiet/"),
    "concept at work": (OFFICER, f"{DOSSIER}/konzept/"),
    "chapter": (OFFICER, f"{DOSSIER}/konzept/kapitel/participation/"),
    "analysis": (OFFICER, f"{DOSSIER}/konzept/analyse/housing/"),
    "goals": (OFFICER, f"{DOSSIER}/ziele/"),
    "goal": (OFFICER, f"{DOSSIER}/ziele/neu/"),
    "measures": (OFFICER, f"{DOSSIER}/massnahmen/"),
    "measure sheet": (OFFICER, f"{DOSSIER}/massnahmen/m-13/"),
    "measure form": (OFFICER, f"{DOSSIER}/massnahmen/m-13/bearbeiten/"),
    "measure place": (OFFICER, f"{DOSSIER}/massnahmen/m-13/ort/"),
    "measure photos": (OFFICER, f"{DOSSIER}/massnahmen/m-13/fotos/"),
    "money form": (OFFICER, f"{DOSSIER}/massnahmen/m-13/geld/"),
    "import": (OFFICER, f"{DOSSIER}/konzept/einlesen/"),
    "check": (OFFICER, f"{DOSSIER}/konzept/pruefung/"),
    "revisions": (OFFICER, f"{DOSSIER}/konzept/fassungen/"),
    "revision": (OFFICER, f"{DOSSIER}/konzept/fassungen/2/"),
    "resolve form": (OFFICER, f"{DOSSIER}/konzept/fassungen/beschliessen/"),
    "history": (OFFICER, f"/werkbank/verlauf/site/{SITE}/"),
    "comments": (OFFICER, f"/werkbank/kommentare/site/{SITE}/"),
    "my access": (OFFICER, "/konto/mfa/"),
    "my deputy": (OFFICER, "/konto/vertretung/"),
    "my devices": (OFFICER, "/konto/geraete/"),
    "my passkeys": (OFFICER, "/konto/mfa/webauthn/"),
    "people": (OFFICER, "/werkbank/personen/"),
    "organisations": (OFFICER, "/werkbank/organisationen/"),
    "programme": (MINISTRY, "/werkbank/programm/"),
    "revision to be recognised": (MINISTRY, f"{DOSSIER}/konzept/fassungen/2/"),
    "people of the operator": (OPERATOR, "/werkbank/personen/"),
}
