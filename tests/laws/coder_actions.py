"""What coders do in their copies of one project; what is chosen comes as numbers."""

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from kodeverk.errors import KodeverkError
from kodeverk.formats.mapping import Pairing
from kodeverk.formats.metadata import FileFacts
from kodeverk.formats.pseudonyms import Decision
from kodeverk.model.identity import new_id
from kodeverk.model.records import (
    IN_MUNICIPALITY,
    Coder,
    Coding,
    Proposal,
    Transcript,
    Turn,
    Wording,
    in_municipality_target,
    passage_target,
)
from kodeverk.model.text import Span, words
from kodeverk.service import (
    assigning,
    borders,
    code_edits,
    codebooks,
    coder_list,
    coding,
    conflicts,
    consensus,
    correcting,
    deciding,
    finding,
    forgetting,
    freezing,
    importing,
    new_codes,
    passage_changes,
    perhaps_one,
    proposing,
    pseudonymising,
    recognising,
    releasing,
    replacing,
    reviewing,
    undoing,
    wordings,
)
from kodeverk.service.facts import Fact, FactValue
from kodeverk.service.finding import Place
from kodeverk.service.import_choices import Choices
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.redefining import Meaning
from kodeverk.service.scoping import Selection
from kodeverk.store import queries, steps
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from kodeverk.store.withdrawal.marks import read_marks
from tests.undo_and_redo import redo, undo

Chosen = TypeVar("Chosen")

CODERS = tuple(Coder(new_id(), name) for name in ("Anne", "Bo", "Cato"))
LEADER = Coder(new_id(), "Leder")

NAMES = ("Quirinalde", "Quirinalde Xaversen", "Xaversen", "Zimbria")
"""Names that are nowhere else; some overlap."""

INTERVIEWS = {
    "ein": (
        "I: Hvordan gikk det med Zimbria?\n"
        "D: Jeg heter Quirinalde Xaversen og snakket med Zimbria om kurset.\n"
        "E: Quirinalde ringte meg hver uke, og Xaversen skrev.\n"
        "D: Ja, det var skogsarbeid.\n"
    ),
    "to": (
        "I: Hva gjorde dere?\n"
        "V: Vi laget en plan med Xaversen i Volda.\n"
        "T: Hun sier at Quirinalde hjalp.\n"
        "D: Takk for praksisen.\n"
    ),
}
"""The interviews everybody begins with."""

ALONE = (
    (("", ""), "utf-8", "\n", "Venter på tolk"),
    (("Takk", "Mange takk"), "cp1252", "\r\n", "venter-på tolk"),
    (("hver uke", "hver måned"), "utf-16", "\r", "Venterpåtolk"),
)
"""What each who begins alone has: a correction, the interviews in which bytes, and a code."""

LATE = "I: Skal vi begynne?\nN: Jeg er klar for arbeid.\nI: Fint.\n"
"""An interview imported later, or given by mistake as the text of another; without a name."""

ROLES = {
    "I": "interviewer",
    "V": "advisor",
    "D": "participant",
    "E": "participant",
    "N": "participant",
    "T": "interpreter",
}

_BOOK = """\
schema: kodeverk-kodebok/1
codebook: {{id: bok, version: '{version}', title: {{nb: Bok}}, language: nb}}
facets:
- {{id: retning, name: {{nb: Retning}}, single: true, values: [fremmer, hemmer]}}
themes:
- id: A
  name: {{nb: Tema A}}
  definition: {{nb: {definition}}}
  codes:
{codes}
"""
_CODE = "  - {{id: {0}, name: {{nb: {0}}}{1}}}"


def _book(version: str, *codes: tuple[str, str]) -> str:
    listed = "\n".join(_CODE.format(key, more) for key, more in codes)
    return _BOOK.format(version=version, definition=f"som i {version}", codes=listed)


FIRST_BOOK = _book("1.0", ("A-EN", ""), ("A-TO", ""))
BOOKS = (
    _book("1.1", ("A-EN", ""), ("A-TO", ""), ("A-NY", "")),
    _book("1.2", ("A-TO", ""), ("A-EN", ", codes: [{id: A-UNDER, name: {nb: under}}]")),
    _book("2.0", ("A-ANNEN", ", formerly: [A-EN]"), ("A-TO", "")),
    _book("2.1", ("A-TO", ", codes: [{id: A-EN, name: {nb: en}}]")),
    _book("3.0", ("A-SAMMEN", ", formerly: [A-EN, A-TO]")),
    FIRST_BOOK,
)


class Act(NamedTuple):
    """What the coder `who` does in the copy `who`; the numbers choose among what there is."""

    who: int
    what: str
    one: int
    other: int


class World:
    """Copies that have gone apart, and the folder for the files that acts read and write.

    `withdrawn` has the names that are to be found nowhere any more -> their pseudonyms; but where
    `verify` lists these as what could not be looked for.
    """

    def __init__(self, folder: Path, copies: Sequence[Project]) -> None:
        self.folder = folder
        self.copies = copies
        self.withdrawn: dict[str, set[str]] = {}
        self._files = 0

    def file(self, name: str, content: str | bytes | None = None) -> Path:
        """Return a new file with this name, in a folder of its own."""
        self._files += 1
        folder = self.folder / str(self._files)
        folder.mkdir()
        path = folder / name
        if content is not None:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def begin(path: Path) -> None:
    """Make the project from which copies go apart."""
    with create_project(str(path)) as project:
        world = World(path.parent, [project])
        codebooks.load_codebook(project, LEADER, world.file("bok.yaml", FIRST_BOOK))
        for name, text in INTERVIEWS.items():
            _import(world, project, LEADER, name, text)


def begin_alone(path: Path, number: int) -> None:
    """Make the project of a coder who begins alone: from other bytes, with a code of their own."""
    correct, encoding, line_end, own = ALONE[number]
    coder = CODERS[number]
    with create_project(str(path)) as project:
        world = World(path.parent, [project])
        codebooks.load_codebook(project, coder, world.file("bok.yaml", FIRST_BOOK))
        for name, text in INTERVIEWS.items():
            said = text.replace(*correct).replace("\n", line_end)
            _import(world, project, coder, name, said, encoding=encoding)
        code_edits.add_code(project, coder, code_edits.NewCode(own, None))


def programs(copies: int, size: int, what: Sequence[str]) -> st.SearchStrategy[list[Act]]:
    """Programs over so many copies of what may be done; some merge in between."""
    number = st.integers(0, 11)
    act = st.builds(Act, st.integers(0, copies - 1), st.sampled_from(what), number, number)
    return st.lists(act, min_size=copies, max_size=size)


def run(world: World, program: Sequence[Act], merge: Callable[[Project, Project], object]) -> None:
    """Let everybody do what the program says; what the program refuses is left undone."""
    for act in program:
        project = world.copies[act.who]
        if act.what == "merge":
            other = world.copies[(act.who + 1 + act.one) % len(world.copies)]
            if other is not project:
                merge(project, other)
            continue
        with suppress(KodeverkError):
            _ACTS[act.what](world, project, CODERS[act.who], act.one, act.other)


def perhaps(project: Project) -> tuple[perhaps_one.PerhapsOne, ...]:
    """Return all that may be one in a project."""
    with project.reading() as connection:
        return perhaps_one.all_perhaps_one(connection, (), all_there=True)


def _transcript(project: Project, one: int) -> Transcript:
    with project.reading() as connection:
        there = sorted(queries.transcripts(connection), key=lambda found: found.id)
    return _chosen(there, one)


def _chosen(there: Sequence[Chosen], one: int) -> Chosen:
    if not there:
        raise KodeverkError("there is nothing to choose", "Do something else.")
    return there[one % len(there)]


def _version(project: Project, transcript: Transcript) -> queries.Version:
    with project.reading() as connection:
        return queries.version(connection, transcript.version)


def _span(text: str, turns: Sequence[Turn], one: int, other: int) -> Span:
    """Return some words of the text, rather within a turn."""
    found = list(words(text))
    if turns and other % 4:
        turn = turns[one % len(turns)]
        found = [word for word in found if turn.start <= word.start < turn.end] or found
    first = other % len(found)
    return Span(found[first].start, found[min(first + one % 4, len(found) - 1)].end)


def _own_codings(project: Project, coder: Coder) -> list[Coding]:
    with project.reading() as connection:
        there = [found for found in queries.codings(connection) if found.coder == coder.id]
    return sorted(there, key=lambda found: found.id)


def _is_marked(project: Project) -> bool:
    with project.reading() as connection:
        return bool(read_marks(connection))


def _import(
    world: World,
    project: Project,
    coder: Coder,
    name: str,
    text: str,
    remembered: Mapping[str, str] = MappingProxyType({}),
    encoding: str = "utf-8",
) -> None:
    labels = {line.partition(":")[0] for line in text.splitlines()}
    people = {label: f"P-{label}" for label in labels & {"D", "E", "V", "N"}}
    speaks_for = {"T": "D"} if "T" in labels else {}
    roles = {label: ROLES[label] for label in labels}
    file = world.file(f"{name}.txt", text.encode(encoding))
    facts = FileFacts(file.name, "0301", "2024-05-05", roles, people, {}, {"år": 2}, speaks_for)
    choices = Choices(facts={file.name: facts}, roles=remembered)
    importing.import_files(project, coder, [file], choices)


def _import_late(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    roles = {"N": ("participant", "advisor")[other % 2]} if one % 2 else {}
    _import(world, project, coder, "sein", LATE, roles)


def _code(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    transcript = _transcript(project, other)
    version = _version(project, transcript)
    with project.reading() as connection:
        codes = [found for found in queries.codes(connection) if found.active]
    code = _chosen(sorted(codes, key=lambda found: found.key), one)
    span = _span(version.text, version.turns, one, other)
    facets = {"retning": [("fremmer", "hemmer")[one % 2]]} if other % 3 else {}
    coding.apply_code(project, coder, transcript.id, span, code, facets)


def _take_off(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    coding.remove_codings(project, coder, [_chosen(_own_codings(project, coder), one)])


def _set_facet(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    with project.reading() as connection:
        facet = _chosen(list(queries.facets(connection)), other)
    values = ([], ["fremmer"], ["hemmer"])[other % 3]
    coding.set_facet(project, coder, [_chosen(_own_codings(project, coder), one)], facet, values)


def _move_borders(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    shown = _chosen(_own_codings(project, coder), one)
    text = _version(project, _transcript_of(project, shown)).text
    start = min(max(shown.start + one % 7 - 3, 0), len(text) - 1)
    span = Span(start, min(max(shown.end + other % 7 - 3, start + 1), len(text)))
    borders.move_borders(project, coder, shown, span)


def _split(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    shown = _chosen(_own_codings(project, coder), one)
    offset = shown.start + other % max(shown.end - shown.start, 1)
    borders.split_coding(project, coder, shown, offset)


def _recode(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    shown = _chosen(_own_codings(project, coder), one)
    with project.reading() as connection:
        code = _chosen(list(queries.codes(connection)), other)
    borders.change_code(project, coder, shown, code)


def _found(project: Project, coder: Coder, one: int, query: PassageQuery) -> list[Place]:
    """Return some of the passages that are found, in the order of their texts."""
    found = finding.find_passages(project, coder, query)
    places = sorted(found.places, key=lambda place: (place[:3], place.coding or ""))
    return [place for number, place in enumerate(places) if (number + one) % 3]


def _change_passages(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Change several codings as one step: another code, one more, none, or confirmed."""
    with project.reading() as connection:
        code = _chosen(list(queries.codes(connection)), other)
    act = ("recode", "add", "remove", "confirm")[one % 4]
    with_code = code if act in ("recode", "add") else None
    places = _found(project, coder, one, PassageQuery(Selection(scope="started", basis="all")))
    change = passage_changes.Change(act, with_code)  # type: ignore[arg-type]  # one of the acts
    passage_changes.change_passages(project, coder, places, change)


def _code_all_found(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Code all that a search finds, as a step whose codings wait to be confirmed."""
    with project.reading() as connection:
        code = _chosen(list(queries.codes(connection)), other)
    words = ("hun", "*er*", "ringte")[one % 3]
    places = _found(project, coder, one, PassageQuery(words=words, anywhere=True))
    extent = ("words", "sentence", "turn")[other % 3]
    change = passage_changes.Change("add", code, extent, is_search=True)  # type: ignore[arg-type]
    passage_changes.change_passages(project, coder, places, change)


def _transcript_of(project: Project, coding: Coding) -> Transcript:
    with project.reading() as connection:
        known = queries.transcripts(connection)
    return next(one for one in known if one.id == coding.transcript)


def _write_memo(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Write a memo, with a name in it unless the words are out already: that would be a new one."""
    named = not _is_marked(project)
    said = f"om {NAMES[one % len(NAMES)]}s dag" if named else "uten navn"
    with project.reading() as connection:
        memos = [found for found in queries.memos(connection) if found.coder == coder.id]
    if memos and one % 3 == 0:
        memo = _chosen(sorted(memos, key=lambda found: found.id), one)
        changed = ("", said)[other % 2]
        coding.write_memo(project, coder, memo.target_kind, memo.target, changed, memo=memo)
        return
    transcript = _transcript(project, other)
    version = _version(project, transcript)
    targets: list[tuple[str, str | None]] = [("project", None), ("transcript", transcript.id)]
    targets.append(
        ("passage", passage_target(version.id, _span(version.text, version.turns, one, other)))
    )
    targets += [("coding", found.id) for found in _own_codings(project, coder)[:2]]
    targets += [
        ("turn", passage_target(version.id, Span(*turn[2:4]))) for turn in version.turns[:2]
    ]
    with project.reading() as connection:
        targets += [("informant", found.id) for found in queries.informants(connection)[:2]]
        codes = sorted(found.id for found in queries.codes(connection))
    targets += [("code", _chosen(codes, one)), ("municipality", "0301")]
    targets.append((IN_MUNICIPALITY, in_municipality_target(_chosen(codes, one), "0301")))
    kind, target = _chosen(targets, one + other)
    coding.write_memo(project, coder, kind, target, said)


def _replace(
    world: World, project: Project, coder: Coder, transcript: Transcript, text: str
) -> None:
    file = world.file("ny.txt", text)
    preview = importing.look_at(project, [file], Choices())[0]
    replacing.replace_text(project, coder, transcript.id, preview)


def _correct(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Give a corrected text, made of the words that stand there."""
    transcript = _transcript(project, one)
    lines = _version(project, transcript).text.splitlines()
    chance = random.Random(one * 100 + other)
    head, colon, said = lines[-1].partition(": ")
    lines[-1] = f"{head}{colon}faktisk {said}"
    if other % 2 and len(lines) > 2:
        del lines[chance.randrange(1, len(lines))]
    if other % 3 == 0:
        lines.append(chance.choice(lines))
    _replace(world, project, coder, transcript, "\n".join(lines))


def _give_a_wrong_file(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    _replace(world, project, coder, _transcript(project, one), LATE)


def _put_it_right(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Go back to the first text of an interview, as it reads in this copy now."""
    transcript = _transcript(project, one)
    with project.reading() as connection:
        texts = [found.text for found in queries.versions(connection, transcript.id)]
    _replace(world, project, coder, transcript, _chosen(sorted(texts), other))


def _place(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    waiting = _chosen(reviewing.list_waiting(project, aside=True), one)
    if other % 3 == 0:
        reviewing.accept(project, coder, [waiting.id])
    elif other % 3 == 1:
        reviewing.set_aside(project, coder, [waiting.id])
    else:
        with project.reading() as connection:
            version = queries.version(connection, waiting.new_version)
        span = _span(version.text, version.turns, one, other)
        reviewing.move(project, coder, waiting.id, span)


def _load_codebook(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    codebooks.load_codebook(project, coder, world.file("bok.yaml", BOOKS[one % len(BOOKS)]))


def _finish(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    transcript = _transcript(project, one)
    if other % 3:
        coding.finish(project, coder, [transcript.id])
    else:
        coding.reopen(project, coder, transcript.id)


def _read(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    transcript = _transcript(project, one)
    coding.mark_read(project, coder, transcript.id, 10 * other)


def _assign(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    names = [found.name for found in (CODERS * 2)[one % 3 : one % 3 + 2]]
    assigning.assign(project, coder, names, double=other % 2, seed=one)


def _name_main(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    transcript = _transcript(project, one)
    name = CODERS[other % 3].name
    assigning.name_main_coder(project, coder, {transcript.id: name}, ("main", "pilot")[other % 2])


def _release(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    releasing.release(project, coder, [_transcript(project, one).id])


def _agree(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Write what the coders of a transcript agree on, and decide one thing that is open."""
    transcript = _transcript(project, one).id
    waiting = [
        item for item in consensus.queue(project, coder, transcript) if item.state != "agreed"
    ]
    choices = []
    if waiting:
        item = _chosen(waiting, other)
        choices = [
            consensus.Choice(item.id, "neither", reason=f"grunn {other}")
            if other % 2
            else consensus.Choice(item.id, "both")
        ]
    consensus.decide(project, coder, transcript, choices)


def _move(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Move a code below another, or to the top, as no codebook file could."""
    with project.reading() as connection:
        codes = sorted(found.id for found in queries.codes(connection))
    with project.writing(coder, "moved") as writer:
        above = None if other % 4 == 0 else _chosen(codes, other)
        writer.set("code", _chosen(codes, one), "parent", above)


def _some_code(project: Project, number: int) -> str:
    with project.reading() as connection:
        return _chosen(sorted(found.id for found in queries.codes(connection)), number)


def _redefine(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Say that a code means less than it did, or more, or is several."""
    code = _some_code(project, one)
    if other % 3 == 2:
        into = [f"del {other}", _some_code(project, other)]
        code_edits.split_code(project, coder, code, into, keep=other % 2 == 0)
    else:
        meaning: tuple[Meaning, ...] = ("narrowed", "widened")
        texts = {"use_when": f"Som {other}."}
        code_edits.describe_code(project, coder, code, texts, meaning[other % 3])


def _edit_code(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Add a code, or change one."""
    code = _some_code(project, one)
    edits: list[Callable[[], object]] = [
        lambda: code_edits.add_code(
            project, coder, code_edits.NewCode(f"kode {one}", code if other % 2 else None)
        ),
        lambda: code_edits.rename_code(project, coder, code, f"navn {other}", key=f"K-{other}"),
        lambda: code_edits.move_code(project, coder, code, _some_code(project, other)),
        lambda: code_edits.join_codes(project, coder, code, _some_code(project, other)),
        lambda: code_edits.set_in_use(project, coder, code, active=other % 2 == 0),
        lambda: code_edits.pin_code(project, coder, code, str(1 + other % 9)),
    ]
    _chosen(edits, one + other)()


def _freeze(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    if other % 2:
        freezing.freeze(project, coder)
    else:
        freezing.reopen(project, coder)


def _write_wording(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Say how the words of a coding are published, with a name that may be withdrawn in it."""
    coding = _chosen(_own_codings(project, coder), one)
    name = _chosen(NAMES, other)
    said = None if other % 5 == 0 else Wording(f"Hun som heter {name}, lærte noe.", name)
    wordings.set_wordings(project, coder, [wordings.NewWording(coding.id, said)])


def _propose(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Propose a code on some words, or make a proposal a code."""
    name = f"forslag {one % 3}"
    if other % 3 == 0:
        proposing.accept_proposal(project, coder, name)
        return
    transcript = _transcript(project, other)
    version = _version(project, transcript)
    span = _span(version.text, version.turns, one, other)
    theme = _some_code(project, other) if other % 2 else None
    proposing.propose_code(project, coder, transcript.id, span, Proposal(name, theme))


def _code_anew(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Make a code on some words."""
    transcript = _transcript(project, one)
    version = _version(project, transcript)
    span = _span(version.text, version.turns, one, other)
    new = code_edits.NewCode(f"ny {one % 5}", _some_code(project, other) if other % 2 else None)
    new_codes.apply_new_code(project, coder, transcript.id, span, new)


def _decide(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Decide on a coding that waits, or say that one has read again."""
    if waiting := deciding.to_decide(project, coder):
        asked = _chosen(waiting, one)
        choices = [None, deciding.REMOVE, *(code.id for code in asked.choices)]
        deciding.decide(project, coder, asked, _chosen(choices, other))
    elif again := deciding.to_read_again(project, coder):
        deciding.have_read_again(project, coder, [_chosen(again, one).transcript.id])


def _settle(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    found = _chosen(conflicts.list_conflicts(project), one)
    conflicts.settle_conflicts(project, coder, {found.id: 1 + other % len(found.choices)})


def _undo(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    undo(project, coder)


def _redo(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    redo(project, coder)


def _undo_any(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Take back some step of one's own that nothing builds on."""
    with project.reading() as connection:
        mine = [found for found in steps.steps(connection) if found.author_id == coder.id]
    step = _chosen(mine, one)
    undoing.undo(project, coder, step.id, sure=step.id)


def _join_coders(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    with project.reading() as connection:
        others = [found for found in queries.coders(connection) if found.id != coder.id]
    goes = _chosen(sorted(others, key=lambda found: found.id), one)
    pair = (goes, coder) if other % 2 else (coder, goes)
    coder_list.join_coders(project, coder, *pair)


def _join_transcripts(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    goes, stays = (_transcript(project, number).id for number in (one, other))
    perhaps_one.join_records(project, coder, [Pairing("transcript", goes, stays)])


def _accept(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Say of two that may be one that they are, or that they are two."""
    said = _chosen(perhaps(project), one).answered(other % 3 > 0)
    if said.is_one:
        perhaps_one.join_records(project, coder, [said])
        return
    with project.writing(coder, "said to be two") as writer:
        perhaps_one.tell_all_apart(writer, [said])


def _set(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Correct what was said of an interview."""
    transcript = _transcript(project, one)
    with project.reading() as connection:
        speakers = queries.speakers(connection, transcript.id)
    label = _chosen(sorted(found.label for found in speakers), other)
    said: list[tuple[Fact, FactValue]] = [
        (Fact("name"), f"intervju {other}"),
        (Fact("municipality"), ("Asker", None)[other % 2]),
        (Fact("date"), f"2024-01-0{other % 9 + 1}"),
        (Fact("role", label), ("advisor", "participant", "interviewer")[other % 3]),
        (Fact("informant", label), ("P-D", "P-E", None)[other % 3]),
        (Fact("variable", "år"), other),
    ]
    correcting.correct(project, coder, transcript.id, dict([_chosen(said, one + other)]))


def _recognise(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    transcript = _transcript(project, one)
    with project.reading() as connection:
        labels = sorted({found.label for found in queries.speakers(connection, transcript.id)})
    if other % 2 and len(labels) > 1:
        joined = {labels[0]: labels[-1]}
        recognising.recognise_again(project, coder, transcript.id, joined=joined)
    else:
        recognising.recognise_again(project, coder, transcript.id, ignored=[_chosen(labels, other)])


def _pseudonymise(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    name = NAMES[one % len(NAMES)]
    shows = (f"[Person {one % len(NAMES)}]", "[N]", "[en lang person]")[other % 3]
    planned = pseudonymising.plan_replacement(project, [Decision("x:1", "yes", name, shows, "")])
    pseudonymising.pseudonymise(project, coder, planned, world.file("key.csv"))
    world.withdrawn.setdefault(name, set()).add(shows)


def _forget_interview(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    forgetting.forget(project, coder, _transcript(project, one).name)


def _forget_person(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    with project.reading() as connection:
        people = sorted(found.name for found in queries.informants(connection))
    forgetting.forget(project, coder, _chosen(people, one))


def _relink(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Say otherwise whose words are whose: which person a speaker is, whom an interpreter helps."""
    transcript = _transcript(project, one)
    with project.reading() as connection:
        speakers = queries.speakers(connection, transcript.id)
    spoken = {found.label: found.role for found in speakers}
    label, whose = (_chosen(sorted(spoken), number) for number in (other, one))
    if spoken[label] == "interpreter":
        said = {Fact("speaks_for", label): whose}
    else:
        said = {Fact("informant", label): ("P-D", "P-E", "P-F")[other % 3]}
    correcting.correct(project, coder, transcript.id, said)


def _consent(world: World, project: Project, coder: Coder, one: int, other: int) -> None:
    """Say what somebody in an interview allows."""
    transcript = _transcript(project, one)
    with project.reading() as connection:
        spoken = {found.informant for found in queries.speakers(connection, transcript.id)}
        people = sorted(
            found.name for found in queries.informants(connection) if found.id in spoken
        )
    fact = Fact("quotation", _chosen(people, other))
    correcting.correct(project, coder, transcript.id, {fact: ("yes", "no")[other % 2]})


_ACTS: dict[str, Callable[[World, Project, Coder, int, int], None]] = {
    "import": _import_late,
    "code": _code,
    "take off": _take_off,
    "facet": _set_facet,
    "borders": _move_borders,
    "split": _split,
    "recode": _recode,
    "change passages": _change_passages,
    "code all found": _code_all_found,
    "memo": _write_memo,
    "wording": _write_wording,
    "correct": _correct,
    "wrong file": _give_a_wrong_file,
    "right file": _put_it_right,
    "place": _place,
    "codebook": _load_codebook,
    "finish": _finish,
    "read": _read,
    "assign": _assign,
    "main": _name_main,
    "release": _release,
    "agree": _agree,
    "move": _move,
    "redefine": _redefine,
    "edit code": _edit_code,
    "freeze": _freeze,
    "propose": _propose,
    "code anew": _code_anew,
    "decide": _decide,
    "settle": _settle,
    "undo": _undo,
    "redo": _redo,
    "undo any": _undo_any,
    "join coders": _join_coders,
    "join transcripts": _join_transcripts,
    "accept": _accept,
    "set": _set,
    "relink": _relink,
    "consent": _consent,
    "recognise": _recognise,
    "pseudonymise": _pseudonymise,
    "forget interview": _forget_interview,
    "forget person": _forget_person,
}
_WITHDRAWING = frozenset({"pseudonymise", "forget interview", "forget person"})
_OFTEN = (
    *_ACTS,
    "code",
    "code",
    "borders",
    "memo",
    "correct",
    "codebook",
    "settle",
    "undo",
    "merge",
)
KEEPING = tuple(what for what in _OFTEN if what not in _WITHDRAWING)
"""What is done in programs that withdraw nothing."""
EVERYTHING = (
    *(*_OFTEN, "pseudonymise", "memo", "correct", "wrong file", "merge"),
    *("forget person", "relink", "relink"),
)
"""What is done in programs that withdraw, and often write names before."""
