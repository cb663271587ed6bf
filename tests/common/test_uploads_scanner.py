"""ClamAV over its socket: a scanner that speaks INSTREAM on a real socket of this machine."""

import socket
import socketserver
import struct
import threading
from contextlib import contextmanager

import pytest
from django.utils.translation import override

from common.uploads import Refusal, check_upload
from tests.common.documents import pdf, upload

VIRUS = b"a sign that our scanner knows"


class Scanner(socketserver.BaseRequestHandler):
    """As clamd does: nothing is answered before the stream ends, or before it is longer than it may be."""

    def handle(self):
        reader = self.request.makefile("rb")
        assert reader.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", reader.read(4))[0]:
            content += reader.read(length)
            if len(content) > self.server.longest:
                return self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        self.server.heard.append(content)
        if self.server.dies:
            return None
        found = b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0"
        return self.request.sendall(found)


@contextmanager
def scanner(server_class=socketserver.ThreadingTCPServer, address=("127.0.0.1", 0), longest=10**8, dies=False):
    with server_class(address, Scanner) as server:
        server.heard, server.longest, server.dies = [], longest, dies
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def refusal(content=None, language="en"):
    with pytest.raises(Refusal) as refused:
        check_upload(upload("acta.pdf", content or pdf()))
    with override(language):
        return str(refused.value)


def test_file_when_no_scanner_is_configured_is_not_scanned(settings):
    settings.CLAMAV_SOCKET = ""
    assert check_upload(upload("acta.pdf", pdf()))


def test_file_when_clean_is_heard_whole_and_taken(settings):
    content = pdf() + b"\n" * 200_000 + b"%%EOF"
    with scanner() as server:
        settings.CLAMAV_SOCKET = "127.0.0.1:{1}".format(*server.server_address)
        checked = check_upload(upload("acta.pdf", content))
        assert server.heard == [content]
    checked.file.seek(0)
    assert checked.file.read() == content


def test_file_when_scanned_over_a_path_is_taken(settings, tmp_path):
    with scanner(socketserver.ThreadingUnixStreamServer, str(tmp_path / "clamd")) as server:
        settings.CLAMAV_SOCKET = str(tmp_path / "clamd")
        assert check_upload(upload("acta.pdf", pdf()))
        assert len(server.heard) == 1
        assert "infected" in refusal(pdf().replace(b"\n", b"\n%" + VIRUS + b"\n", 1))


def test_file_when_infected_is_refused_by_the_name_of_what_was_found(settings):
    with scanner() as server:
        settings.CLAMAV_SOCKET = "127.0.0.1:{1}".format(*server.server_address)
        assert refusal(pdf() + VIRUS + b"%%EOF") == "acta.pdf is infected (Eicar-Test-Signature)."


def test_file_when_the_scanner_is_away_is_not_let_through(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for address in (f"127.0.0.1:{port}", "/nowhere/clamd", "no port", "127.0.0.1:"):
        settings.CLAMAV_SOCKET = address
        assert "cannot be checked for viruses" in refusal()
        assert "virus" in refusal(language="es")


@pytest.mark.parametrize("fault", [{"longest": 1000}, {"dies": True}])
def test_file_when_the_scanner_fails_is_not_let_through(settings, fault):
    with scanner(**fault) as server:
        settings.CLAMAV_SOCKET = "127.0.0.1:{1}".format(*server.server_address)
        assert "cannot be checked for viruses" in refusal(pdf() + b" " * 5_000_000 + b"%%EOF")


def test_file_when_the_scanner_never_answers_is_not_let_through(settings, monkeypatch):
    monkeypatch.setattr("common.uploads.scanner.TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMAV_SOCKET = "127.0.0.1:{1}".format(*silent.getsockname())
        assert "cannot be checked for viruses" in refusal()
