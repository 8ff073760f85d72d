"""What screens ask of the project about memos; every call runs in the gateway's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodeverk.tui.gateway import Gateway

if TYPE_CHECKING:
    from kodeverk.model.records import Coder, Memo
    from kodeverk.service.memos import MemoList
    from kodeverk.store.drafts import Draft
    from kodeverk.store.project import Project


class MemoOnDisk:
    """One memo, there or not yet, and the draft of what is being written of it.

    `target_kind` and `target` are what it is on; `memo` is the one that is changed.
    """

    def __init__(
        self, gateway: Gateway, target_kind: str, target: str, memo: Memo | None = None
    ) -> None:
        self.target_kind = target_kind
        self.target = target
        self.memo = memo
        self._gateway = gateway
        self._draft = (target_kind, target) if memo is None else ("memo", memo.id)

    async def write(self, text: str) -> str | None:
        """Write it; return its id, None when an empty text removed it."""
        return await self._gateway.write_memo(self.target_kind, self.target, text, memo=self.memo)

    async def draft(self) -> Draft | None:
        """Return what was typed of it last and not written."""
        about = self._draft

        def work(project: Project, coder: Coder) -> Draft | None:
            from kodeverk.service.drafts import draft_of

            return draft_of(project, coder, *about)

        return await self._gateway.asked(work)

    async def keep(self, text: str) -> None:
        """Keep what is typed."""
        about = self._draft

        def work(project: Project, coder: Coder) -> None:
            from kodeverk.service.drafts import keep_draft

            keep_draft(project, coder, *about, text)

        await self._gateway.written(work)

    async def give_up(self) -> None:
        """Keep what is typed no longer."""
        await _give_up(self._gateway, *self._draft)


async def give_up(gateway: Gateway, draft: Draft) -> None:
    """Keep a draft no longer."""
    await _give_up(gateway, draft.about, draft.target)


async def _give_up(gateway: Gateway, about: str, target: str) -> None:
    def work(project: Project, coder: Coder) -> None:
        from kodeverk.service.drafts import give_up_draft

        give_up_draft(project, coder, about, target)

    await gateway.written(work)


async def drafts(gateway: Gateway) -> list[Draft]:
    """Return the coder's drafts, the latest first."""

    def work(project: Project, coder: Coder) -> list[Draft]:
        from kodeverk.service.drafts import kept_drafts

        return kept_drafts(project, coder)

    return await gateway.asked(work)


async def memos(gateway: Gateway, transcript: str | None) -> MemoList:
    """Return the memos of a transcript, by its id, or of all."""

    def work(project: Project, coder: Coder) -> MemoList:
        from kodeverk.service.memos import list_memos

        chosen = () if transcript is None else (transcript,)
        return list_memos(project, coder, transcripts=chosen, with_identifying=True)

    return await gateway.asked(work)
