"""Asking for the trail's key never makes one."""

from quartierwerk.config.keeping import keys


def test_the_named_key_is_in_force_then_that_of_the_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("QUARTIERWERK_TRAIL_KEY", raising=False)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "trail.key").write_text("kept\n")

    assert keys.find_trail_key(tmp_path) == "kept"
    monkeypatch.setenv("QUARTIERWERK_TRAIL_KEY", "named")
    assert keys.find_trail_key(tmp_path) == "named"


def test_where_there_is_none_none_is_made(tmp_path, monkeypatch):
    monkeypatch.delenv("QUARTIERWERK_TRAIL_KEY", raising=False)

    assert keys.find_trail_key(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []
