"""Protects what a client trusts, and how it proves who it is, against servers of Python's own TLS."""

from __future__ import annotations

import contextlib
import datetime
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import zegoapi
from conftest import SECRET
from zegoapi import NotSentError
from zegoapi.testing import Simulator

NOW = datetime.datetime.now(datetime.timezone.utc)
REPLY = b'{"Code":0,"RequestId":"3"}'


class Authority:
    """One that signs certificates."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        basic = x509.BasicConstraints(ca=True, path_length=None)
        made = self._sign(self.name, self.key.public_key(), basic, critical=True)
        self.pem = made.public_bytes(serialization.Encoding.PEM).decode()

    def issue(self) -> tuple[str, str]:
        """Make a certificate for localhost, and its key, as PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        made = self._sign(subject, key.public_key(), names, critical=False)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return made.public_bytes(serialization.Encoding.PEM).decode(), pem.decode()

    def _sign(self, subject: x509.Name, key: Any, extension: x509.ExtensionType, *, critical: bool) -> x509.Certificate:
        builder = x509.CertificateBuilder(self.name, subject, key, x509.random_serial_number())
        builder = builder.not_valid_before(NOW - datetime.timedelta(1)).not_valid_after(NOW + datetime.timedelta(1))
        return builder.add_extension(extension, critical=critical).sign(self.key, hashes.SHA256())


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections = 0

    def setup(self) -> None:
        super().setup()
        type(self).connections += 1

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(REPLY)))
        self.end_headers()
        self.wfile.write(REPLY)

    def log_message(self, *_: object) -> None:
        return


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Refused handshakes are what some of the tests are about."""


Serve = Callable[..., contextlib.AbstractContextManager[str]]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """A server with a certificate of an authority, that asks for one of another's."""

    @contextlib.contextmanager
    def served(authority: Authority, clients: Authority | None = None) -> Iterator[str]:
        chain, key = authority.issue()
        (tmp_path / "server.pem").write_text(chain + key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "server.pem")
        if clients is not None:
            context.load_verify_locations(cadata=clients.pem)
            context.verify_mode = ssl.CERT_REQUIRED
        Handler.connections = 0
        with QuietServer(("127.0.0.1", 0), Handler) as server:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            try:
                yield f"https://localhost:{server.server_address[1]}"
            finally:
                server.shutdown()
                thread.join()

    return served


def _send(url: str, times: int = 1, **options: Any) -> None:
    options = {"proxy": "", "retries": 0, "timeout": 5.0, **options}
    with zegoapi.Client(12345, SECRET, base_url=url, **options) as client:
        for _ in range(times):
            client.send_custom_command("room1", "server", "hi")


def test_authorities_that_are_added_are_trusted_beside_others(serve: Serve, sim: Simulator, tmp_path: Path) -> None:
    own, other = Authority("own"), Authority("other")
    file = tmp_path / "own.pem"
    file.write_text(own.pem)
    with serve(own) as url:
        _send(url, add_ca_file=file)
        _send(url, add_ca_pem=own.pem)
        _send(url, ca_pem=other.pem, add_ca_pem=own.pem.encode())
        _send(url, ca_pem=other.pem, add_ca_pem=other.pem, add_ca_file=str(file))
        for options in ({"add_ca_pem": other.pem}, {"ca_pem": other.pem}, {"system_roots": True}, {}):
            with pytest.raises(NotSentError) as raised:
                _send(url, **options)
            assert raised.value.cause == "tls"
    with sim.client(https=True, add_ca_pem=own.pem) as client:
        client.send_custom_command("room1", "server", "hi")


def test_the_authorities_of_the_system(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Authority("own")
    (tmp_path / "00000000.0").write_text(own.pem)
    # Stands for the system's where it is set, and for nothing else.
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with serve(own) as url:
        _send(url, system_roots=True)
        with pytest.raises(NotSentError) as raised:
            _send(url)
        assert raised.value.cause == "tls"


def test_a_server_that_asks_who_the_client_is(serve: Serve, tmp_path: Path) -> None:
    servers, clients = Authority("servers"), Authority("clients")
    chain, key = clients.issue()
    (tmp_path / "chain.pem").write_text(chain)
    (tmp_path / "key.pem").write_text(key)
    with serve(servers, clients) as url:
        _send(url, ca_pem=servers.pem, client_cert_pem=(chain, key.encode()))
        _send(url, ca_pem=servers.pem, client_cert_files=(tmp_path / "chain.pem", str(tmp_path / "key.pem")))
        for stranger in (None, Authority("strangers").issue()):
            with pytest.raises(zegoapi.ZegoError) as raised:
                _send(url, ca_pem=servers.pem, client_cert_pem=stranger)
            assert raised.value.kind in ("NotSent", "Unknown")
    with pytest.raises(zegoapi.InvalidInputError, match="client_key"):
        _send(url, client_cert_pem=(chain, clients.issue()[1]))


def test_a_connection_is_left_at_its_age_and_idle_ones_are_kept_by_number(serve: Serve) -> None:
    own = Authority("own")
    with serve(own) as url:
        _send(url, 5, ca_pem=own.pem)
        assert Handler.connections == 1
        _send(url, 5, ca_pem=own.pem, max_connection_age=0.001)
        assert Handler.connections >= 5
        Handler.connections = 0
        _send(url, 5, ca_pem=own.pem, max_idle_connections=0)
        assert Handler.connections == 5
