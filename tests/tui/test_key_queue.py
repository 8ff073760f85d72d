"""Keys typed before the program has done what the ones before them asked for."""

from pathlib import Path

from textual import events

from kodeverk.model.identity import version_id
from kodeverk.model.records import pack_turns
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from tests.tui.keyboard_user import KARI, at_the_keyboard, held


def give_a_new_version(path: Path) -> None:
    """Let another session replace the text, so that the one on the screen is not coded any more."""
    with open_project(str(path)) as project:
        transcript = find_transcript(project, "a-deltaker")
        with project.writing(KARI, "replaced the text") as writer:
            old = next(queries.current_versions(writer.connection, [transcript.id]))
            digest = writer.put_text(f"Nytt. {old.text}")
            version = version_id(transcript.id, digest)
            fields = {"transcript": transcript.id, "text": digest, "turns": pack_turns([])}
            named = dict.fromkeys(("source_file", "sha256", "format", "encoding"), "")
            writer.put("version", version, {**fields, **named, "convention": ""})
            writer.set("transcript", transcript.id, "version", version)


async def test_what_is_typed_behind_a_code_that_was_refused_goes_to_no_other_coding(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1")
        give_a_new_version(project)
        for key in "2f":
            user.app.post_message(events.Key(key, key))
        await user.pilot.pause()
        await user.rest()
        assert "the transcript has got a new version meanwhile" in user.toasts[0]
        assert [dict(one.facets) for one in held(project).codings] == [{}]
