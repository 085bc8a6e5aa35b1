"""Locks name versions and hashes, never an address: where packages come from is each machine's own affair."""

import json

import pytest

from tests.architecture.source import ROOT, listed


def addresses_in(name, text):
    """Return the lines of a Python lock that hold an address."""
    return [f"{name}:{number} {line.strip()}" for number, line in enumerate(text.splitlines(), 1) if "://" in line]


def without_hash(name, text):
    """Return the requirements of a Python lock that have no hash."""
    requirements = text.replace("\\\n", " ").splitlines()
    return [f"{name}: {line.split()[0]}" for line in requirements if "==" in line and "--hash=sha256:" not in line]


def addresses_of_packages(text):
    """Return the packages of an npm lock with the address they were fetched from."""
    return [name for name, package in json.loads(text)["packages"].items() if "resolved" in package]


LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_no_python_lock_holds_an_address(name):
    text = (ROOT / name).read_text()
    found = addresses_in(name, text) + without_hash(name, text)

    assert "==" in text
    assert found == [], listed(found)


def test_the_npm_lock_holds_no_address_to_fetch_from():
    assert addresses_of_packages((ROOT / "frontend" / "package-lock.json").read_text()) == []


def test_the_npm_settings_keep_addresses_out():
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "frontend" / ".npmrc").read_text().replace(" ", "")


def test_watcher_finds_planted_addresses_and_missing_hashes():
    text = "--index-url https://example.org/simple\ndjango==6.1 \\\n    --hash=sha256:aa\nbabel==2.18\n"

    assert addresses_in("a.lock", text) == ["a.lock:1 --index-url https://example.org/simple"]
    assert without_hash("a.lock", text) == ["a.lock: babel==2.18"]


def test_watcher_finds_a_planted_package_with_its_address():
    text = json.dumps({"packages": {"": {}, "a": {"resolved": "https://example.org/a.tgz"}, "b": {"integrity": "sha512-x"}}})

    assert addresses_of_packages(text) == ["a"]
