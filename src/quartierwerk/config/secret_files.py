"""Random secrets kept beside the data, created once and readable by their owner only."""

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
