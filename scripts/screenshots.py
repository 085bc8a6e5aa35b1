"""Makes the pictures of the README: starts the product with its example programme and photographs it.

Run by ``just screenshots``. Pictures are 1200 pixels wide, cut to what matters, so that they stay small.
"""

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser import SITE, Window, started_browser
from tests.product import Product

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDTH = 1200
LARGEST_TOTAL = 1_500_000


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the page, who looks, how much of it, in which colours."""

    name: str
    path: str
    role: str = ""
    height: int = 900
    scheme: str = "light"
    width: int = WIDTH


WANTED = (
    Picture("start", "/", height=1000),
    Picture("site", f"/standorte/{SITE}/", height=1240),
    Picture("measure-dark", f"/standorte/{SITE}/massnahmen/m-13/", height=820, scheme="dark"),
    Picture("measures", f"/werkbank/standorte/{SITE}/massnahmen/", role="area_officer", height=960),
    Picture("programme-dark", "/werkbank/programm/", role="programme_ministry", height=980, scheme="dark", width=1440),
)


def photograph(browser, product, wanted):
    """Write one picture; the bar of roles is left out."""
    window = Window(browser, product.base, viewport={"width": wanted.width, "height": wanted.height}, color_scheme=wanted.scheme)
    if wanted.role:
        window.sign_in(wanted.role, product.password)
    window.open(wanted.path)
    window.page.evaluate("document.querySelector('.qw-rolle-leiste')?.remove()")
    shot = Image.open(BytesIO(window.page.screenshot()))
    size = (WIDTH, round(shot.height * WIDTH / shot.width))
    shot.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(PICTURES / f"{wanted.name}.png", optimize=True)
    window.close()


def main():
    """Make all pictures anew and fail when they have grown too large."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Product() as product, started_browser() as browser:
        for wanted in WANTED:
            photograph(browser, product, wanted)
    total = sum((PICTURES / f"{wanted.name}.png").stat().st_size for wanted in WANTED)
    if total > LARGEST_TOTAL:
        sys.exit(f"The pictures have {total} bytes, more than {LARGEST_TOTAL}.")


if __name__ == "__main__":
    main()
