"""Draws a picture in a process of its own, under limits: ``python image_child.py PNG < picture``.

Standard output is JSON: nothing, or why it is refused. Needs Pillow alone, and knows nothing of the portal.
"""

import io
import json
import resource
import sys
import warnings
from typing import Any

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 20  # of processor
MAX_PIXELS = 60_000_000  # the largest that telephones make have 50


def limit() -> None:
    """No more memory or processor than a picture needs; writing or opening anything is impossible."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))


def look_at(content: bytes, form: str) -> dict[str, Any]:
    """The size is asked of the header first, the structure then, and every pixel at last."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # asked here, with words of our own
    with Image.open(io.BytesIO(content), formats=[form]) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            return {"refused": "large", "width": width, "height": height}
        picture.verify()
    with Image.open(io.BytesIO(content), formats=[form]) as picture:
        picture.load()
    return {}


def main() -> None:
    content = sys.stdin.buffer.read()
    limit()
    warnings.simplefilter("ignore")
    try:
        answer = look_at(content, sys.argv[1])
    except Exception:  # any fault of a damaged picture ends here
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
