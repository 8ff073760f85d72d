"""The files that are to be imported: as they were read, with what somebody has chosen for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kodeverk.tui import services
from kodeverk.tui.gateway import Gateway, Progress

if TYPE_CHECKING:
    from kodeverk.service.import_choices import Choices, Memory
    from kodeverk.service.previewing import Preview


class ImportQueue:
    """Previews of files in the order they came, each file once; nothing of them is written yet.

    Whatever is chosen or imported, all are looked at again: another may have the same text.
    """

    def __init__(self, gateway: Gateway) -> None:
        self.previews: list[Preview] = []
        self._gateway = gateway
        self._memory: Memory | None = None

    async def read(
        self, paths: Sequence[Path], progress: Progress
    ) -> tuple[list[Preview], list[Path]]:
        """Add files and those in folders; return their previews and what is left out of folders."""
        previews, left_out = await self._gateway.ask(
            services.preview_files, paths, self._memory, progress.report
        )
        known = {preview.path: preview for preview in [*self.previews, *previews]}
        await self._look_again(known.values())
        return previews, left_out

    async def split(self, sheet: Preview, progress: Progress) -> list[Preview]:
        """Put the respondents of a survey where its sheet is; return their previews."""
        people = await self._gateway.ask(
            services.preview_respondents, sheet, self._memory, progress.report
        )
        place = next(n for n, preview in enumerate(self.previews) if preview.path == sheet.path)
        before, after = self.previews[:place], self.previews[place + 1 :]
        known = {preview.path: preview for preview in [*before, *people, *after]}
        await self._look_again(known.values())
        return people

    async def import_files(self, previews: Sequence[Preview], progress: Progress) -> int:
        """Import files and take them out of the list; return how many were imported."""
        results = await self._gateway.write(services.import_previews, previews, progress.report)
        imported = {
            preview.path
            for preview, result in zip(previews, results, strict=True)
            if result.status in ("imported", "updated")
        }
        await self._look_again(preview for preview in self.previews if preview.path not in imported)
        return len(imported)

    async def choose(self, choices: Iterable[Choices | None]) -> None:
        """Choose something for each file, None where nothing changes."""
        chosen = list(zip(self.previews, choices, strict=True))
        self.previews = await self._gateway.ask(services.preview_again, chosen, self._memory)

    async def _look_again(self, previews: Iterable[Preview]) -> None:
        unchanged = [(preview, None) for preview in previews]
        self.previews = await self._gateway.ask(services.preview_again, unchanged, self._memory)

    def unchanged(self) -> list[None]:
        """Return the choices that change nothing, for `choose`."""
        return [None] * len(self.previews)

    def choices_for(self, previews: Sequence[Preview], **chosen: Any) -> Iterator[Choices | None]:
        """Yield the choices that choose something for these files, for `choose`."""
        paths = {preview.path for preview in previews}
        for preview in self.previews:
            yield replace(preview.choices, **chosen) if preview.path in paths else None

    def placed(
        self, previews: Sequence[Preview], municipality: str | None, own_place: str | None
    ) -> Iterator[Choices | None]:
        """Yield the choices that say where these files are from, for `choose`."""
        paths = {preview.path for preview in previews}
        for preview in self.previews:
            is_meant = preview.path in paths
            yield preview.choices.with_place(municipality, own_place) if is_meant else None

    def choices_for_label(
        self, preview: Preview, kind: str, chosen: dict[str, Any]
    ) -> Iterator[Choices]:
        """Yield the choices that choose something for a label in a file, for `choose`.

        The other files, which say nothing of the label, hear of it as those of later imports do.
        """
        from kodeverk.service.import_choices import Memory

        speakers = preview.recognised.speakers if preview.recognised else {}
        turns = {} if kind == "roles" else {label: speakers[label] for label in chosen}
        memory = Memory(**{kind: chosen}, turns=turns)
        self._memory = memory if self._memory is None else self._memory.and_then(memory)
        for each in self.previews:
            if each is preview:
                both: dict[str, Any] = {kind: {**getattr(each.choices, kind), **chosen}}
                yield replace(each.choices, **both)
            else:
                yield each.choices
