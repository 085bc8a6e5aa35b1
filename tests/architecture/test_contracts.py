"""Every contract in ``pyproject.toml`` is kept here, and broken by a planted mistake.

The mistake is planted in a small house of the same shape that has nothing in it.
"""

import re
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT, heights, pyproject

FILES = ("views", "forms", "actions", "policy", "queries", "models", "urls", "apps")
MISTAKES = {
    "flow": ("places/queries.py", "import quartierwerk.concepts.models"),
    "ground": ("foundation/slots/registry.py", "import quartierwerk.foundation.people.models"),
    "floors": ("places/models.py", "import quartierwerk.places.views"),
    "lower-floors": ("foundation/people/models.py", "import quartierwerk.foundation.people.actions"),
    "tables": ("foundation/tables/reading.py", "import quartierwerk.foundation.tables.mapping"),
    "geo": ("foundation/geo/geometry.py", "import quartierwerk.foundation.geo.geojson"),
    "ui": ("foundation/ui/figures.py", "import quartierwerk.foundation.ui.tags"),
    "documents": ("foundation/documents/typesetting.py", "import quartierwerk.foundation.documents.kept"),
    "pure": ("kernel/money.py", "import django"),
    "pure-rooms": ("places/core/rules.py", "import quartierwerk.foundation.people.core.rules"),
    "deeds": ("places/forms.py", "import quartierwerk.places.actions"),
    "glass": ("portal/views.py", "import quartierwerk.places.actions"),
    "desks": ("agency/advice/views.py", "import quartierwerk.agency.research.views"),
    "acyclic": ("foundation/slots/first.py", "import quartierwerk.foundation.slots.second"),
}


def workshops():
    """Return the files of the packages that have floors of their own, by folder."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    alone = [contract for contract in contracts if len(contract.get("containers", ())) == 1 and contract["id"] not in {"flow", "ground"}]
    return {
        contract["containers"][0].removeprefix("quartierwerk.").replace(".", "/"): re.findall(r"\w+", " ".join(contract["layers"]))
        for contract in alone
    }


@pytest.fixture
def house(tmp_path):
    """Return a folder with every room, each with its floors, and no import at all."""
    rooms = {room.removeprefix("quartierwerk.").replace(".", "/") for room in heights()}
    for room in rooms | {f"agency/{desk}" for desk in ("advice", "exchange", "knowledge", "research")}:
        (tmp_path / "quartierwerk" / room).mkdir(parents=True, exist_ok=True)
        files = workshops().get(room, FILES)
        if "core" in files or files is FILES:
            (tmp_path / "quartierwerk" / room / "core").mkdir()
            (tmp_path / "quartierwerk" / room / "core" / "rules.py").touch()
        for name in set(files) - {"core"}:
            (tmp_path / "quartierwerk" / room / f"{name}.py").touch()
    for folder in [tmp_path / "quartierwerk", *(tmp_path / "quartierwerk").rglob("*/")]:
        (folder / "__init__.py").touch()
    (tmp_path / "quartierwerk" / "foundation/slots/second.py").write_text("import quartierwerk.foundation.slots.first\n")
    return tmp_path


def broken_contracts(folder):
    """Return the names of the contracts that the house in this folder breaks, and all that was said."""
    lint = (sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()")
    options = ("--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo")
    run = subprocess.run(
        [*lint, *options], cwd=folder, env={"PYTHONPATH": str(folder), "COLUMNS": "300"}, capture_output=True, text=True, check=False
    )
    said = run.stdout + run.stderr
    return [name for name in _names().values() if f"{name} BROKEN" in said], said


def _names():
    return {contract["id"]: contract["name"] for contract in pyproject()["tool"]["importlinter"]["contracts"]}


def test_the_product_keeps_every_contract():
    broken, said = broken_contracts(ROOT / "src")

    assert "KEPT" in said
    assert broken == [], said


def test_an_empty_house_keeps_every_contract(house):
    broken, said = broken_contracts(house)

    assert "Contracts: 14 kept, 0 broken" in said
    assert broken == []


def test_every_contract_has_its_planted_mistake():
    assert list(_names()) == list(MISTAKES)


@pytest.mark.parametrize("contract", MISTAKES)
def test_watcher_finds_a_planted_import(house, contract):
    file, line = MISTAKES[contract]
    (house / "quartierwerk" / file).write_text(line + "\n")

    broken, said = broken_contracts(house)

    assert _names()[contract] in broken, said


def test_watcher_finds_a_planted_package_that_nobody_placed(house):
    (house / "quartierwerk" / "attic").mkdir()
    (house / "quartierwerk" / "attic" / "__init__.py").touch()

    broken, said = broken_contracts(house)

    assert broken == [_names()["flow"]]
    assert "quartierwerk.attic" in said


@pytest.mark.parametrize(
    ("room", "contract"),
    [
        ("places", "floors"),
        ("foundation/people", "lower-floors"),
        ("foundation/tables", "tables"),
        ("foundation/geo", "geo"),
        ("foundation/ui", "ui"),
        ("foundation/documents", "documents"),
    ],
)
def test_watcher_finds_a_planted_file_that_stands_on_no_floor(room, contract, house):
    (house / "quartierwerk" / room / "handy.py").touch()

    broken, said = broken_contracts(house)

    assert broken == [_names()[contract]]
    assert f"quartierwerk.{room.replace('/', '.')}.handy" in said
