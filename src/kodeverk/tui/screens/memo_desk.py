"""Memos on the coding screen: on the coding made last, on a passage, on the transcript."""

from dataclasses import replace

from kodeverk.model.records import Coding, Memo, passage_target
from kodeverk.model.text import Span
from kodeverk.tui.memos import MemoOnDisk
from kodeverk.tui.screens.coding_desk import CodingDesk
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.memo_reader import MemoReader


class MemoDesk(CodingDesk):
    """The coding screen with its memos."""

    async def action_memo(self) -> None:
        """Write a memo on the coding made last or singled out, or the one here, or the passage.

        Of words that are selected the codings are those on exactly these words.
        """
        start, end = self.view.selection
        here = [
            one for one in self.own_here() if start == end or (one.start, one.end) == (start, end)
        ]
        if self.singled_out() is None and not here:
            passage = self.passage()
            if passage is not None:
                await self._write_on_passage(passage)
            return

        async def edit(coding: Coding) -> None:
            memo = self.opened.memo_on("coding", coding.id)
            await self._write(f"Memo on {self.opened.key_of(coding)}", "coding", coding.id, memo)

        await self.for_one("Memo on which coding?", edit, here, self.singled_out())

    async def action_transcript_memo(self) -> None:
        """Write a memo on the transcript."""
        one = self.opened.transcript
        memo = self.opened.memo_on("transcript", one.id)
        await self._write(f"Memo on {one.name}", "transcript", one.id, memo)

    async def open_memo(self, memo: Memo) -> None:
        """Open a memo: the coder's own to write on, a colleague's to read."""
        place = self.opened.place_of(memo)
        on = f"“{self.excerpt(place)}”" if place else self.opened.transcript.name
        title = " ".join(filter(None, ["Memo", self.opened.about(memo), "on", on]))
        if self.opened.is_own_memo(memo):
            await self._write(title, memo.target_kind, str(memo.target), memo, place)
        else:
            await self.app.push_screen(MemoReader(title, memo.text))

    async def _write_on_passage(self, passage: Span) -> None:
        memo = self.opened.memo_on_passage(passage)
        title = f"Memo on “{self.excerpt(passage)}”"
        target = passage_target(self.opened.version, passage)
        await self._write(title, "passage", target, memo, passage)

    async def _write(
        self,
        title: str,
        target_kind: str,
        target: str,
        memo: Memo | None,
        passage: Span | None = None,
    ) -> None:
        on_disk = MemoOnDisk(self.gateway, target_kind, target, memo)
        shown = memo or Memo("", target_kind, target, "free", "", self.opened.coder.id)

        async def write(text: str) -> bool:
            with self.workspace.errors_shown():
                identity = await on_disk.write(text)
                written = replace(shown, id=identity or shown.id, text=text.strip())
                self.opened.set_memo(written, passage if target_kind == "passage" else None)
                self.show_codings("The memo was written" if identity else "The memo was removed")
                return True
            return False

        with self.workspace.errors_shown():
            draft = await on_disk.draft()
            await self.app.push_screen(MemoEditor(title, shown.text, write, on_disk, draft))
