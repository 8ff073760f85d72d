"""What the screens ask and write of codebooks, as `kodeverk.tui.services` does of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.codebook import Difference
    from kodeverk.model.records import Code, Coder, Coding, Proposal
    from kodeverk.model.text import Span
    from kodeverk.service.code_edits import NewCode
    from kodeverk.service.code_reach import CodeCounts, Reach
    from kodeverk.service.codebook_list import CodebookList
    from kodeverk.service.deciding import ToDecide, ToRead
    from kodeverk.service.freezing import History
    from kodeverk.service.projects import Project
    from kodeverk.service.proposing import ProposedCode
    from kodeverk.service.redefining import Meaning


def codebook(project: Project, coder: Coder) -> CodebookList:
    """Return the codebooks with what waits in them."""
    from kodeverk.service.codebook_list import list_codebook

    return list_codebook(project, coder)


def is_frozen(project: Project, _coder: Coder, key: str | None) -> bool:
    """Tell whether the codebook with this key is frozen; None: the project has none yet."""
    from kodeverk.service.freezing import is_frozen

    return is_frozen(project, key)


def code_counts(project: Project, _coder: Coder, final: bool) -> CodeCounts:
    """Return how often codes are used: in all that is begun, or in the final codings alone."""
    from kodeverk.service.code_reach import BEGUN, code_counts
    from kodeverk.service.scoping import EVERYTHING

    return code_counts(project, EVERYTHING if final else BEGUN)


def reach(project: Project, coder: Coder, codes: Sequence[str]) -> Reach:
    """Return what a change to codes, by id, touches."""
    from kodeverk.service.code_reach import reach_of

    return reach_of(project, coder, codes)


def add_code(project: Project, coder: Coder, new: NewCode) -> Code:
    """Make a code."""
    from kodeverk.service.code_edits import add_code

    return add_code(project, coder, new)


def apply_new_code(
    project: Project,
    coder: Coder,
    transcript: str,
    version: str,
    passage: Span,
    new: NewCode,
    facets: Mapping[str, Sequence[str]],
) -> Coding:
    """Make a code and put it on a passage, as one step; return the coding on disk."""
    from kodeverk.service.new_codes import apply_new_code

    return apply_new_code(project, coder, transcript, passage, new, facets, version=version)


def rename_code(project: Project, coder: Coder, seen: Code, name: str) -> str:
    """Give a code another name than somebody has `seen`, in the language that is shown."""
    from kodeverk.model.codebook import shown_language
    from kodeverk.service.code_edits import rename_code

    language = shown_language(seen.name)
    return rename_code(project, coder, seen.id, name, language=language, seen=seen)


def rekey_code(project: Project, coder: Coder, seen: Code, key: str) -> str:
    """Give a code another key."""
    from kodeverk.service.code_edits import rename_code

    return rename_code(project, coder, seen.id, key=key, seen=seen)


def describe_code(
    project: Project, coder: Coder, seen: Code, texts: Mapping[str, str], meaning: Meaning
) -> str:
    """Write what a code is, as somebody has `seen` it, in the language that is shown."""
    from kodeverk.model.codebook import shown_language
    from kodeverk.service.code_edits import describe_code

    language = shown_language(seen.definition)
    return describe_code(project, coder, seen.id, texts, meaning, language=language, seen=seen)


def may_change_meaning(reach: Reach, texts: Sequence[str]) -> bool:
    """Tell whether it has to be said what these texts, when changed, do to a code's meaning."""
    from kodeverk.service.redefining import may_change_meaning

    return may_change_meaning(texts, codings=reach.codings, finished=reach.finished)


def recolour_code(project: Project, coder: Coder, code: str, colour: str | None) -> str:
    """Give a code a colour, or that of the code above."""
    from kodeverk.service.code_edits import recolour_code

    return recolour_code(project, coder, code, colour)


def pin_code(project: Project, coder: Coder, code: str, hotkey: str | None) -> str:
    """Give a code a digit, or none."""
    from kodeverk.service.code_edits import pin_code

    return pin_code(project, coder, code, hotkey)


def move_code(
    project: Project, coder: Coder, code: str, parent: str | None, before: str | None
) -> str:
    """Let a code stand elsewhere."""
    from kodeverk.service.code_edits import move_code

    return move_code(project, coder, code, parent, before)


def join_codes(project: Project, coder: Coder, goes: str, stays: str) -> str:
    """Make two codes one."""
    from kodeverk.service.code_edits import join_codes

    return join_codes(project, coder, goes, stays)


def split_code(
    project: Project, coder: Coder, code: str, into: Sequence[str], keep: bool
) -> tuple[Code, ...]:
    """Make several codes of one."""
    from kodeverk.service.code_edits import split_code

    return split_code(project, coder, code, into, keep=keep)


def set_in_use(project: Project, coder: Coder, code: str, active: bool) -> str:
    """Take a code out of use, or into use again."""
    from kodeverk.service.code_edits import set_in_use

    return set_in_use(project, coder, code, active=active)


def freeze(project: Project, coder: Coder, key: str, label: str) -> str:
    """Freeze a codebook as a version; return what that is called."""
    from kodeverk.service.freezing import freeze

    return freeze(project, coder, key, label)


def reopen(project: Project, coder: Coder, key: str) -> str:
    """Open a frozen codebook; return what its version is called."""
    from kodeverk.service.freezing import reopen

    return reopen(project, coder, key)


def history(project: Project, _coder: Coder, key: str) -> History:
    """Return the versions of a codebook."""
    from kodeverk.service.freezing import history

    return history(project, key)


def compare_versions(
    project: Project, _coder: Coder, key: str, old: str, new: str | None
) -> tuple[Difference, ...]:
    """Return how a version of a codebook, or the codebook now, differs from an earlier one."""
    from kodeverk.service.freezing import compare_versions

    return compare_versions(project, key, old, new)


def compare_with_file(project: Project, _coder: Coder, file: Path) -> tuple[Difference, ...]:
    """Return how the codebook in a file differs from the project's."""
    from kodeverk.service.codebooks import compare_with_file

    return compare_with_file(project, file)


def export_codebook(
    project: Project, _coder: Coder, key: str, file: Path, replace: bool
) -> tuple[str, ...]:
    """Write a codebook to a file, as what its ending says; return what there is to note."""
    from kodeverk.service.exports.codebook_export import export_codebook
    from kodeverk.service.exports.options import ExportOptions

    options = ExportOptions(codebook=key, replace=replace)
    return export_codebook(project, file, options).notes


def to_decide(project: Project, coder: Coder, code: str | None) -> tuple[ToDecide, ...]:
    """Return the coder's codings to decide again, of one code or of all."""
    from kodeverk.service.deciding import to_decide

    return to_decide(project, coder, code)


def decide(project: Project, coder: Coder, asked: ToDecide, choice: str | None) -> None:
    """Decide on a coding: it stays, gets another code, by id, or goes ("remove")."""
    from kodeverk.service.deciding import decide

    decide(project, coder, asked, choice)


def to_read_again(project: Project, coder: Coder) -> tuple[ToRead, ...]:
    """Return the transcripts that the coder is to read again."""
    from kodeverk.service.deciding import to_read_again

    return to_read_again(project, coder)


def have_read_again(project: Project, coder: Coder, transcripts: Sequence[str]) -> None:
    """Say that the coder has read transcripts again."""
    from kodeverk.service.deciding import have_read_again

    have_read_again(project, coder, transcripts)


def proposals(project: Project, coder: Coder) -> tuple[ProposedCode, ...]:
    """Return the codes that are proposed."""
    from kodeverk.service.proposing import list_proposals

    return list_proposals(project, coder)


def accept_proposal(
    project: Project, coder: Coder, name: str, new: NewCode | None, there: str | None
) -> tuple[Code, int]:
    """Make a proposal a code, a new one or one that is there."""
    from kodeverk.service.proposing import accept_proposal

    return accept_proposal(project, coder, name, new=new, there=there)


def propose_code(
    project: Project,
    coder: Coder,
    transcript: str,
    version: str,
    passage: Span,
    proposal: Proposal,
) -> Coding:
    """Propose a code on a passage."""
    from kodeverk.service.proposing import propose_code

    return propose_code(project, coder, transcript, passage, proposal, version=version)
