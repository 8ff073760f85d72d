"""What a report is about: the transcripts, codes and coders chosen, and whose codings count."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.counting.scope import Basis, CountedWork, Scope, counted_work
from kodeverk.analysis.counting.transcripts import theme_of
from kodeverk.analysis.counting.work import FINISHED, NO_SPLITS, CodebookVersion, Splits
from kodeverk.analysis.municipalities import resolve, today
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import KodeverkError, NotFound
from kodeverk.formats.register import load_register
from kodeverk.model.codebook import SHARED, in_tree_order
from kodeverk.model.identity import consensus_id
from kodeverk.model.municipality import Register, folded
from kodeverk.model.records import (
    MAIN_ROUND,
    Assignment,
    Code,
    Coder,
    Facet,
    Informant,
    Speaker,
    Transcript,
)
from kodeverk.service.asked_codings import all_asked
from kodeverk.service.coders import find_coder
from kodeverk.service.consensus_items import complete_ones
from kodeverk.service.equal_codings import as_one
from kodeverk.service.label_names import without_identifying_labels
from kodeverk.store import coding_rows, queries
from kodeverk.store.engine import Connection
from kodeverk.store.queries import Version

NO_MUNICIPALITY = "-"
"""The number under which transcripts without a municipality stand."""

_AT_ONCE = 20
"""Transcripts whose texts are in memory together."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a project to report, in the words people use; an empty field chooses everything.

    `themes` are those whose codes, with themselves, are wanted. `facets` and `variables` are name
    and value, of which one with several values has any of them, and several names all theirs.
    """

    roles: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    informants: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    scope: Scope = "finished"
    basis: Basis = "final"
    round_name: str = MAIN_ROUND

    @property
    def filters(self) -> dict[str, list[str]]:
        """The filters that were given, by what they choose."""
        given = {
            "roles": self.roles,
            "codes": self.codes,
            "municipalities": self.municipalities,
            "coders": self.coders,
            "transcripts": self.transcripts,
            "themes": self.themes,
            "facets": tuple(map("=".join, self.facets)),
            "informants": self.informants,
            "variables": tuple(map("=".join, self.variables)),
        }
        return {name: [*values] for name, values in given.items() if values}


EVERYTHING = Selection()
"""What is finished of the whole project."""


class TableMunicipality(NamedTuple):
    """A municipality as tables show it: today's number, and a name no other has; `-` for none.

    One that was split stays under its old number.
    """

    number: str
    name: str
    county_number: str | None
    county: str | None


NOWHERE = TableMunicipality(NO_MUNICIPALITY, "no municipality", None, None)


@dataclass(frozen=True, slots=True)
class Material:
    """The material of a selection: what of the project it takes, and whose codings count.

    `transcripts`, by name, are those of the municipalities chosen, `places` theirs by transcript
    id. `coders` are the ids of those chosen, `people` all coders; their `coder_names` are unique,
    as are the `pseudonyms` of informants. `codes` are all codes in the order of their codebooks.
    `sentences` say which municipality numbers are counted as others.
    """

    selection: Selection
    transcripts: dict[str, Transcript]
    places: dict[str, TableMunicipality]
    sentences: tuple[str, ...]
    speakers: dict[str, Speaker]
    pseudonyms: dict[str, str]
    coders: frozenset[str]
    people: dict[str, Coder]
    coder_names: dict[str, str]
    codes: dict[str, Code]
    themes: dict[str, str]
    facets: tuple[Facet, ...]
    versions: tuple[CodebookVersion, ...]
    splits: Splits
    version_labels: dict[str, str]
    assignments: tuple[Assignment, ...]
    work: CountedWork

    def names(self, transcripts: Iterable[str]) -> tuple[str, ...]:
        """Return the names of transcripts given by id."""
        return tuple(self.transcripts[transcript].name for transcript in transcripts)


Row = TypeVar("Row", bound=tuple[Any, ...])


class Reading(NamedTuple, Generic[Row]):
    """A transcript with its current text and its live codings as rows.

    Codings on the same words are one (`kodeverk.service.equal_codings`); `same` has the ids of all
    codings that a coding stands for, by its own id.
    """

    transcript: Transcript
    version: Version
    codings: Sequence[Row]
    same: Mapping[str, Sequence[str]]


def material_of(connection: Connection, selection: Selection) -> Material:
    """Return what `selection` takes of the project, and whose codings count.

    Raises NotFound, with suggestions, for a municipality or coder that fits nothing, and BadInput
    where scope, basis and coders do not suit each other.
    """
    register = load_register()
    known = queries.transcripts(connection)
    places, sentences = _places(register, known)
    wanted = chosen_places(register, known, places, selection.municipalities)
    named = chosen_transcripts(known, selection.transcripts)
    transcripts = {
        transcript.id: transcript
        for transcript in known
        if places[transcript.id] in wanted and transcript.id in named
    }
    people = queries.coders(connection)
    coders = {coder.id: coder for coder in people}
    chosen = [find_coder(people, name) for name in selection.coders]
    versions = coding_rows.codebook_versions(connection)
    assignments = tuple(
        assignment
        for assignment in queries.assignments(connection, round_name=None)
        if assignment.coder in coders
    )
    for coder in chosen:
        _check_at_work(coder, assignments, transcripts, selection.round_name)
    codes = _in_order(queries.codes(connection))
    speakers = {speaker.id: speaker for speaker in queries.speakers(connection)}
    informants = _unique_names(queries.informants(connection))
    return Material(
        selection,
        transcripts,
        places,
        tuple(
            dict.fromkeys(
                sentences[transcript] for transcript in transcripts if sentences[transcript]
            )
        ),
        speakers,
        without_identifying_labels(connection, informants, transcripts, speakers.values()),
        frozenset(coder.id for coder in chosen),
        coders,
        _unique_names(people),
        codes,
        theme_of(codes.values()),
        tuple(queries.facets(connection)),
        tuple(CodebookVersion(version.id, version.codebook, version.codes) for version in versions),
        _splits(connection),
        {version.id: version.label for version in versions},
        assignments,
        _work(connection, selection, transcripts, coders, assignments, codes.values(), chosen),
    )


def _splits(connection: Connection) -> Splits:
    """Return what was made of codes that were split, and where that waits to be decided."""
    parts = tuple(queries.splits(connection))
    if not parts:
        return NO_SPLITS
    asked = ((one.transcript, one.coder, one.code) for one in all_asked(connection))
    return Splits(parts, frozenset(asked))


def rounds_of(connection: Connection, material: Material) -> dict[str, Material]:
    """Return the material as it is in each round in which something is assigned, by its name."""
    chosen = [material.people[coder] for coder in material.coders]
    names = {work.round for work in material.assignments} or {MAIN_ROUND}
    found = {}
    for name in sorted(names, key=lambda name: (name != MAIN_ROUND, name)):
        selection = replace(material.selection, round_name=name)
        work = _work(
            connection,
            selection,
            material.transcripts,
            material.people,
            material.assignments,
            material.codes.values(),
            chosen,
        )
        found[name] = replace(material, selection=selection, work=work)
    return found


def _work(
    connection: Connection,
    selection: Selection,
    transcripts: Iterable[str],
    people: Mapping[str, Coder],
    assignments: Sequence[Assignment],
    codes: Iterable[Code],
    chosen: Iterable[Coder],
) -> CountedWork:
    """Return whose codings count in the round of a selection."""
    return counted_work(
        transcripts,
        _as_complete(connection, assignments, codes, selection.round_name),
        people,
        queries.main_coders(connection, selection.round_name),
        round_name=selection.round_name,
        scope=selection.scope,
        basis=selection.basis,
        chosen=[coder.id for coder in chosen],
    )


def _as_complete(
    connection: Connection,
    assignments: Sequence[Assignment],
    codes: Iterable[Code],
    round_name: str,
) -> list[Assignment]:
    """Return assignments, a consensus that was finished and is not complete as one begun.

    What was said of it last is as old as that: codings, coders and decisions come later.
    """
    own = [work for work in assignments if work.round == round_name]
    complete = complete_ones(connection, own, {code.id for code in codes if not code.counted})
    return [
        replace(work, state="started")
        if work.coder == consensus_id()
        and work.round == round_name
        and work.state in FINISHED
        and work.transcript not in complete
        else work
        for work in assignments
    ]


def readings(
    connection: Connection,
    material: Material,
    transcripts: Iterable[str],
    rows: Callable[[Connection, float], coding_rows.Reader[Row]],
) -> Iterator[Reading[Row]]:
    """Yield the transcripts given by id, in that order, a few texts in memory at a time.

    `rows` gives what reads their codings; the connection must be one of
    `service.derived_placements`, so that all that can be placed is.
    """
    waiting, codings = list(transcripts), rows(connection, SURE)
    for start in range(0, len(waiting), _AT_ONCE):
        chunk = waiting[start : start + _AT_ONCE]
        versions = {
            current.transcript: current for current in queries.current_versions(connection, chunk)
        }
        for transcript in chunk:
            version = versions[transcript]
            yield Reading(
                material.transcripts[transcript], version, *as_one(codings(transcript, version.id))
            )


def chosen_codes(codes: Iterable[Code], given: Sequence[str]) -> frozenset[str]:
    """Return the ids of the codes written `KEY` or `codebook:KEY`; a key that one had finds it too.

    Raises NotFound, with suggestions, for a key that fits none of them, or several.
    """
    by_key: dict[str, list[Code]] = {}
    had: dict[str, list[Code]] = {}
    for code in codes:
        own = code.key.rpartition(":")[2]
        for written in {code.key, own, f"{code.codebook}:{own}"}:
            by_key.setdefault(written, []).append(code)
        for written in {*code.formerly}:
            had.setdefault(written, []).append(code)
    by_key = had | by_key
    for key in given:
        if key not in by_key:
            near = ", ".join(nearest(key, by_key))
            raise NotFound(
                f"the code {key!r} is not in the codebook", f"Did you mean {near}?" if near else ""
            )
        if len(by_key[key]) > 1:
            listed = ", ".join(f"{code.codebook}:{key}" for code in by_key[key])
            raise NotFound(f"{key!r} fits several codes", f"Say which: {listed}.")
    return frozenset(by_key[key][0].id for key in given)


def chosen_transcripts(known: Iterable[Transcript], given: Sequence[str]) -> frozenset[str]:
    """Return the ids of transcripts given by name or id, of all when none is given.

    Raises NotFound, with suggestions, for one that is not there.
    """
    called = {name: one.id for one in known for name in (one.name, one.id)}
    if not given:
        return frozenset(called.values())
    names = [name for name, identity in called.items() if name != identity]
    for name in given:
        if name not in called:
            near = ", ".join(nearest(name, names))
            raise NotFound(
                f"there is no transcript {name!r}",
                f"Did you mean {near}?" if near else "See them: kodeverk status PROJECT",
            )
    return frozenset(called[name] for name in given)


def check_roles(given: Iterable[str], there: Iterable[str]) -> None:
    """Raise NotFound for a role that nobody has in what was chosen."""
    roles = sorted(set(there))
    for role in given:
        if role not in roles:
            raise NotFound(
                f"nobody in the transcripts chosen has the role {role!r}",
                f"Roles there are: {', '.join(roles)}.",
            )


def chosen_places(
    register: Register,
    transcripts: Sequence[Transcript],
    places: Mapping[str, TableMunicipality],
    given: Sequence[str],
) -> frozenset[TableMunicipality]:
    """Return the places of the project that are meant, all of them when none is given.

    A number or name, of today or of the interview's date, or `-`. Raises NotFound for what no
    transcript belongs to, and for a name that fits two places of the project.
    """
    if not given:
        return frozenset(places.values())
    called: dict[str, set[TableMunicipality]] = {}
    for transcript in transcripts:
        place = places[transcript.id]
        now, then = (
            register.municipalities.get(number or "")
            for number in (place.number, transcript.municipality)
        )
        names = [name for known in (now, then) if known for name in (known.number, known.name)]
        for name in (place.number, place.name, *names):
            called.setdefault(folded(name) or name, set()).add(place)
    return frozenset(_place_meant(register, called, name) for name in given)


def _place_meant(
    register: Register, called: Mapping[str, set[TableMunicipality]], given: str
) -> TableMunicipality:
    fitting = called.get(folded(given) or given.strip(), set())
    if not fitting:
        try:
            number = resolve(register, given, None).number
        except KodeverkError as error:
            raise NotFound(error.message, error.hint) from error
        fitting = called.get(number, set())
    if len(fitting) > 1:
        listed = ", ".join(f"{place.number} {place.name}" for place in sorted(fitting))
        raise NotFound(f"{given!r} fits several municipalities: {listed}", "Give the number.")
    if not fitting:
        there = sorted(
            {f"{place.number} {place.name}" for group in called.values() for place in group}
        )
        raise NotFound(
            f"no transcript belongs to {given!r}",
            f"Municipalities in the project: {', '.join(there)}." if there else "",
        )
    return next(iter(fitting))


def _places(
    register: Register, transcripts: Iterable[Transcript]
) -> tuple[dict[str, TableMunicipality], dict[str, str]]:
    """Return the place of each transcript, by id, and the sentence on its number, if any."""
    places, sentences = {}, {}
    for transcript in transcripts:
        places[transcript.id], sentences[transcript.id] = table_place(
            register, transcript.municipality
        )
    return places, sentences


def table_place(register: Register, number: str | None) -> tuple[TableMunicipality, str]:
    """Return the municipality a number stands under in tables, and the sentence on it, if any."""
    if number is None:
        return NOWHERE, ""
    counted = today(register, number)
    shown = counted.now or register.municipalities.get(number)
    if shown is None:
        return TableMunicipality(number, number, None, None), counted.sentence
    name = register.unique_name(shown.number)
    place = TableMunicipality(shown.number, name, shown.county_number, shown.county)
    return place, counted.sentence


def _in_order(codes: Sequence[Code]) -> dict[str, Code]:
    """Return the codes by id: codebook after codebook, each as a tree, reserve codes last."""
    books = sorted({code.codebook for code in codes}, key=lambda book: (book == SHARED, book))
    ordered = {
        code.id: code
        for book in books
        for code in in_tree_order(code for code in codes if code.codebook == book)
    }
    # A code under one of another codebook is in no tree; it is counted all the same.
    return ordered | {code.id: code for code in codes if code.id not in ordered}


def _check_at_work(
    coder: Coder, assignments: Iterable[Assignment], transcripts: Container[str], round_name: str
) -> None:
    """Raise NotFound for a coder who has nothing to do with the transcripts chosen."""
    for assignment in assignments:
        if (assignment.coder, assignment.round) == (
            coder.id,
            round_name,
        ) and assignment.transcript in transcripts:
            return
    raise NotFound(
        f"{coder.name} has none of the transcripts chosen in the round {round_name}",
        "See who codes what: kodeverk status PROJECT",
    )


def _unique_names(people: Sequence[Coder | Informant]) -> dict[str, str]:
    """Return id -> name, with a part of the id where two people have the same name."""
    times = Counter(person.name for person in people)
    return {
        person.id: person.name if times[person.name] == 1 else f"{person.name} {person.id[-8:]}"
        for person in people
    }
