"""Measures the code: how much is typed, documented, short, and how many lines test how many.

``python -m tests.architecture.figures`` prints it.
"""

import ast
import math
import sys
from dataclasses import asdict, dataclass

from tests.architecture.source import TESTS, modules


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured; shares from 0 to 1, lengths in lines."""

    functions: int
    return_types: float
    public_functions: int
    docstrings: float
    longest_function: int
    function_length_p99: int
    longest_module: int
    code_lines: int
    test_lines: int

    @property
    def test_share(self):
        """Return lines of test for each line of code."""
        return self.test_lines / self.code_lines


def measure(code, tests):
    """Return the figures of some modules and their tests."""
    functions = [function for module in code for function in module.functions()]
    public = [function for module in code for function in public_functions(module)]
    lengths = sorted(length(function) for function in functions)
    return Figures(
        functions=len(functions),
        return_types=_share(function.returns is not None for function in functions),
        public_functions=len(public),
        docstrings=_share(ast.get_docstring(function) is not None for function in public),
        longest_function=lengths[-1],
        function_length_p99=lengths[math.ceil(len(lengths) * 0.99) - 1],
        longest_module=max(lines_of(module) for module in code),
        code_lines=sum(filled_lines(module) for module in code),
        test_lines=sum(filled_lines(module) for module in tests),
    )


def public_functions(module):
    """Return the functions others may call: of the module or of its classes, without an underscore."""
    bodies = [module.tree.body, *(node.body for node in module.tree.body if isinstance(node, ast.ClassDef))]
    found = [node for body in bodies for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [function for function in found if not function.name.startswith("_")]


def length(function):
    """Return how many lines a function has, without its decorators."""
    return function.end_lineno - function.lineno + 1


def lines_of(module):
    """Return how many lines a module has."""
    return len(module.text.splitlines())


def filled_lines(module):
    """Return how many lines of a module are neither empty nor only a comment."""
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in module.text.splitlines())


def _share(answers):
    answers = list(answers)
    return sum(answers) / len(answers)


if __name__ == "__main__":
    found = measure(modules(), modules(TESTS))
    for name, value in {**asdict(found), "test_share": found.test_share}.items():
        sys.stdout.write(
            f"{name.replace('_', ' '):22}{value:10.3f}\n" if isinstance(value, float) else f"{name.replace('_', ' '):22}{value:10}\n"
        )
