"""The addresses of style sheets, drawings and scripts."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Files under names that change with their contents, packed; each address is made once in a process.

    A page names some fifteen files, and putting their addresses together each time took a tenth of it. The manifest is
    read when the process starts, so no address changes after.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        if force:  # while files are collected their names are still being made
            return super().url(name, force)
        if name not in self.addresses:
            self.addresses[name] = super().url(name)
        return self.addresses[name]
