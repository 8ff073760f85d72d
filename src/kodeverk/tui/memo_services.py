"""What the screens call about memos, as those of `kodeverk.tui.services`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder, Memo, MemoType
    from kodeverk.service.memo_targets import MemoTarget
    from kodeverk.service.memos import MemoList
    from kodeverk.service.projects import Draft, Project


def memos(project: Project, coder: Coder, transcript: str | None) -> MemoList:
    """Return the memos of a transcript, by its id, or of all."""
    from kodeverk.service.memos import MemoFilter, list_memos

    chosen = MemoFilter(() if transcript is None else (transcript,))
    return list_memos(project, coder, chosen, with_identifying=True)


def memo_targets(project: Project, _coder: Coder) -> tuple[MemoTarget, ...]:
    """Return what of the whole project a memo can be on."""
    from kodeverk.service.memo_targets import memo_targets

    return memo_targets(project)


def in_municipalities(project: Project, _coder: Coder, code: MemoTarget) -> tuple[MemoTarget, ...]:
    """Return a code as a whole, and what it holds in each municipality."""
    from kodeverk.service.memo_targets import in_municipalities

    return in_municipalities(project, code)


def write_memo(
    project: Project,
    coder: Coder,
    target_kind: str,
    target: str | None,
    text: str,
    memo_type: MemoType,
    memo: Memo | None,
) -> str | None:
    """Write a new memo, or change `memo`; return its id, None when an empty text removed it."""
    from kodeverk.service.coding import write_memo

    return write_memo(project, coder, target_kind, target, text, memo_type=memo_type, memo=memo)


def drafts(project: Project, coder: Coder) -> tuple[tuple[Draft, str], ...]:
    """Return what the coder typed of memos and did not write, the latest first, and on what."""
    from kodeverk.service.memo_targets import named_drafts

    return named_drafts(project, coder)


def draft_of(project: Project, coder: Coder, about: str, target: str) -> Draft | None:
    """Return what was typed of one memo last and not written."""
    from kodeverk.service.drafts import draft_of

    return draft_of(project, coder, about, target)


def keep_draft(project: Project, coder: Coder, about: str, target: str, text: str) -> None:
    """Keep what is typed of a memo."""
    from kodeverk.service.drafts import keep_draft

    keep_draft(project, coder, about, target, text)


def give_up_draft(project: Project, coder: Coder, about: str, target: str) -> None:
    """Keep what was typed of a memo no longer."""
    from kodeverk.service.drafts import give_up_draft

    give_up_draft(project, coder, about, target)
