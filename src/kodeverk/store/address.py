"""Addresses of databases: what is one, how it may be shown, and what it says."""

import os
import re

from kodeverk.errors import BadAddress, BadProject

_HOST = r"(?:\[[^\]/?@,]+\]|[^\[\]:/?@,]*)(?::\d{0,5})?"
_ADDRESS = re.compile(
    rf"(?P<scheme>postgres(?:ql)?)://(?:(?P<user>[^:/@]*)(?::[^/@]*)?@)?(?P<hosts>{_HOST}(?:,{_HOST})*)"
    r"(?:/(?P<database>[^?@]*))?(?:\?(?P<options>[^@]*))?"
)
"""Stricter than the library: a sign of a password that is not written as %25 or alike would make
the library take a part of the password for a host, a port or a database, and show it."""

_PORT, _LAST_PORT = re.compile(r":(\d+)(?=,|$)"), 65535

_MEANT_AS_ONE = re.compile(
    r"\s*(?:[\w+.-]{2,}:/|postgres\w*:|[^/\\]*:[^/\\]*@|.*\bpassword\s*=)",
    re.IGNORECASE | re.DOTALL,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_SHOWN = ("host", "hostaddr", "port", "sslmode", "service")
"""The options of an address that are shown: of any other one may not know what it tells."""

_FORM = "Write it as postgresql://NAME@HOST:PORT/DATABASE"
_WRITTEN = f"{_FORM}, with % @ / : ? and spaces in a name or password as %25 %40 %2F %3A %3F %20."


def is_address(location: str) -> bool:
    """Tell whether PROJECT is a database address rather than a path.

    Raises BadAddress for the address of anything but PostgreSQL, and for what is no file and looks
    like an address: it is not shown, as it may hold a password.
    """
    if location.startswith(("postgresql://", "postgres://")):
        return True
    if not _MEANT_AS_ONE.match(location) or os.path.lexists(location):
        return False
    scheme = _SCHEME.match(location)
    raise BadAddress(
        f"{scheme.group()} is not the address of a project"
        if scheme
        else "what is given as the project is neither a file nor an address",
        "Give a file, NAME.kodeverk, or postgresql://NAME@HOST/DATABASE.",
    )


def shown_address(location: str) -> str:
    """Return PROJECT as it may be printed: without a password. Raises BadAddress."""
    if not is_address(location):
        return location
    said = _said(location)
    user = f"{said['user']}@" if said["user"] else ""
    options = "&".join(
        option
        for option in (said["options"] or "").split("&")
        if option.partition("=")[0] in _SHOWN
    )
    query = f"?{options}" if options else ""
    return f"{said['scheme']}://{user}{said['hosts']}/{said['database']}{query}"


def database_of(location: str) -> str:
    """Return the name of an address's database as a file may be named after it."""
    return re.sub(r"[/\\]|^\.+", "_", parameters(location)["dbname"])


def parameters(location: str) -> dict[str, str]:
    """Return what an address says, as the database library takes it. Raises BadAddress."""
    _said(location)
    try:
        import psycopg
    except ImportError as error:
        raise BadProject(
            "a PostgreSQL project needs one more package",
            "Install it: pip install 'kodeverk[postgres]'",
        ) from error
    try:
        settings = psycopg.conninfo.conninfo_to_dict(location)
    except psycopg.Error:
        # What is said of it quotes it.
        raise BadAddress(
            "the address of the database cannot be read, or has an option that there is not",
            _WRITTEN,
        ) from None
    return {name: str(value) for name, value in settings.items()}


def _said(location: str) -> dict[str, str]:
    address = _ADDRESS.fullmatch(location)
    if address is None:
        raise BadAddress("the address of the database cannot be read", _WRITTEN)
    if any(int(port) > _LAST_PORT for port in _PORT.findall(address["hosts"])):
        raise BadAddress("the address names a port that there is not", f"{_FORM}.")
    if not address["database"]:
        raise BadAddress("the address names no database", f"{_FORM}.")
    return address.groupdict()
