"""What stands under ``deploy/`` can be read by what it is for, names what the product has, and holds no secret."""

import os
import re
import shutil
import stat
import subprocess

import pytest
import yaml

from quartierwerk.config import secret_files
from tests.architecture.source import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
SCRIPTS = sorted(DEPLOY.glob("*.sh"))
LESS_EXPOSED_THAN = 20  # tenths: "OK" begins at 4.0, and a plain service has 9.6


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def texts():
    return [(path.name, path.read_text()) for path in DEPLOY.rglob("*") if path.is_file() and "secrets" not in path.parts]


def test_no_secret_stands_in_any_file():
    inline = re.compile(
        r"(password|token|key|secret)s?\s*[:=]\s*[\"']?(?=\S*\d)[A-Za-z0-9+/_-]{12,}|://\w+:[^%$@\s{][^@\s]*@", re.IGNORECASE
    )

    assert [
        (name, line)
        for name, text in texts()
        for line in text.splitlines()
        if inline.search(line) and "/run/secrets" not in line and "_url" not in line
    ] == []


def test_every_part_of_the_product_is_there(compose):
    assert set(compose["services"]) == {"database", "tables", "site", "worker", "proxy", "keep"}
    assert {unit.name for unit in UNITS} == {
        *(f"quartierwerk-{part}.service" for part in ("tables", "web", "worker", "backup", "verify")), "quartierwerk-backup.timer", "quartierwerk-verify.timer",
    }  # fmt: skip


def test_only_the_proxy_is_reached_from_outside(compose):
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["proxy"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_secrets_come_as_files_that_are_named(compose):
    named = set(compose["secrets"])
    for name, service in compose["services"].items():
        assert set(service.get("secrets", ())) <= named, name
        for variable, value in service.get("environment", {}).items():
            if variable.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"], (name, variable)
                assert variable.removesuffix("_FILE") in {*secret_files.NAMED, "POSTGRES_PASSWORD"}


def test_only_whoever_changes_tables_knows_the_owner(compose):
    known = {name for name, service in compose["services"].items() if "owner_url" in service.get("secrets", ())}

    assert known == {"tables", "keep"}
    assert {unit.name for unit in SERVICES if "owner_url" in unit.read_text()} == {
        "quartierwerk-tables.service",
        "quartierwerk-backup.service",
    }


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_buffers_uploads_numbers_requests_and_hides_figures(name):
    text = (DEPLOY / name).read_text()

    assert re.search(r"request_buffers \d+MB|proxy_request_buffering on;", text)
    assert "X-Request-ID" in text
    assert "/metriken/" in text
    assert text.count("{") == text.count("}")


def test_variables_are_those_the_product_knows():
    known = (
        (ROOT / "src" / "quartierwerk" / "config" / "settings.py").read_text()
        + (ROOT / "docs" / "start.md").read_text()
        + (DEPLOY / "compose.yaml").read_text()
    )
    used = {variable for _name, text in texts() for variable in re.findall(r"\bQUARTIERWERK_[A-Z_]+", text)}

    assert {variable for variable in used if variable.removesuffix("_FILE") not in known} == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_can_be_read_by_the_shell(script):
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert script.stat().st_mode & stat.S_IXUSR


def test_secrets_are_made_once_and_read_by_their_owner_only(tmp_path):
    shutil.copy(DEPLOY / "secrets.sh", tmp_path)
    command = ["sh", tmp_path / "secrets.sh"]
    subprocess.run(command, check=True, capture_output=True)
    first = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    subprocess.run(command, check=True, capture_output=True)

    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == first
    assert set(first) == set(yaml.safe_load((DEPLOY / "compose.yaml").read_text())["secrets"])
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "secrets").iterdir()} == {0o600}
    assert first["site_password"] in first["site_url"]
    assert len({first[name] for name in ("superuser_password", "owner_password", "site_password", "metrics_token")}) == 4


@pytest.fixture
def systemd():
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip("systemd-analyze is not on this machine")
    return found


def test_units_are_understood_by_systemd(systemd, tmp_path):
    for unit in UNITS:
        (tmp_path / unit.name).write_text(re.sub(r"/opt/quartierwerk/\.venv/bin/\w+", "/bin/true", unit.read_text()))

    done = subprocess.run([systemd, "verify", "--man=no", *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False)

    complaints = [line for line in done.stderr.splitlines() if "quartierwerk" in line]
    assert complaints == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_units_may_do_little(unit, systemd):
    done = subprocess.run(
        [systemd, "security", "--offline=yes", f"--threshold={LESS_EXPOSED_THAN}", unit],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_COLORS": "0"},
    )

    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_programs_that_units_start_are_those_the_environment_brings():
    named = {program for unit in SERVICES for program in re.findall(r"/opt/quartierwerk/\.venv/bin/(\w+)", unit.read_text())}

    assert named == {"quartierwerk", "python", "granian"}
