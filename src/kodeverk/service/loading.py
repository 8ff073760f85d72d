"""What loading a codebook's file would lose: a freeze, and what was changed in the project."""

from dataclasses import dataclass
from pathlib import Path

from kodeverk.errors import Question
from kodeverk.model.codebook import Difference
from kodeverk.service.codebooks import codebook_in, compare_with_file
from kodeverk.service.freezing import edited
from kodeverk.store import queries
from kodeverk.store.project import Project


@dataclass(frozen=True, slots=True)
class LostByLoading:
    """What is asked before a file is loaded, and what would be changed by it."""

    question: Question
    differences: tuple[Difference, ...]


def lost_by_loading(project: Project, path: Path) -> LostByLoading | None:
    """Return what to ask before a codebook's file is loaded; None where nothing is lost.

    A frozen codebook would be another, and what was changed in the project since its version would
    be as the file has it. Raises BadInput for a file that is no codebook.
    """
    key = codebook_in(path).key
    with project.reading() as connection:
        book = next((one for one in queries.codebooks(connection) if one.key == key), None)
    if book is None or not (differences := compare_with_file(project, path)):
        return None
    if book.frozen:
        what = f"the codebook {key} is frozen as {book.version}, and {path} differs from it"
    elif edited(project, key):
        what = f"the codebook {key} was changed in the project, and {path} would overwrite that"
    else:
        return None
    question = Question(what, f"Bring the codebook {key} up to {path}?", book.id)
    question.hint = "See the differences above; say --overwrite to load it all the same."
    return LostByLoading(question, differences)
