"""How many cells of a terminal text takes: the one measure, that of the library which draws."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size


def cells_of(text: str) -> int:
    """Return how many cells `text` takes: none for what joins another sign, two for wide ones."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """Return `text` in at most so many cells; what is cut off is marked by `…`."""
    if cell_len(text) <= cells:
        return text
    head = set_cell_size(text, max(cells - 1, 0))
    # Of a wide sign that is cut in half a blank is left.
    return f"{head if text.startswith(head) else head[:-1]}…"


def fitted(text: str, cells: int) -> str:
    """Return `text` in exactly so many cells; what has no room is cut off, unmarked."""
    return set_cell_size(text, cells)


def in_columns(texts: Iterable[str], sizes: Iterable[int], *, marked: bool = True) -> str:
    """Return texts in columns of these sizes, a blank between them; cuts are `marked` or not."""
    return " ".join(
        fitted(cut(text, cells) if marked else text, cells)
        for text, cells in zip(texts, sizes, strict=True)
    )
