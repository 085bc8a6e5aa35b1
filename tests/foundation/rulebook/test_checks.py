"""The system check: silent on the shipped files, and one error per mistake."""

from django.core.checks.registry import registry

from quartierwerk.foundation.rulebook import checks, loader


def test_rulebooks_are_checked_at_every_start():
    assert checks.check_rulebooks in registry.get_checks()


def test_shipped_rulebooks_pass_the_system_check():
    assert checks.check_rulebooks() == []


def test_system_check_names_file_key_and_mistake(tmp_path, monkeypatch):
    (tmp_path / "empty.toml").write_text('code = "other"\n', encoding="utf-8")
    monkeypatch.setattr(loader, "FOLDER", tmp_path)

    messages = checks.check_rulebooks()

    assert {message.id for message in messages} == {"rulebook.E001"}
    assert [message.msg for message in messages] == [
        "empty.toml:code: Die Kennung „other“ passt nicht zum Dateinamen; erwartet ist „empty“.",
        "empty.toml:topic: Die Angabe fehlt.",
        "empty.toml:title: Die Angabe fehlt.",
        "empty.toml:title_en: Die Angabe fehlt.",
        "empty.toml:topic_title: Die Angabe fehlt.",
        "empty.toml:topic_title_en: Die Angabe fehlt.",
        "empty.toml:valid_from: Die Angabe fehlt.",
        "empty.toml:sources: Die Angabe fehlt.",
    ]
