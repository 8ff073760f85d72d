"""What the import screen says of the files in its list, in lines and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.content import Content

from kodeverk.cells import cells_of, cut, fitted
from kodeverk.service.phrases import (
    number_of,
    outside_in_words,
    survey_in_words,
    survey_lines,
)

if TYPE_CHECKING:
    from kodeverk.service.previewing import OutsideLine, Preview
    from kodeverk.service.questions import FileQuestion, LineAnswer, LineMeaning
    from kodeverk.service.recognised_files import ReadParagraph
    from kodeverk.service.replacing import Replacement

Status = Literal["ready", "asks", "unchanged", "failed"]

_STYLES: dict[Status, str] = {
    "ready": "$text-success",
    "asks": "bold $text-warning",
    "unchanged": "dim",
    "failed": "bold $text-error",
}
_SPEAKERS = ("$text-primary", "$text-accent", "$text-success", "$text-warning", "$text-secondary")
"""The colours of speakers, in the order in which they appear; their labels tell them apart too."""

_MOST_TURNS = 60
_MOST_SIGNS = 300
_MOST_LINES = 2000
_LABEL, _LONGEST_LABEL, _ROLE = 16, 26, 12


_LEFT_OUT = "Leave it out"

_MEANS: dict[LineMeaning, str] = {
    "speaker": "its label is a speaker's",
    "said": "it is said, and begins no turn",
    "outside": "it lies outside the interview",
    "end": "the interview ends above it",
}

_Kind = Literal["survey", "near", "convention", "municipality", "date", "encoding", "comments"]


class FileFact(NamedTuple):
    """Something of a file that can be chosen otherwise: what, whose, and a line that says it."""

    kind: Literal["speaker"] | _Kind
    label: str
    line: Content


def status_of(preview: Preview) -> Status:
    """Return whether a file can be imported, a person is asked first, or why not."""
    if preview.source is None:
        return "failed"
    if preview.is_there and not preview.clash:
        return "ready" if preview.fills else "unchanged"
    return "ready" if preview.is_ready and not preview.asks else "asks"


def summary(previews: Iterable[Preview]) -> str:
    """Return how many files are ready, ask, and so on."""
    counts = Counter(map(status_of, previews))
    counted = [f"{counts[status]} {status}" for status in _STYLES if counts[status]]
    return " · ".join(counted) or "no files"


def file_line(preview: Preview, room: int) -> Content:
    """Return a file's line in the list: status, name, and what was recognised or is wrong.

    The name has `room` cells; its end is cut off if it takes more.
    """
    status = status_of(preview)
    name = fitted(cut(preview.file, room), room)
    if preview.reading is None or preview.error or preview.clash:
        rest = (preview.error or preview.clash or "").removeprefix(preview.file).lstrip(":, ")
    elif preview.is_there:
        rest = f"same text as {preview.transcript}"
        if preview.there is not None and preview.fills:
            filled = ", ".join(str(change.fact) for change in preview.there.changes)
            rest = f"sets {filled} of {preview.transcript}, which has the same text"
    elif preview.survey is not None and preview.asks_of_survey:
        rest = f"it looks like a survey: {survey_in_words(preview.survey)}"
    elif preview.is_asked:
        rest = f"perhaps it is there: {preview.near}"
    else:
        from kodeverk.service.import_options import municipality_in_words

        where = preview.municipality
        place = f" · {municipality_in_words(where.number)}" if where else ""
        turns = number_of(preview.reading.joined_turns, "turn")
        reading_words = f"{turns} of {number_of(len(preview.speakers), 'speaker')}{place}"
        rest = f"{preview.asks[0].text} · {reading_words}" if preview.asks else reading_words
    return Content.assemble((f"{status:<10}", _STYLES[status]), f"{name}  {rest}")


def file_facts(preview: Preview) -> list[FileFact]:
    """Return what of a file can be chosen: the convention, each speaker, place, date and more."""
    source, reading, recognised = preview.source, preview.reading, preview.recognised
    if source is None or reading is None or recognised is None:
        return []
    choices = preview.choices
    listed: list[FileFact] = []
    survey = _survey_facts(preview)
    if preview.asks_of_survey:
        listed += survey
    if preview.near is not None:
        question = ": it is another interview" if choices.as_new else ": which is it?"
        listed.append(_fact("near", "perhaps there", f"{preview.near}{question}"))
    certainty = "certain" if preview.is_certain else "not certain"
    sure = f"{reading.convention} ({reading.confidence:.2f}), {certainty}"
    listed.append(_fact("convention", "named as in", sure))
    room = min(max((_LABEL, *map(cells_of, recognised.speakers))), _LONGEST_LABEL)
    listed += [
        FileFact("speaker", label, _speaker_line(preview, label, room))
        for label in recognised.speakers
    ]
    place = str(preview.municipality) if preview.municipality else "none"
    if choices.municipality and preview.municipality is None:
        place = f"{choices.municipality}: which one?"
    if choices.own_place is not None and preview.municipality is None:
        place = f"none; place: {choices.own_place}"
    listed.append(_fact("municipality", "municipality", place))
    listed.append(_fact("date", "date", preview.date or choices.date or "none"))
    if source.encoding:
        listed.append(_fact("encoding", "encoding", source.encoding))
    if source.comments:
        became = f"{len(source.comments)}, {choices.comments}"
        listed.append(_fact("comments", "comments", became))
    if not preview.asks_of_survey:
        listed += survey
    return listed


def near_answers(preview: Preview) -> tuple[str, ...]:
    """Return what a file can be that is nearly there."""
    if preview.near is None:
        return ()
    return (
        f"A corrected text of {preview.near.name}: its next version",
        "Another interview: a transcript of its own",
        _LEFT_OUT,
    )


def survey_answers(preview: Preview) -> tuple[str, ...]:
    """Return what a sheet can be that looks like a survey."""
    if preview.survey is None:
        return ()
    count = number_of(preview.survey.respondents, "transcript")
    return (
        f"A survey: {count}, one for each respondent",
        "One transcript of the table as it is",
        _LEFT_OUT,
    )


def _numbered(answers: Iterable[str]) -> Iterable[Content]:
    return [Content(f"  {number}  {answer}") for number, answer in enumerate(answers, 1)]


def _survey_facts(preview: Preview) -> list[FileFact]:
    if preview.survey is None:
        return []
    question = ": is it one?" if preview.asks_of_survey else ": one table"
    return [_fact("survey", "survey", f"{survey_in_words(preview.survey)}{question}")]


def _fact(
    kind: _Kind,
    name: str,
    value: str,
) -> FileFact:
    return FileFact(kind, "", Content.assemble((f"{name:<{_LABEL}} ", "dim"), value))


def first_question(preview: Preview) -> int:
    """Return the place of the fact to choose first: what it is, a role that is unknown, or any."""
    assert preview.recognised is not None
    if preview.is_asked:
        return 0
    first = [fact.kind for fact in file_facts(preview)].index("convention") + 1
    unknown = [preview.roles.get(label) == "unknown" for label in preview.recognised.speakers]
    return first + unknown.index(True) if any(unknown) else first - 1 + min(1, len(unknown))


def _speaker_line(preview: Preview, label: str, room: int) -> Content:
    head = fitted(label, room)
    if label in preview.joined:
        return Content.assemble((head, "dim"), f" is {preview.joined[label]}")
    if label in preview.ignored:
        return Content.assemble((head, "dim"), " is no speaker")
    speaker = next(speaker for speaker in preview.speakers if speaker.label == label)
    facts = [f"as {speaker.informant}"] if speaker.informant else []
    facts += [f"for {speaker.speaks_for}"] if speaker.speaks_for else []
    facts += ["remembered"] if speaker.remembered else []
    known = f" ({', '.join(facts)})" if facts else ""
    place = [speaker.label for speaker in preview.speakers].index(label)
    return Content.assemble(
        (head, f"bold {_SPEAKERS[place % len(_SPEAKERS)]}"),
        f" {speaker.role:<{_ROLE}}{speaker.joined_turns:>4}{known}  “{speaker.first_words}”",
    )


def replacement_summary(replacement: Replacement) -> str:
    """Return what became of a transcript whose text was corrected, and of what was coded in it."""
    if replacement.status == "unchanged":
        return "; ".join(
            [f"This is the text of {replacement.transcript} already", *comments_left(replacement)]
        )
    verbs = {"went back": "Went back to this text of", "settled": "Settled on this text of"}
    verb = verbs.get(replacement.status, "Corrected")
    return "; ".join(
        [
            f"{verb} {replacement.transcript}",
            *placement_counts(replacement),
            *comments_left(replacement),
        ]
    )


def comments_left(replacement: Replacement) -> list[str]:
    """Return how many comments a corrected file has, which are not imported again."""
    return (
        [f"its comments are not imported again: {replacement.comments}"]
        if replacement.comments
        else []
    )


def placement_counts(replacement: Replacement) -> list[str]:
    """Return how many codings, and memos on passages, are placed how in a corrected text."""
    return [
        f"{kind}: {tally.sure} placed, {tally.unsure} to review, {tally.gone} gone"
        for kind, tally in (("codings", replacement.codings), ("memos", replacement.memos))
        if tally.sure or tally.unsure or tally.gone
    ]


def reading_lines(preview: Preview, key_of: Callable[[str], str]) -> Content:
    """Return what is to be known of a file, and its first turns with who speaks.

    What lies outside the interview stands dimmed among them. `key_of` gives the key of a binding.
    """
    lines = [
        Content.styled(trouble, "bold $text-error")
        for trouble in (preview.error, preview.clash)
        if trouble
    ]
    help_lines = filter(None, (preview.hint, preview.remedy))
    lines += [Content(_with_key(help_line, key_of)) for help_line in help_lines]
    if preview.there is not None:
        lines += [Content(f"Sets {change.changed}") for change in preview.there.changes]
        lines += [Content(change.kept.capitalize()) for change in preview.there.kept]
    if preview.candidates:
        listed = ", ".join(map(str, preview.candidates))
        lines.append(Content(f"There are: {listed}"))
    if preview.survey is not None and preview.asks_of_survey:
        looks = f"It looks like a survey: {survey_in_words(preview.survey)}"
        lines.append(Content.styled(looks, "bold $text-warning"))
        lines += _numbered(survey_answers(preview))
        return Content("\n").join([*lines, *map(Content, survey_lines(preview.survey))])
    if preview.is_asked:
        near = f"Perhaps it is there: {preview.near}"
        lines.append(Content.styled(near, "bold $text-warning"))
        lines += _numbered(near_answers(preview))
    lines += [Content.styled(_question(ask, key_of), "bold $text-warning") for ask in preview.asks]
    lines += [Content(f"Note: {_question(note, key_of)}") for note in preview.notes]
    lines += [Content(f"Remembered: {choice}") for choice in preview.remembered]
    if outside := preview.outside:
        counted = outside_in_words(line.zone for line in outside)
        key = key_of("import.outside")
        lines.append(Content.styled(f"Outside the interview ({key} shows it): {counted}", "dim"))
    if inferred := preview.inferred:
        counted = number_of(len(inferred), "line")
        told = f"Inferred, no label of their own ({key_of('import.outside')} shows them): {counted}"
        lines.append(Content.styled(told, "dim"))
    lines += _turns(preview, outside)
    return Content("\n").join(lines)


def outside_or_inferred(preview: Preview) -> Content:
    """Return the lines outside an interview, or inferred, each with its number and the reason."""
    assert preview.source is not None
    text = preview.source.text
    lines = [each for each in preview.paragraphs if each.is_outside or each.is_inferred]
    shown = [
        Content.assemble(
            f"line {line.line}, {_mark(line)}{_who(line) or line.zone}, {line.reason}: ",
            (" ".join(text[line.start : line.end][:_MOST_SIGNS].split()), "dim"),
        )
        for line in lines[:_MOST_LINES]
    ]
    if len(lines) > _MOST_LINES:
        rest = f"and {len(lines) - _MOST_LINES} more: kodeverk recognise --inferred shows all"
        shown.append(Content(rest))
    return Content("\n").join(shown)


def _mark(paragraph: ReadParagraph) -> str:
    return "~" if paragraph.is_inferred else ""


def _who(paragraph: ReadParagraph) -> str:
    """Return who says a paragraph; empty for one outside the interview."""
    return "" if paragraph.is_outside else paragraph.label or "(not named)"


def line_answers(preview: Preview) -> list[tuple[str, dict[int, LineAnswer]]]:
    """Return what can be said of doubtful lines of a file, or taken back, with all said then."""
    said = dict(preview.choices.lines)
    answers: list[tuple[str, dict[int, LineAnswer]]] = [
        (f"{_lines(question)}: {_in_words(means)}", {**said, question.line: means})
        for question in _of_lines(preview)
        for means in question.means
        if question.line is not None
    ]
    for line, answer in said.items():
        others = {other: meant for other, meant in said.items() if other != line}
        answers.append((f"line {line}, taken back: {_in_words(answer)}", others))
    return answers


def answers_of_line(preview: Preview, line: int) -> dict[str, dict[int, LineAnswer]]:
    """Return what can be said of any line of a file -> all that is said of its lines then."""
    from kodeverk.service.questions import whose

    assert preview.recognised is not None
    doubted = (mean for each in _of_lines(preview) if each.line == line for mean in each.means)
    answers: dict[LineAnswer, None] = dict.fromkeys((*doubted, *_other_answers(preview, line)))
    speakers = whose(preview.recognised)
    answers |= dict.fromkeys(speakers)
    answers |= dict.fromkeys(speaker._replace(goes_on=True) for speaker in speakers)
    return {_in_words(answer): {**preview.choices.lines, line: answer} for answer in answers}


def _other_answers(preview: Preview, line: int) -> Iterable[LineMeaning]:
    """Yield what a line can be that it is not taken for."""
    paragraphs = preview.paragraphs
    paragraph = next(each for each in paragraphs if each.line == line)
    is_behind = any(not each.is_outside and each.line < line for each in paragraphs)
    if is_behind and (paragraph.is_outside or paragraph.begins_turn):
        yield "said"
    if not paragraph.is_outside:
        yield "outside"
    if is_behind:
        yield "end"


def numbered_lines(preview: Preview) -> list[tuple[int, str]]:
    """Return the lines with words of a file: the number of each, and who says what in it."""
    assert preview.source is not None
    text = preview.source.text
    lines = []
    for paragraph in preview.paragraphs:
        words = " ".join(text[paragraph.start : paragraph.end][:_MOST_SIGNS].split())
        who = _who(paragraph) or f"({paragraph.zone})"
        lines.append((paragraph.line, f"{paragraph.line}  {_mark(paragraph)}{who}  {words}"))
    return lines


def line_in_words(preview: Preview, line: int) -> str:
    """Return which line of a file it is, and how many others an answer holds for."""
    alike = (_lines(question) for question in _of_lines(preview) if question.line == line)
    return next(alike, f"line {line}")


def _of_lines(preview: Preview) -> Iterable[FileQuestion]:
    return (each for each in (*preview.asks, *preview.notes) if each.line is not None)


def _in_words(answer: LineAnswer) -> str:
    if isinstance(answer, str):
        return _MEANS[answer]
    who = answer.label or "somebody who is not named"
    return f"{who} speaks from it on" if answer.goes_on else f"{who} says it"


def _lines(question: FileQuestion) -> str:
    """Return which lines a question is about."""
    more = f" and {question.likewise} like it" if question.likewise else ""
    return f"line {question.line}{more}"


def _question(question: FileQuestion, key_of: Callable[[str], str]) -> str:
    """Return what a person should look at, with the key that answers it."""
    if not question.key:
        return _with_key(question.text, key_of)
    whose = f" on {question.label}" if question.label else ""
    is_of_label = question.key == "import.ignore" and question.means
    other = f", or {key_of('import.line')}" if is_of_label else ""
    return f"{question.text} ({key_of(question.key)}{whose}{other})"


def _with_key(told: str, key_of: Callable[[str], str]) -> str:
    """Return what is told of a file, with the key for an option of the command line in it."""
    return f"{told} (here: {key_of('import.encoding')})" if "--encoding" in told else told


def _turns(preview: Preview, outside: Sequence[OutsideLine]) -> Iterable[Content]:
    source, reading = preview.source, preview.reading
    if source is None or reading is None:
        return
    labels = [speaker.label for speaker in preview.speakers]
    waiting = [*reversed(outside)]
    for block in reading.blocks[:_MOST_TURNS]:
        while waiting and source.paragraphs[waiting[-1].line - 1].start < block.label_start:
            yield _dimmed(waiting.pop())
        words = " ".join(source.text[block.start : block.end][:_MOST_SIGNS].split())
        if block.label is None:
            yield Content(words)
        else:
            colour = _SPEAKERS[labels.index(block.label) % len(_SPEAKERS)]
            yield Content.assemble((f"{block.label}: ", f"bold {colour}"), words)
    if len(reading.blocks) <= _MOST_TURNS:
        yield from map(_dimmed, reversed(waiting))


def _dimmed(line: OutsideLine) -> Content:
    return Content.styled(line.text[:_MOST_SIGNS], "dim")
