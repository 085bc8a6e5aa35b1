"""What a process keeps and hands to everybody cannot be altered by anybody."""

import ast
import re

import pytest

from quartierwerk.concepts.queries.programme import programme_figures
from quartierwerk.foundation.audit.queries import event_models
from quartierwerk.foundation.ui import assets, context
from tests.architecture.source import listed, modules, planted
from tests.factories.concepts import TODAY

pytestmark = pytest.mark.django_db
SHARED = {
    "programme_figures": lambda: programme_figures(TODAY).fields,
    "addresses": context.addresses,
    "event_models": event_models,
    "manifest": assets.manifest,
}


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_mapping_takes_no_entry(name):
    shared = SHARED[name]()

    with pytest.raises(TypeError, match="does not support item assignment"):
        shared["x"] = 1

    assert SHARED[name]() == shared


def alterable(module):
    """Return the functions of a module whose kept result says that it may be altered."""
    kept = (node for node in module.functions() if any(re.search(r"\b(lru_)?cache\b", ast.unparse(each)) for each in node.decorator_list))
    return [
        f"{module.line(node)} keeps a {ast.unparse(node.returns)}"
        for node in kept
        if node.returns and re.match(r"(dict|list|set|bytearray)\b", ast.unparse(node.returns))
    ]


def test_no_kept_result_is_a_thing_to_alter():
    found = [finding for module in modules() for finding in alterable(module)]

    assert found == [], listed(found)


def test_watcher_finds_a_planted_result_that_may_be_altered():
    text = "@lru_cache(maxsize=2)\ndef sums(on) -> dict[str, int]: ...\n\n\n@cache\ndef names() -> tuple[str, ...]: ...\n"

    assert len(alterable(planted(text))) == 1
