"""A coder's last step in a file, taken back or done again with no question asked."""

from kodeverk.model.records import Coder
from kodeverk.store.project import Project
from kodeverk.store.steps import EVERYWHERE, Reversal, Within, last, reverse


def undo(project: Project, author: Coder, within: Within = EVERYWHERE) -> Reversal:
    with project.locked() as connection:
        return reverse(connection, author, last(connection, author, "undo", within), "undo")


def redo(project: Project, author: Coder, within: Within = EVERYWHERE) -> Reversal:
    with project.locked() as connection:
        return reverse(connection, author, last(connection, author, "redo", within), "redo")
