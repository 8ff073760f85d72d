"""The codes that digits apply, as keys to press or to click on."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widgets import Static

from kodeverk.model.records import Code
from kodeverk.tui.coded_transcript import code_in_words

_ROWS = 2
"""How many rows the pinned codes have on a narrow screen."""


class Pins(Static):
    """Lists pinned codes, the recent ones and all; `key_of` says by which key each is reached."""

    def __init__(self, key_of: Callable[[str], str], *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._key_of = key_of

    def show(self, pinned: Sequence[tuple[str, Code]], *, wide: bool) -> None:
        """Show the codes with their digits: with names below each other, or with keys in rows.

        Where the rows have no room for the keys of codes, these are cut.
        """
        width = self.content_size.width
        lines: list[list[Content]] = []
        for cells in (None, *range(12, 0, -1)):
            words = [code_in_words(code) if wide else code.key for _, code in pinned]
            links = [
                *(
                    self._link(f"pinned-{digit}", f"pinned({digit})", word[:cells])
                    for (digit, _), word in zip(pinned, words, strict=True)
                ),
                self._link("recent", "recent()", "recent"),
                self._link("pick", "pick()", "all codes"),
            ]
            lines = [[link] for link in links] if wide else _rows(links, width)
            if wide or len(lines) <= _ROWS:
                break
        self.update(Content("\n").join(Content("  ").join(line) for line in lines))

    def _link(self, name: str, action: str, word: str) -> Content:
        """Return a key and what it does, for the mouse to click on."""
        return Content.from_markup(
            f"[@click=screen.{action}][b]$key[/b] $word[/]",
            key=self._key_of(f"coding.{name}"),
            word=word,
        )


def _rows(pieces: Sequence[Content], width: int) -> list[list[Content]]:
    """Return the pieces in lines of at most `width` cells, two cells between them."""
    lines: list[list[Content]] = [[]]
    room = width
    for piece in pieces:
        if lines[-1] and piece.cell_length > room:
            lines.append([])
            room = width
        lines[-1].append(piece)
        room -= piece.cell_length + 2
    return lines
