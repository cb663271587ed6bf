"""Pictures: read by Pillow in a process of its own, under limits, so that a harmful one harms nobody."""

import json
import subprocess
import sys
from pathlib import Path

import structlog
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal

log = structlog.get_logger(__name__)
TIMEOUT = 30  # seconds of the clock
CHILD = Path(__file__).with_name("image_child.py")
REFUSALS = {
    "large": _("%(name)s is too large a picture: %(width)s × %(height)s pixels."),
    "damaged": _("%(name)s is damaged, or is no %(form)s: it cannot be drawn."),
}


def check_image(name: str, form: str, content: bytes) -> None:
    """The picture can be drawn, as the format that its name says. Raises ``Refusal``."""
    try:
        child = subprocess.run(  # noqa: S603 - our own file, with one of our own words
            [sys.executable, "-I", "-B", str(CHILD), form],
            input=content, capture_output=True, timeout=TIMEOUT, check=False, env={},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refusal(_("%(name)s takes too long to read."), name=name) from error
    if child.returncode:
        log.warning("image_child_failed", code=child.returncode, error=child.stderr[-500:].decode(errors="replace"))
        raise Refusal(_("%(name)s takes too long or too much memory to read."), name=name)
    answer = json.loads(child.stdout)
    if refused := answer.pop("refused", ""):
        raise Refusal(REFUSALS[refused], name=name, form=form, **answer)
