"""Is the licence of everything that was brought in from elsewhere beside it?

Fonts, scripts and maps that we did not make stand in ``static/`` with a file that names their licence; the packages
that pip installs bring their own.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What was brought in, and the licence that must stand beside it.
BROUGHT_IN = {
    "static/fonts/*.woff2": "static/fonts/OFL-*.txt",
    "static/fonts/print/*.ttf": "static/fonts/print/OFL-*",
    "static/vendor/*": "static/vendor/*LICEN[CS]E*",
}


def complaints(root: Path = ROOT) -> list[str]:
    found = [] if (root / "LICENSE").is_file() else ["LICENSE is missing"]
    for things, licence in BROUGHT_IN.items():
        if any(root.glob(things)) and not any(path.stat().st_size for path in root.glob(licence)):
            found.append(f"{things} stands without {licence}")
    return found


if __name__ == "__main__":
    found = complaints()
    print("\n".join(found) or "Every licence is in its place.")
    sys.exit(bool(found))
