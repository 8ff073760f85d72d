"""The archive of a project, as a repository takes it: texts, codes, codings, how they came to be.

Only texts whose speakers consented to archiving are in it, and none in which a name still stands
that somebody has marked.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from kodeverk import __version__
from kodeverk.analysis.counting.rules import RULES
from kodeverk.config import time_of_writing
from kodeverk.errors import BadInput, KodeverkError, NotFound, Refused
from kodeverk.files import new_file, refused, rights_of
from kodeverk.folders import whole_set
from kodeverk.formats.codebooks import write_codebook
from kodeverk.formats.reports.endings import write_document, write_records, write_tables
from kodeverk.formats.reports.prose import Block, Document, Grid, Heading, Listing, RunningText
from kodeverk.formats.reports.table import Table, table_of
from kodeverk.formats.tables import read_table
from kodeverk.model.codebook import Codebook
from kodeverk.model.codebook_content import unpacked_codebook
from kodeverk.model.records import NOT_INFORMANTS, Informant, Speaker, Transcript
from kodeverk.service import derived_placements
from kodeverk.service.agreement import agreement
from kodeverk.service.agreement_table import AgreementOptions
from kodeverk.service.codebooks import codebooks_now
from kodeverk.service.exports.agreement_export import agreement_tables
from kodeverk.service.exports.csv_export import codings_table
from kodeverk.service.exports.options import Exported
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.phrases import number_of, some_of, time_in_files
from kodeverk.service.pseudonymising import open_passages_in
from kodeverk.service.scoping import Material, Selection, material_of, readings
from kodeverk.store import coding_rows, queries, steps
from kodeverk.store.derived_files import remembered
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

MANIFEST = "manifest.csv"
"""The file that lists the others with their hashes, by which an archive of ours is known."""

_README = "README.md"
_ALWAYS = (
    _README,
    *("transcripts.csv", "turns.csv", "codings.csv", "consensus.csv", "decisions.csv", "log.csv"),
)
"""The files that every archive has."""

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


class ArchivedTranscript(NamedTuple):
    """A transcript of the archive, and the file its text is in."""

    transcript: str
    transcript_id: str
    municipality: str
    date: str | None
    file: str


class Chosen(NamedTuple):
    """The transcripts that an archive takes, and why it takes no others.

    What it leaves out, a name above all, is told to whoever writes it and stands in none of its
    files.
    """

    taken: list[ArchivedTranscript]
    left_out: dict[str, str]
    """Name of a transcript -> what is against archiving it."""


class ArchivedTurn(NamedTuple):
    """A turn of an archived text, in code points of it, `[start, end)`, without the label."""

    transcript: str
    turn: int
    start: int
    end: int
    speaker: str | None
    role: str


class ArchivedDecision(NamedTuple):
    """What became of codings of a code in a transcript when the coders settled them."""

    transcript: str
    code: str
    outcome: str
    codings: str


class ArchivedStep(NamedTuple):
    """A step of the log, without a word of what it was about."""

    number: int
    at: str
    coder: str
    act: str
    changed: str
    undone: int


class ManifestRow(NamedTuple):
    """A file of the archive, and the SHA-256 of it."""

    file: str
    bytes: int
    sha256: str


def archive(project: Project, folder: Path) -> Exported:
    """Write what a repository takes into `folder`, whole or not at all.

    An earlier archive there is replaced. Raises Refused while passages marked as identifying stand
    in a text that would be archived, where no text may be archived, and for a folder with files
    that no archive made.
    """
    earlier = files_of_earlier(folder)
    figures: list[tuple[Table[Any], Iterable[Any]]] = []
    lacks = ""
    try:
        figures = agreement_tables(agreement(project, AgreementOptions()))
    except (BadInput, NotFound, Refused) as error:
        lacks = error.message
    with (
        remembered(project, folder),
        derived_placements.reading(project) as connection,
        refused(folder),
    ):
        chosen = chosen_for_archive(connection)
        names = tuple(one.transcript for one in chosen.taken)
        selection = Selection(transcripts=names, scope="started", basis="all")
        material = material_of(connection, selection)
        rights = rights_of(project.path)
        books = [*_codebooks(connection)]
        written = [*_names(chosen.taken, books, figures)]
        _check_free(folder, {*written} - {*earlier})
        files = dict.fromkeys((*earlier, *written, MANIFEST))
        with whole_set(folder, [*files], rights) as made:
            table = table_of("transcripts", ArchivedTranscript)
            write_records(made / "transcripts.csv", table, chosen.taken)
            _write_texts(connection, material, made, chosen.taken)
            for name, book in books:
                write_codebook(book, made / name)
            if figures:
                write_tables(made / "agreement.csv", figures)
            log = table_of("log", ArchivedStep)
            write_records(made / "log.csv", log, _log(connection))
            about = _readme(chosen, lacks)
            write_document(made / _README, Document("Archive", "en", [*about]))
            manifest = [*_manifest(made)]
            write_records(made / MANIFEST, table_of("manifest", ManifestRow), manifest)
    notes = [f"left out: {name}: {reason}" for name, reason in chosen.left_out.items()]
    if lacks:
        notes.append(f"no report of agreement: {lacks}")
    paths = (*(folder / row.file for row in manifest), folder / MANIFEST)
    return Exported(paths, tuple(notes))


def chosen_for_archive(connection: Connection) -> Chosen:
    """Return the transcripts that may be archived, and why the others may not.

    Raises Refused where none may, or one that may still has identifying words.
    """
    informants = {one.id: one for one in queries.informants(connection)}
    speakers = {one.id: one for one in queries.speakers(connection)}
    files: set[str] = set()
    chosen = Chosen([], {})
    for transcript in queries.transcripts(connection):
        turns = queries.version(connection, transcript.version).turns
        speaking = [speakers[one] for one in dict.fromkeys(turn.speaker for turn in turns)]
        if reason := _against(speaking, speakers, informants):
            chosen.left_out[transcript.name] = reason
            continue
        chosen.taken.append(
            ArchivedTranscript(
                transcript.name,
                transcript.exported_id,
                transcript.municipality or "-",
                transcript.date,
                _file_name(transcript, files),
            )
        )
    _check_taken(connection, chosen.taken)
    return chosen


def _against(
    speaking: Iterable[Speaker],
    speakers: Mapping[str, Speaker],
    informants: Mapping[str, Informant],
) -> str:
    """Return what consent says against archiving what these people say; empty where nothing."""
    said: dict[str, list[str]] = {}
    for one in speaking:
        counts = speakers.get(one.speaks_for or "", one) if one.role == "interpreter" else one
        if counts.role in NOT_INFORMANTS:
            continue
        informant = informants.get(counts.informant or "")
        if informant is None:
            said.setdefault("nobody said whose words they are: not asked", []).append(counts.id)
        elif informant.takes_part == "no":
            said.setdefault("does not take part", []).append(informant.id)
        elif informant.archiving != "yes":
            said.setdefault(f"consent to archiving: {informant.archiving}", []).append(informant.id)
    return "; ".join(
        f"{why} ({number_of(len({*people}), 'informant')})" for why, people in said.items()
    )


def _check_taken(connection: Connection, taken: Sequence[ArchivedTranscript]) -> None:
    if not taken:
        raise Refused(
            "no transcript may be archived: nobody who speaks in one has consented to it alone",
            "Say who has: kodeverk set PROJECT TRANSCRIPT --consent P=archiving:yes",
        )
    ids = {one.transcript_id for one in taken}
    chosen = [one for one in queries.transcripts(connection) if one.exported_id in ids]
    if still := open_passages_in(connection, chosen):
        listed = ", ".join(f"{name} ({number})" for name, number in sorted(still.items()))
        raise Refused(
            f"passages marked X-IDENT still stand in: {listed}",
            "Replace them first: kodeverk pseudonymise PROJECT --proposals OUT.csv",
        )


def _write_texts(
    connection: Connection,
    material: Material,
    made: Path,
    taken: Iterable[ArchivedTranscript],
) -> None:
    """Write the texts, their turns, and everybody's codings in them, those of the consensus apart.

    Nothing is withheld of the words: what was marked is replaced for good.
    """
    files = {one.transcript_id: one.file for one in taken}
    quoting = Quoting(connection, material, memos=False, with_identifying=True)
    turns: list[ArchivedTurn] = []
    codings: list[Passage] = []
    for reading in readings(connection, material, material.transcripts, coding_rows.coding_rows):
        transcript, version = reading.transcript, reading.version
        file = files[transcript.exported_id]
        new_file(made / file)
        (made / file).write_text(version.text, encoding="utf-8", newline="\n")
        voices = quoting.voices(reading)
        for number, turn in enumerate(version.turns, 1):
            voice = voices[turn.speaker]
            where = (transcript.name, number, turn.start, turn.end)
            turns.append(ArchivedTurn(*where, voice.group, voice.role))
        codings += quoting.passages(reading)
    write_records(made / "turns.csv", table_of("turns", ArchivedTurn), turns)
    table = codings_table(material)
    people = [one for one in codings if one.coder.kind == "person"]
    consensus = [one for one in codings if one.coder.kind == "consensus"]
    write_records(made / "codings.csv", table, people)
    write_records(made / "consensus.csv", table, consensus)
    decided = (
        ArchivedDecision(
            material.transcripts[one.transcript].name,
            material.codes[one.code].key,
            one.outcome,
            "|".join(one.codings),
        )
        for one in queries.decisions(connection)
        if one.transcript in material.transcripts and one.code in material.codes
    )
    write_records(made / "decisions.csv", table_of("decisions", ArchivedDecision), decided)


def _codebooks(connection: Connection) -> Iterator[tuple[str, Codebook]]:
    """Yield each codebook as it is now, and every version of it that was kept, with file names."""
    taken: set[str] = set()

    def name(*parts: str) -> str:
        return _free("-".join(filter(None, ("codebook", *parts))), ".yaml", taken)

    for book in codebooks_now(connection):
        yield name(book.key), book
    for row in queries.codebooks(connection):
        for kept in queries.kept_versions(connection, row.id):
            if kept.content is not None:
                with suppress(KodeverkError):
                    yield (
                        name(row.key, "version", kept.label),
                        unpacked_codebook(kept.content, row.key, kept.label),
                    )


def _log(connection: Connection) -> Iterator[ArchivedStep]:
    changed = queries.kinds_changed(connection)
    for step in reversed(steps.steps(connection)):
        kinds = changed.get(step.id, {})
        yield ArchivedStep(
            step.number,
            time_in_files(step.at // 1000),
            step.author,
            step.act,
            ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items())),
            int(step.undone),
        )


def _readme(chosen: Chosen, lacks: str) -> Iterator[Block]:
    taken, left_out = chosen
    # Not the project's id: from it the order of municipalities follows where labels stand for them.
    yield RunningText(
        f"Written by Kodeverk {__version__} on {time_of_writing():%Y-%m-%d}: "
        f"{number_of(len(taken), 'transcript')} of {len(taken) + len(left_out)}."
    )
    yield Heading(1, "Files")
    yield Grid(
        ("file", "holds"),
        [
            ("transcripts.csv", "each transcript that is here, with its file"),
            ("text-….txt", "its text as it reads now, UTF-8; names are replaced by pseudonyms"),
            ("turns.csv", "who speaks where: code points of the text, [start, end)"),
            ("codebook-….yaml", "each codebook as it is now, and every version that was kept"),
            ("codings.csv", "every coder's codings; kodeverk import-codings reads them"),
            ("consensus.csv", "the codings that coders agreed on"),
            ("decisions.csv", "what became of what they had coded differently"),
            ("agreement….csv", lacks or "how far coders agree, code by code, and in what not"),
            ("log.csv", "every step in this file: who, when, what kind; no words"),
            (MANIFEST, "the size and SHA-256 of every other file"),
        ],
    )
    yield Heading(1, "Left out")
    reasons = [
        f"{number_of(number, 'transcript')}: {reason}"
        for reason, number in Counter(left_out.values()).items()
    ]
    yield Listing(reasons) if reasons else RunningText("Nothing: every transcript is here.")
    yield Heading(1, "How codings are counted")
    yield Listing(RULES)


def _manifest(made: Path) -> Iterator[ManifestRow]:
    for path in sorted(made.iterdir()):
        yield ManifestRow(path.name, path.stat().st_size, _hash_of(path))


def _names(
    taken: Iterable[ArchivedTranscript],
    books: Iterable[tuple[str, Codebook]],
    figures: Sequence[tuple[Table[Any], Iterable[Any]]],
) -> Iterator[str]:
    """Yield the names of all files but the manifest."""
    yield from _ALWAYS
    yield from (one.file for one in taken)
    yield from (name for name, _ in books)
    if figures:
        yield "agreement.csv"
        yield from (f"agreement-{table.name}.csv" for table, _ in figures[1:])


def files_of_earlier(folder: Path) -> list[str]:
    """Return the files of an earlier archive in the folder.

    Raises Refused for a folder of others, and for an archive in whose files somebody has written.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(f"{folder} is no folder", "Give the name of a new folder.")
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    listed: dict[str, str] = {}
    if MANIFEST in there:
        rows = read_table(folder / MANIFEST, ManifestRow._fields).rows
        listed = {cells["file"]: cells["sha256"] for _, cells in rows}
    if there and not listed.keys() >= {*_ALWAYS}:
        raise Refused(
            f"{folder} holds files that no archive of this program made",
            "Give the name of a new folder.",
        )
    earlier = sorted(there & listed.keys())
    if changed := [name for name in earlier if _hash_of(folder / name) != listed[name]]:
        raise Refused(
            f"in {folder} somebody has changed what was archived: {some_of(changed)}",
            "Give the name of a new folder, or move these files away.",
        )
    return earlier


def _check_free(folder: Path, names: Iterable[str]) -> None:
    """Raise Refused where a file of somebody else's has one of the names of a new archive's."""
    if taken := sorted(name for name in names if (folder / name).exists()):
        raise Refused(
            f"{folder} holds files that no archive of this program made: {some_of(taken)}",
            "Give the name of a new folder, or move these files away.",
        )


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _file_name(transcript: Transcript, taken: set[str]) -> str:
    return _free(f"text-{transcript.name}", ".txt", taken)


def _free(stem: str, ending: str, taken: set[str]) -> str:
    """Return a name for a file that none of those taken has, in any case; and take it."""
    written = _NOT_IN_NAMES.sub("-", stem)[:100].strip("-.")
    name, number = written, 1
    while name.casefold() in taken:
        number += 1
        name = f"{written}-{number}"
    taken.add(name.casefold())
    return f"{name}{ending}"
