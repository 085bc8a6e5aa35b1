"""What may be wrong with a rulebook, as data; ``phrases`` turns it into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProblemKind(StrEnum):
    """The closed list of mistakes a check can find."""

    NOT_TOML = "not_toml"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    NOT_ALLOWED = "not_allowed"
    BAD_CODE = "bad_code"
    CODE_IS_NOT_FILE_NAME = "code_is_not_file_name"
    BAD_ADDRESS = "bad_address"
    ENDS_BEFORE_START = "ends_before_start"
    UNKNOWN_SOURCE = "unknown_source"
    UNUSED_SOURCE = "unused_source"
    CONFIRMED_WITHOUT_READING = "confirmed_without_reading"
    WRONG_FIGURE = "wrong_figure"
    PROFILE_NOT_WHOLE = "profile_not_whole"
    TWICE = "twice"
    UNKNOWN_CATALOGUE = "unknown_catalogue"
    UNKNOWN_STAGE = "unknown_stage"
    UNKNOWN_CODE = "unknown_code"
    OVERLAP = "overlap"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class RulebookProblem:
    """One mistake: in which file, at which key, of which kind, with the facts of the case."""

    file: str
    key: str
    kind: ProblemKind
    facts: Mapping[str, str] = field(default_factory=dict)
