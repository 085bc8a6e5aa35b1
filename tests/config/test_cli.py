"""The command line: every way to end has its exit code."""

from subprocess import CompletedProcess

import click
import pytest

from quartierwerk.config import cli, serving
from quartierwerk.config.embedded_database import EmbeddedDatabaseError


def run(monkeypatch, *arguments):
    """Return the exit code of the command line; what it sets in the environment is put back."""
    monkeypatch.setenv("QUARTIERWERK_LANGUAGE", "")
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


def test_a_part_that_ends_by_itself_is_our_bug(monkeypatch, capsys):
    monkeypatch.setattr(serving, "serve", fails(serving.PartEndedError("Ein Teil ist beendet.")))

    assert run(monkeypatch, "serve") == 70
    assert capsys.readouterr().err == "Ein Teil ist beendet.\n"


@pytest.mark.parametrize(
    ("arguments", "german", "english"),
    [
        (("serve", "--schnell"), "Die Option --schnell gibt es nicht.", "There is no option --schnell."),
        (("import", "concept"), "Es fehlt: SITE.", "Missing: SITE."),
        (("import", "concept", "s", "/nirgends.xlsx"), "Die Datei /nirgends.xlsx gibt es nicht.", "There is no file /nirgends.xlsx."),
        (("fliegen",), "Den Befehl fliegen gibt es nicht.", "There is no command fliegen."),
        (("verify", "schnell"), "Der Aufruf passt nicht:", "The call does not fit:"),
    ],
)
def test_a_wrong_call_is_said_in_both_languages(arguments, german, english, monkeypatch, capsys):
    for language, sentence in (("de", german), ("en", english)):
        assert run(monkeypatch, "--language", language, *arguments) == 2
        assert sentence in capsys.readouterr().err


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_refused_with_a_sentence(monkeypatch, capsys):
    from django.core import management
    from django.db import OperationalError

    monkeypatch.setattr(management, "execute_from_command_line", fails_with(OperationalError("connection refused")))

    assert run(monkeypatch, "--language", "de", "verify") == 1
    assert capsys.readouterr().err == "Die Datenbank antwortet nicht: connection refused\n"


@pytest.mark.django_db
def test_commands_of_django_speak_the_language_asked_for(monkeypatch):
    from django.core import management
    from django.utils import translation

    spoken = []
    monkeypatch.setattr(management, "execute_from_command_line", lambda _arguments: spoken.append(translation.get_language()))

    with translation.override("de"):
        for language in ("en", "de"):
            run(monkeypatch, "--language", language, "verify")

    assert spoken == ["en", "de"]


def fails_with(problem):
    def command(_arguments):
        raise problem

    return command


def test_measuring_hands_its_options_on_from_a_checkout(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(
        cli.subprocess, "run", lambda command, **more: seen.append((command[1:], more["cwd"])) or CompletedProcess(command, 0)
    )

    assert run(monkeypatch, "bench", "--only", "start") == 0
    assert seen == [(["-m", "benchmarks.pages", "--only", "start"], cli.CHECKOUT)]


@pytest.mark.parametrize(("returned", "code"), [(1, 1), (2, 2), (3, 3), (-2, 4), (130, 4), (70, 70), (9, 70)])
def test_measuring_ends_as_every_command_does(returned, code, monkeypatch):
    monkeypatch.setattr(cli.subprocess, "run", lambda command, **_more: CompletedProcess(command, returned))

    assert run(monkeypatch, "bench") == code


def test_measuring_needs_a_checkout_and_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(cli, "CHECKOUT", tmp_path)

    assert run(monkeypatch, "--language", "de", "bench") == 1
    assert f"Unter {tmp_path} liegt kein Ordner „benchmarks“." in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda applied: applied.clear(), "Die Datenbank ist leer."),
        (lambda applied: applied.pop(("audit", "0001_initial")), "auf einem älteren Stand"),
        (lambda applied: applied.update({("audit", "0999_tomorrow"): None}), "von einer neueren Fassung"),
    ],
)
def test_tables_of_another_state_are_refused_with_a_sentence(change, sentence, monkeypatch, capsys):
    from django.core import management
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder.applied_migrations

    def changed(recorder):
        found = applied(recorder)
        change(found)
        return found

    monkeypatch.setattr(management, "execute_from_command_line", fails_with(AssertionError("reached")))
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", changed)

    assert run(monkeypatch, "--language", "de", "verify") == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said


def test_nothing_starts_on_an_interrupted_restore(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(cli, "DATA", tmp_path)
    (tmp_path / "restore-in-progress.json").write_text('{"backup": "x", "file": "/sicherung"}')

    for arguments in (("verify",), ("serve",), ("migrate",), ("backup", str(tmp_path / "b"))):
        assert run(monkeypatch, "--language", "de", *arguments) == 1
        assert "Wiederholen Sie sie: quartierwerk restore /sicherung" in capsys.readouterr().err
