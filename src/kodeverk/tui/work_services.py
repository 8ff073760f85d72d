"""What the screens call about who codes what, as those of `kodeverk.tui.services`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.coding import Unfinished
    from kodeverk.service.dealing import Assigned, Dealing
    from kodeverk.service.exports.options import Exported, ExportOptions
    from kodeverk.service.projects import Project
    from kodeverk.service.releasing import Standing


Scope = Literal["finished", "started"]
"""Which transcripts an export is of: those coded to the end, or also those begun."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who codes in a project, by name, and its rounds, `main` first."""

    coders: Sequence[str]
    rounds: Sequence[str]


def team(project: Project, coder: Coder) -> Team:
    """Return who codes, and in which rounds."""
    from kodeverk.service.assigning import coders_and_rounds

    return Team(*coders_and_rounds(project, coder))


def foresee_deal(project: Project, coder: Coder, chosen: Dealing) -> tuple[Sequence[Assigned], int]:
    """Return what would be dealt out, and how many transcripts others leave behind."""
    from kodeverk.service.assigning import foresee_deal, left_behind

    left = left_behind(project, coder, chosen.coders, chosen.round_name)
    return foresee_deal(project, coder, chosen), len(left)


def deal(project: Project, coder: Coder, chosen: Dealing) -> Sequence[Assigned]:
    """Deal transcripts out."""
    from kodeverk.service.assigning import deal

    return deal(project, coder, chosen)


def name_main_coder(
    project: Project, coder: Coder, transcript: str, name: str, round_name: str
) -> Assigned:
    """Make somebody the main coder of a transcript, by its id, in a round."""
    from kodeverk.service.assigning import name_main_coder

    (named,) = name_main_coder(project, coder, {transcript: name}, round_name)
    return named


def unfinished(project: Project, coder: Coder, transcript: str) -> Unfinished:
    """Return what the coder would leave open by finishing a transcript, by its id, now."""
    from kodeverk.service.coding import unfinished

    return unfinished(project, coder, transcript)


def finish(project: Project, coder: Coder, transcript: str, round_name: str) -> None:
    """Say that the coder has coded a transcript to the end in a round."""
    from kodeverk.service.coding import finish

    finish(project, coder, [transcript], round_name)


def reopen(project: Project, coder: Coder, transcript: str, round_name: str) -> None:
    """Take the word back that a transcript is finished."""
    from kodeverk.service.coding import reopen

    reopen(project, coder, transcript, round_name)


def releasable(
    project: Project, coder: Coder, round_name: str, transcript: str | None
) -> Sequence[Standing]:
    """Return what somebody has finished in a round and is not released: of all, or of one."""
    from kodeverk.service.releasing import releasable

    chosen = [] if transcript is None else [transcript]
    return releasable(project, chosen, round_name, reader=coder)


def release(project: Project, coder: Coder, transcripts: Sequence[str], round_name: str) -> None:
    """Release what is finished of transcripts, by id, in a round."""
    from kodeverk.service.releasing import release

    release(project, coder, transcripts, round_name)


def grouping_variables(project: Project, _coder: Coder) -> Sequence[str]:
    """Return the variables whose values may be published in place of municipalities."""
    from kodeverk.service.publishing import grouping_variables

    with project.reading() as connection:
        return grouping_variables(connection)


def export(
    project: Project, _coder: Coder, name: str, options: ExportOptions, out: Path
) -> Exported:
    """Make the export of this name, or the archive, which is always of everything."""
    from kodeverk.service.exports.archive import archive
    from kodeverk.service.exports.registry import EXPORTS

    if name == "archive":
        return archive(project, out)
    EXPORTS[name].check_ending(out)
    return EXPORTS[name].write(project, out, options)
