"""Where things lie; knows no Django, so that commands without a database start fast."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent
FRONTEND = CHECKOUT / "frontend"
DATA = Path(os.environ.get("QUARTIERWERK_DATA", CHECKOUT / "var")).resolve()
