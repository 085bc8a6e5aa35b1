"""What each page costs on a large programme: queries, CPU and the ratio to the floor. Run by ``just bench``.

The floor is a page with one row read on the same server through the same middleware. How to read the table:
docs/methods/benchmarks.md.
"""
# ruff: noqa: PLC0415 -- after the set-up

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quartierwerk.config.embedded_database import DATABASE, OWNER, SITE, SUPERUSER, EmbeddedDatabase

if TYPE_CHECKING:
    from benchmarks.meter import Meter, Reading

CHECKOUT = Path(__file__).parent.parent
LIST, PUBLIC, MOST_QUERIES = 8.0, 5.0, 15
ROUNDS = 3
PAPER_SECONDS, PREVIEW_SECONDS = 2.0, 5.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure: who opens it, how many rows it shows, how often the floor it may cost."""

    name: str
    address: str
    who: str = ""
    rows: str = ""
    aim: float = LIST


SITE_CODE = "gemeinde-001-quartier-1"
DOSSIER = f"/werkbank/standorte/{SITE_CODE}"
PORTAL = f"/standorte/{SITE_CODE}"
PAGES = (
    Page("portal: start", "/", rows="1,000 dots", aim=PUBLIC),
    Page("portal: sites", "/standorte/", rows="50", aim=PUBLIC),
    Page("portal: site", f"{PORTAL}/", rows="8", aim=PUBLIC),
    Page("portal: measure", f"{PORTAL}/massnahmen/m-07/", rows="1", aim=PUBLIC),
    Page("portal: concept", f"{PORTAL}/konzept/", rows="60", aim=PUBLIC),
    Page("portal: rulebook", "/regelwerk/", aim=PUBLIC),
    Page("workspace: desk, ministry", "/werkbank/", "ministry", rows="12"),
    Page("workspace: desk, municipality", "/werkbank/", "officer", rows="3"),
    Page("workspace: programme", "/werkbank/programm/", "ministry", rows="50"),
    Page("workspace: history", f"/werkbank/verlauf/concept/{SITE_CODE}/", "officer", rows="50"),
    Page("places: sites", "/werkbank/standorte/", "ministry", rows="50"),
    Page("places: map", "/werkbank/standorte/karte/", "ministry", rows="1,000"),
    Page("places: site", f"{DOSSIER}/", "officer", rows="1"),
    Page("places: area", f"{DOSSIER}/gebiet/", "officer", rows="2"),
    Page("concepts: concept", f"{DOSSIER}/konzept/", "officer", rows="1"),
    Page("concepts: check", f"{DOSSIER}/konzept/pruefung/", "officer"),
    Page("concepts: goals", f"{DOSSIER}/ziele/", "officer", rows="12"),
    Page("concepts: measures", f"{DOSSIER}/massnahmen/", "officer", rows="50"),
    Page("concepts: measure", f"{DOSSIER}/massnahmen/m-07/", "officer", rows="1"),
    Page("concepts: revisions", f"{DOSSIER}/konzept/fassungen/", "officer", rows="1"),
    Page("concepts: revision", f"{DOSSIER}/konzept/fassungen/1/", "officer", rows="60"),
    Page("calendar: own, ministry", "/werkbank/kalender/?monat=2027-11", "ministry", rows="50"),
    Page("calendar: own, municipality", "/werkbank/kalender/?monat=2027-11", "officer", rows="50"),
    Page("calendar: site", f"/werkbank/kalender/standort/{SITE_CODE}/?monat=2027-11", "officer", rows="50"),
    Page("people: persons", "/werkbank/personen/", "ministry", rows="50"),
)


@contextlib.contextmanager
def large_programme(sites: int, kept: Path | None) -> Iterator[None]:
    """Start a PostgreSQL with the programme in it; in a kept folder it is built once only."""
    folder = kept or Path(tempfile.mkdtemp(prefix="quartierwerk-bench-"))
    built = folder / f"built-{sites}-{_tables()}"
    if not built.exists():
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / "data" / "static").mkdir(parents=True, exist_ok=True)
    server = EmbeddedDatabase(folder / "postgres", durable=False)
    server.start()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "quartierwerk.config.settings",
        "QUARTIERWERK_DATA": str(folder / "data"),
        "DATABASE_URL": server.url(SITE),
        "DATABASE_OWNER_URL": server.url(OWNER),
    }
    try:
        if not built.exists():
            _build(server, sites)
            built.touch()
        yield
    finally:
        server.stop()
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(server.base, ignore_errors=True)


def _tables() -> str:
    """Return a mark of the tables as they are now, so that a kept programme with other tables is built again."""
    digest = hashlib.sha256()
    for path in sorted(CHECKOUT.glob("src/**/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _build(server: EmbeddedDatabase, sites: int) -> None:
    environment = {**os.environ, "QUARTIERWERK_AS_OWNER": "1"}
    subprocess.run([sys.executable, "-m", "django", "prepare"], env=environment, check=True, cwd=CHECKOUT)
    environment["DATABASE_OWNER_URL"] = server.url(SUPERUSER, DATABASE)
    # Helpers of a parallel query would be other processes, whose CPU nobody could tell from that of others.
    subprocess.run([sys.executable, "-m", "benchmarks.programme", "--sites", str(sites)], env=environment, check=True, cwd=CHECKOUT)


def _sessions() -> dict[str, str]:
    """Sign in the ministry and a municipality and return their sessions."""
    from benchmarks.programme import MINISTRY, OFFICER
    from django.test import Client

    from quartierwerk.foundation.people.models import Person

    found = {"": ""}
    for who, email in (("ministry", MINISTRY), ("officer", OFFICER)):
        client = Client()
        client.force_login(Person.objects.get(email=email))
        found[who] = client.cookies["sessionid"].value
    return found


def measure_pages(meter: "Meter", wanted: str, times: int) -> list[tuple[Page, "Reading"]]:
    """Measure the floor and every page whose name contains the words."""
    from benchmarks.addresses import FLOOR, FRAME

    sessions = _sessions()
    floor = Page("floor: one row", FLOOR, rows="1", aim=1.0)
    pages = [floor, Page("floor in the public frame", FRAME, rows="1", aim=PUBLIC), *(page for page in PAGES if wanted in page.name)]
    found = meter.read_all([(page.address, sessions[page.who]) for page in pages], times=max(1, times // ROUNDS), rounds=ROUNDS)
    readings = []
    for page, reading in zip(pages, found, strict=True):
        if isinstance(reading, RuntimeError):
            print(f"{page.name}: {reading}", file=sys.stderr)
        else:
            readings.append((page, reading))
    return readings


def table(readings: Sequence[tuple[Page, "Reading"]]) -> str:
    """Return the readings as aligned text; what misses its aim says so."""
    floor, frame = readings[0][1].cpu_ms, readings[1][1].cpu_ms
    head = f"{'page':<30} {'rows':>10} {'queries':>7} {'site ms':>8} {'db ms':>7} {'CPU ms':>7} {'kB':>6}"
    head += f" {'x floor':>7} {'aim':>4} {'x frame':>7}"
    lines = [head, "-" * len(head)]
    for page, reading in readings:
        ratio = reading.cpu_ms / floor
        missed = ["SLOW"] if ratio > page.aim else []
        missed += ["MANY QUERIES"] if reading.queries > MOST_QUERIES else []
        missed += [f"{reading.repeated} repeated"] if reading.repeated else []
        database = "–" if reading.database_ms is None else f"{reading.database_ms:.2f}"
        lines.append(
            f"{page.name:<30} {page.rows:>10} {reading.queries:>7} {reading.site_ms:>8.2f} {database:>7} {reading.cpu_ms:>7.2f}"
            f" {reading.size / 1000:>6.1f} {ratio:>7.1f} {page.aim:>4.0f} {reading.cpu_ms / frame:>7.1f}  {', '.join(missed)}"
        )
    return "\n".join(lines)


def papers() -> list[tuple[str, float, float]]:
    """Return name, CPU seconds and aim of the document and the import."""
    from benchmarks import bench_documents, bench_import

    from quartierwerk.config.paths import DATA

    shutil.rmtree(DATA / "papers", ignore_errors=True)  # documents are printed once and kept
    seconds, _size = bench_documents.measure(64)
    found = [("PDF of a concept with 64 measures", seconds, PAPER_SECONDS)]
    concept = bench_import.Existing(
        (bench_import.GoalValues("1", "Ein Ziel"),), tuple(bench_import.measure(number) for number in range(bench_import.ROWS))
    )
    content = bench_import.concept_workbook(concept, bench_import.LISTS)
    for name, existing in (("all new", bench_import.Existing()), ("all unchanged", concept)):
        started = time.process_time()
        bench_import.plan_import(content, file_name="konzept.xlsx", existing=existing, lists=bench_import.LISTS)
        found.append((f"import preview of 5,000 rows, {name}", time.process_time() - started, PREVIEW_SECONDS))
    return found


def as_json(readings: Sequence[tuple[Page, "Reading"]], made: Sequence[tuple[str, float, float]]) -> str:
    """Return everything as JSON."""
    floor = readings[0][1].cpu_ms
    pages = [{**asdict(page), **asdict(reading), "cpu_ms": reading.cpu_ms, "ratio": reading.cpu_ms / floor} for page, reading in readings]
    return json.dumps(
        {"pages": pages, "papers": [{"name": n, "cpu_seconds": s, "aim": a} for n, s, a in made]}, indent=1, ensure_ascii=False
    )


def main() -> None:
    """Build, warm up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=36, help="how often each page is opened")
    parser.add_argument("--keep", type=Path, help="keep the programme in this folder and use it again")
    parser.add_argument("--only", default="", help="only pages whose name contains this; no documents, no import")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    given = parser.parse_args()
    with large_programme(given.sites, given.keep):
        import django

        django.setup()
        from django.conf import settings

        settings.ROOT_URLCONF = "benchmarks.addresses"
        from benchmarks.meter import Meter

        readings = measure_pages(Meter(), given.only, given.times)
        print(table(readings), flush=True)
        made = [] if given.only else papers()
        for name, seconds, aim in made:
            print(f"{name:<45} {seconds:6.2f} s CPU  aim {aim:.0f} s  {'' if seconds < aim else 'SLOW'}")
        if given.json:
            given.json.write_text(as_json(readings, made), encoding="utf-8")


if __name__ == "__main__":
    main()
