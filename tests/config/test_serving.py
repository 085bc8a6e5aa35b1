"""What a start looks at first; whole starts are killed in tests/durability."""

import socket

import pytest

from quartierwerk.config import serving
from quartierwerk.config.embedded_database import EmbeddedDatabase, EmbeddedDatabaseError


def test_a_free_port_is_silent(monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    monkeypatch.setenv("PORT", str(free))

    serving.check_port_free()


def test_a_taken_port_is_named_with_a_way_out(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))

        with pytest.raises(serving.PortTakenError, match=r"ist belegt. Wählen Sie einen anderen: PORT=8001 ./run"):
            serving.check_port_free()


def test_production_asks_for_a_database(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("QUARTIERWERK_PRODUCTION", "1")

    with pytest.raises(serving.StepFailedError, match="Im Betrieb muss DATABASE_URL gesetzt sein"):
        serving._own_database()


def test_a_named_database_is_used(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@/y")

    assert serving._own_database() is None


def test_a_folder_has_one_server_at_a_time(tmp_path):
    first, second = EmbeddedDatabase(tmp_path / "postgres"), EmbeddedDatabase(tmp_path / "postgres")
    first._take_turn()

    with pytest.raises(EmbeddedDatabaseError, match="läuft schon ein Quartierwerk"):
        second._take_turn()

    first.stop()
    second._take_turn()
    second.stop()


def test_a_long_folder_gets_short_sockets(tmp_path):
    deep = tmp_path / ("tief" * 30) / "postgres"

    assert len(str(EmbeddedDatabase(deep).sockets)) <= 80
