"""The codebook that a change is about: it is open, or begun with its first code."""

from collections.abc import Collection
from typing import NamedTuple

from kodeverk.errors import NotFound, Refused
from kodeverk.model.codebook import IDENTIFYING, SHARED
from kodeverk.model.identity import code_id, codebook_id
from kodeverk.model.records import Code
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.queries import CodebookRow
from kodeverk.store.writer import Writer

OWN_BOOK = "kodebok"
"""The key of the codebook that a project without one begins."""

ELSEWHERE = "X-ANNET"
"""The key of the reserve code for what no code fits: it carries proposals of codes."""

_RESERVE = (
    (
        ELSEWHERE,
        {"nb": "Annet relevant", "en": "Other relevant"},
        {
            "nb": "Relevant for problemstillingen, men uten kode.",
            "en": "Relevant to the research question but without a code.",
        },
    ),
    (
        IDENTIFYING,
        {"nb": "Identifiserende innhold", "en": "Identifying content"},
        {
            "nb": "Ord som kan peke ut en person. De står ikke i noen eksport.",
            "en": "Words that may identify a person. They are in no export.",
        },
    ),
)


class Frozen(Refused):
    """A codebook that is frozen cannot be changed; while it is, new codes are proposed."""

    def __init__(self, book: CodebookRow) -> None:
        super().__init__(
            f"the codebook {book.key} is frozen as {book.version}",
            "Propose the code instead, or open the codebook for changes: "
            "kodeverk codebook reopen PROJECT",
        )


def open_book(connection: Connection, key: str | None) -> CodebookRow | None:
    """Return the codebook with this key, or the only one; None where there is none yet.

    Raises NotFound for a key that fits none and where there are several, and Frozen.
    """
    book = book_called(connection, key)
    if book is not None and book.frozen:
        raise Frozen(book)
    return book


def book_called(connection: Connection, key: str | None) -> CodebookRow | None:
    """Return the codebook with this key, or the only one; None where there is none yet.

    Raises NotFound for a key that fits none and where there are several.
    """
    books = queries.codebooks(connection)
    listed = ", ".join(book.key for book in books)
    fitting = [book for book in books if key in (None, book.key)]
    if len(fitting) > 1:
        raise NotFound(f"the project has several codebooks: {listed}", "Say which one.")
    if not fitting and key not in (None, OWN_BOOK):
        there = f"There are: {listed}." if books else "There is none yet."
        raise NotFound(f"there is no codebook {key!r} in the project", there)
    return fitting[0] if fitting else None


def begin_book(writer: Writer) -> CodebookRow:
    """Make the codebook of a project that has none, with its reserve codes; return it.

    Everybody makes it alike.
    """
    title = {"nb": "Kodebok", "en": "Codebook"}
    book = codebook_id(OWN_BOOK)
    writer.share(
        "codebook",
        book,
        {
            "key": OWN_BOOK,
            "version": None,
            "title": {**title},
            "question": {},
            "language": "nb",
            "rules": [],
        },
    )
    share_reserve(writer)
    return CodebookRow(book, OWN_BOOK, "", title, None)


def share_reserve(writer: Writer) -> None:
    """Make the reserve codes that every project can have, in the step being written."""
    for place, (key, name, definition) in enumerate(_RESERVE):
        writer.share(
            "code",
            code_id(SHARED, key),
            {
                "codebook": None,
                "key": key,
                "name": {**name},
                "parent": None,
                "position": place,
                "definition": {**definition},
                "full_definition": None,
                "use_when": None,
                "not_when": None,
                "example": None,
                "colour": None,
                "hotkey": None,
                "counted": False,
                "active": True,
            },
        )
    writer.flush()


class Codes(NamedTuple):
    """The codes of a project as they are looked up."""

    by_id: dict[str, Code]

    def below(self, code: str) -> list[str]:
        """Return the ids of a code and of all codes under it, from above downwards."""
        found = [code]
        for above in found:
            found += [one.id for one in self.by_id.values() if one.parent == above]
        return found

    def siblings(self, parent: str | None, book: str) -> list[Code]:
        """Return the codes of a book under one code, or at top level, in their order."""
        under = [one for one in self.by_id.values() if (one.parent, one.codebook) == (parent, book)]
        return sorted(under, key=lambda code: code.position)

    def keys(self, others: Collection[str] = ()) -> set[str]:
        """Return the keys that are taken, each also without the name of its codebook."""
        keys = {one.key for one in self.by_id.values()} | {*others}
        return keys | {key.rpartition(":")[2] for key in keys}


def codes_of(connection: Connection) -> Codes:
    """Return the codes of a project."""
    return Codes({code.id: code for code in queries.codes(connection)})
