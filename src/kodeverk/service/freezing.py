"""Frozen codebooks and their versions: freezing, opening again, history, what differs."""

import re
from dataclasses import dataclass, replace

from kodeverk.errors import NotFound, Refused
from kodeverk.model.codebook import Codebook, Difference, diff
from kodeverk.model.codebook_content import unpacked_codebook
from kodeverk.model.records import Coder
from kodeverk.service.book_of_project import book_called
from kodeverk.service.codebooks import codebooks_now, share_version
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.queries import CodebookRow, KeptVersion

_FIRST = "1.0"
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a codebook: what it is called, who made it and when, and how many codes it has.

    `at` is in milliseconds since 1970. `is_kept` tells whether its words can be compared: an
    earlier version of the program did not keep them.
    """

    label: str
    author: str
    at: int | None
    codes: int
    is_current: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a codebook, the earliest first, and what became of it since the last one.

    `edited` is None where that is not known.
    """

    codebook: str
    frozen: bool
    versions: tuple[VersionRow, ...]
    edited: tuple[Difference, ...] | None


def freeze(project: Project, author: Coder, key: str | None = None, label: str = "") -> str:
    """Freeze a codebook, the only one by default, as a version; return what that is called.

    Without a `label` it is called as now if nothing has changed, else by the next number. One step.
    Raises NotFound where there is no such codebook or no code in it, and Refused where it is frozen
    or another version is called so.
    """
    with project.writing(author, "") as writer:
        book = _book(writer.connection, key)
        if book.frozen:
            raise Refused(
                f"the codebook {book.key} is frozen as {book.version} already",
                "Open it for changes first: kodeverk codebook reopen PROJECT",
            )
        now = _content_now(writer.connection, book)
        if not now.codes:
            raise NotFound(
                f"the codebook {book.key} has no codes yet", "Add one: kodeverk code add PROJECT"
            )
        kept = queries.kept_versions(writer.connection, book.id)
        is_same = _is_as_kept(now, book, kept)
        chosen = label or (book.version if is_same else _next(book.version, kept))
        if not (is_same and chosen == book.version):
            if chosen in {one.label for one in kept}:
                raise Refused(
                    f"a version of {book.key} is called {chosen} already", "Choose another name."
                )
            version = share_version(writer, book.id, replace(now, version=chosen))
            writer.set("codebook", book.id, "version", version)
        writer.set("codebook", book.id, "frozen", True)
        writer.summary = f"froze the codebook {book.key} as {chosen}"
    return chosen


def reopen(project: Project, author: Coder, key: str | None = None) -> str:
    """Open a frozen codebook for changes; return the name of its version.

    Raises NotFound where there is no such codebook, and Refused where it is open.
    """
    with project.writing(author, "") as writer:
        book = _book(writer.connection, key)
        if not book.frozen:
            raise Refused(f"the codebook {book.key} is open already", "Its codes can be changed.")
        writer.set("codebook", book.id, "frozen", False)
        writer.summary = f"opened the codebook {book.key} for changes, after {book.version}"
    return book.version


def history(project: Project, key: str | None = None) -> History:
    """Return the versions of a codebook, the only one by default. Raises NotFound for none."""
    with project.reading() as connection:
        book = _book(connection, key)
        kept = {one.id: one for one in queries.kept_versions(connection, book.id)}
        names = queries.coder_names(connection)
        rows: dict[str, VersionRow] = {}
        for said in queries.all_said(connection, book.id, "version"):
            version = kept.get(str(said.value))
            if version is not None and version.id not in rows:
                rows[version.id] = VersionRow(
                    version.label,
                    names.get(said.author or "", "-"),
                    said.at,
                    len(version.codes),
                    version.id == book.current_version,
                    version.content is not None,
                )
        return History(book.key, book.frozen, (*rows.values(),), _edited(connection, book))


def compare_versions(
    project: Project, key: str | None, old: str | None, new: str | None
) -> tuple[Difference, ...]:
    """Return how one version of a codebook differs from an earlier one; None is the codebook now.

    Raises NotFound for a version there is not, and Refused for one whose words were not kept.
    """
    with project.reading() as connection:
        book = _book(connection, key)
        return _differences(_version(connection, book, old), _version(connection, book, new))


def is_frozen(project: Project, key: str | None) -> bool:
    """Tell whether the codebook with this key, or the only one, is frozen; not if there is none."""
    with project.reading() as connection:
        book = book_called(connection, key)
    return book is not None and book.frozen


def last_version(project: Project, key: str | None = None) -> str:
    """Return what the version of a codebook is called. Raises NotFound where it has none yet."""
    with project.reading() as connection:
        book = _book(connection, key)
    if book.current_version is None:
        raise NotFound(
            f"{book.key} has no version yet", "Make one: kodeverk codebook freeze PROJECT"
        )
    return book.version


def edited(project: Project, key: str) -> tuple[Difference, ...]:
    """Return how a codebook differs from its version by what was changed in the project since.

    Nothing where there is no such codebook, and where nobody knows.
    """
    with project.reading() as connection:
        book = next((one for one in queries.codebooks(connection) if one.key == key), None)
        return (book and _edited(connection, book)) or ()


def frozen_now(connection: Connection) -> list[Codebook]:
    """Return the codebooks that are frozen, with what they say now."""
    frozen = {book.key for book in queries.codebooks(connection) if book.frozen}
    return [book for book in codebooks_now(connection) if book.key in frozen] if frozen else []


def changed_since(connection: Connection, was: Codebook) -> tuple[Difference, ...]:
    """Return how a codebook differs from what it was; nothing where its key is gone."""
    now = next((book for book in codebooks_now(connection) if book.key == was.key), None)
    return () if now is None else _differences(was, now)


def _edited(connection: Connection, book: CodebookRow) -> tuple[Difference, ...] | None:
    now = _content_now(connection, book)
    kept = {one.id: one for one in queries.kept_versions(connection, book.id)}
    version = kept.get(book.current_version or "")
    if version is None:
        empty = replace(now, codes=(), facets=(), formerly={})
        return _differences(empty, now)
    if version.content is None:
        return None
    return _differences(_unpacked(book, version), now)


def _differences(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """Return what differs in what two versions say, whatever they are called.

    Former keys are told as codes that were renamed or joined.
    """
    differences = diff(replace(old, version=new.version), new)
    return tuple(difference for difference in differences if difference.field != "formerly")


def _is_as_kept(now: Codebook, book: CodebookRow, kept: list[KeptVersion]) -> bool:
    version = next((one for one in kept if one.id == book.current_version), None)
    if version is None:
        return False
    if version.content is None:
        return version.codes == {code.id for code in now.codes}
    return _differences(_unpacked(book, version), now) == ()


def _book(connection: Connection, key: str | None) -> CodebookRow:
    book = book_called(connection, key)
    if book is None:
        raise NotFound(
            "the project has no codebook yet",
            "Load one: kodeverk codebook load PROJECT FILE; or begin one with its first code: "
            "kodeverk code add PROJECT NAME",
        )
    return book


def _content_now(connection: Connection, book: CodebookRow) -> Codebook:
    return next(one for one in codebooks_now(connection) if one.key == book.key)


def _unpacked(book: CodebookRow, version: KeptVersion) -> Codebook:
    return unpacked_codebook(version.content, book.key, version.label)


def _version(connection: Connection, book: CodebookRow, label: str | None) -> Codebook:
    if label is None:
        return _content_now(connection, book)
    kept = queries.kept_versions(connection, book.id)
    fitting = [one for one in kept if one.label == label]
    if not fitting:
        there = ", ".join(one.label for one in kept) or "none"
        raise NotFound(f"{book.key} has no version {label!r}", f"There are: {there}.")
    chosen = next((one for one in fitting if one.id == book.current_version), fitting[-1])
    if chosen.content is None:
        raise Refused(
            f"the words of {book.key} {label} were not kept: an earlier Kodeverk loaded it",
            "Compare with its file: kodeverk codebook diff PROJECT FILE",
        )
    return _unpacked(book, chosen)


def _next(label: str, kept: list[KeptVersion]) -> str:
    """Return a name for the version after one: with the next number, and of no other version."""
    taken = {one.label for one in kept}
    if not label:
        return _FIRST if _FIRST not in taken else _next(_FIRST, kept)
    number = _LAST_NUMBER.search(label)
    after = (
        f"{label[: number.start()]}{int(number[0]) + 1}{label[number.end() :]}"
        if number
        else f"{label} 2"
    )
    return after if after not in taken else _next(after, kept)
