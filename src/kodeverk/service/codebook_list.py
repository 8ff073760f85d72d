"""A project's codebooks as one reads and changes them: the tree, and what waits in it."""

from collections import Counter
from dataclasses import dataclass

from kodeverk.model.codebook import colours, in_book_order
from kodeverk.model.records import Code, Coder, Memo
from kodeverk.service import derived_placements
from kodeverk.service.asked_codings import all_asked
from kodeverk.service.blindness import blindness_of
from kodeverk.service.codebook_plan import joined_keys
from kodeverk.service.codebooks import UNNAMED_VERSION
from kodeverk.service.deciding import transcripts_to_read
from kodeverk.service.proposing import list_proposals
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.queries import CodebookRow

__all__ = ["CodebookList", "CodebookRow", "codes_in_order", "list_codebook", "version_in_words"]


@dataclass(frozen=True, slots=True)
class CodebookList:
    """The codebooks of a project, the one in use first, with all their codes as a tree.

    `waiting` counts the reader's codings to decide again, by code; `to_read` transcripts are to be
    read again, `proposed` codes are proposed. `former` are the keys that a code had.
    """

    books: tuple[CodebookRow, ...]
    codes: tuple[Code, ...]
    colours: dict[str, str]
    memos: dict[str, tuple[Memo, ...]]
    authors: dict[str, str]
    former: dict[str, tuple[str, ...]]
    waiting: dict[str, int]
    to_read: int
    proposed: int

    def book_of(self, code: Code | None) -> CodebookRow | None:
        """Return the codebook of a code: of a reserve code the one in use, as of none."""
        own = [book for book in self.books if code is not None and book.key == code.codebook]
        return next(iter([*own, *self.books]), None)


def version_in_words(book: CodebookRow) -> str:
    """Return what the version of a codebook is called."""
    return book.version or UNNAMED_VERSION


def list_codebook(project: Project, reader: Coder) -> CodebookList:
    """Return the codebooks as their reader sees them."""
    with derived_placements.reading(project) as connection:
        codes = codes_in_order(connection, reader)
        blindness = blindness_of(connection, reader)
        memos: dict[str, list[Memo]] = {}
        for memo in queries.memos(connection, [code.id for code in codes]):
            if memo.target is not None and not blindness.hides_memo(memo):
                memos.setdefault(memo.target, []).append(memo)
        books = queries.codebooks(connection)
        order = [code.codebook for code in codes]
        books.sort(key=lambda book: order.index(book.key) if book.key in order else len(order))
        waiting = Counter(asked.code for asked in all_asked(connection, reader.id))
        to_read = len(transcripts_to_read(connection, reader))
        former = joined_keys(connection)
        authors = queries.coder_names(connection)
    return CodebookList(
        tuple(books),
        codes,
        colours(codes),
        {code: tuple(written) for code, written in memos.items()},
        authors,
        {code: tuple(keys) for code, keys in former.items()},
        dict(waiting),
        to_read,
        len(list_proposals(project, reader)),
    )


def codes_in_order(connection: Connection, reader: Coder) -> tuple[Code, ...]:
    """Return all codes as trees, one codebook after another, the one the reader uses first.

    Reserve codes stand last.
    """
    codes = queries.codes(connection)
    last = queries.last_used_codes(connection, reader.id, 9)
    return in_book_order(codes, last)
