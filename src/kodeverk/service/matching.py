"""What files to import are to the project: new, there already, or perhaps there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

from kodeverk.analysis.alignment.likeness import (
    BEGINNING,
    NEARLY,
    Sketch,
    Sketches,
    may_be_alike,
    same_words,
    sketch,
    words_of,
)
from kodeverk.analysis.recognition.decision.blocks import join_turns
from kodeverk.errors import KodeverkError
from kodeverk.formats.register import load_register
from kodeverk.model.identity import informant_id, transcript_id, unnamed_informant_id, version_id
from kodeverk.model.records import NOT_INFORMANTS, Transcript
from kodeverk.model.text import count_words, folded_label
from kodeverk.service.correcting import CorrectionPlan, plan_correction, write_correction
from kodeverk.service.facts import Correction, Fact, Statements, Unfit
from kodeverk.service.import_choices import Choices
from kodeverk.service.labels import as_in_text
from kodeverk.service.metadata import of_choices
from kodeverk.service.previewing import FileSpeaker, KnownTranscript, NearCopy, Preview
from kodeverk.service.roles import label_like
from kodeverk.service.surveys import read_file
from kodeverk.service.versions import new_speakers
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.withdrawal.marks import forgotten_records
from kodeverk.store.writer import Writer


class Matcher:
    """Says of previews, in turn, what they are to the project and to the previews before them.

    With `compare` it looks whether a text is nearly that of a transcript; otherwise the preview
    keeps the near copy it has.
    """

    def __init__(self, connection: Connection, *, compare: bool = True) -> None:
        self._connection = connection
        known = queries.known_texts(connection)
        self._by_hash = {digest: transcript for digest, (transcript, _) in known.items()}
        self._earlier = {digest for digest, (_, is_its) in known.items() if not is_its}
        self._there = {transcript.id: transcript for transcript in self._by_hash.values()}
        self._names = {transcript.name for transcript in self._there.values()}
        self._forgotten = forgotten_records(connection)
        self._near = _Near(connection, self._there) if compare else None

    def match(self, preview: Preview) -> Preview:
        """Return the preview with the name its transcript gets, or has if the text is there."""
        if preview.source is None:
            return preview
        digest = preview.digest
        known = self._by_hash.get(digest)
        if known is not None and self._is_perhaps_another(preview, known):
            return replace(
                preview,
                transcript=known.name,
                near=None,
                clash=f"the answers of {known.name}, and no id says whether it is the same person",
                remedy="Give the sheet a column of ids; of the same sheet nothing is missing.",
            )
        if known is not None and digest not in self._earlier:
            return self._of_known(preview, known)
        if known is not None and not preview.choices.as_new:
            # Perhaps it was given to that transcript by mistake: nothing said of it is of that one.
            return replace(preview, transcript=known.name, is_there=True, there=None, near=None)
        name = queries.free_name(preview.own_name or "transcript", self._names)
        new = replace(preview, transcript=name, is_there=False, there=None, clash=None, remedy=None)
        if clash := self._of_forgotten(preview, digest, name):
            return replace(new, clash=clash)
        if self._near is not None:
            new = replace(new, near=self._near.find(preview))
        if not (preview.error or new.is_asked):
            identity = transcript_id(digest)
            place = preview.municipality.number if preview.municipality else None
            version = version_id(identity, digest)
            self._by_hash[digest] = Transcript(identity, name, version, place, preview.date)
            self._earlier.discard(digest)
            self._names.add(name)
            if self._near is not None:
                self._near.add(self._by_hash[digest], preview)
        return new

    def _is_perhaps_another(self, preview: Preview, known: Transcript) -> bool:
        """Tell whether a row of a sheet without ids has the answers of a row of another sheet."""
        if not preview.is_unnamed or known.name == preview.own_name:
            return False
        return known.id not in queries.source_files(self._connection).get(preview.file, ())

    def transcript(self, preview: Preview) -> Transcript:
        """Return the transcript that has the text of a file, or gets it in this import."""
        return self._by_hash[preview.digest]

    def fill(self, writer: Writer, preview: Preview) -> None:
        """Write what is said of a transcript that is there, where nothing was known."""
        if preview.source is None or not preview.fills:
            return
        known = self.transcript(preview)
        write_correction(writer, self._planned(preview.choices, known))
        # A person of this file may be in the next one too.
        writer.flush()

    def _of_known(self, preview: Preview, known: Transcript) -> Preview:
        """Return the preview of a text that is there, with what is known of its transcript."""
        matched = replace(preview, transcript=known.name, is_there=True, near=None)
        planned, clash, remedy = CorrectionPlan(), None, None
        if known.id in self._there:
            try:
                planned = self._planned(preview.choices, known)
            except Unfit as error:
                clash, remedy = error.message, error.hint
        differing = [
            correction
            for correction in (
                planned.kept if known.id in self._there else _differing(preview, known)
            )
            if correction.fact.kind in ("municipality", "date")
        ]
        if differing:
            listed = ", ".join(
                f"{correction.fact} {correction.before or 'none'} there, {correction.after} given"
                for correction in differing
            )
            clash = f"this text is in the project as {known.name}: {listed}"
            options = " ".join(
                f"--{correction.fact.kind} {correction.after}" for correction in differing
            )
            remedy = (
                "Nothing is overwritten. If the project is wrong: kodeverk set PROJECT "
                f"{quote(known.name)} {options}"
            )
        there = self._described(preview, known, CorrectionPlan() if clash else planned)
        return replace(matched, clash=clash, remedy=remedy, there=there)

    def _planned(self, choices: Choices, known: Transcript) -> CorrectionPlan:
        """Return what is said of a transcript that is there, and of that what is new."""
        if not choices.says_something:
            return CorrectionPlan()
        speakers = queries.speakers(self._connection, known.id)
        said: Statements = of_choices(choices, speakers)
        of_labels = [label for label in (*choices.roles, *choices.informants) if label]
        if any(
            label_like(label, (speaker.label for speaker in speakers)) is None
            for label in of_labels
        ):
            # The file has the labels of the text; somebody may have set others.
            version = queries.version(self._connection, known.version)
            written = as_in_text(self._connection, version, speakers)
            labels = {
                folded_label(then.label): now.label
                for then, now in zip(written, speakers, strict=True)
            }
            said = {
                fact._replace(of=labels.get(folded_label(fact.of), fact.of)) if fact.of else fact: (
                    labels.get(folded_label(str(value)), value)
                    if fact.kind == "speaks_for"
                    else value
                )
                for fact, value in of_choices(choices, written).items()
            }
        return plan_correction(self._connection, known, said, overwrite=False)

    def _described(
        self, preview: Preview, known: Transcript, planned: CorrectionPlan
    ) -> KnownTranscript:
        """Return a transcript as it is, with what the import fills in."""
        facts: dict[Fact, Any] = {change.fact: change.after for change in planned.changes}
        place = facts.get(Fact("municipality"), known.municipality)
        there = [
            version
            for version in queries.versions(self._connection, known.id)
            if version.id == known.version
        ]
        # Of a file that stands twice among those to import nothing is written yet.
        turns = there[0].turns if there else ()
        counts = Counter(turn.speaker for turn in turns)
        speakers = tuple(
            FileSpeaker(
                speaker.label,
                facts.get(Fact("role", speaker.label), speaker.role),
                counts[speaker.id],
                joined_turns=counts[speaker.id],
            )
            for speaker in queries.speakers(self._connection, known.id)
        )
        read_now = join_turns(preview.reading.blocks) if preview.reading else ()
        spoken = turns if there else read_now
        text = there[0].text if there else preview.source.text if preview.source else ""
        return KnownTranscript(
            speakers if there else preview.speakers,
            len(spoken),
            sum(count_words(text[turn.start : turn.end]) for turn in spoken),
            [turn[:4] for turn in spoken] != [block[1:5] for block in read_now],
            load_register().municipalities.get(str(place)),
            facts.get(Fact("date"), known.date),
            planned.changes,
            tuple(
                correction
                for correction in planned.kept
                if correction.fact.kind not in ("municipality", "date")
            ),
        )

    def _of_forgotten(self, preview: Preview, digest: str, name: str) -> str | None:
        """Return what keeps a file out for which consent was withdrawn, None when nothing does."""
        if not self._forgotten:
            return None
        if transcript_id(digest) in self._forgotten:
            return "this interview was forgotten for good: its consent was withdrawn"
        for identity, person in informants_of(preview, name, speakers_of(preview, digest)).values():
            if identity in self._forgotten:
                return f"{person} was forgotten for good: somebody new needs another pseudonym"
        return None


class _Near:
    """The texts of the project and of the files before, among which near copies are found.

    Of no text more than its sketch is kept: the few that are compared are read again.
    """

    def __init__(self, connection: Connection, there: Mapping[str, Transcript]) -> None:
        self._connection = connection
        self._known = dict(there)
        self._of_files: dict[str, tuple[Path, str | None]] = {}
        """Which file a text is of, and in which encoding somebody says that is."""
        self._sketches: Sketches[str] = Sketches()
        self._unlike: dict[str, int] | None = None
        """The lengths of texts without a sketch: no file has been nearly so long."""
        self._files = queries.source_files(connection)
        self._sketched: tuple[str, Sketch] | None = None

    def find(self, preview: Preview) -> NearCopy | None:
        """Return the transcript that has nearly the words of a file, or its name."""
        assert preview.source is not None
        text = preview.source.text
        self._sketch_like(len(text))
        sketched = sketch(text, len(text))
        self._sketched = (text, sketched)
        if preview.choices.as_new:
            return None
        stem = preview.own_name
        named = {transcript.id for transcript in self._known.values() if transcript.name == stem}
        named |= {
            transcript
            for transcript in self._files.get(preview.file, ())
            if transcript in self._known
        }
        # Of two files that are chosen together one has a name because it was chosen first.
        named -= self._of_files.keys()
        # Respondents are asked the same, and many answer alike.
        like = set() if preview.respondent is not None else self._sketches.like(sketched)
        if not (like or named):
            return None
        words = words_of(text)
        shares = {
            transcript: same_words(words, words_of(self._text(transcript)))
            for transcript in {*like, *named}
        }
        best = max(sorted(shares), key=lambda transcript: (shares[transcript], transcript in named))
        if shares[best] < NEARLY and best not in named:
            best = min(named, default="")
        if not best:
            return None
        known = self._known[best]
        return NearCopy(known.id, known.name, int(100 * shares[best]), best in named)

    def add(self, known: Transcript, preview: Preview) -> None:
        """Let the text of a file be found by the files that come after it."""
        assert preview.source is not None
        text = preview.source.text
        self._known[known.id] = known
        self._of_files[known.id] = preview.path, preview.choices.encoding
        kept = self._sketched
        is_it = kept is not None and kept[0] is text
        self._sketches.add(known.id, kept[1] if kept and is_it else sketch(text, len(text)))

    def _sketch_like(self, length: int) -> None:
        """Sketch the texts of the project that may be alike to one of this length."""
        if self._unlike is None:
            wanted = None
            self._unlike = {}
        else:
            wanted = [one for one, its in self._unlike.items() if may_be_alike(its, length)]
            if not wanted:
                return
        for identity, beginning, its in queries.beginnings(self._connection, BEGINNING, wanted):
            if may_be_alike(its, length):
                self._sketches.add(identity, sketch(beginning, its))
                self._unlike.pop(identity, None)
            else:
                self._unlike[identity] = its

    def _text(self, transcript: str) -> str:
        if transcript in self._of_files:
            try:
                return read_file(*self._of_files[transcript]).source.text
            except KodeverkError:
                return ""  # meanwhile it can be read no more
        current = queries.current_text(self._connection, transcript)
        return current.text if current else ""


def speakers_of(preview: Preview, digest: str) -> dict[str, str]:
    """Return label -> id of the speakers of a new transcript; `digest` is the hash of its text."""
    assert preview.reading is not None
    return new_speakers(version_id(transcript_id(digest), digest), preview.reading)


def informants_of(
    preview: Preview, name: str, speakers: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return label -> id and name of a file's informants; `name` is that of its transcript.

    An informant with consent and no pseudonym is called after the transcript and the label.
    """
    roles, row = preview.roles, preview.choices.row
    people = {
        known: (informant_id(pseudonym), pseudonym)
        for label, pseudonym in preview.choices.informants.items()
        if (known := label_like(label, roles)) is not None
    }
    if not row:
        return people
    # What is said of everybody holds for those who are named, if any are.
    everybody = not people and bool(row.consent)
    single = {folded_label(label) for label in row.consent_of}
    unnamed = {
        label: (unnamed_informant_id(speakers[label]), f"{name}/{label}")
        for label, role in roles.items()
        if role not in NOT_INFORMANTS and (everybody or folded_label(label) in single)
    }
    return {**unnamed, **people}


def _differing(preview: Preview, known: Transcript) -> list[Correction]:
    """Return place and day of a file that differ from those of the same text chosen before it."""
    place = preview.municipality.number if preview.municipality else None
    return [
        Correction(fact, now, given)
        for fact, now, given in (
            (Fact("municipality"), known.municipality, place),
            (Fact("date"), known.date, preview.date),
        )
        if given is not None and given != now
    ]
