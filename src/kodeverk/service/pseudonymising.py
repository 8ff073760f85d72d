"""Pseudonyms: what may identify is proposed, a person confirms it, and it is replaced for good.

Originals stand in the table of proposals and in the key, and in nothing this module leaves in a
project: not in a step's summary, not in an error, not in a setting.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from kodeverk.analysis.identifying.proposals import (
    IDENTIFYING_KINDS,
    Known,
    Proposal,
    Searched,
    open_passages,
    proposal_of,
    propose,
)
from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.formats.pseudonyms import (
    Answer,
    Decision,
    KeyRow,
    check_key_path,
    read_decisions,
    read_key,
    write_key,
    write_proposals,
)
from kodeverk.formats.register import load_register
from kodeverk.model.municipality import folded
from kodeverk.model.records import Coder, Transcript
from kodeverk.model.replacement import finder, with_replacements
from kodeverk.model.text import Span, normalise
from kodeverk.service.leftovers import Leftover, find_leftovers
from kodeverk.service.phrases import number_of
from kodeverk.service.previewing import BLACK
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.withholding import identifying_codes
from kodeverk.store import queries
from kodeverk.store.derived_files import files_made, forget_named, remembered
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.withdrawal.acts import withdraw_text
from kodeverk.store.withdrawal.marks import read_marks, words_marks

__all__ = [
    "CONTEXTS_APART",
    "Decision",
    "Proposal",
    "Pseudonymised",
    "Replaced",
    "ReplacementPlan",
    "by_kind",
    "chosen_transcripts",
    "decisions_from",
    "plan_again",
    "plan_replacement",
    "proposals",
    "pseudonymise",
    "read_decisions",
    "save_proposals",
]

CONTEXTS_APART = " | "
_SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Replaced:
    """One confirmed row: what is replaced by what, in how many places of which transcripts.

    `only` is the name of the one transcript it is about, empty for all that were chosen. Places are
    counted where no longer original covers them, in the current texts.
    """

    text: str
    replacement: str
    only: str
    places: int
    transcripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplacementPlan:
    """What applying decisions would do; nothing has been done yet.

    `declined` and `undecided` count the rows answered no and not at all: they are left alone.
    `chosen` and `everywhere` are the replacements as `withdraw_text` takes them, and `searched` the
    originals, with their pseudonyms, for which the whole project is searched.
    """

    transcripts: tuple[Transcript, ...]
    replaced: tuple[Replaced, ...]
    declined: int
    undecided: int
    chosen: Mapping[str, Mapping[str, str]]
    everywhere: Mapping[str, str]
    searched: frozenset[tuple[str, str]] = frozenset()

    @property
    def scope(self) -> str:
        """How many transcripts have something to be replaced in their current texts, in words."""
        touched = {name for replaced in self.replaced for name in replaced.transcripts}
        return number_of(len(touched), "transcript")


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """What was done in which transcripts, and where originals are left, which no rule can settle.

    `made` are backups, exports and tables of proposals made before, which still hold them.
    """

    transcripts: tuple[str, ...]
    left: tuple[Leftover, ...]
    made: tuple[Path, ...]


def proposals(
    project: Project, names: Sequence[str] = (), key: Path | None = None
) -> tuple[Proposal, ...]:
    """Return what may identify somebody in the named transcripts, or in all.

    With `key` what it replaced before gets the same pseudonym again. Raises NotFound for a
    transcript there is not, and Refused for black data or a key that is not this project's.
    """
    chosen = chosen_transcripts(project, names)
    with project.reading() as connection:
        earlier = read_key(key, queries.local_value(connection, "project")) if key else ()
        codes = queries.codes(connection)
        known = Known(
            tuple(informant.name for informant in queries.informants(connection)),
            tuple(name for code in codes for name in (code.key, *code.name.values())),
            {row.original: _steps(earlier, row)[-1] for row in earlier if not row.only},
            frozenset(said.shows for said in words_marks(read_marks(connection))),
        )
        searched = list(_searched(connection, chosen))
    return propose(searched, load_register(), known)


def open_passages_in(connection: Connection, transcripts: Sequence[Transcript]) -> dict[str, int]:
    """Return transcript, by name -> how many passages marked as identifying still stand in it.

    What stands there as a replacement of withdrawn words is no such passage.
    """
    put_in = {folded(said.shows) for said in words_marks(read_marks(connection))}
    still = {
        searched.transcript: sum(folded(words) not in put_in for words in open_passages(searched))
        for searched in _searched(connection, transcripts)
    }
    return {name: number for name, number in still.items() if number}


def added_proposal(project: Project, written: str, taken: Collection[str]) -> Proposal:
    """Return the proposal for a name that no rule found, and that somebody has read in the texts.

    `taken` are the replacements in use. Raises BadInput where it stands nowhere.
    """
    text = " ".join(normalise(written).split())
    if not any(map(str.isalnum, text)):
        raise BadInput("a name has at least one letter", "Write it as it stands in the texts.")
    chosen = chosen_transcripts(project, ())
    with project.reading() as connection:
        proposal = proposal_of([*_searched(connection, chosen)], text, taken)
    if not proposal.places:
        raise BadInput(
            "it stands nowhere in the texts as whole words",
            "Upper and lower case count. Write it as it stands there.",
        )
    return proposal


def save_proposals(project: Project, path: Path, listed: Sequence[Proposal]) -> int:
    """Write proposals as a table to be answered; return how many. Raises Refused for a file there.

    The table holds names, so the project remembers where it is, as it does of an export.
    """
    with remembered(project, path):
        return write_proposals(
            path,
            (
                (
                    "",
                    proposal.text,
                    proposal.replacement,
                    proposal.kind,
                    proposal.transcripts,
                    proposal.places,
                    CONTEXTS_APART.join(proposal.contexts),
                    proposal.doubt,
                    "",
                )
                for proposal in listed
            ),
        )


def decisions_from(answers: Iterable[tuple[Answer, str, str]]) -> list[Decision]:
    """Return answers as they stand in a table, each given with a text and its replacement."""
    return [
        Decision(f"line {number}", answer, text, replacement, "")
        for number, (answer, text, replacement) in enumerate(answers, 1)
    ]


def plan_replacement(
    project: Project,
    decisions: Sequence[Decision],
    names: Sequence[str] = (),
    key: Path | None = None,
) -> ReplacementPlan:
    """Return what applying `decisions` to the named transcripts, or to all, would do.

    All are also those that were taken out of the project: undo brings their texts back.
    With `key` it is certain that the key can be kept there: raises as `pseudonymise` does. Raises
    BadInput, naming file, line and remedy, for rows that contradict each other, replace a name by
    itself, name a transcript that is not chosen, or a text that stands nowhere.
    """
    chosen = chosen_transcripts(project, names)
    confirmed = list(
        {
            (decision.text, decision.only): decision
            for decision in decisions
            if decision.answer == "yes"
        }.values()
    )
    _check(decisions, chosen)
    per_transcript = {
        transcript.id: _replacements(decisions, transcript.name) for transcript in chosen
    }
    with project.reading() as connection:
        places = _places(connection, chosen, confirmed, per_transcript)
        absent = [decision for decision in confirmed if not places[decision.text, decision.only]]
        removed = () if names else queries.removed_transcripts(connection)
        looked_in = dict.fromkeys(removed, "") | {
            transcript.id: transcript.name for transcript in chosen
        }
        _check_stand(connection, absent, looked_in)
    given = {transcript: _replacements(decisions, "") for transcript in removed}
    planned = ReplacementPlan(
        chosen,
        tuple(
            Replaced(
                decision.text,
                decision.replacement,
                decision.only,
                sum(there.values()),
                tuple(there),
            )
            for decision in confirmed
            for there in (places[decision.text, decision.only],)
        ),
        sum(decision.answer == "no" for decision in decisions),
        sum(not decision.answer for decision in decisions),
        per_transcript | given,
        _everywhere(decisions),
        frozenset(
            (decision.text, decision.replacement)
            for decision in confirmed
            if not (decision.only or names)
        ),
    )
    if key is not None:
        _key_rows(project, planned, key)
    return planned


def plan_again(project: Project, key: Path) -> ReplacementPlan:
    """Return what replacing anew all that a key knows would do, wherever that stands by now.

    A copy that was merged may have brought it. Where a pseudonym was replaced by another later, the
    last comes. Raises NotFound for a file there is not, Refused for a key that is not this
    project's, and whatever `plan_replacement` does.
    """
    if not key.exists():
        raise NotFound(f"there is no file {key}", "Give the key that --apply wrote.")
    with project.reading() as connection:
        rows = read_key(key, queries.local_value(connection, "project"))
        given = [
            Decision(f"{key}:{line}", "yes", row.original, _steps(rows, row)[-1], row.only)
            for line, row in enumerate(rows, 2)
        ]
        names = {transcript.id: transcript.name for transcript in queries.transcripts(connection)}
        looked_in = dict.fromkeys(queries.removed_transcripts(connection), "") | names
        nowhere = {*_standing_nowhere(connection, given, looked_in)}
    standing = [decision for decision in given if decision not in nowhere]
    everything = frozenset(
        (row.original, shows) for row in rows if not row.only for shows in _steps(rows, row)
    )
    return replace(plan_replacement(project, standing, key=key), searched=everything)


def pseudonymise(
    project: Project, author: Coder, planned: ReplacementPlan, key: Path
) -> Pseudonymised:
    """Replace for good what the plan says, writing the key first; return what is left.

    Raises Refused when the key cannot be where it should, and BadInput when it says otherwise of
    one of the originals. There is no undo.
    """
    write_key(key, _key_rows(project, planned, key))
    # First all copies are listed, for people: the project then forgets the paths with a name.
    copies = files_made(project)
    replaced = [replacement.text for replacement in planned.replaced]
    looked_for = {original for original, _ in planned.searched}
    forget_named(project, replaced)
    done = withdraw_text(
        project,
        author,
        planned.chosen,
        planned.everywhere,
        f"pseudonymised {planned.scope}" if planned.replaced else "searched for what a key knows",
        planned.searched,
    )
    return Pseudonymised(
        tuple(
            transcript.name
            for transcript in planned.transcripts
            if transcript.id in done.transcripts
        ),
        find_leftovers(project, [*dict.fromkeys((*replaced, *sorted(looked_for)))]),
        copies,
    )


def chosen_transcripts(project: Project, names: Sequence[str]) -> tuple[Transcript, ...]:
    """Return the named transcripts, each once, or all. Raises NotFound, and Refused for black data.

    Raises Refused too when the project has no transcript.
    """
    with project.reading() as connection:
        known = queries.transcripts(connection)
        black = {
            variable.subject
            for variable in queries.variables(connection)
            if variable.name == "data_class" and str(variable.value).casefold() in BLACK
        }
    chosen = dict.fromkeys([find_transcript(project, name) for name in names] or known)
    if not chosen:
        raise Refused("the project has no transcript", "Add one: kodeverk import PROJECT FILE")
    if marked := [transcript.name for transcript in chosen if transcript.id in black]:
        raise Refused(
            f"marked as black data: {', '.join(marked)}",
            "Such data does not become safe by pseudonyms and does not belong in a project. Take "
            "it out with kodeverk forget, or name the other transcripts.",
        )
    return tuple(chosen)


def by_kind(listed: Iterable[Proposal]) -> dict[str, list[Proposal]]:
    """Return proposals under their kind, in the order in which kinds are listed."""
    grouped: dict[str, list[Proposal]] = {kind: [] for kind in IDENTIFYING_KINDS}
    for proposal in listed:
        grouped[proposal.kind].append(proposal)
    return {kind: those for kind, those in grouped.items() if those}


def _searched(connection: Connection, chosen: Sequence[Transcript]) -> Iterator[Searched]:
    """Yield the current texts of transcripts with their labels and X-IDENT passages."""
    reserved = identifying_codes(connection)
    names = {transcript.id: transcript.name for transcript in chosen}
    for version in queries.current_versions(connection, names):
        marked = (
            Span(coding.start, coding.end)
            for coding in queries.codings(connection, version.transcript)
            if coding.code in reserved and coding.version == version.id
        )
        labels = (
            Span(turn.label_start, turn.label_end)
            for turn in version.turns
            if turn.label_start < turn.label_end
        )
        yield Searched(
            names[version.transcript], version.text, tuple(labels), tuple(dict.fromkeys(marked))
        )


def _check(decisions: Iterable[Decision], chosen: Sequence[Transcript]) -> None:
    """Raise BadInput for confirmed rows that contradict each other or would put a name back."""
    names = {transcript.name for transcript in chosen}
    confirmed = [decision for decision in decisions if decision.answer == "yes"]
    find = finder({decision.text: "" for decision in confirmed})
    given: dict[tuple[str, str], Decision] = {}
    problems = []
    for row in confirmed:
        first = given.setdefault((row.text, row.only), row)
        if first.replacement != row.replacement:
            problems.append(f"{row.where}: another replacement than in {first.where}")
        if find(row.replacement):
            problems.append(f"{row.where}: the replacement holds a text that is to be replaced")
        if row.only and row.only not in names:
            problems.append(f"{row.where}: {row.only!r} is none of the chosen transcripts")
    if problems:
        raise _refusal(problems, "Give each text one replacement, and one that holds no original.")


def _replacements(decisions: Iterable[Decision], transcript: str) -> dict[str, str]:
    """Return what is replaced in one transcript's text: rows for it alone go before the others."""
    replacements: dict[str, str] = {}
    for limited in (False, True):
        for decision in decisions:
            if decision.answer == "yes" and decision.only == (transcript if limited else ""):
                replacements[decision.text] = decision.replacement
    return replacements | _protected(decisions, replacements)


def _everywhere(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return what is replaced outside the texts, where rows for one transcript hold for all.

    Where such rows differ and no other decides, all their replacements stand side by side.
    """
    replacements: dict[str, str] = {}
    limited: dict[str, dict[str, None]] = {}
    for decision in decisions:
        if decision.answer == "yes" and decision.only:
            limited.setdefault(decision.text, {})[decision.replacement] = None
        elif decision.answer == "yes":
            replacements[decision.text] = decision.replacement
    replacements = {text: "/".join(said) for text, said in limited.items()} | replacements
    return replacements | _protected(decisions, replacements)


def _protected(decisions: Iterable[Decision], replacements: Mapping[str, str]) -> dict[str, str]:
    """Return the declined names that would pass for the genitive of a confirmed one: `Jonas`."""
    return {
        decision.text: decision.text
        for decision in decisions
        if decision.answer == "no"
        and not decision.only
        and decision.text not in replacements
        and decision.text[-1:] in ("s", "S")
        and decision.text[:-1] in replacements
    }


def _places(
    connection: Connection,
    chosen: Sequence[Transcript],
    confirmed: Sequence[Decision],
    per_transcript: Mapping[str, Mapping[str, str]],
) -> dict[tuple[str, str], dict[str, int]]:
    """Return (text, only) of each confirmed row -> transcript's name -> how many places.

    Raises BadInput where replacing would write an original anew out of what stands around it.
    """
    counts: dict[tuple[str, str], dict[str, int]] = {
        (decision.text, decision.only): {} for decision in confirmed
    }
    names = {transcript.id: transcript.name for transcript in chosen}
    for version in queries.current_versions(connection, names):
        name = names[version.transcript]
        given = per_transcript[version.transcript]
        rows = [key for key in counts if key[0] in given and key[1] in ("", name)]
        rows = [key for key in rows if key[1] or (key[0], name) not in counts]
        kept = {text: text for text, shown in given.items() if text == shown}
        numbered = {text: f"#{number}" for number, (text, _) in enumerate(rows)}
        for edit in finder(numbered | kept)(version.text):
            for number in edit.replacement.split():
                if number.startswith("#"):
                    here = counts[rows[int(number[1:])]]
                    here[name] = here.get(name, 0) + 1
        find = finder(given)
        if again := find(with_replacements(version.text, find(version.text))):
            raise BadInput(
                f"after replacing, an original would stand in {name} again: {again[0].replacement} "
                "is put in for words that a replacement and its neighbours make",
                "Choose replacements that share no word with a text to be replaced.",
            )
    return counts


def _check_stand(
    connection: Connection, absent: Iterable[Decision], chosen: Mapping[str, str]
) -> None:
    """Raise BadInput unless each row's text stands somewhere: in an earlier version, a label."""
    if nowhere := _standing_nowhere(connection, absent, chosen):
        raise _refusal(
            [
                f"{decision.where}: this text stands in none of the chosen transcripts"
                for decision in nowhere
            ],
            "Write it as it stands there, capitals too, or remove the row. A spreadsheet changes "
            "numbers: read their column as text.",
        )


def _standing_nowhere(
    connection: Connection, decisions: Iterable[Decision], chosen: Mapping[str, str]
) -> list[Decision]:
    """Return the rows whose text is neither in a text of the chosen transcripts nor in a string.

    `chosen` maps their ids to their names.
    """
    finders = {
        (decision.text, decision.only): (decision, finder({decision.text: ""}))
        for decision in decisions
    }
    if not finders:
        return []
    texts = (
        (chosen[version.transcript], version.text)
        for version in queries.kept_texts(connection)
        if version.transcript in chosen
    )
    strings = (("", string.value) for string in queries.kept_strings(connection))
    for transcript, words in chain(texts, strings):
        for key, (decision, find) in [*finders.items()]:
            if decision.only in ("", transcript) and find(words):
                del finders[key]
    return [decision for decision, _ in finders.values()]


def _key_rows(project: Project, planned: ReplacementPlan, path: Path) -> tuple[KeyRow, ...]:
    """Return the rows of the key and those the plan adds. Raises BadInput where they contradict."""
    check_key_path(path, project.path)
    with project.reading() as connection:
        identity = queries.local_value(connection, "project")
    known = read_key(path, identity)
    said = {(row.original, row.only): _steps(known, row) for row in known}
    today = datetime.now(UTC).date().isoformat()
    rows = [*known]
    for replaced in planned.replaced:
        before = said.get((replaced.text, replaced.only), ())
        if not before:
            rows.append(KeyRow(identity, today, replaced.text, replaced.replacement, replaced.only))
        elif replaced.replacement not in before:
            raise BadInput(
                f"{path}: one of the originals has the replacement {before[-1]} in the key, "
                f"and {replaced.replacement} now",
                f"Replace it by {before[-1]} again, or limit the row to one transcript in its "
                "column `only`.",
            )
    return tuple(rows)


def _steps(rows: Sequence[KeyRow], row: KeyRow) -> tuple[str, ...]:
    """Return the replacement of an original, and what replaced that later: the last stands now."""
    find = finder(
        {other.original: other.replacement for other in rows if other.only in ("", row.only)}
    )
    steps = {row.replacement: None}
    for _ in rows:
        steps[with_replacements(last := [*steps][-1], find(last))] = None
    return (*steps,)


def _refusal(problems: Sequence[str], hint: str) -> BadInput:
    listed = "".join(f"\n  {problem}" for problem in problems[:_SHOWN_PROBLEMS])
    rest = len(problems) - _SHOWN_PROBLEMS
    more = f"\n  and {rest} more" if rest > 0 else ""
    return BadInput(
        f"{number_of(len(problems), 'row')} cannot be used; nothing was replaced{listed}{more}",
        hint,
    )
