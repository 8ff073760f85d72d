"""What people do with a project, in few words, and what must hold of it afterwards."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from kodeverk.model.change import Change, Folded, Value, canonical, content_line, fold
from kodeverk.model.identity import (
    code_id,
    codebook_id,
    derived_id,
    joining_id,
    new_id,
    transcript_id,
    version_id,
)
from kodeverk.model.joining import joining
from kodeverk.model.kinds import FIELDS
from kodeverk.model.records import FACET_PREFIX, Coder, Turn, pack_turns, unpack_facets
from kodeverk.model.text import quote_hash, text_hash
from kodeverk.store import coding_rows, integrity, journal, queries
from kodeverk.store.merging import Union, unite
from kodeverk.store.private_copy import private_copy
from kodeverk.store.project import Project
from kodeverk.store.schema import conflict, state
from kodeverk.store.writer import Writer, log_step

ADA = Coder("00000000-0000-4000-8000-00000000000a", "Ada")
BO = Coder("00000000-0000-4000-8000-00000000000b", "Bo")
CARI = Coder("00000000-0000-4000-8000-00000000000c", "Cari")
CODERS = (ADA, BO, CARI)

BOOK = codebook_id("veiledning")
THEME = code_id("veiledning", "REL")
GROUP = code_id("veiledning", "REL-GRUPPE")
TRUST = code_id("veiledning", "REL-TILLIT")
TIME = code_id("veiledning", "REL-TID")
CODES = (TRUST, TIME)
DIRECTION = FACET_PREFIX + "retning"


def interview(number: int = 0) -> str:
    """The normalised text of an interview; each number is another interview."""
    return f"Veileder: Hvordan gikk det, nr. {number}?\nDeltaker: Veilederen så meg på Ås.\n"


def transcript_of(number: int = 0) -> str:
    """The id of the transcript that an import of that interview makes."""
    return transcript_id(text_hash(interview(number)))


def load_codebook(project: Project, coder: Coder) -> None:
    """Load a codebook with a theme, a group in it, and a code in the theme and in the group."""
    with project.writing(coder, "load codebook") as writer:
        titles: Value = {"nb": "Veiledning"}
        asked: dict[str, Value] = {"question": {}, "language": "nb", "rules": []}
        writer.share("codebook", BOOK, {"key": "veiledning", "title": titles, **asked})
        tree = {THEME: None, GROUP: THEME, TRUST: GROUP, TIME: THEME}
        for position, (code, parent) in enumerate(tree.items()):
            name: Value = {"nb": f"Kode {position}"}
            values: dict[str, Value] = {"codebook": BOOK, "key": f"REL-{position}"}
            values |= {"name": name, "parent": parent}
            standing: dict[str, Value] = {"position": position, "counted": True, "active": True}
            writer.share("code", code, values | standing)


def import_interview(
    project: Project, coder: Coder, number: int = 0, name: str | None = None
) -> str:
    """Import an interview with its text, turns and one speaker; return the transcript's id."""
    with project.writing(coder, f"import {number}") as writer:
        return share_interview(writer, number, name)


def share_interview(writer: Writer, number: int, name: str | None = None) -> str:
    content = interview(number)
    digest = writer.put_text(content)
    transcript = transcript_id(digest)
    version, speaker = version_id(transcript, digest), derived_id("speaker", transcript)
    middle = content.index("\n") + 1
    turn = Turn(middle, middle + 10, middle + 10, len(content) - 1, speaker)
    writer.share(
        "transcript", transcript, {"name": name or f"Intervju {number}", "version": version}
    )
    origin = {"source_file": f"{number}.txt", "sha256": "0" * 64, "format": "text"}
    place = {"transcript": transcript, "text": digest, "turns": pack_turns([turn])}
    writer.share("version", version, place | origin | {"convention": "colon", "encoding": "utf-8"})
    writer.share(
        "speaker",
        speaker,
        {"transcript": transcript, "label": "Deltaker", "role": "participant"},
    )
    return transcript


def founded(project: Project, coder: Coder = ADA) -> str:
    """Give a project a codebook and an interview; return the transcript's id."""
    load_codebook(project, coder)
    return import_interview(project, coder)


def apply_code(
    project: Project,
    coder: Coder = ADA,
    start: int = 0,
    end: int = 8,
    *,
    code: str = TRUST,
    number: int = 0,
) -> str:
    """Apply a code to a passage of an interview; return the coding's id."""
    with project.writing(coder, "apply code") as writer:
        return born_coding(writer, start, end, code=code, number=number)


def born_coding(writer: Writer, start: int, end: int, *, code: str = TRUST, number: int = 0) -> str:
    content = interview(number)
    digest = text_hash(content)
    transcript = transcript_id(digest)
    return writer.born(
        "coding",
        {
            "transcript": transcript,
            "version": version_id(transcript, digest),
            "start": start,
            "end": end,
            "code": code,
            "coder": writer.author.id,
            "origin": "manual",
            "quote": quote_hash(content[start:end]),
        },
    )


def join(project: Project, author: Coder, kind: str, goes: str, stays: str) -> None:
    """Say that two coders or two codes are one, under the name of the second."""
    with project.writing(author, "joined") as writer:
        fact = joining(goes, stays)
        writer.put(f"{kind}_joining", joining_id(goes, stays), dict(fact._asdict()))


def seen(project: Project) -> str:
    """What people see of coders, codes and what is coded: those who stand for what is joined."""
    with project.reading() as connection:
        found = (
            queries.coders(connection),
            queries.codes(connection),
            queries.codings(connection),
            queries.assignments(connection),
            sorted(queries.coding_counts(connection).items()),
            [tuple(sorted(one.codes)) for one in coding_rows.codebook_versions(connection)],
        )
        codes = {one.id for one in found[1]}
        assert {one.code for one in found[2]} <= codes
        assert {one.coder for one in found[2]} <= {one.id for one in found[0]}
        assert {one.parent for one in found[1]} <= {*codes, None}
    return repr(found)


def set_field(
    project: Project, coder: Coder, kind: str, record: str, field: str, value: Value
) -> bool:
    with project.writing(coder, f"set {field}") as writer:
        return writer.set(kind, record, field, value)


def remove(project: Project, coder: Coder, kind: str, record: str) -> bool:
    with project.writing(coder, f"remove {kind}") as writer:
        return writer.remove(kind, record)


def merge(target: Project, source: Project, coder: Coder) -> Union:
    """Merge the project at `source` into `target` as one step of the coder."""
    with (
        target.locked() as into,
        private_copy(source.location, target) as copy,
        copy.reading() as read,
    ):
        return unite_as_step(into, read, coder)


def unite_as_step(into: sa.Connection, read: sa.Connection, coder: Coder) -> Union:
    union = unite(into, read)
    log_step(
        into,
        identity=new_id(),
        author=coder,
        act="merge",
        target=None,
        summary="merge",
        first=union.first,
        last=union.last,
    )
    return union


def live(project: Project, kind: str) -> set[str]:
    """The ids of the live records of a kind."""
    with project.reading() as connection:
        return {record for record, _ in journal.read_state(connection, kind)}


def value(project: Project, kind: str, record: str, field: str) -> object:
    """What a field of a live record holds."""
    with project.reading() as connection:
        return dict(journal.read_state(connection, kind))[record].values.get(field)


def changes(project: Project) -> set[str]:
    """The ids of all changes."""
    with project.reading() as connection:
        return {change.id for change in journal.since(connection, 0)}


def content_of_changes(journal_lines: Iterable[Change]) -> str:
    """The content hash that a set of changes amounts to, worked out without a database."""
    records: dict[tuple[str, str], list[Change]] = {}
    for change in journal_lines:
        records.setdefault((change.kind, change.record), []).append(change)
    folded = {key: fold(group) for key, group in records.items()}
    lines = [content_line(*key, folded[key]) for key in sorted(live_of(folded))]
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def live_of(folded: dict[tuple[str, str], Folded]) -> set[tuple[str, str]]:
    """The records that are there, or that a coding that is there needs."""
    there = {key for key, record in folded.items() if record.live}
    kept = set(there)
    for kind, record in there:
        if kind == "coding":
            values = folded[kind, record].values
            kept |= {(what, str(values[what])) for what in ("transcript", "version", "code")}
            kept.add(("coder", str(values["coder"])))
    for (kind, record), found in folded.items():
        owner = ("transcript", str(found.values.get("transcript")))
        if kind not in {"version", "speaker"} or owner not in kept:
            continue
        shown = ("version", str(folded[owner].values["version"]))
        taken_back = shown not in there and (kind == "speaker" or (kind, record) == shown)
        if owner not in there or taken_back:
            kept.add((kind, record))
    codes = [key for key in kept if key[0] == "code"]
    while codes:
        parent = ("code", str(folded[codes.pop()].values.get("parent")))
        if parent in folded and parent not in kept:
            kept.add(parent)
            codes.append(parent)
    books = {str(folded[key].values["codebook"]) for key in kept if key[0] == "code"}
    return kept | {("codebook", book) for book in books if ("codebook", book) in folded}


def as_list(value: Value) -> list[Value]:
    """Return the values of a facet; a facet that was emptied has none."""
    assert value is None or isinstance(value, list)
    return value or []


def assert_state_is_the_fold(project: Project) -> None:
    """Assert what `verify` proves: the state tables are the fold of the journal, and no more."""
    with project.reading() as connection:
        assert list(integrity.state_problems(connection)) == []
        anew = {
            (kind, record): folded
            for kind in FIELDS
            for record, folded in journal.folded_anew(connection, kind)
        }
        stored = {
            (kind, row.id): row
            for kind, table in state.items()
            for row in connection.execute(sa.select(table))
        }
        facets = {
            (row.id, *pair)
            for row in connection.execute(sa.select(state["coding"]))
            for pair in unpack_facets(row.facets)
        }
        disputes = {tuple(row) for row in connection.execute(sa.select(conflict))}
    assert stored.keys() == anew.keys()
    there = live_of(anew)
    for key, row in stored.items():
        kind, _ = key
        folded = anew[key]
        assert (row.present, row.born) == (folded.live, folded.born), key
        assert row.live == (key in there), key
        for field in FIELDS[kind]:
            held = journal.stored_value(kind, field, getattr(row, field))
            assert canonical(held) == canonical(folded.values.get(field)), (key, field)
    assert facets == {
        (record, field.removeprefix(FACET_PREFIX), one)
        for (kind, record), folded in anew.items()
        for field, listed in folded.values.items()
        if field.startswith(FACET_PREFIX)
        for one in as_list(listed)
    }
    assert disputes == {
        (kind, record, field)
        for (kind, record), folded in anew.items()
        for field in folded.conflicts
    }


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}
