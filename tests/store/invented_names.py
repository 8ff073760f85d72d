"""Invented names that are nowhere else, ways to keep them in a project, and ways to find them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy as sa

from kodeverk.model.change import Value
from kodeverk.model.identity import derived_id, informant_id, transcript_id, version_id
from kodeverk.model.records import Coder, Turn, pack_turns, passage_target
from kodeverk.model.text import Span, quote_hash, text_hash
from kodeverk.store.project import Project
from kodeverk.store.schema import metadata

KARI = "Quirinalde Ødegårdstrøm"
FIRST = "Quirinalde"
OLA = "Xaverbert"
PLACE = "Jøkulfjellbygda"
NAMES = (KARI, FIRST, "Ødegårdstrøm", OLA, PLACE)

PSEUDONYMS = {
    KARI: "[Person A]",
    FIRST: "[Person A]",
    "Ødegårdstrøm": "[Person A]",
    OLA: "[Person B]",
    PLACE: "[sted 1]",
}

LINES = (
    f"{FIRST}: Jeg kommer fra {PLACE} og heter {KARI}.",
    "Veileder: Det var jeg som ringte.",
    f"{FIRST}: {OLA} hjalp meg; {OLA}s bror også. Så fant jeg jobb.",
    "Tolk: Hun sier at hun fant jobb.",
)


def interview(more: str = "") -> str:
    """The text of an interview that is full of names; `more` is another interview."""
    return "".join(f"{line}\n" for line in (*LINES, f"Veileder: Takk{more}."))


def speaker_called(transcript: str, label: str) -> str:
    """The id of the speaker whom `keep_interview` gives a label."""
    return derived_id("speaker", transcript, label)


def keep_interview(project: Project, coder: Coder, more: str = "") -> str:
    """Keep the interview with names wherever a project has room for them; return its id."""
    words = interview(more)
    with project.writing(coder, f"imported {FIRST}.txt") as writer:
        digest = writer.put_text(words)
        transcript = transcript_id(digest)
        version = version_id(transcript, digest)
        labels = [line.partition(":")[0] for line in words.splitlines()]
        ids = {label: speaker_called(transcript, label) for label in labels}
        turns, start = [], 0
        for line, label in zip(words.splitlines(), labels, strict=True):
            body = start + len(label) + 2
            turns.append(Turn(start, body, body, start + len(line), ids[label]))
            start += len(line) + 1
        person = informant_id(f"P{more}")
        writer.share("informant", person, {"name": KARI, "takes_part": "yes"})
        values: dict[str, Value] = {"name": f"Intervju med {KARI}{more}", "version": version}
        writer.share("transcript", transcript, values)
        writer.share(
            "version",
            version,
            {
                "transcript": transcript,
                "text": digest,
                "turns": pack_turns(turns),
                "source_file": f"{FIRST}-{OLA}.txt",
                "sha256": "0" * 64,
                "format": "txt",
                "marks": {"bold": [[0, len(FIRST) + 1], [2, len(FIRST)]], "time": [[1, 500]]},
            },
        )
        for label, role, informant, speaks_for in (
            (FIRST, "participant", person, None),
            ("Veileder", "advisor", None, None),
            ("Tolk", "interpreter", None, ids[FIRST]),
        ):
            spoken: dict[str, Value] = {"transcript": transcript, "label": label, "role": role}
            spoken |= {"informant": informant, "speaks_for": speaks_for}
            writer.share("speaker", ids[label], spoken)
        writer.born(
            "variable",
            {"subject_kind": "transcript", "subject": transcript, "name": "sted", "value": PLACE},
        )
        writer.born(
            "setting",
            {"key": f"import.role:{FIRST}", "value": "participant", "transcript": transcript},
        )
    return transcript


def keep_text(project: Project, coder: Coder, transcript: str, words: str) -> str:
    """Make a text without turns the current one of an interview; return the version's id."""
    with project.writing(coder, "corrected") as writer:
        digest = writer.put_text(words)
        version = version_id(transcript, digest)
        values = {"transcript": transcript, "text": digest, "turns": pack_turns([])}
        writer.share("version", version, {**values, "source_file": f"{OLA}-2.txt"})
        writer.set("transcript", transcript, "version", version)
    return version


def code_words(project: Project, coder: Coder, code: str, words: str, text: str) -> str:
    """Apply a code to words of the interview as they stand in `text`; return the coding's id."""
    start = text.index(words)
    with project.reading() as connection:
        from kodeverk.store import queries

        found = [
            (one, version)
            for one in queries.transcripts(connection)
            for version in queries.versions(connection, one.id)
            if version.text == text
        ]
    transcript, version = found[0]
    with project.writing(coder, f"code on {start}") as writer:
        return writer.born(
            "coding",
            {
                "transcript": transcript.id,
                "version": version.id,
                "start": start,
                "end": start + len(words),
                "code": code,
                "coder": coder.id,
                "origin": "manual",
                "quote": quote_hash(words),
            },
        )


def write_memo(project: Project, coder: Coder, text: str, kind: str, target: str | None) -> str:
    with project.writing(coder, "wrote a memo") as writer:
        values = {"target_kind": kind, "target": target, "type": "free", "text": text}
        return writer.born("memo", {**values, "coder": coder.id})


def passage(text: str, words: str) -> str:
    """The target of a memo on words of the first version of an interview."""
    digest = text_hash(text)
    start = text.index(words)
    version = version_id(transcript_id(digest), digest)
    return passage_target(version, Span(start, start + len(words)))


def spellings(name: str) -> Iterator[bytes]:
    """Every way in which a name could be in a file."""
    for said in {name, name.lower(), name.upper(), json.dumps(name).strip('"')}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield said.encode(encoding)


def names_in(content: bytes, names: Iterable[str] = NAMES) -> list[str]:
    return [name for name in names if any(one in content for one in spellings(name))]


def names_in_files(folder: Path, names: Iterable[str] = NAMES) -> dict[str, list[str]]:
    """File -> the names that its raw bytes hold; files without any are left out."""
    found = {
        str(file.relative_to(folder)): names_in(file.read_bytes(), names)
        for file in folder.rglob("*")
        if file.is_file()
    }
    return {file: there for file, there in found.items() if there}


def names_in_tables(project: Project, names: Iterable[str] = NAMES) -> list[str]:
    """The names that any row of any table holds."""
    with project.reading() as connection:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        ]
    return names_in("\n".join(rows).encode(), names)
