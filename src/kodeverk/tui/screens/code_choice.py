"""Which code: typed, with those that fit; perhaps also no code at all."""

from collections.abc import Sequence

from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import Code
from kodeverk.tui.code_search import code_index, rank
from kodeverk.tui.screens.typed_choice import TypedChoice

NO_CODE = ""
"""The answer that chooses none of the codes."""


class CodeChoice(TypedChoice[Code | None, str]):
    """Gives the id of a code, `NO_CODE` for the line `none`, if there is one, or None: closed."""

    def __init__(self, title: str, codes: Sequence[Code], none: str = "") -> None:
        super().__init__(title, "", "Some of its key or its name")
        self._known = code_index(codes)
        self._none = none

    async def fitting(self, typed: str) -> Sequence[Code | None]:
        """Return the codes that fit; first, with nothing typed, that it is none."""
        codes = rank(typed, self._known)
        return [None, *codes] if self._none and not typed.strip() else codes

    def shown(self, line: Code | None) -> str:
        """Return key and name."""
        return self._none if line is None else f"{line.key}  {norwegian_name(line.name)}"

    async def take(self, line: Code | None) -> None:
        """Give the code chosen."""
        if line is not None:
            self.dismiss(line.id)
        elif self._none and not self.field.value.strip():
            self.dismiss(NO_CODE)
