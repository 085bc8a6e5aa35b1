"""Go once through a sheet's XML for what the reader of cells does not tell.

That is: how far the sheet reaches (before any memory is spent on it), cells that hold a formula
without a result or an error, merged cells, and hidden rows. Entities and document types are refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from quartierwerk.foundation.tables.core.cells import Refusal, column_letter, column_number
from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.limits import Limits

type Attributes = dict[str, str]
type Range = tuple[int, int, int, int]
type Attach = Callable[[expat.XMLParserType], None]

_DIGITS = "0123456789"
_MOST_DIGITS = 7
_LONGEST_ERROR = 20


@dataclass(slots=True)
class SheetScan:
    """What was found on one sheet; rows and columns are counted from 1."""

    name: str = ""
    last_row: int = 0
    last_column: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    troubles: dict[tuple[int, int], Refusal] = field(default_factory=dict)

    def reach(self, row: int, column: int, *, limits: Limits) -> None:
        """Note that something stands in this cell.

        Raises:
            UnreadableFileError: the sheet reaches further than we look.
        """
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if column > limits.columns:
            raise UnreadableFileError("too_many_columns", sheet=self.name, column=column_letter(min(column, 10**6)), limit=limits.columns)
        if row > limits.rows:
            raise UnreadableFileError("too_many_rows", sheet=self.name, row=row, limit=limits.rows)
        if self.last_row * self.last_column > limits.cells:
            raise UnreadableFileError("too_many_cells", sheet=self.name, limit=limits.cells)

    def settle_merged(self, *, limits: Limits) -> None:
        """Turn merged ranges into troubles of the cells they cover, as far as the sheet reaches.

        Raises:
            UnreadableFileError: more cells are merged than any table needs.
        """
        count = 0
        for first_row, first_column, last_row, last_column in self.merged:
            name = f"{column_letter(first_column)}{first_row}:{column_letter(last_column)}{last_row}"
            rows = range(first_row, min(last_row, self.last_row) + 1)
            columns = range(first_column, min(last_column, self.last_column) + 1)
            count += len(rows) * len(columns)
            if count > limits.merged_cells:
                raise UnreadableFileError("too_many_merged", sheet=self.name, limit=limits.merged_cells)
            for row in rows:
                for column in columns:
                    self.troubles[row, column] = Refusal("merged", {"range": name})


def parse(content: bytes, on_start: Callable[[str, Attributes], None], *, on_parser: Attach | None = None) -> None:
    """Hand every element's local name and attributes to ``on_start``.

    Raises:
        UnreadableFileError: the XML is damaged or declares entities.
    """
    parser = expat.ParserCreate()
    local: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        short = local.get(name)
        if short is None:
            short = local[name] = name.rpartition(":")[2]
        on_start(short, attributes)

    def refuse(*_declaration: object) -> None:
        raise UnreadableFileError("declares_entities")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    if on_parser is not None:
        on_parser(parser)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise UnreadableFileError("damaged") from problem


def scan_excel_sheet(name: str, content: bytes, *, limits: Limits) -> SheetScan:
    """Return what one worksheet of an Excel workbook holds beside its values.

    Raises:
        UnreadableFileError: damaged, or larger than we look.
    """
    scanner = _ExcelScanner(name, limits)
    parse(content, scanner.start, on_parser=scanner.attach)
    scanner.settle_cell()
    scanner.scan.settle_merged(limits=limits)
    return scanner.scan


class _ExcelScanner:
    """Follows rows and cells; only cells with a formula or an error are looked at closely."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.scan = SheetScan(name)
        self.limits = limits
        self.columns: dict[str, int] = {}
        self.row = self.column = 0
        self.kind = ""
        self.has_formula = False
        self.text: list[str] = []
        self.parser: expat.XMLParserType | None = None
        self.handlers: dict[str, Callable[[Attributes], None]] = {
            "row": self.on_row,
            "c": self.on_cell,
            "v": self.on_value,
            "is": self.on_value,
            "f": self.on_formula,
            "mergeCell": self.on_merged,
        }

    def attach(self, parser: expat.XMLParserType) -> None:
        self.parser = parser

    def start(self, name: str, attributes: Attributes) -> None:
        handler = self.handlers.get(name)
        if handler is not None:
            handler(attributes)

    def on_row(self, attributes: Attributes) -> None:
        self.settle_cell()
        self.row = _number(attributes.get("r"), self.row + 1)
        self.column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.scan.hidden_rows.append(self.row)

    def on_cell(self, attributes: Attributes) -> None:
        if self.has_formula or self.kind == "e":
            self.settle_cell()
        self.kind = attributes.get("t", "")
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip(_DIGITS)
        column = self.columns.get(letters)
        if column is None:
            column = self.columns[letters] = _column(letters)
        self.column = column
        self.row = _number(reference[len(letters) :], self.row)

    def on_value(self, _attributes: Attributes) -> None:
        scan = self.scan
        if self.row > scan.last_row or self.column > scan.last_column:
            scan.reach(self.row, self.column, limits=self.limits)
        if self.has_formula or self.kind == "e":
            self.listen()

    def on_formula(self, _attributes: Attributes) -> None:
        self.has_formula = True
        self.scan.reach(self.row, self.column, limits=self.limits)
        if self.parser is not None:
            self.parser.CharacterDataHandler = None

    def on_merged(self, attributes: Attributes) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        if last:
            self.scan.merged.append((*_position(first), *_position(last)))

    def listen(self) -> None:
        self.text = []
        if self.parser is not None:
            self.parser.CharacterDataHandler = self.text.append

    def settle_cell(self) -> None:
        """Judge the cell that has just been passed, if it held a formula or an error."""
        result = "".join(self.text).strip()
        if self.kind == "e":
            self.scan.troubles[self.row, self.column] = Refusal("cell_error", {"value": result[:_LONGEST_ERROR]})
        elif self.has_formula and not result and self.kind != "str":
            self.scan.troubles[self.row, self.column] = Refusal("formula_without_result")
        self.kind, self.has_formula, self.text = "", False, []
        if self.parser is not None:
            self.parser.CharacterDataHandler = None


def _number(digits: str | None, otherwise: int) -> int:
    if digits and len(digits) <= _MOST_DIGITS and digits.isascii() and digits.isdigit():
        return int(digits)
    return otherwise


def _column(letters: str) -> int:
    capital = letters.upper()
    if not capital.isascii() or not capital.isalpha() or len(capital) > _MOST_DIGITS:
        raise UnreadableFileError("damaged")
    return column_number(capital)


def _position(reference: str) -> tuple[int, int]:
    bare = reference.replace("$", "")
    letters = bare.rstrip(_DIGITS)
    return max(_number(bare[len(letters) :], 1), 1), _column(letters)


def scan_open_document(content: bytes, *, limits: Limits) -> tuple[SheetScan, ...]:
    """Return what the sheets of an OpenDocument spreadsheet hold beside their values.

    Raises:
        UnreadableFileError: damaged, or larger than we look.
    """
    scanner = _OpenDocumentScanner(limits)
    parse(content, scanner.start)
    for scan in scanner.scans:
        scan.settle_merged(limits=limits)
    return tuple(scanner.scans)


class _OpenDocumentScanner:
    """Follows tables, rows and cells with their repetitions."""

    def __init__(self, limits: Limits) -> None:
        self.scans: list[SheetScan] = []
        self.limits = limits
        self.row = self.column = 0
        self.rows_repeated = self.columns_repeated = 1

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self.scans.append(SheetScan(attributes.get("table:name", "")))
            self.row, self.rows_repeated = 1, 0
        elif not self.scans:
            return
        elif name == "table-row":
            self.on_row(attributes)
        elif name in {"table-cell", "covered-table-cell"}:
            self.on_cell(attributes)

    def on_row(self, attributes: Attributes) -> None:
        self.row += self.rows_repeated
        self.rows_repeated = _repeated(attributes, "table:number-rows-repeated")
        self.column, self.columns_repeated = 1, 0
        if attributes.get("table:visibility", "visible") != "visible" and self.rows_repeated <= self.limits.rows:
            self.scans[-1].hidden_rows.extend(range(self.row, self.row + self.rows_repeated))

    def on_cell(self, attributes: Attributes) -> None:
        self.column += self.columns_repeated
        self.columns_repeated = _repeated(attributes, "table:number-columns-repeated")
        scan = self.scans[-1]
        formula, kind = "table:formula" in attributes, attributes.get("office:value-type", "")
        if formula or kind:
            scan.reach(self.row + self.rows_repeated - 1, self.column + self.columns_repeated - 1, limits=self.limits)
        if attributes.get("calcext:value-type") == "error":
            scan.troubles[self.row, self.column] = Refusal("cell_error", {"value": ""})
        elif formula and not kind:
            scan.troubles[self.row, self.column] = Refusal("formula_without_result")
        down, right = _repeated(attributes, "table:number-rows-spanned"), _repeated(attributes, "table:number-columns-spanned")
        if down > 1 or right > 1:
            scan.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))


def _repeated(attributes: Attributes, name: str) -> int:
    digits = attributes.get(name, "1")
    if not digits.isascii() or not digits.isdigit():
        return 1
    return min(int(digits[:12]), 2**31)


def elements(content: bytes, name: str) -> Iterator[Attributes]:
    """Return the attributes of every element with this local name.

    Raises:
        UnreadableFileError: the XML is damaged or declares entities.
    """
    found: list[Attributes] = []
    parse(content, lambda short, attributes: found.append(attributes) if short == name else None)
    return iter(found)
