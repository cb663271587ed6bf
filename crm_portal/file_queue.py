"""The queue of the embedded edition: files in a folder, each whole before anybody sees it."""

from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """kombu's channel opens a message under its final name and writes afterwards.

    A worker that looks between the two takes an empty file, cannot read it and ends for good. Here the file gets its
    name when it is written.
    """

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        written = Path(self.data_folder_out, f"{name}.new")  # the worker looks for names that end in .msg
        written.write_text(dumps(payload), encoding="utf-8")
        written.rename(written.with_name(name))


class Transport(filesystem.Transport):
    Channel = Channel
