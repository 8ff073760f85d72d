"""The codes that digits apply, as keys to press or to click on."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widgets import Static

from kodeverk.model.records import Code
from kodeverk.tui.coded_transcript import code_in_words


class Pins(Static):
    """Lists pinned codes, the recent ones and all; `key_of` says by which key each is reached."""

    def __init__(self, key_of: Callable[[str], str], *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._key_of = key_of

    def show_names(self, pinned: Sequence[tuple[str, Code]]) -> None:
        """Show the codes below each other, each with its digit, key and name."""
        lines = self._links(pinned, [code_in_words(code) for _, code in pinned])
        self.update(Content("\n").join(lines))

    def show_keys(self, pinned: Sequence[tuple[str, Code]], rows: int) -> None:
        """Show the keys of the codes with their digits, in at most so many rows.

        Where these have no room for them, keys are cut.
        """
        width = self.content_size.width
        lines: list[list[Content]] = []
        for cells in (None, *range(12, 0, -1)):
            lines = _rows(self._links(pinned, [code.key[:cells] for _, code in pinned]), width)
            if len(lines) <= rows:
                break
        self.update(Content("\n").join(Content("  ").join(line) for line in lines))

    def _links(self, pinned: Sequence[tuple[str, Code]], words: Sequence[str]) -> list[Content]:
        return [
            *(
                self._link(f"pinned-{digit}", f"pinned({digit})", word)
                for (digit, _), word in zip(pinned, words, strict=True)
            ),
            self._link("recent", "recent()", "recent"),
            self._link("pick", "pick()", "all codes"),
        ]

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
