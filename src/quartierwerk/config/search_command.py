"""``quartierwerk search``: the search of the pages, on files; starts without Django and without a database."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from quartierwerk.config.input_file import InputFile
from quartierwerk.config.language import gettext as _
from quartierwerk.foundation.search import exports, imports
from quartierwerk.foundation.search.core.memory import MemoryIndex

REFUSED = 1

_SENTENCES: dict[str, Callable[[], str]] = {
    "not_utf8": lambda: _("Hier steht kein UTF-8. Speichern Sie die Datei als UTF-8."),
    "broken_gzip": lambda: _("Die gepackte Datei bricht hier ab oder ist beschädigt."),
    "no_json": lambda: _("Hier steht kein gültiges JSON."),
    "no_object": lambda: _("In dieser Zeile steht kein JSON-Objekt."),
    "no_doc_id": lambda: _("Es fehlt doc_id, die Kennung des Textes."),
    "no_text": lambda: _("Zu „%(about)s“ fehlt text, der Text selbst."),
    "doc_twice": lambda: _("Die Kennung „%(about)s“ kommt ein zweites Mal vor."),
    "two_columns": lambda: _("Erwartet werden zwei Spalten, Kennung und Frage, mit einem Tabulator dazwischen. Gefunden: %(about)s."),
    "no_query_id": lambda: _("Es fehlt die Kennung der Frage."),
    "query_twice": lambda: _("Die Kennung „%(about)s“ kommt ein zweites Mal vor."),
}


@click.group(name="search", help="In Texten suchen. / Search texts.")
def search() -> None:
    """Search texts."""


@search.command(help="Fragen an Texte aus Dateien stellen. / Put queries to texts from files.")
@click.argument("docs", type=InputFile())
@click.argument("queries", type=InputFile())
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="So viele je Frage. / So many a query.")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Datei. / File.")
def run(docs: Path, queries: Path, *, top: int, out: Path | None) -> None:
    """Write for each query the best texts with their scores."""
    try:
        texts, asked = imports.documents(docs), imports.queries(queries)
    except imports.UnreadableError as refused:
        for problem in refused.problems:
            sentence = _SENTENCES[problem.reason]() % {"about": problem.about}
            click.echo(f"{refused.path}:{problem.line}:{problem.column}: {sentence}", err=True)
        sys.exit(REFUSED)
    with click.progressbar(texts.values(), length=len(texts), label=_("Texte werden aufgenommen"), file=sys.stderr) as shown:
        index = MemoryIndex(shown)
    exports.write(_answers(index, list(texts), asked, top), to=out, otherwise=sys.stdout)


def _answers(index: MemoryIndex, codes: list[str], asked: dict[str, str], top: int) -> Iterator[tuple[str, int, str, float]]:
    for query, text in asked.items():
        for rank, (number, score) in enumerate(index.rank(text, top), start=1):
            yield query, rank, codes[number], score
