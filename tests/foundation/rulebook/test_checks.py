"""The system check: silent on the shipped files, and one error per mistake."""

from django.core.checks import run_checks

from quartierwerk.foundation.rulebook import checks, loader


def test_shipped_rulebooks_pass_the_system_check():
    assert [message for message in run_checks() if message.id == checks.CHECK_ID] == []


def test_system_check_names_file_key_and_mistake(tmp_path, monkeypatch):
    (tmp_path / "empty.toml").write_text('code = "other"\n', encoding="utf-8")
    monkeypatch.setattr(loader, "FOLDER", tmp_path)

    messages = [message for message in run_checks() if message.id == "rulebook.E001"]

    assert [message.msg for message in messages][:2] == [
        "empty.toml:code: Die Kennung „other“ passt nicht zum Dateinamen; erwartet ist „empty“.",
        "empty.toml:topic: Die Angabe fehlt.",
    ]
    assert len(messages) == 8
