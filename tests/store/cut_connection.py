"""A connection to a PostgreSQL server that can be cut between two messages."""

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from urllib.parse import parse_qs, urlsplit

Cut = Callable[[bytes], bool]
"""Tells of what is sent to the server whether the connection is cut there."""


class Wire:
    """Carries what goes to a server by TCP, until it is cut.

    `before` cuts what does not reach the server any more; `after` what does, while its answer is
    lost. Each cuts one connection, and while `down` nobody gets through. While `silent` everybody
    is let in and hears nothing.
    """

    def __init__(self, location: str) -> None:
        said = urlsplit(location)
        self._server = f"{parse_qs(said.query)['host'][0]}/.s.PGSQL.5432"
        self._door = socket.create_server(("127.0.0.1", 0))
        port = self._door.getsockname()[1]
        self.location = (
            f"postgresql://{said.username}@127.0.0.1:{port}{said.path}"
            "?sslmode=disable&gssencmode=disable"
        )
        self.before: Cut | None = None
        self.after: Cut | None = None
        self.down = False
        self.silent = False
        self.messages = 0
        """How often something was sent to the server."""
        self._threads: list[threading.Thread] = []
        self._begin(self._let_in)

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _let_in(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:  # closed
                return
            if self.down:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            self._begin(partial(self._carry, client, server))

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with closing(client), closing(server):
            while True:
                for end in select.select([client, server], [], [])[0]:
                    try:
                        sent = end.recv(1 << 16)
                    except OSError:
                        return
                    if self.silent and sent:
                        continue
                    if not sent or (end is client and self._is_cut(sent, server)):
                        return
                    (server if end is client else client).sendall(sent)

    def _is_cut(self, sent: bytes, server: socket.socket) -> bool:
        self.messages += 1
        if self.before and self.before(sent):
            self.before = None
            return True
        if self.after and self.after(sent):
            self.after = None
            server.sendall(sent)
            server.recv(1 << 16)
            return True
        return False

    def close(self) -> None:
        """Let nobody in any more, and end with the last of those who are."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for thread in self._threads:
            thread.join(30)


@contextmanager
def wire_to(location: str) -> Iterator[Wire]:
    """Give a wire to a database's server; whoever uses it closes the project first."""
    with closing(Wire(location)) as wire:
        yield wire
