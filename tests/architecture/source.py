"""What the watchers read: the product's modules as syntax trees, its templates, and the order of the rooms.

The order has one home, the contracts "flow" and "ground" in ``pyproject.toml``.
"""

import ast
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "quartierwerk"
TESTS = ROOT / "tests"


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file with its dotted name and its syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def stem(self):
        """Return the file's name, for a package's own file that of its folder."""
        return self.path.parent.name if self.path.stem == "__init__" else self.path.stem

    def line(self, node):
        """Return where a node stands, as file:line."""
        return f"{self.path}:{node.lineno}"

    def functions(self):
        """Yield every function of the module, methods and inner ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def imports(self):
        """Yield (node, dotted name) for everything the module imports, single names included."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


@dataclass(frozen=True, slots=True)
class Template:
    """A template with the name Django knows it by and the dotted name of the package it lies in."""

    name: str
    package: str
    path: Path
    text: str

    def places_of(self, pattern):
        """Return file:line and match of every place the pattern is found at."""
        return [(f"{self.path}:{self.text.count(chr(10), 0, match.start()) + 1}", match) for match in re.finditer(pattern, self.text)]


def planted(text, name="quartierwerk.places.planted"):
    """Return a module that exists only inside a test."""
    return Module(name, Path(name.replace(".", "/") + ".py"), text, ast.parse(text))


def planted_template(text, package="quartierwerk.places", name="places/planted.html"):
    """Return a template that exists only inside a test."""
    return Template(name, package, Path(name), text)


@cache
def modules(folder=PACKAGE):
    """Return every module below a folder, but for migrations, by name."""
    found = [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]
    return tuple(_module(path) for path in found)


def _module(path):
    base = ROOT / "src" if path.is_relative_to(ROOT / "src") else ROOT
    parts = path.relative_to(base).with_suffix("").parts
    name = ".".join(part for part in parts if part != "__init__")
    text = path.read_text()
    return Module(name, path.relative_to(ROOT), text, ast.parse(text, filename=str(path)))


@cache
def templates():
    """Return every template of the product."""
    found = []
    for folder in sorted(PACKAGE.rglob("templates")):
        package = ".".join(folder.parent.relative_to(ROOT / "src").parts)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        found += [Template(str(path.relative_to(folder)), package, path.relative_to(ROOT), path.read_text()) for path in files]
    return tuple(found)


@cache
def pyproject():
    """Return the project's own settings."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def _layers(contract):
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    layers = next(found["layers"] for found in contracts if found["id"] == contract)
    return [[name.strip(" ()") for name in re.split(r"[|:]", layer)] for layer in layers]


@cache
def heights():
    """Return how high each room stands, by dotted name: the kernel lowest, the configuration highest."""
    order = []
    for rooms in reversed(_layers("flow")):
        if rooms == ["foundation"]:
            order += [[f"foundation.{package}" for package in packages] for packages in reversed(_layers("ground"))]
        else:
            order.append(rooms)
    return {f"quartierwerk.{room}": height for height, rooms in enumerate(order) for room in rooms}


def room_of(name):
    """Return the room or foundation package a dotted name lies in, or nothing for other names."""
    parts = name.split(".")
    if parts[0] != "quartierwerk" or len(parts) == 1:
        return ""
    return ".".join(parts[: 3 if parts[1] == "foundation" else 2])


def leads_up(here, there):
    """Tell whether the room of ``there`` stands above the room of ``here``; siblings count as above."""
    own, other = room_of(here), room_of(there)
    if own == other or own not in heights() or other not in heights():
        return False
    return heights()[other] >= heights()[own]


def listed(findings, most=60):
    """Return findings as the text of a failure, one a line."""
    found = sorted(findings)
    return "\n".join(["", f"{len(found)} found:", *found[:most], *(["…"] if len(found) > most else [])])
