"""What the dialog about a transcript asks of the project; calls run in the gateway's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodeverk.tui.gateway import Gateway

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.correcting import Corrected, Statements
    from kodeverk.service.facts import Description
    from kodeverk.service.removing import Removal
    from kodeverk.store.project import Project


async def described(gateway: Gateway, transcript: str) -> Description:
    """Return all that is said of the transcript with this id."""

    def work(project: Project, _coder: Coder) -> Description:
        from kodeverk.service.facts import describe_transcript
        from kodeverk.service.transcripts import transcript_with_id

        with project.reading() as connection:
            return describe_transcript(connection, transcript_with_id(connection, transcript))

    return await gateway.asked(work)


async def correct(gateway: Gateway, seen: Description, said: Statements) -> Corrected:
    """Set facts of a transcript, as somebody has `seen` it. Raises Unfit for what cannot be."""

    def work(project: Project, coder: Coder) -> Corrected:
        from kodeverk.service.correcting import correct

        return correct(project, coder, seen.transcript.id, said, seen=seen.facts)

    return await gateway.written(work)


async def removal(gateway: Gateway, transcript: str) -> Removal:
    """Return what would go with the transcript with this id."""

    def work(project: Project, _coder: Coder) -> Removal:
        from kodeverk.service.removing import removal

        return removal(project, transcript)

    return await gateway.asked(work)


async def remove(gateway: Gateway, transcript: str) -> Removal:
    """Take the transcript with this id out of the project."""

    def work(project: Project, coder: Coder) -> Removal:
        from kodeverk.service.removing import remove

        return remove(project, coder, transcript)

    return await gateway.written(work)
