"""What the codes of a codebook's file are to the codes of a project: new, there, or joined.

A code of a file has the id that follows from its key, and is one with what had one of its former
keys. So the same file says the same in every copy, whatever the copy holds and in whatever order
versions were loaded and merged. Where the project has a code of that key under another id, made in
the program, that one stands for both: colleagues go on changing it in their copies.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kodeverk.errors import BadInput
from kodeverk.model.codebook import RESERVE_PREFIX, SHARED, Codebook
from kodeverk.model.identity import code_id, joining_id
from kodeverk.model.joining import Joining, groups, joining, turned_to
from kodeverk.model.records import Code
from kodeverk.store import queries
from kodeverk.store.engine import Connection


class CodebookPlan(NamedTuple):
    """What a codebook's file makes of the codes of the project.

    `known` are the project's codes by id, with the keys of their own codebooks; `goes_into` says
    into which code of the file one goes, by ids, itself where it has that id. `joinings` are those
    that are new or have to be turned. `stands` has the ids of codes that have the key of a code of
    the file under another id, and stand for it.
    """

    known: dict[str, Code]
    goes_into: dict[str, str]
    joinings: list[Joining]
    stands: dict[str, str]

    def gone(self, codebook: Codebook) -> list[Code]:
        """Return the codes in use that are not in the file."""
        return [
            code
            for code in self.known.values()
            if code.codebook == codebook.key and code.active and code.id not in self.goes_into
        ]

    def renamed(self, codebook: Codebook) -> dict[str, str]:
        """Return the keys of codes that go into one with another key -> that key."""
        keys = {code.id: code.key for code in codebook.codes}
        into = self.goes_into
        went = {
            code.key: keys[into[identity]]
            for identity, code in self.known.items()
            if identity in into
        }
        return {old: new for old, new in went.items() if old != new}


def planned(connection: Connection, codebook: Codebook) -> CodebookPlan:
    """Return what the codebook makes of the project's codes.

    Raises BadInput when two codes of the codebook would be one.
    """
    known = {code.id: code for code in own_keyed(connection)}
    stated = _stated(codebook, queries.code_keys(connection))
    there = {joining_id(*joined[:2]): joined for joined in queries.joinings(connection)}
    together = [*{**stated, **there}.values()]
    at_home = {code.id: code for code in codebook.codes}
    goes_into = {code: code for code in known if code in at_home}
    turned: list[Joining] = []
    stands: dict[str, str] = {}
    for group in groups(together):
        ours = [at_home[code] for code in group if code in at_home]
        if len(ours) > 1:
            raise _are_one(codebook, ours, [known[code] for code in group if code in known])
        for code in ours:
            goes_into |= {identity: code.id for identity in group if identity in known}
            there_already = (
                one
                for one in sorted(group & known.keys())
                if known[one].key == code.key and _is_made_here(known[one])
            )
            stands[code.id] = code.id if code.id in known else next(there_already, code.id)
            turned += turned_to(together, stands[code.id])
    new = [joining for joining in turned if there.get(joining_id(*joining[:2])) != joining]
    return CodebookPlan(known, goes_into, new, stands)


def _is_made_here(code: Code) -> bool:
    """Tell whether a code was made in the program: its id follows from no key that it had."""
    return code.id not in {code_id(code.codebook, key) for key in (code.key, *code.formerly)}


def _stated(codebook: Codebook, keys: dict[tuple[str, str], list[str]]) -> dict[str, Joining]:
    """Return by id which records a codebook says are one: those of a code's keys, now and before.

    `keys` are those of the project, where a code may have been given another key since its birth.
    """
    former: dict[str, list[str]] = {}
    for old, new in codebook.formerly.items():
        former.setdefault(new, []).append(old)
    joinings: dict[str, Joining] = {}
    for code in codebook.codes:
        for key in (code.key, *former.get(code.key, ())):
            book = SHARED if key.startswith(RESERVE_PREFIX) else codebook.key
            same = {code_id(book, key), *keys.get((book, key), ())} - {code.id}
            joinings |= {joining_id(other, code.id): joining(other, code.id) for other in same}
    return joinings


def _are_one(codebook: Codebook, ours: Sequence[Code], project: Sequence[Code]) -> BadInput:
    """Return what says that two codes of a codebook are one in the project."""
    first, second = sorted(code.key for code in ours)[:2]
    called = sorted({code.key for code in project} - {first, second})
    return BadInput(
        f"the codebook {codebook.key} has {first} and {second}, but they are one code in the "
        f"project{f', {called[0]}' if called else ''}: one has been joined into the other, or has "
        "the other's former key",
        f"Put {second} under formerly of {first}, or the other way round; give a new code a key "
        "that none has had. What joined them can be undone: kodeverk log PROJECT",
    )


def own_keyed(connection: Connection) -> list[Code]:
    """Return the codes with the keys of their own codebooks, also where another has the same."""
    return [
        replace(code, key=code.key.removeprefix(f"{code.codebook}:"))
        for code in queries.codes(connection)
    ]


def joined_keys(connection: Connection) -> dict[str, list[str]]:
    """Return code -> the keys it had before, and those of the codes that went into it."""
    joined = queries.stand_ins(connection)
    keys: dict[str, list[str]] = {}
    for code, former in queries.former_keys(connection).items():
        keys.setdefault(joined.get(code, code), []).extend(former)
    for (_, key), ids in queries.code_keys(connection).items() if joined else ():
        for code in ids:
            if code in joined:
                keys.setdefault(joined[code], []).append(key)
    return keys
