"""Brings the English catalogue up to date with the German sentences in code and templates.

``python -m quartierwerk.config.messages`` adds the sentences that are missing, keeps every English text
that is still used, and drops the rest. Sentences are written in German, so German needs no catalogue.
"""

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from quartierwerk.config.paths import PACKAGE

CATALOGUE = PACKAGE / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = "# English sentences of Quartierwerk; `just words` adds what is missing and drops what is gone.\n#"
_ARGUMENTS = {"gettext": "i", "gettext_lazy": "i", "gettext_noop": "i", "ngettext": "ip", "ngettext_lazy": "ip"} | {
    "pgettext": "ci", "pgettext_lazy": "ci", "npgettext": "cip", "npgettext_lazy": "cip",
}  # fmt: skip
_SPEAKERS = {"django.utils.translation", "quartierwerk.config.language"}
_MARKED = re.compile(r"(?<![\w.])(n?p?gettext|_)\(")
_LITERAL = re.compile(r"\s*,?\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|\{(\w*)[^{}]*\}")


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A German sentence that people read, with its plural and its context if it has them."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        """Return what the catalogue knows the sentence by."""
        return (self.text, self.plural) if self.plural else self.text


def of_python(source: str) -> set[Sentence]:
    """Return the sentences a Python file marks as translatable."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: _ARGUMENTS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in _SPEAKERS
        for alias in node.names
        if alias.name in _ARGUMENTS
    }
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    marked = ((names[call.func.id], call.args) for call in calls if isinstance(call.func, ast.Name) and call.func.id in names)
    return {
        _sentence(shape, [str(ast.literal_eval(given)) for given in args[: len(shape)]])
        for shape, args in marked
        if _is_literal(args, shape)
    }


def of_template(source: str) -> set[Sentence]:
    """Return the sentences a template marks as translatable, trimmed where it says so."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- only commands with a database load Django

    found = set()
    code = templatize(source)
    for mark in _MARKED.finditer(code):
        shape = _ARGUMENTS.get(mark[1], "i")  # a constant in a tag stands in _(…)
        literals = list(_literals(code, mark.end(), most=len(shape)))
        if len(literals) == len(shape):
            found.add(_sentence(shape, literals))
    return found


def all_sentences() -> set[Sentence]:
    """Return every sentence of the product."""
    found: set[Sentence] = set()
    for path in PACKAGE.rglob("*.py"):
        if "migrations" not in path.parts:
            found |= of_python(path.read_text())
    for path in PACKAGE.rglob("templates/**/*.*"):
        found |= of_template(path.read_text())
    return found


def placeholders(text: str) -> set[str]:
    """Return the names that are filled in when the sentence is shown."""
    return {match[1] or match[2] for match in _PLACEHOLDER.finditer(text)}


def faults(catalogue: Catalog, sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield what keeps a sentence from being shown in the catalogue's language."""
    for sentence in sorted(sentences):
        message = catalogue.get(sentence.key, sentence.context or None)
        texts = _texts(message.string) if message else []
        if message is None:
            yield f"{sentence.text!r} is not in the catalogue"
        elif not all(texts) or len(texts) < (2 if sentence.plural else 1):
            yield f"{sentence.text!r} has no text"
        elif message.fuzzy:
            yield f"{sentence.text!r} is fuzzy"
        elif not _fills_in_the_same(sentence, texts):
            yield f"{sentence.text!r} fills in {sorted(_names(sentence))}, its text {sorted(placeholders(texts[-1]))}"


def brought_up_to_date(old: Catalog, sentences: Iterable[Sentence]) -> Catalog:
    """Return a catalogue of exactly these sentences, with the texts the old one had."""
    new = Catalog(locale="en", project="Quartierwerk", header_comment=HEADER, fuzzy=False, charset="utf-8")
    new.creation_date, new.revision_date = old.creation_date, old.revision_date
    for sentence in sorted(sentences):
        known = old.get(sentence.key, sentence.context or None)
        new.add(
            sentence.key,
            known.string if known else None,
            context=sentence.context or None,
            flags=["fuzzy"] if known and known.fuzzy else (),
        )
    return new


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Return the catalogue in the file, an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def write_catalogue(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    """Write the catalogue sorted and without line numbers, so that it changes only where sentences do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)


def _is_literal(args: Sequence[ast.expr], shape: str) -> bool:
    return len(args) >= len(shape) and all(isinstance(given, ast.Constant) for given in args[: len(shape)])


def _sentence(shape: str, given: Sequence[str]) -> Sentence:
    fields = {"i": "text", "p": "plural", "c": "context"}
    return Sentence(**{fields[kind]: text for kind, text in zip(shape, given, strict=True)})


def _literals(code: str, start: int, *, most: int) -> Iterator[str]:
    for _ in range(most):
        match = _LITERAL.match(code, start)
        if match is None:
            return
        yield str(ast.literal_eval(match[1]))
        start = match.end()


def _texts(string: str | Sequence[str] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or ())


def _names(sentence: Sentence) -> set[str]:
    return placeholders(sentence.text) | placeholders(sentence.plural)


def _fills_in_the_same(sentence: Sentence, texts: Sequence[str]) -> bool:
    """One of something may be said without its number; the last form names everything."""
    return placeholders(texts[-1]) == _names(sentence) and all(placeholders(text) <= _names(sentence) for text in texts)


def main() -> None:
    """Bring the catalogue up to date and say what is still without a text."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartierwerk.config.settings")
    import django  # noqa: PLC0415 -- after the set-up

    django.setup()
    sentences = all_sentences()
    catalogue = brought_up_to_date(read_catalogue(), sentences)
    write_catalogue(catalogue)
    open_ones = list(faults(catalogue, sentences))
    sys.stdout.write(f"{len(sentences)} sentences, {len(open_ones)} to be mended\n")
    sys.stdout.writelines(f"  {fault}\n" for fault in open_ones)


if __name__ == "__main__":
    main()
