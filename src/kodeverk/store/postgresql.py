"""A project in a PostgreSQL database: connections, who is in the way, what became of a commit."""

import time
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.abc import PQGen
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from kodeverk.errors import BadAddress, BadProject, Busy, KodeverkError, Refused, Unconfirmed
from kodeverk.store.address import parameters
from kodeverk.store.lock import BUSY_MILLISECONDS, WRITES

_LOCK = 0x4B4F4456
_KEPT_ALIVE = {
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "fallback_application_name": "kodeverk",
}
"""How long one waits for a server that has gone without a word, unless the address says it."""

_SILENT_SECONDS = 3.0
"""How long nothing comes from a server before it is asked whether it is there."""

_BETWEEN_SECONDS = 0.5
"""How long one waits before asking a server again that has just gone."""


class _Watched(psycopg.Connection[Any]):
    """A connection that breaks when its server falls silent, and answers nobody else either.

    A stopped server keeps its connections: the network never says that it is gone.
    """

    def wait(self, gen: PQGen[Any], *args: Any, **how: Any) -> Any:
        return super().wait(self._watched(gen), *args, **how)

    def _watched(self, waiting: PQGen[Any]) -> PQGen[Any]:
        heard = time.monotonic()
        try:
            state = next(waiting)
            while True:
                ready = yield state
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > _SILENT_SECONDS:
                    if not self._answers():
                        self.pgconn.finish()
                        raise psycopg.OperationalError(_SILENT)
                    heard = time.monotonic()
                state = waiting.send(ready)
        except StopIteration as done:
            return done.value

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.info.dsn, password=self.info.password, connect_timeout=4).close()
        except psycopg.errors.ConnectionTimeout:
            return False
        except psycopg.Error:
            return True  # it says at least that it lets nobody in
        return True


def connect_postgresql(location: str) -> sa.Engine:
    """Return the engine for a database; nothing is connected yet. Raises BadAddress."""
    engine = sa.create_engine(
        "postgresql+psycopg://",
        connect_args={**_KEPT_ALIVE, **parameters(location)},
        poolclass=QueuePool,
        pool_size=2,
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "do_connect")
    def open_watched(_dialect: object, _record: object, args: Any, asked: Any) -> _Watched:
        return _Watched.connect(*args, **asked)

    @event.listens_for(engine, "connect")
    def prepare(connection: psycopg.Connection, _record: object) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
        connection.autocommit = False

    @event.listens_for(engine, "begin")
    def take_lock(connection: sa.Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    return engine


def commit(engine: sa.Engine, writing: sa.Connection) -> None:
    """Commit; where the connection breaks meanwhile, ask the server what became of it.

    Raises Unconfirmed where it does not say, and what the commit raises where nothing is kept.
    """
    transaction = writing.get_transaction()
    assert transaction is not None
    number = writing.exec_driver_sql("SELECT txid_current_if_assigned()").scalar()
    try:
        transaction.commit()
    except sa.exc.DBAPIError as error:
        if number is not None and not _is_kept(engine, number, error):
            raise


def _is_kept(engine: sa.Engine, number: int, error: sa.exc.DBAPIError) -> bool:
    """Tell whether a transaction was committed. Raises Unconfirmed."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            with engine.connect() as connection:
                # With the lock it has ended, which else it may be about to do.
                asking = connection.execution_options(**{WRITES: True})
                with asking.begin():
                    status = asking.exec_driver_sql(f"SELECT txid_status({number})").scalar()
        except sa.exc.DBAPIError:
            if time.monotonic() > until:
                raise Unconfirmed from error
            time.sleep(_BETWEEN_SECONDS)
        else:
            return status == "committed"


_LOST = (
    "the connection to the database at {name} was lost",
    "Do it again when the server answers: what was not finished is not there.",
)
_SAID = {
    "08": _LOST,
    "57P": _LOST,
    "28": (
        "the database at {name} lets nobody in by this name and password",
        "Check the name; the password is taken from ~/.pgpass or PGPASSWORD.",
    ),
    "3D000": ("there is no database at {name}", "Check its name, or let it be made: createdb"),
    "42501": (
        "the database at {name} does not let you do this",
        "Ask who manages it for the right to read and write there.",
    ),
    "25006": (
        "the database at {name} can only be read",
        "Write on the server that is not a copy of another one.",
    ),
    "53100": (
        "{name} was not changed: the server's disk is full",
        "Ask who manages it for room; what was saved before is whole.",
    ),
    "53300": ("too many are connected to the database at {name}", "Try again in a moment."),
    "57014": ("the server stopped this in {name}", "Nothing was changed. Do it again."),
    "40": ("another program was changing the same in {name}", "Nothing was changed. Do it again."),
}
"""How what a server says begins -> what is said of it, and what to do."""

_SILENT = "the server does not answer"
_NOT_LET_IN = ("authentication", "password", "pg_hba.conf", "role ")
_HOLDER = sa.text(
    "SELECT pid, usename, application_name, host(client_addr), to_char(xact_start, 'HH24:MI') "
    "FROM pg_stat_activity JOIN pg_locks USING (pid) "
    "WHERE granted AND datname = current_database() AND pid <> pg_backend_pid() "
    "AND locktype IN ('advisory', 'relation') "
    "ORDER BY locktype <> 'advisory', mode = 'AccessShareLock', xact_start LIMIT 1"
)
"""Who writes, or else who has had a table for longest."""

_TOLD = ("with", "at", "since")
"""The words before the program, the machine and the time of day."""


def explain_postgresql(error: Exception, name: str, engine: sa.Engine) -> KodeverkError:
    """Return what a person should read, in no words of the driver's: those may quote an interview.

    Raises nothing: where nobody can be asked who is in the way, it is not said.
    """
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlstate", None) or ""
    if code == "55P03":
        return _explain_lock(name, engine)
    for start, (what, hint) in _SAID.items():
        if code.startswith(start):
            return Refused(what.format(name=name), hint)
    if code:
        return KodeverkError(
            f"{name}: the database refused: {type(cause).__name__} ({code})",
            "Nothing was changed. Check the project with: kodeverk verify",
        )
    return _explain_connection(cause, name, lost=bool(getattr(error, "connection_invalidated", 0)))


def _explain_connection(error: BaseException, name: str, *, lost: bool) -> KodeverkError:
    """Return what is said of a connection that was not made, or is no more."""
    said = str(error).lower()
    if said == _SILENT:
        return Refused(
            f"the database at {name} does not answer any more",
            "Ask who manages it whether it hangs; what was not finished is not there.",
        )
    if lost or "server closed the connection" in said:
        return Refused(_LOST[0].format(name=name), _LOST[1])
    if isinstance(error, psycopg.ProgrammingError) or "is bad: invalid" in said:
        return BadAddress(f"an option of the address {name} cannot be used", "Check its options.")
    if "database" in said and "does not exist" in said:
        what, hint = _SAID["3D000"]
    elif any(sign in said for sign in _NOT_LET_IN):
        what, hint = _SAID["28"]
    elif "too many" in said or "remaining connection slots" in said:
        what, hint = _SAID["53300"]
    else:
        return BadProject(
            f"no database answers at {name}",
            "Check the address and the network, and whether the server runs.",
        )
    return BadProject(what.format(name=name), hint)


def _explain_lock(name: str, engine: sa.Engine) -> KodeverkError:
    """Return who is at work in the database, as far as one may see, and how to see and end it."""
    try:
        with engine.connect() as connection:
            holder = connection.execute(_HOLDER).first()
    except sa.exc.DBAPIError:
        holder = None
    what = f"{name} is being written by another program"
    wait = "Wait until it is done and try again."
    if holder is None:
        return Busy(what, f"{wait} Who it is stands in pg_locks and pg_stat_activity.")
    about = [f"process {holder.pid} of {holder.usename}"]
    about += [f"{word} {value}" for word, value in zip(_TOLD, holder[2:], strict=True) if value]
    return Busy(
        f"{what}: {', '.join(about)}",
        f"{wait} What it does stands in pg_stat_activity and pg_locks; if it hangs, this ends it: "
        f"SELECT pg_terminate_backend({holder.pid})",
    )
