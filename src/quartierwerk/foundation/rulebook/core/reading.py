"""Turn the contents of one file into a rulebook, or into the list of all its mistakes."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from quartierwerk.foundation.rulebook.core.figures import NotAFigureError, figure_in
from quartierwerk.foundation.rulebook.core.page import Page
from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem
from quartierwerk.foundation.rulebook.core.tranches import IncompleteProfileError
from quartierwerk.foundation.rulebook.core.values import (
    Catalogue,
    CatalogueEntry,
    CatalogueMapping,
    Evidence,
    Figure,
    MappingPair,
    Rulebook,
    RuleValue,
    Source,
    StageMachine,
    Status,
    Transition,
    Unit,
    Wording,
)
from quartierwerk.kernel.period import BackwardPeriodError, Period

ADDRESSES = ("https://", "http://")


def read_rulebook(document: Mapping[str, object], *, name: str) -> tuple[Rulebook | None, tuple[RulebookProblem, ...]]:
    """Return the rulebook, or nothing and every problem found; ``name`` is the file's name without its ending."""
    page = Page(document, file=f"{name}.toml")
    reader = _Reader(page, name)
    rulebook = reader.rulebook()
    page.close()
    return (None if page.problems else rulebook), tuple(page.problems)


class _Reader:
    """Reads one document; knows its sources, so that every value can be asked for one."""

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self._version = name
        self._sources: dict[str, Source] = {}
        self._cited: set[str] = set()
        self._undefined = Source("", "", "", Evidence.OWN)

    def rulebook(self) -> Rulebook:
        """Read the document from top to bottom."""
        page = self._page
        if (code := page.code("code")) and code != self._version:
            page.complain("code", ProblemKind.CODE_IS_NOT_FILE_NAME, found=code, wanted=self._version)
        topic, order = page.code("topic"), page.whole("order", default=100)
        wording, topic_wording, note = self._wording(page, "title"), self._wording(page, "topic_title"), self._note(page)
        period = self._period()
        self._read_sources()
        values = tuple(self._value(row) for row in page.rows("values", names="key"))
        catalogues = tuple(self._catalogue(row) for row in page.rows("catalogues", names="name"))
        machines = tuple(self._machine(row, catalogues) for row in page.rows("machines", names="name"))
        mappings = tuple(self._mapping(row) for row in page.rows("mappings", names="from"))
        self._only_once("values", (value.key for value in values))
        self._only_once("catalogues", (catalogue.code for catalogue in catalogues))
        for unused in self._sources.keys() - self._cited:
            page.complain(f"sources.{unused}", ProblemKind.UNUSED_SOURCE)
        return Rulebook(
            code, topic, wording, topic_wording, period, tuple(self._sources.values()), note, values, catalogues, machines, mappings, order
        )

    def _period(self) -> Period:
        begins, ends = self._page.day("valid_from"), self._page.day("valid_until", required=False)
        try:
            return Period(begins or date.min, ends)
        except BackwardPeriodError:
            self._page.complain("valid_until", ProblemKind.ENDS_BEFORE_START)
            return Period(begins or date.min)

    def _read_sources(self) -> None:
        for code, row in self._page.table("sources", required=True).named_tables():
            title, url, evidence = row.text("title"), row.text("url", required=False), row.one_of("evidence", Evidence)
            if url and not url.startswith(ADDRESSES):
                row.complain("url", ProblemKind.BAD_ADDRESS, found=url)
            row.close()
            self._sources[code] = Source(code, title, url, evidence or Evidence.OWN)

    def _backing(self, row: Page) -> tuple[Status, Source]:
        """Read status and source, which everything must have; only what was read itself may be confirmed."""
        status, cited = row.one_of("status", Status), row.text("source")
        source = self._sources.get(cited, self._undefined)
        if cited and source is self._undefined:
            row.complain("source", ProblemKind.UNKNOWN_SOURCE, found=cited)
        elif status is Status.CONFIRMED and cited and source.evidence is not Evidence.READ:
            row.complain("status", ProblemKind.CONFIRMED_WITHOUT_READING, source=cited, evidence=source.evidence)
        self._cited.add(cited)
        return status or Status.ASSUMED, source

    def _value(self, row: Page) -> RuleValue:
        key, unit, written = row.code("key"), row.one_of("unit", Unit), row.raw("value")
        wording, note = self._wording(row, "label"), self._note(row)
        status, source = self._backing(row)
        value: Figure = 0
        if written is None:
            row.complain("value", ProblemKind.MISSING)
        elif unit is not None:
            value = self._figure(row, unit, written)
        row.close()
        return RuleValue(key, value, unit or Unit.SHARE, status, source, self._version, wording, note)

    @staticmethod
    def _figure(row: Page, unit: Unit, written: object) -> Figure:
        try:
            return figure_in(unit, written)
        except IncompleteProfileError as problem:
            row.complain("value", ProblemKind.PROFILE_NOT_WHOLE, found=str(float(sum(problem.percentages))))
        except NotAFigureError as problem:
            row.complain("value", ProblemKind.WRONG_FIGURE, found=str(problem), unit=unit)
        return 0

    def _catalogue(self, row: Page) -> Catalogue:
        code, wording, note = row.code("name"), self._wording(row, "title"), self._note(row)
        entries = tuple(self._entry(entry) for entry in row.rows("entries", names="code"))
        if not entries:
            row.complain("entries", ProblemKind.MISSING)
        self._only_once(f"catalogues[{code}].entries", (entry.code for entry in entries))
        row.close()
        return Catalogue(code, self._version, entries, wording, note)

    def _entry(self, row: Page) -> CatalogueEntry:
        code, label, label_en = row.code("code"), row.text("label"), row.text("label_en")
        note, extra = self._note(row), row.table("extra").texts()
        status, source = self._backing(row)
        row.close()
        return CatalogueEntry(code, label, label_en, status, source, MappingProxyType(extra), note)

    def _machine(self, row: Page, catalogues: tuple[Catalogue, ...]) -> StageMachine:
        code, wording, listed = row.code("name"), self._wording(row, "title"), row.text("stages")
        catalogue = next((catalogue for catalogue in catalogues if catalogue.code == listed), None)
        if listed and catalogue is None:
            row.complain("stages", ProblemKind.UNKNOWN_CATALOGUE, found=listed)
        stages = tuple(catalogue.labels) if catalogue else ()
        starts = row.codes("starts")
        self._known(row, "starts", starts, stages)
        transitions = tuple(self._transition(step, stages) for step in row.rows("transitions", names="from"))
        self._only_once(f"machines[{code}].transitions", (transition.leaves for transition in transitions))
        row.close()
        reached = {stage: frozenset[str]() for stage in stages}
        reached.update({transition.leaves: frozenset(transition.reaches) for transition in transitions})
        return StageMachine(stages, MappingProxyType(reached), self._version, code, frozenset(starts), wording, transitions)

    def _transition(self, row: Page, stages: tuple[str, ...]) -> Transition:
        leaves, reaches = row.text("from"), row.codes("to")
        self._known(row, "from", (leaves,), stages)
        self._known(row, "to", reaches, stages)
        status, source = self._backing(row)
        row.close()
        return Transition(leaves, reaches, status, source)

    @staticmethod
    def _known(row: Page, key: str, used: Iterable[str], stages: tuple[str, ...]) -> None:
        for stage in used:
            if stage and stage not in stages:
                row.complain(key, ProblemKind.UNKNOWN_STAGE, found=stage)

    def _mapping(self, row: Page) -> CatalogueMapping:
        from_catalogue, to_catalogue, note = row.code("from"), row.code("to"), self._note(row)
        pairs = tuple(self._pair(pair) for pair in row.rows("pairs", names="code"))
        self._only_once(f"mappings[{from_catalogue}].pairs", (pair.code for pair in pairs))
        row.close()
        return CatalogueMapping(from_catalogue, to_catalogue, pairs, self._version, note)

    def _pair(self, row: Page) -> MappingPair:
        code, targets = row.text("code"), row.codes("to")
        status, source = self._backing(row)
        row.close()
        return MappingPair(code, targets, status, source)

    @staticmethod
    def _wording(row: Page, key: str) -> Wording:
        return Wording(row.text(key), row.text(f"{key}_en"))

    @staticmethod
    def _note(row: Page) -> Wording:
        german, english = row.text("note", required=False), row.text("note_en", required=False)
        if bool(german) is not bool(english):
            row.complain("note_en" if german else "note", ProblemKind.MISSING)
        return Wording(german, english)

    def _only_once(self, key: str, codes: Iterable[str]) -> None:
        seen: set[str] = set()
        for code in codes:
            if code and code in seen:
                self._page.complain(key, ProblemKind.TWICE, found=code)
            seen.add(code)
