"""`kodeverk turns`."""

from typing import TYPE_CHECKING, Any

import click

from kodeverk.cli import completing
from kodeverk.cli.console import note, say, say_json, say_table
from kodeverk.cli.opening import author_in, opened
from kodeverk.cli.options import (
    coder_option,
    ignore_option,
    join_option,
    json_option,
    line_option,
    project_argument,
)

if TYPE_CHECKING:
    from kodeverk.service.recognising import (
        LineAnswer,
        RecognisedAgain,
        Recognition,
        WaysToRead,
    )

_COLUMNS = ("convention", "confidence", "turns", "speaker", "blocks", "first words")
_FIRST_WORDS = 60


@click.command
@project_argument
@click.argument("transcript", shell_complete=completing.transcripts)
@click.option("--convention", metavar="NAME", help="How the text names who speaks.")
@join_option
@ignore_option
@line_option
@click.option("--dry-run", is_flag=True, help="Show what the turns would be and write nothing.")
@coder_option
@json_option
def turns(
    project: str,
    transcript: str,
    convention: str | None,
    join: dict[str, str],
    ignored: tuple[str, ...],
    lines: "dict[int, LineAnswer]",
    dry_run: bool,
    coder: str | None,
    as_json: bool,
) -> None:
    """Show who speaks in a transcript, and read it in another way.

    Without a choice the readings are shown, the best first, and nothing is changed. With one the
    turns are recognised again in the text that is there; no coding, memo or read-to mark moves. Say
    all labels to join and to ignore, and all lines, in one call: each begins with the text.
    """
    from kodeverk.service.recognising import recognise_again, ways_to_read

    with opened(project) as into:
        if not (convention or join or ignored or lines):
            _show(ways_to_read(into, transcript), as_json=as_json)
            return
        author = author_in(into, coder)
        result = recognise_again(
            into,
            author,
            transcript,
            convention,
            joined=join,
            ignored=ignored,
            lines=lines,
            dry_run=dry_run,
        )
    _tell(result, dry_run=dry_run, as_json=as_json)


def _show(known_ways: "WaysToRead", *, as_json: bool) -> None:
    from kodeverk.service.recognising import alike_labels, doubted

    if as_json:
        ways = [
            {**_fields(reading, known_ways.text), "now": number == known_ways.now}
            for number, reading in enumerate(known_ways.readings)
        ]
        say_json({"transcript": known_ways.transcript.name, "readings": ways})
        return
    rows: list[tuple[str | int, ...]] = []
    for number, reading in enumerate(known_ways.readings):
        convention = (
            f"{reading.convention} (now)" if number == known_ways.now else reading.convention
        )
        head = (convention, f"{reading.confidence:.2f}", reading.joined_turns)
        speakers = _speakers(reading, known_ways.text) or [
            {"label": "-", "turns": "", "first_words": ""}
        ]
        for place, speaker in enumerate(speakers):
            rows.append((*(head if place == 0 else ("", "", "")), *speaker.values()))
    say_table(_COLUMNS, rows)
    for reading in known_ways.readings:
        for doubt in doubted(known_ways.text, reading):
            note(f"note: {reading.convention}: {doubt.told}")
    for variant, main in alike_labels(known_ways.readings[0].speakers):
        note(f"note: {variant!r} and {main!r} may be one person (say --join '{variant}={main}')")
    if known_ways.now is None:
        note(
            "note: the turns it has are of none of these: labels were joined or ignored, "
            "or lines said to be something else"
        )


def _tell(result: "RecognisedAgain", *, dry_run: bool, as_json: bool) -> None:
    from kodeverk.service.phrases import number_of
    from kodeverk.service.recognising import doubted

    if as_json:
        fields = _fields(result.reading, result.text)
        for speaker in fields["speakers"]:
            speaker["role"] = result.roles[speaker["label"]]
        status = ("would change" if dry_run else "changed") if result.changed else "unchanged"
        left = {"added": [*result.added], "gone": [*result.gone], "status": status}
        say_json({"transcript": result.transcript.name, **fields, **left})
        return
    name = result.transcript.name
    say_table(
        ("speaker", "role", "blocks", "first words"),
        [
            (
                speaker["label"],
                result.roles[speaker["label"]],
                speaker["turns"],
                speaker["first_words"],
            )
            for speaker in _speakers(result.reading, result.text)
        ],
    )
    for doubt in doubted(result.text, result.reading):
        note(f"note: {doubt.told}")
    for label in result.gone:
        note(f"note: {label or 'somebody who is not named'} speaks no more")
    turns = number_of(result.reading.joined_turns, "turn")
    if not result.changed:
        say(f"{name}: the turns are as they were")
    elif dry_run:
        say(f"{name}: {turns}; nothing is written")
    else:
        say(f"{name}: {turns}, read as {result.reading.convention!r}")


def _fields(reading: "Recognition", text: str) -> dict[str, Any]:
    return {
        "convention": reading.convention,
        "confidence": reading.confidence,
        "turns": reading.turns,
        "joined_turns": reading.joined_turns,
        "speakers": _speakers(reading, text),
        "warnings": [*reading.warnings],
    }


def _speakers(reading: "Recognition", text: str) -> list[dict[str, Any]]:
    from kodeverk.service.recognising import first_words

    first = first_words(reading, text, _FIRST_WORDS)
    return [
        {"label": label, "turns": count, "first_words": first[label]}
        for label, count in reading.speakers.items()
    ]
