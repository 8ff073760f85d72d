"""A code that is made while coding, together with the coding that it is made for."""

from collections.abc import Mapping, Sequence

from kodeverk.model.codebook import carries
from kodeverk.model.records import Coder, Coding
from kodeverk.model.text import Span, count_words
from kodeverk.service import derived_placements
from kodeverk.service.book_of_project import begin_book, open_book
from kodeverk.service.code_edits import NewCode, write_code
from kodeverk.service.code_wording import checked_name
from kodeverk.service.coding import add_coding, checked_facets, start_work, text_as_read
from kodeverk.service.phrases import number_of
from kodeverk.store import queries
from kodeverk.store.project import Project


def apply_new_code(
    project: Project,
    author: Coder,
    transcript: str,
    span: Span,
    new: NewCode,
    facets: Mapping[str, Sequence[str]] | None = None,
    *,
    version: str | None = None,
) -> Coding:
    """Make a code and put it on a passage of the current version, as one step; return the coding.

    Of `facets`, as `apply_code` takes them, the coding gets those that the code carries. Raises as
    `add_code` and `apply_code` do.
    """
    _begin_book_where_none_is(project, author, new)
    with derived_placements.writing(project, author, "") as writer:
        current = text_as_read(writer, transcript, version)
        code = write_code(writer, new)
        words = number_of(count_words(current.text[span.start : span.end]), "word")
        writer.summary = f"made the code {code.key}, on {words}"
        start_work(writer, author, transcript)
        carried = [one.key for one in queries.facets(writer.connection) if carries(code, one)]
        held = {key: values for key, values in (facets or {}).items() if key in carried}
        chosen = checked_facets(writer, held)
        identity = add_coding(writer, author.id, current, span, code, chosen, "manual")
        writer.flush()
        (made,) = queries.codings(writer.connection, among=[identity])
    return made


def _begin_book_where_none_is(project: Project, author: Coder, new: NewCode) -> None:
    """Begin the codebook of a project that has none.

    It is a step of its own: all codes to come are in it, so that it stays when this one goes.
    """
    checked_name(new.name)
    if new.parent is not None:
        return
    with project.reading() as connection:
        if open_book(connection, new.codebook) is not None:
            return
    with project.writing(author, "began a codebook") as writer:
        if open_book(writer.connection, new.codebook) is None:
            begin_book(writer)
