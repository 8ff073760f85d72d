"""Import: what was previewed, kept in one step; or looked at and kept at once."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.errors import BadInput
from kodeverk.formats.metadata import CONSENT_COLUMNS
from kodeverk.model.identity import (
    transcript_id,
    variable_id,
    version_id,
)
from kodeverk.model.records import Coder
from kodeverk.model.text import folded_label, source_digest
from kodeverk.service.comments import write_comments
from kodeverk.service.import_choices import (
    Choices,
    Memory,
    drop_choices,
    kept_for_labels,
    recall,
    remember,
)
from kodeverk.service.import_results import FileResult, looked_at, result_of
from kodeverk.service.looking import look_at_each
from kodeverk.service.matching import Matcher, informants_of, speakers_of
from kodeverk.service.phrases import number_of
from kodeverk.service.previewing import Preview, choose
from kodeverk.service.versions import keep_version
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

__all__ = [
    "Choices",
    "FileResult",
    "check_choices",
    "choose_again",
    "import_files",
    "keep_previews",
    "look_at",
    "memory_of",
]

_SUMMARY = "imported files"
_MOST_GATHERED = 1_000_000
"""Characters of text whose turns are gathered before they are written."""

Report = Callable[[int, int], None]
"""Told how many of how many files are done."""


def import_files(
    project: Project,
    author: Coder,
    paths: Sequence[Path],
    choices: Choices,
    *,
    from_folders: Collection[Path] = (),
    dry_run: bool = False,
    forget_choices: bool = False,
    is_another: Callable[[Preview], bool] | None = None,
    progress: Report = lambda _done, _total: None,
) -> list[FileResult]:
    """Read transcript files into the project, as one step; return what became of each.

    A file that cannot be used fails alone, with its reason. A text that is there already, under
    whatever name, is `unchanged`, or `updated` where something said of it was not known. One that
    is nearly there is `asked` about and not kept, unless it is another interview (`as_new`), or
    `is_another`, which is asked when all have been looked at, says so. What was chosen for labels
    and conventions is remembered for the next files; with `forget_choices` what was remembered
    before is not used, and taken away. Of the files that come `from_folders`, which nobody named,
    one that looks like no transcript fails.
    Raises BadInput for choices that fit none of the files.
    """
    remembered = _remembered(project, None, fresh=forget_choices)
    answers: dict[Path, bool] = {}

    def looked() -> Iterator[Preview]:
        another = replace(choices, as_new=True)
        files = [(path, another if answers.get(path) else choices) for path in paths]
        progress(0, len(paths))
        for number, preview in enumerate(look_at_each(files, remembered), 1):
            yield _refused(preview) if preview.path in from_folders else preview
            progress(number, len(paths))

    if dry_run:
        with project.reading() as connection:
            matched = map(Matcher(connection).match, looked())
            results, seen = _each(matched, looked_at)
        check_choices(choices, seen)
        return results
    while True:
        with project.locked() as connection:
            writer = Writer(connection, author, _SUMMARY)
            keeping = _Keeping(writer, Matcher(connection), forget_choices=forget_choices)
            results, seen = _each(map(keeping.keep, looked()), result_of)
            check_choices(choices, seen)
            asked = [
                preview
                for preview, result in zip(seen, results, strict=True)
                if result.near is not None and preview.path not in answers
            ]
            if not asked or is_another is None:
                keeping.remember(memory_of(choices, seen))
                writer.finish()
                return results
            # While a person thinks, others can write; then the files are read again.
            project.take_back(connection)
        answers |= {preview.path: is_another(preview) for preview in asked}


def _each(
    previews: Iterable[Preview], result: Callable[[Preview], FileResult]
) -> tuple[list[FileResult], list[Preview]]:
    """Return what became of each file, and what its labels are: of no two the text is held."""
    results, seen = [], []
    for preview in previews:
        results.append(result(preview))
        seen.append(preview.without_words())
    return results, seen


def _refused(preview: Preview) -> Preview:
    if preview.is_transcript or preview.error:
        return preview
    return replace(
        preview,
        error="does not look like a transcript",
        hint="Name the file itself to import it all the same.",
    )


def look_at(
    project: Project,
    paths: Sequence[Path],
    choices: Choices,
    *,
    memory: Memory | None = None,
    fresh: bool = False,
    progress: Report = lambda _done, _total: None,
) -> list[Preview]:
    """Return the previews of transcript files; nothing is written.

    What the project remembers is used, unless `fresh`, and `memory` before it.
    """
    remembered = _remembered(project, memory, fresh=fresh)
    previews = []
    progress(0, len(paths))
    for preview in look_at_each([(path, choices) for path in paths], remembered):
        previews.append(preview.packed())
        progress(len(previews), len(paths))
    return _matched(project, previews)


def choose_again(
    project: Project, previews: Sequence[tuple[Preview, Choices | None]], memory: Memory | None
) -> list[Preview]:
    """Return the previews of the same files with other choices, or None where these stay.

    Whether their texts are in the project is asked again of all; whether they are nearly there
    only when nothing is chosen. Nothing is written.
    """
    remembered = _remembered(project, memory)
    return _matched(
        project,
        [
            preview if given is None else choose(preview, given, remembered).packed()
            for preview, given in previews
        ],
        compare=all(given is None for _, given in previews),
    )


def memory_of(choices: Choices, previews: Iterable[Preview]) -> Memory:
    """Return which of the choices the next files are to know: of the labels these files have.

    What a table says holds for its own files alone, and no role is needed for a label that says
    its own; `Speaker 1` is somebody else in every file. A convention is kept for the formats in
    which it has found speakers.
    """
    labels = _labels(previews)
    taken = {folded_label(label) for label in (*choices.joined, *choices.ignored)}
    turns: dict[str, int] = {}
    for preview in previews:
        for label, count in (preview.recognised.speakers if preview.recognised else {}).items():
            if folded_label(label) in taken:
                turns[label] = max(count, turns.get(label, 0))
    return Memory(
        {
            label: role
            for label, role in kept_for_labels(choices.roles, labels).items()
            if guess_role(label) == "unknown"
        },
        kept_for_labels(choices.joined, labels),
        kept_for_labels(choices.ignored, labels),
        {
            preview.source.format: choices.convention
            for preview in previews
            if choices.convention
            and preview.source
            and preview.recognised
            and preview.recognised.speakers
        },
        turns,
    ).of_people()


def keep_previews(
    project: Project,
    author: Coder,
    previews: Sequence[Preview],
    memory: Memory,
    *,
    forget_choices: bool = False,
    progress: Report = lambda _done, _total: None,
) -> list[FileResult]:
    """Write what was previewed, and the choices to remember, as one step; return what became of it.

    Whether a text is there is asked again, whether it is nearly there is not. A preview with an
    error is not written, nor one of which that is asked and not answered.
    """
    is_good = any(preview.source is not None and not preview.error for preview in previews)
    if not is_good and not forget_choices:
        return [result_of(preview) for preview in _matched(project, previews)]
    with project.writing(author, _SUMMARY) as writer:
        matcher = Matcher(writer.connection, compare=False)
        keeping = _Keeping(writer, matcher, forget_choices=forget_choices)
        results = []
        for number, preview in enumerate(previews):
            progress(number, len(previews))
            results.append(result_of(keeping.keep(preview)))
        keeping.remember(memory)
    progress(len(previews), len(previews))
    return results


class _Keeping:
    """Files that are kept as one step: each is written when it comes."""

    def __init__(self, writer: Writer, matcher: Matcher, *, forget_choices: bool) -> None:
        self._writer = writer
        self._matcher = matcher
        self._heard: dict[str, tuple[dict[str, str], str]] = {}
        """Transcript -> the labels of its file, and its format."""
        self._gathered = self._written = self._filled = 0
        if forget_choices:
            drop_choices(writer)

    def keep(self, preview: Preview) -> Preview:
        """Write a file, or what was not known of its transcript; return what it is."""
        matched = self._matcher.match(preview)
        if matched.is_ready:
            self._gathered += _write(self._writer, matched)
            self._written += 1
        if self._gathered > _MOST_GATHERED:
            self._writer.flush()
            self._gathered = 0
        self._matcher.fill(self._writer, matched)
        self._filled += matched.fills
        if matched.source is not None and (matched.is_ready or matched.is_there):
            transcript = self._matcher.transcript(matched).id
            self._heard[transcript] = _labels([matched]), matched.source.format
        return matched

    def remember(self, memory: Memory) -> None:
        """Keep what was chosen for the labels of each file, and say what the step has done."""
        for transcript, (labels, own_format) in self._heard.items():
            remember(self._writer, transcript, memory.of(labels, own_format))
        self._writer.summary = f"imported {number_of(self._written, 'file')}"
        if self._filled:
            known = number_of(self._filled, "transcript")
            self._writer.summary += f", and set what was not known of {known}"


def _remembered(project: Project, memory: Memory | None, *, fresh: bool = False) -> Memory:
    with project.reading() as connection:
        remembered = Memory() if fresh else recall(connection)
    return (remembered if memory is None else remembered.and_then(memory)).of_people()


def _matched(
    project: Project, previews: Sequence[Preview], *, compare: bool = True
) -> list[Preview]:
    with project.reading() as connection:
        matcher = Matcher(connection, compare=compare)
        return [matcher.match(preview) for preview in previews]


def _write(writer: Writer, preview: Preview) -> int:
    """Keep one file's transcript, version, speakers, informants, variables and comments.

    Return how many characters its text has.
    """
    source = preview.source
    assert source is not None
    digest, unkept = preview.digest, source_digest(source.text)
    transcript = transcript_id(digest)
    speakers = speakers_of(preview, digest)
    writer.expect([transcript, version_id(transcript, digest), *speakers.values()])
    writer.put(
        "transcript",
        transcript,
        {
            "name": preview.transcript,
            "version": version_id(transcript, digest),
            "municipality": preview.municipality.number if preview.municipality else None,
            "date": preview.date,
        },
        source=unkept,
    )
    version = keep_version(writer, transcript, preview, speakers)
    informants = _write_informants(writer, preview, speakers)
    for label, role in preview.roles.items():
        speaks_for = preview.interpreted.get(label)
        writer.put(
            "speaker",
            speakers[label],
            {
                "transcript": transcript,
                "label": label,
                "role": role,
                "informant": informants.get(label),
                "speaks_for": None if speaks_for is None else speakers[speaks_for],
            },
            source=unkept,
        )
    row = preview.choices.row
    for variable, value in (row.variables if row else {}).items():
        writer.put(
            "variable",
            variable_id("transcript", transcript, variable),
            {"subject_kind": "transcript", "subject": transcript, "name": variable, "value": value},
            source=unkept,
        )
    if source.comments and preview.choices.comments != "none":
        as_codings = preview.choices.comments == "codings"
        write_comments(writer, version, source.comments, as_codings=as_codings)
    return len(source.text)


def _write_informants(
    writer: Writer, preview: Preview, speakers: Mapping[str, str]
) -> dict[str, str]:
    """Keep the informants that are named, and the consent a table gives; return label -> informant.

    What an informant consented to before stays where nothing else is said now.
    """
    row = preview.choices.row
    consent = row.consent if row else {}
    single = {folded_label(label): said for label, said in (row.consent_of if row else {}).items()}
    unasked = dict.fromkeys(CONSENT_COLUMNS, "not asked")
    informants = informants_of(preview, preview.transcript or "", speakers)
    for label, (identity, name) in informants.items():
        writer.share("informant", identity, {"name": name, **unasked})
        for column, value in {**consent, **single.get(folded_label(label), {})}.items():
            writer.set("informant", identity, column, value)
    return {label: identity for label, (identity, _) in informants.items()}


def check_choices(choices: Choices, previews: Sequence[Preview]) -> None:
    """Raise BadInput for a label that no file has, and for a row of a table that fits several."""
    readable = any(preview.source is not None for preview in previews)
    labels = _labels(previews)
    pairs = choices.speaks_for.items()
    for label in (
        *choices.roles,
        *choices.joined,
        *choices.ignored,
        *choices.informants,
        *(label for pair in pairs for label in pair),
    ):
        if readable and folded_label(label) not in labels:
            raise BadInput(
                f"no file has a speaker labelled {label!r}",
                f"Labels in the files: {', '.join(labels.values()) or 'none'}.",
            )
    rows = Counter(preview.choices.row.where for preview in previews if preview.choices.row)
    for preview in previews:
        row = preview.choices.row
        if row is not None and rows[row.where] > 1:
            folder = preview.path.absolute().parent.name
            raise BadInput(
                f"{row.where}: {number_of(rows[row.where], 'file')} are named {preview.path.name}",
                f"Give each a row with its folder before the name: {folder}/{preview.path.name}",
            )


def _labels(previews: Iterable[Preview]) -> dict[str, str]:
    """Return the labels of the files, as recognised and as joined: folded -> as written."""
    return {
        folded_label(label): label
        for preview in previews
        for reading in (preview.recognised, preview.reading)
        if reading is not None
        for label in reading.speakers
    }
