"""The command line: every way to end has its exit code."""

import click
import pytest

from quartierwerk.config import cli, serving
from quartierwerk.config.embedded_database import EmbeddedDatabaseError


def run(monkeypatch, *arguments):
    """Return the exit code of the command line."""
    monkeypatch.setattr("sys.argv", ["quartierwerk", *arguments])
    try:
        cli.main()
    except SystemExit as ended:
        return ended.code
    return 0


def fails(problem):
    def command(**_options):
        raise problem

    return command


def test_done_is_zero(monkeypatch, capsys):
    assert run(monkeypatch, "--help") == 0
    assert "serve" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("fliegen",), ("serve", "--schnell"), ("import", "concept"), ("import", "concept", "s", "/gibt/es/nicht.xlsx")]
)
def test_usage_is_two(arguments, monkeypatch, capsys):
    assert run(monkeypatch, *arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "problem", [serving.PortTakenError("Port 8000 ist belegt."), EmbeddedDatabaseError("Unter x läuft schon ein Quartierwerk.")]
)
def test_a_start_that_is_refused_is_one_with_a_sentence(problem, monkeypatch, capsys):
    monkeypatch.setattr(serving, "serve", fails(problem))

    assert run(monkeypatch, "serve") == 1
    assert str(problem) in capsys.readouterr().err


@pytest.mark.parametrize("problem", [KeyboardInterrupt(), click.exceptions.Abort()])
def test_interrupted_is_four(problem, monkeypatch):
    monkeypatch.setattr(serving, "serve", fails(problem))

    assert run(monkeypatch, "serve") == 4


def test_our_bug_is_seventy_with_its_trace(monkeypatch, capsys):
    monkeypatch.setattr(serving, "serve", fails(ZeroDivisionError("huch")))

    assert run(monkeypatch, "serve") == 70
    assert "ZeroDivisionError: huch" in capsys.readouterr().err


def test_a_check_that_found_something_is_three(monkeypatch):
    monkeypatch.setattr(cli, "django_command", lambda *_arguments, **_more: (_ for _ in ()).throw(SystemExit(cli.FOUND)))

    assert run(monkeypatch, "verify") == 3


@pytest.mark.parametrize(
    ("production", "option", "example"), [("0", "--example", True), ("0", "--no-example", False), ("1", "--example", False)]
)
def test_the_example_is_never_served_in_production(production, option, example, monkeypatch):
    seen = []
    monkeypatch.setattr(serving, "serve", lambda *, example: seen.append(example))
    monkeypatch.setenv("QUARTIERWERK_PRODUCTION", production)

    assert run(monkeypatch, "serve", option) == 0
    assert seen == [example]


def test_an_import_hands_on_absolute_paths(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(cli, "django_command", lambda *arguments, **_more: seen.append(arguments))
    monkeypatch.chdir(tmp_path)
    for name in ("plan.xlsx", "spalten.toml"):
        (tmp_path / name).write_text("")

    run(monkeypatch, "import", "concept", "nord", "plan.xlsx", "--mapping", "spalten.toml", "--confirm")

    assert seen == [("import_concept", "nord", str(tmp_path / "plan.xlsx"), "--mapping", str(tmp_path / "spalten.toml"), "--confirm")]
