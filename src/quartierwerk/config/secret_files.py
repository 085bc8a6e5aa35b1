"""Secrets in files: random ones kept beside the data, and those whoever runs the site hands over as files."""

import os
import secrets
from pathlib import Path


def read_or_create(data: Path, name: str) -> str:
    """Return the secret of this name; the first asker creates it, and two first askers get the same."""
    folder = data / "secrets"
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = folder / f"{name}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        # A link fails where the file exists already, so the winner of a race is kept.
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


# What may be named by a file, as containers and systemd hand secrets over: DATABASE_URL_FILE=/run/secrets/site_url.
NAMED = ("DATABASE_URL", "DATABASE_OWNER_URL", "QUARTIERWERK_SECRET_KEY", "QUARTIERWERK_TRAIL_KEY", "QUARTIERWERK_METRICS_TOKEN")


def read_named() -> None:
    """Put the secrets named by files into the environment; what stands there already goes first.

    Raises:
        OSError: a named file cannot be read.
    """
    for name in NAMED:
        path = os.environ.get(f"{name}_FILE")
        if path and not os.environ.get(name):
            os.environ[name] = Path(path).read_text().strip()
