"""A mail server on loopback that can be told to misbehave."""

import asyncio
import email
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


@dataclass
class Faults:
    """What the server does wrong, and what it took all the same."""

    to_recipient: str = ""  # its answer to RCPT
    to_data: str = ""  # its answer after the message
    drops: bool = False  # closes the line after the message instead of answering
    seconds: float = 0  # it thinks about the message
    taken: list[EmailMessage] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.taken]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.to_data:
            return self.to_data
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        self.addresses += envelope.rcpt_tos
        await asyncio.sleep(self.seconds)
        if self.drops:
            server.transport.abort()
        return "250 Accepted"


class Listening(Controller):
    """Chooses its own port; the first connection that tests the server is not a letter."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server():
    """Faults of a server that runs until the end of the block; its ``port`` is where it listens."""
    faults = Faults()
    controller = Listening(faults, hostname="127.0.0.1", port=0)
    controller.start()
    faults.port = controller.port
    try:
        yield faults
    finally:
        controller.stop()
