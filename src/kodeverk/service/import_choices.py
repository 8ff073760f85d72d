"""What somebody says of the files to import, and what the project remembers of it for the next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from kodeverk.analysis.recognition.doubts.doubt import LineAnswer
from kodeverk.formats.metadata import FileFacts, row_of
from kodeverk.model.change import Value
from kodeverk.model.identity import setting_id
from kodeverk.model.records import Role
from kodeverk.model.text import folded_label
from kodeverk.service.roles import is_numbered
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.writer import Writer

Kept = TypeVar("Kept")
CommentsAs = Literal["memos", "codings", "none"]
COMMENTS_AS: tuple[CommentsAs, ...] = get_args(CommentsAs)

PLACE = "place"
"""The variable with the place of an interview that is from no municipality."""

_ROLE, _JOIN, _IGNORE, _CONVENTION, _TURNS = (
    f"import.{what}:" for what in ("role", "join", "ignore", "convention", "turns")
)
"""How the keys of remembered choices begin; the label follows as it was written, because a
pseudonym takes the place of a name only where it stands as it is spelled."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose for one file, or for all files; the rest is left to recognition.

    `roles`, `informants` (pseudonyms) and `speaks_for` (an interpreter's label -> that of the
    speaker whose words they say) go by label; `joined` maps a label to the one that stands for the
    same person, or to itself to keep it apart; `ignored` tells whether a label is nobody who
    speaks. `facts` are the rows of a table, file name -> what goes before all else for that file;
    `of` a file, `row` is its own. With `as_new` a text that is nearly that of a transcript is
    another interview. `lines` are what single lines of one file are, by number from 1. `survey`
    tells of sheets whether they are surveys, `surveys` of single ones.
    """

    municipality: str | None = None
    date: str | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    facts: Mapping[str, FileFacts] = field(default_factory=dict)
    convention: str | None = None
    encoding: str | None = None
    joined: Mapping[str, str] = field(default_factory=dict)
    ignored: Mapping[str, bool] = field(default_factory=dict)
    informants: Mapping[str, str] = field(default_factory=dict)
    speaks_for: Mapping[str, str] = field(default_factory=dict)
    comments: CommentsAs = "memos"
    row: FileFacts | None = None
    as_new: bool = False
    lines: Mapping[int, LineAnswer] = field(default_factory=dict)
    survey: bool | None = None
    surveys: Mapping[Path, bool] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether anything is said of the transcript that a file is, not only of its text."""
        return bool(
            self.municipality
            or self.date
            or self.roles
            or self.informants
            or self.speaks_for
            or self.row
        )

    def of(self, path: Path) -> "Choices":
        """Return the choices for a file: those for all files, and its row before them."""
        row = row_of(self.facts, path)
        own = replace(self, facts={}, survey=self.surveys.get(path, self.survey), surveys={})
        return own if row is None else own.with_row(row)

    @property
    def own_place(self) -> str | None:
        """The place that is no municipality, if one was given: the variable `place`."""
        place = self.row.variables.get(PLACE) if self.row else None
        return None if place is None else str(place)

    def with_place(self, municipality: str | None, own_place: str | None) -> "Choices":
        """Return these choices with another municipality, or a place that is none, or neither."""
        row = self.row or FileFacts("", None, None, {}, {}, {}, {})
        variables = {name: value for name, value in row.variables.items() if name != PLACE}
        if own_place is not None:
            variables[PLACE] = own_place
        if variables == row.variables:
            return replace(self, municipality=municipality)
        row = replace(row, municipality=None, variables=variables)
        return replace(self, municipality=municipality, row=row)

    def with_row(self, row: FileFacts) -> "Choices":
        """Return these choices with what a row of a table says before them."""
        return replace(
            self,
            facts={},
            municipality=row.municipality or self.municipality,
            date=row.date or self.date,
            roles={**self.roles, **row.roles},
            convention=row.convention or self.convention,
            encoding=row.encoding or self.encoding,
            joined={**self.joined, **row.joined},
            ignored={**self.ignored, **dict.fromkeys(row.ignored, True)},
            informants={**self.informants, **row.informants},
            speaks_for={**self.speaks_for, **row.speaks_for},
            row=row,
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """The choices a project keeps for the next files: by label, and of conventions by format.

    `turns` is how often a joined or ignored label spoke where that was said of it.
    """

    roles: Mapping[str, Role] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)
    ignored: Mapping[str, bool] = field(default_factory=dict)
    conventions: Mapping[str, str] = field(default_factory=dict)
    turns: Mapping[str, int] = field(default_factory=dict)

    def and_then(self, later: "Memory") -> "Memory":
        """Return this memory with what was chosen later before it."""
        return Memory(
            {**self.roles, **later.roles},
            {**self.joined, **later.joined},
            {**self.ignored, **later.ignored},
            {**self.conventions, **later.conventions},
            {**self.turns, **later.turns},
        )

    def of(self, labels: Collection[str], file_format: str) -> "Memory":
        """Return this memory of the labels of an interview, given folded, and of its format."""
        return Memory(
            kept_for_labels(self.roles, labels),
            kept_for_labels(self.joined, labels),
            kept_for_labels(self.ignored, labels),
            {
                own_format: kept
                for own_format, kept in self.conventions.items()
                if own_format == file_format
            },
            kept_for_labels(self.turns, labels),
        )

    def of_people(self) -> "Memory":
        """Return this memory without the labels that are somebody else in every file."""
        return Memory(
            _of_people(self.roles),
            _of_people(self.joined),
            _of_people(self.ignored),
            self.conventions,
            _of_people(self.turns),
        )


def kept_for_labels(by_label: Mapping[str, Kept], labels: Collection[str]) -> dict[str, Kept]:
    """Return what was chosen for these labels, given folded."""
    return {label: kept for label, kept in by_label.items() if folded_label(label) in labels}


def _of_people(by_label: Mapping[str, Kept]) -> dict[str, Kept]:
    return {label: kept for label, kept in by_label.items() if not is_numbered(label)}


def recall(connection: Connection) -> Memory:
    """Return what the project remembers of earlier imports."""
    kinds = (_ROLE, _JOIN, _IGNORE, _CONVENTION, _TURNS)
    by_kind: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
    for key, value in queries.settings(connection).values():
        for begin, remembered in by_kind.items():
            if key.startswith(begin):
                remembered[key.removeprefix(begin)] = value
    return Memory(*by_kind.values())


def remember(writer: Writer, transcript: str, memory: Memory) -> None:
    """Keep what was chosen for a transcript for the next files, as part of the step being written.

    It goes with the transcript when that is forgotten.
    """
    for begin, chosen in (
        (_ROLE, memory.roles),
        (_JOIN, memory.joined),
        (_IGNORE, memory.ignored),
        (_CONVENTION, memory.conventions),
        (_TURNS, memory.turns),
    ):
        for name, value in chosen.items():
            key = begin + name
            values: dict[str, Value] = {"key": key, "value": value, "transcript": transcript}
            writer.say("setting", setting_id(transcript, key), values)


def drop_choices(writer: Writer) -> None:
    """Take away all that is remembered of earlier imports, as part of the step being written."""
    for record in queries.settings(writer.connection):
        writer.remove("setting", record)
