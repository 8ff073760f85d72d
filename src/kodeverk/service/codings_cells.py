"""The cells of a table of codings: offsets, ids, and quotes that stand where they say."""

import re
from collections.abc import Sequence
from uuid import UUID

from kodeverk.errors import BadInput
from kodeverk.model.text import Span, normalise
from kodeverk.service.coders import is_identity

_MASK = "[…]"


def identity_in(cell: str) -> str | None:
    """Return the id that a coding has had and keeps, None where there is none.

    Raises BadInput for one of another program: it could meet others.
    """
    if not cell:
        return None
    if not is_identity(cell) or UUID(cell).version not in {4, 7}:
        raise BadInput(
            f"the id {cell!r} is not one of this program's",
            "Leave the column id out: every coding gets an id of its own.",
        )
    return cell


def offset_in(cells: dict[str, str], column: str) -> int:
    """Return the offset in a column. Raises BadInput for what is none."""
    cell = cells[column]
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 19):
        raise BadInput(
            f"{column} is {cell[:40]!r}, not a number", "Offsets are whole numbers from 0."
        )
    return int(cell)


def check_quote(text: str, span: Span, quote: str, *, suggests: bool = True) -> None:
    """Raise BadInput unless the quote, as far as it is not masked, stands at the span.

    The error `suggests` where else the words stand.
    """
    if not quote:
        return
    wanted = " ".join(normalise(quote).split())
    stands = " ".join(text[span.start : span.end].split())
    # A spreadsheet may have kept the apostrophe that guards a cell when it changed the file's form.
    for given in (wanted, wanted.removeprefix("'")):
        if stands == given or (_MASK in given and _fits(stands, given.split(_MASK))):
            return
    said = re.escape(normalise(quote))
    elsewhere = [match.span() for match in re.finditer(said, text)] if suggests else []
    hint = "Check the offsets, and that the transcript is the version the codings were made on."
    if elsewhere:
        start, end = min(elsewhere, key=lambda place: abs(place[0] - span.start))
        hint = f"These words stand at {start}–{end}."
    raise BadInput(f"the quote is {quote[:40]!r}, but the text there is {stands[:40]!r}", hint)


def _fits(words: str, parts: Sequence[str]) -> bool:
    """Tell whether `words` are made of `parts` in their order with masked words between them."""
    first, *between, last = parts
    if not (words.startswith(first) and words.endswith(last)):
        return False
    place = len(first)
    for part in between:
        place = words.find(part, place + 1)
        if place < 0:
            return False
        place += len(part)
    return place < len(words) - len(last)
