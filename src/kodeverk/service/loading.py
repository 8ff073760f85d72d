"""What is asked before a codebook's file is loaded: what would be lost, and what codes mean now."""

from dataclasses import dataclass
from pathlib import Path

from kodeverk.analysis.counting.work import FINISHED
from kodeverk.errors import Question
from kodeverk.model.codebook import Difference
from kodeverk.service.code_reach import code_counts
from kodeverk.service.codebook_plan import planned
from kodeverk.service.codebooks import codebook_in, compare_with_file
from kodeverk.service.freezing import edited
from kodeverk.service.redefining import may_change_meaning
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


def defined_anew(project: Project, path: Path) -> dict[str, list[Difference]]:
    """Return by key what a codebook's file changes in the meaning of codes that are in use.

    Of a code somebody has coded with, or finished without, it has to be said whether it means less
    now, or more, or what it meant. Raises BadInput for a file that is no codebook.
    """
    codebook = codebook_in(path)
    with project.reading() as connection:
        if all(book.key != codebook.key for book in queries.codebooks(connection)):
            return {}
        stands = planned(connection, codebook).stands
        finished = len(queries.finished_work(connection, FINISHED))
    ids = {code.key: stands.get(code.id, code.id) for code in codebook.codes}
    changed: dict[str, list[Difference]] = {}
    for difference in compare_with_file(project, path):
        if (difference.kind, difference.change) == ("code", "changed"):
            changed.setdefault(difference.key, []).append(difference)
    counts = code_counts(project).codes if changed else {}
    codings = {key: counts[code].codings or 0 for key, code in ids.items() if code in counts}
    return {
        key: differences
        for key, differences in changed.items()
        if may_change_meaning(
            [str(difference.field) for difference in differences],
            codings=codings.get(key, 0),
            finished=finished,
        )
    }
