"""What a person should look at before trusting a reading, and what they can do about it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Literal, NamedTuple, get_args

from kodeverk.analysis.recognition.candidates import Candidate
from kodeverk.analysis.recognition.coming_back import ComingBack
from kodeverk.analysis.recognition.conventions import Head
from kodeverk.analysis.recognition.labels import (
    counted_persons,
    has_case,
    is_organisation,
    lettered_persons,
    style,
)
from kodeverk.analysis.recognition.layouts import ANSWER, BEHIND, QUESTION, QUESTIONS
from kodeverk.analysis.recognition.legend import stated_roles
from kodeverk.analysis.recognition.nameless_turns import Nameless
from kodeverk.analysis.recognition.roles import guess_role
from kodeverk.analysis.recognition.source_text import SourceText
from kodeverk.analysis.recognition.times import only_a_time
from kodeverk.model.text import seen

LineMeaning = Literal["speaker", "said", "outside", "end"]
LINE_MEANINGS: tuple[LineMeaning, ...] = get_args(LineMeaning)
"""What somebody can say of a line (`recognition.lines`)."""

Remedy = Literal["ignore", "role", "convention", "file", LineMeaning]
"""What settles a doubt: a label is no speaker's, or has another role, the file is read in another
way, or corrected; or what its line is.
"""


class Doubt(NamedTuple):
    """Something to look at, in words, and what settles it where it is not as it was taken.

    `line` is the first line it is about, counted from 1; a doubt about a `label` is seen where that
    speaks first. Where one is known, `convention` is the other way to read the file. `likewise` are
    further lines that it is about: the answer holds for all. What `may_wait` is told, and need not
    be answered.
    """

    text: str
    remedy: Remedy
    line: int | None = None
    label: str | None = None
    convention: str | None = None
    likewise: tuple[int, ...] = ()
    may_wait: bool = False


_MOST = 5
_MOST_LINES = 12
_LONGEST_SHOWN = 30
_FEWEST_CHANGES = 4
_MOSTLY = 0.6
_SHORT = 4
"""Among so few turns it is nothing to notice that somebody speaks once."""
_SELDOM = 2
_MOST_QUOTED = 3
"""Among more who come back it is chance, who speaks behind whom."""
_TWENTIETH = 20
_FEWEST_ROWS = 4
_OF_TABLES = ("name<TAB>text", "table column")
_SECOND = re.compile(r"(?<!\d)[\s_.-]?0*[12]$")
"""Behind a label this counts the second of its kind: `int2` beside `int`, while `int7` is odd.

A number typed twice does not: `Speaker2 2`.
"""
_NUMBERS = re.compile(r"[^\w\s]*\d+(?:[^\w\s]+|[hms])\d+\S*\s+\S")
"""Two numbers with signs between them, and something behind: `00.01.02 words`, `12'30 words`."""
_DASH = re.compile(r"\s*[-–—]\s*[^\W\d_]")
_CHANGE = ">>"
"""Behind it somebody else speaks, in subtitles."""


def not_taken(text: SourceText, doubted: Sequence[Head]) -> list[Doubt]:
    """Tell which labels look like a speaker's and were not taken for one."""
    doubts = [
        Doubt(
            f"{_line(text, head)}: {head.label!r} is not taken for a speaker",
            "speaker",
            head.first + 1,
            head.label,
        )
        for head in doubted[:_MOST]
    ]
    if more := doubted[_MOST:]:
        line, count = more[0].first + 1, len(more)
        what = "label is not taken for a speaker"
        if count > 1:
            what = "labels are not taken for speakers"
        more_of_them = f"{count} more such {what}, the first in line {line}"
        doubts.append(Doubt(more_of_them, "speaker", line, more[0].label))
    return doubts


def of_strays(text: SourceText, strays: Iterable[Head]) -> list[Doubt]:
    """Tell which labels in another form than all others are taken for those of turns."""
    return [
        Doubt(
            f"{_line(text, head)}: {head.label!r} is in another form than elsewhere, and is taken "
            "to begin a turn",
            "said",
            head.first + 1,
            head.label,
            may_wait=True,
        )
        for head in strays
    ]


def in_other_forms(text: SourceText, elsewhere: Sequence[Head]) -> list[Doubt]:
    """Tell of each known label in which lines it stands where the convention does not look."""
    heads: dict[str, list[Head]] = {}
    for head in elsewhere:
        heads.setdefault(head.label, []).append(head)
    return [
        Doubt(
            f"{_line(text, of_label[0])}: {label!r} is in another form than elsewhere or within a "
            "line, and is taken to begin no turn"
            f"{_more_lines(head.first for head in of_label)}",
            "speaker",
            of_label[0].first + 1,
            label,
        )
        for label, of_label in heads.items()
    ]


def _more_lines(places: Iterable[int]) -> str:
    """Return where it is so besides the first of `places`: `; likewise in lines 12 and 14`."""
    _, *lines = dict.fromkeys(place + 1 for place in places)
    if not lines:
        return ""
    shown = ", ".join(map(str, lines[:_MOST_LINES]))
    more = f" and {len(lines) - _MOST_LINES} more" if len(lines) > _MOST_LINES else ""
    return f"; likewise in line{'s' if len(lines) > 1 else ''} {shown}{more}"


def of_last_turn(text: SourceText, places: Iterable[int], last: int) -> list[Doubt]:
    """Tell where a last turn that is unlike the others may become a report, up to its `last` line.

    That is the number of a paragraph.
    """
    asked = f"the last turn is unlike the others from here to line {last + 1}: "
    asked += "is {} said, or a report?"
    return _of_places(text, places, asked, "end")


def of_talk_outside(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell where what stands before or behind the talk may be talk as well."""
    asked = "is what stands outside the interview from {} on talk as well?"
    return _of_places(text, places, asked, "convention")


def of_turns_within(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell where somebody else may begin to speak within what one speaker is taken to say."""
    asked = "does somebody else speak from {} on? If so, name who in the file; if not, it is said"
    return _of_places(text, islice(places, _MOST), asked, "said")


def of_cues_of_two(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell in which cues somebody else speaks too: all of them once."""
    asked = "does somebody else speak too in {}? If so, name who in the file; if not, it is said"
    return _of_all(text, [*places], asked, "said")


def of_unlabelled(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell what somebody without a label may say: all of it once, with its lines."""
    asked = "does somebody without a label say {}? If so, name who in the file; if not, who speaks "
    asked += "above it does, or it is outside the interview"
    return _of_all(text, places, asked, "said")


def of_end(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell where what was taken for questions may be headings above what nobody says."""
    asked = "is {} asked, or does the interview end above it?"
    return _of_places(text, places, asked, "end")


def of_persons(text: SourceText, heads: Iterable[Head]) -> list[Doubt]:
    """Tell which first turn may say who takes part in the talk below it."""
    asked = "is {} said, or does it say who takes part?"
    return [
        doubt._replace(label=head.label)
        for head in heads
        for doubt in _of_places(text, [head.first], asked, "outside")
    ]


def of_heading(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell which line in the last turn may be a heading above what nobody says."""
    return _of_places(text, places, "is {} said, or a heading above what is not?", "end")


def _of_places(text: SourceText, places: Iterable[int], asked: str, remedy: Remedy) -> list[Doubt]:
    """Return a doubt about each place, `asked` with how its line begins in place of `{}`."""
    source = text.source
    begins = ((place, _shown(source.text, source.paragraphs[place].start)) for place in places)
    return [
        Doubt(f"line {place + 1}: {asked.format(repr(words))}", remedy, place + 1)
        for place, words in begins
    ]


def of_answers(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell what stands below headings, and may be none of the answers above them."""
    asked = "is {}, below a heading, said by who answers above it, or outside the interview?"
    return _of_all(text, places, asked, "said")


def of_notes(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell what within a turn may be a note, or told by a writer."""
    asked = "is {} said by who speaks above it, or outside the interview?"
    return _of_all(text, [*places], asked, "said")


def of_unlike(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell once which lines within turns are unlike what is said."""
    asked = "is {} said by who speaks above it, or outside the interview?"
    return _of_all(text, places, asked, "said")


def of_titles(text: SourceText, places: Sequence[int]) -> list[Doubt]:
    """Tell which lines between turns were taken for headings by their look alone.

    Of many the last that is shown names the others.
    """
    asked = "{} is taken for a heading: is it said?"
    doubts = _of_places(text, places[:_MOST], asked, "outside")
    if len(places) > _MOST:
        last = doubts[-1]
        doubts[-1] = last._replace(text=f"{last.text}{_more_lines(places[_MOST - 1 :])}")
    return doubts


def of_back(text: SourceText, begun: Iterable[tuple[int, int]]) -> list[Doubt]:
    """Tell where back matter begins by its look alone, and how many words lie outside with it."""
    asked = "{} is taken for a heading behind the talk: is it said, and what stands below it?"
    return [
        doubt
        for place, words in begun
        for doubt in _of_places(text, [place], f"{asked} Words left out: {words}", "outside")
    ]


def of_numbers_alone(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell which numbers alone on a line within turns may be those of pages."""
    return _of_all(text, [*places], "is {} said, or the number of a page?", "outside")


def of_furniture(text: SourceText, found: Iterable[ComingBack]) -> list[Doubt]:
    """Tell which words within turns come back as the heads and feet of pages do."""
    doubts: list[Doubt] = []
    for words in found:
        asked = f"{{}} stands {words.times} times, about a page apart: is it said, or the head or "
        asked += "foot of a page?"
        if words.alone:
            doubts += _of_all(text, words.places, asked, "outside", words.words)
        else:
            asked += " Then take it out of what is said in the file"
            doubts += _of_all(text, words.places, asked, "file", words.words)
    return doubts


def _of_all(
    text: SourceText, places: Sequence[int], asked: str, remedy: Remedy, words: str | None = None
) -> list[Doubt]:
    """Return one doubt about all places, `asked` with `words`, or the first line, for `{}`."""
    if not places:
        return []
    first, *others = (place + 1 for place in dict.fromkeys(places))
    source = text.source
    shown = words or _shown(source.text, source.paragraphs[places[0]].start)
    told = f"line {first}: {asked.format(repr(shown))}{_more_lines(places)}"
    return [Doubt(told, remedy, first, likewise=tuple(others))]


def of_facts(labels: Iterable[str]) -> list[Doubt]:
    """Tell which labels may be those of facts about the interview."""
    return [
        Doubt(
            f"{label!r} stands alone above a few words, as no other label does: is it a speaker, "
            "or a fact?",
            "ignore",
            label=label,
        )
        for label in labels
    ]


def of_other_people(text: SourceText, found: tuple[int, Sequence[str]] | None) -> list[Doubt]:
    """Tell where another interview begins in which the same labels may be other people."""
    place, labels = found or (0, ())
    told = f"another interview begins with {{}}: {', '.join(map(repr, labels))} on both sides is "
    told += "taken for one person; if not, write another label there in the file"
    return [
        doubt._replace(label=labels[0], may_wait=True)
        for doubt in (_of_places(text, [place], told, "file") if labels else ())
    ]


def of_narration(labels: Iterable[str], told: Collection[Doubt]) -> list[Doubt]:
    """Tell behind which labels a writer may tell what was said, if nothing else is `told` of them.

    Nobody speaks there.
    """
    return [
        Doubt(
            f"what stands behind {label!r} always begins in a small letter, as behind no other "
            "label: is it said, or told?",
            "ignore",
            label=label,
        )
        for label in labels
        if all(label != doubt.label for doubt in told)
    ]


def of_other_askers(askers: Iterable[tuple[str, str]]) -> list[Doubt]:
    """Tell who hardly asks, an interviewer by the label, where another one does."""
    return [
        Doubt(
            f"{label!r} is an interviewer by the label and hardly asks, but {asker!r} does: who "
            "asks, and who answers?",
            "role",
            label=asker,
        )
        for label, asker in askers
    ]


def of_no_answers(text: SourceText, heads: Sequence[Head]) -> list[Doubt]:
    """Tell what the labels may be where none of them asks and another answers."""
    *shown, last = [repr(label) for label in dict.fromkeys(head.label for head in heads)][:_MOST]
    return [
        Doubt(
            f"{_line(text, heads[0])}: of those taken for speakers none asks what another answers: "
            f"do {', '.join(shown)} and {last} speak, or are they what a form or a guide asks for?",
            "convention",
            heads[0].first + 1,
            convention="none",
        )
    ]


def of_labels_below(text: SourceText, heads: Sequence[Head], behind: Sequence[Head]) -> list[Doubt]:
    """Tell when labels may stand below the words, or `behind` them, as they may be read.

    They are alone on their lines, and the last has nothing below it; or nobody else is named.
    """
    first, last = heads[0], heads[-1]
    if {head.label for head in heads} == {QUESTION, ANSWER} and behind:
        *shown, label = [repr(label) for label in dict.fromkeys(head.label for head in behind)]
        told = f"do {', '.join(shown[:_MOST])} and {label}, behind what is said, say who speaks?"
        line = behind[0].last + 1
        return [Doubt(f"line {line}: {told}", "convention", line, convention=BEHIND)]
    if not (all(map(text.is_bare, heads)) and last.last == text.spoken[-1] != first.last):
        return []
    told = (
        f"{_line(text, last)}: nothing stands below the last label: if labels stand below what is "
    )
    if behind:
        told += "said, read the file so"
        return [Doubt(told, "convention", last.first + 1, convention=BEHIND)]
    told += "said, write them above it in the file"
    return [Doubt(told, "file", last.first + 1)]


def of_nameless(text: SourceText, nameless: Nameless) -> list[Doubt]:
    """Tell how many utterances name nobody, and what was made of them."""
    if not nameless.heads:
        return []
    unit = "cues" if text.has_cues else "utterances"
    first = nameless.heads[0]
    below = (place for place in text.spoken if place > first.last)
    # A time may stand alone above the words.
    place = next(below, first.last) if text.is_bare(first) else first.last
    line = place + 1
    doubt = (
        f"{unit} that name nobody: {len(nameless.heads)}, the first in line {line}: "
        f"{_shown(text.source.text, max(first.body, text.source.paragraphs[place].start))!r}"
        f"{_more_lines(head.last for head in nameless.heads)}"
    )
    if nameless.go_on:
        became = "names mark changes of speaker, so the one before is taken to go on"
    else:
        became = "who speaks in them is unknown"
    told = f"{doubt}; {became}; if somebody else does, name them in the file"
    return [Doubt(told, "file", line, may_wait=nameless.go_on)]


def of_form(chosen: Candidate) -> list[Doubt]:
    """Tell when the speakers have no names but what form and place say, or numbers."""
    if chosen.convention == BEHIND:
        first = chosen.heads[0]
        told = (
            f"line {first.last + 1}: {first.label!r} and others stand behind what is said, and are "
        )
        told += "taken for who says it"
        return [Doubt(told, "convention", first.last + 1, first.label, may_wait=True)]
    if chosen.convention == QUESTIONS:
        return [
            Doubt(
                f"nobody is named: {QUESTION} is who asks the numbered or bold questions, {ANSWER} "
                "whoever answers; questions within an answer are in it",
                "convention",
                label=QUESTION,
                may_wait=True,
            )
        ]
    numbers = [head.label for head in chosen.heads if head.label.isdigit()]
    others = len(chosen.heads) - len(numbers)
    if (others and len(numbers) >= others and len({*numbers}) > 1) or (
        numbers and not others and chosen.convention in _OF_TABLES
    ):
        return [
            Doubt(
                f"{'most' if others else 'the'} speakers are numbers: are they speakers, or "
                "something counted?",
                "convention",
                label=numbers[0],
            )
        ]
    return []


def of_rows(text: SourceText, heads: Sequence[Head], outside: Collection[int]) -> list[Doubt]:
    """Tell where a row of a table may hold more than one person's words.

    What is said stands in several cells, or goes on below the row: not as what is
    `outside`, the numbers of paragraphs, does, nor in further paragraphs of the last cell.
    """
    paragraphs = text.source.paragraphs
    ends = [*(head.first for head in heads[1:]), len(paragraphs)]
    asked: dict[Head, str] = {}
    for head, end in zip(heads, ends, strict=True):
        row = paragraphs[head.first]
        if not row.row or (head.label in (QUESTION, ANSWER) and head.start == row.start):
            continue
        said = text.source.text[head.body : row.end if head.until is None else head.until]
        filled = sum(bool(cell.strip()) for cell in said.split("\t"))
        below = range(head.last + 1, end)
        goes_on = any(
            place not in outside
            and not text.is_blank(place)
            and only_a_time(text.line(place)) is None
            and (not paragraphs[place].in_row or "\t" in text.line(place))
            for place in below
        )
        if filled > 1 or goes_on:
            asked[head] = f"stands in {filled} cells" if filled > 1 else "goes on below the row"
    return [
        Doubt(
            f"{_line(text, head)}: what is said {where}: does one person say all of it? Else "
            f"correct the file{_more_lines(other.first for other in asked)}",
            "file",
            head.first + 1,
        )
        for head, where in islice(asked.items(), 1)
    ]


def of_asides(text: SourceText, heads: Sequence[Head]) -> list[Doubt]:
    """Tell what stands in cells behind what is said, below the heading of something else."""
    paragraphs = text.source.paragraphs
    asides = (
        (head, words)
        for head in heads
        if head.until is not None
        and (words := text.source.text[head.until : paragraphs[head.last].end].strip())
    )
    return [
        Doubt(
            f"{_line(text, head)}: {_shown(words, 0)!r} stands below a heading of something else "
            "than what is said: nobody says it, nor what else is in that column",
            "file",
            head.first + 1,
            may_wait=True,
        )
        for head, words in islice(asides, 1)
    ]


def of_unanswered(text: SourceText, heads: Sequence[Head]) -> list[Doubt]:
    """Tell where questions stand below each other without answers, which may stand elsewhere."""
    asked = [head for head, after in pairwise(heads) if head.label == after.label == QUESTION]
    runs = [head for head, after in pairwise(asked) if head.last + 1 >= after.first]
    return [
        Doubt(
            f"{_line(text, head)}: several questions stand below each other without an answer: do "
            "their answers stand elsewhere? Then put them below their questions in the file",
            "file",
            head.first + 1,
        )
        for head in runs[:1]
    ]


def of_labels(
    blocks: Iterable[tuple[str | None, int | None]], stated: Mapping[str, str]
) -> list[Doubt]:
    """Tell what is odd about the labels of a reading's blocks, given with their times, in order.

    `stated` is who labels are, as the file says.
    """
    labels = [*blocks]
    counts = Counter(label for label, _ in labels if label is not None)
    doubts = [
        Doubt(
            f"{label!r} and {other!r} seem to be two tiers of the same words: each would count "
            "twice",
            "ignore",
            label=other,
        )
        for label, other in tiers(counts)
    ]
    doubts += _maybe_quoted(labels, counts, stated)
    if len(counts) == 1:
        label = next(iter(counts))
        doubts.append(Doubt(f"only one speaker is named: {label}", "convention", label=label))
    elif counts and {*stated_roles(counts, stated).values()} == {"interviewer"}:
        label = next(iter(counts))
        all_ask = f"all who are named ask, as {label!r} does: who answers?"
        doubts.append(Doubt(all_ask, "role", label=label))
    return doubts


def of_echoes(pairs: Iterable[tuple[str, str]]) -> list[Doubt]:
    """Tell which labels repeat each other's words."""
    return [
        Doubt(
            f"{label!r} and {other!r} say most words twice, one right beside the other: two "
            "microphones of one room? Each word would count twice. Without one of them all words "
            "are the other's: to keep who says what, leave each utterance in the file once, under "
            "who says it",
            "ignore",
            label=other,
        )
        for label, other in pairs
    ]


def of_one_microphone(label: str) -> Doubt:
    """Tell what a label stands for when that of the other microphone is left out."""
    return Doubt(f"{label!r} has the words of both microphones, whoever says them", "file")


def _maybe_quoted(
    blocks: Sequence[tuple[str | None, int | None]],
    counts: Counter[str],
    introduced: Collection[str],
) -> Iterator[Doubt]:
    """Tell which rare labels may be somebody whom a speaker quotes: nobody quotes a time.

    Rare is what comes less often than an equal share, and once or twice, or in every twentieth turn
    at most; an office in every fourth.
    """
    if len(blocks) <= _SHORT:
        return
    are_many = sum(count > 1 for count in counts.values()) > _MOST_QUOTED
    are_two = 2 * sum(" " in label for label in counts) > len(counts)
    timed = {label for label, time in blocks if time is not None}
    before: dict[str | None, set[str | None]] = {}
    for (one, _), (other, _) in pairwise([(None, None), *blocks]):
        before.setdefault(other, set()).add(one)
    organisations = {label for label in counts if is_organisation(label)}
    if 2 * sum(counts[label] for label in organisations) >= len(blocks):
        # Where most labels are in capitals, they are not what tells an office.
        organisations = set()
    again = [label for label, count in counts.items() if count > 1]
    counted = {label for label in counts if label in counted_persons((label, *again))}
    counted |= lettered_persons(counts)
    for label, count in counts.items():
        is_known = label in timed or label in introduced or count * len(counts) >= len(blocks)
        # Two words that nothing shows to be a name are asked about among any number of single ones.
        may_be_words = not are_many or (not are_two and " " in label and not has_case(label))
        # A role, a code or a number that speaks once is no chance either, but for one of those who
        # come back: `Speaker 3` beside `Speaker 2`, `C` beside `B`, or `int2` beside `int`.
        is_counted = label in counted or _SECOND.sub("", label) in counts.keys() - {label}
        has_number = any(map(str.isdigit, label))
        is_odd = (has_number or style(label) in ("role", "code")) and not is_counted
        if is_known or not (may_be_words or (is_odd and count == 1)):
            continue
        doubt: str | None = None
        if count == 1 and (is_odd or style(label) in ("name", "capitals")):
            doubt = f"{label!r} speaks once: is it a speaker, or words of the one before?"
        elif label in organisations and 4 * count <= len(blocks):
            doubt = f"{label!r} speaks {count} times: is it a speaker, or an office that is quoted?"
        elif (
            count <= max(_SELDOM, len(blocks) // _TWENTIETH)
            and style(label) in ("name", "capitals")
            and len(behind := before.get(label, set())) == 1
            and blocks[0][0] not in behind  # who opens an interview asks
            and not any(label and guess_role(label) == "interviewer" for label in behind)
        ):
            doubt = (
                f"{label!r} speaks {count} times, always right behind {behind.pop()!r}: is it a "
                "speaker, or somebody whom that one quotes?"
            )
        if doubt is not None:
            yield Doubt(doubt, "ignore", label=label)


def tiers(counts: Counter[str]) -> list[tuple[str, str]]:
    """Return the pairs of labels under which a corpus prints each utterance twice.

    They are named `khs` and `khs_…`, and come equally often.
    """
    return [
        (label, other)
        for other in counts
        for end in (sign.start() for sign in re.finditer("_", other))
        if (label := other[:end]) in counts and counts[label] == counts[other] > 1
    ]


def of_spellings(spellings: Sequence[Sequence[str]]) -> list[Doubt]:
    """Tell which spellings, the usual one first, were taken for one label."""
    return [
        Doubt(
            f"{', '.join(map(repr, labels))} are taken for one speaker, {labels[0]!r}; if they are "
            "two, give one another label in the file",
            "file",
            label=labels[0],
            may_wait=True,
        )
        for labels in spellings
        if len({seen(label) for label in labels}) > 1
    ]


def of_nobody(text: SourceText, leading: Candidate) -> list[Doubt]:
    """Tell what hints at speakers in a file in which none are recognised."""
    labels = Counter(head.label for head in leading.heads)
    # A word that is no label stands before a sign once in a while.
    come_back = sum(count > 1 for count in labels.values()) > 1
    if come_back or len(leading.heads) > len(text.spoken) / _TWENTIETH:
        shown = ", ".join(map(repr, list(labels)[:_MOST]))
        return [
            Doubt(
                f"no speakers are recognised; if {shown} name them, import with the convention "
                f"{leading.convention!r}",
                "convention",
                leading.heads[0].first + 1,
                convention=leading.convention,
            )
        ]
    rows = sum("\t" in text.line(place) for place in text.spoken)
    if rows >= max(_FEWEST_ROWS, 0.8 * len(text.spoken)):
        return [
            Doubt(
                "the lines are rows of a table of which no column names a few speakers who come "
                "back: is it a transcript? If so, give the columns headings such as Speaker and "
                "Text",
                "file",
                text.spoken[0] + 1,
            )
        ]
    dashes = [place for place in text.spoken if _DASH.match(text.line(place)) is not None]
    changes = [place for place in text.spoken if _CHANGE in text.line(place)]
    # A line may begin with a dash for other reasons, a cue where another speaks in it.
    fewest = 0 if text.has_cues else _MOSTLY * len(text.spoken)
    if len(dashes) >= max(_FEWEST_CHANGES, fewest):
        changes = dashes
    if len(changes) >= max(_FEWEST_CHANGES, len(text.spoken) / _TWENTIETH):
        sign = "a dash" if changes is dashes else repr(_CHANGE)
        return [
            Doubt(
                f"lines begin with {sign} as in a dialogue: where the speaker changes can be seen, "
                "who speaks cannot; write a name before each, or give all turns one role",
                "file",
                changes[0] + 1,
            )
        ]
    return []


def of_numbers(text: SourceText, starts: Iterable[int]) -> list[Doubt]:
    """Tell where nearly all that is said, beginning at `starts`, begins with numbers: no words."""
    words = text.source.text
    begin = [(start, _NUMBERS.match(words, start, start + _LONGEST_SHOWN)) for start in starts]
    numbered = [start for start, numbers in begin if numbers]
    if len(numbered) < max(_FEWEST_ROWS, 0.8 * len(begin)):
        return []
    asked = "nearly all that is said begins with numbers, as {} does: are they times, or counted? "
    asked += "Then write them as 00:01:02 in the file, or leave them out"
    return _of_places(text, [words.count("\n", 0, numbered[0])], asked, "file")


def of_questions(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell where questions with answers begin that nothing tells from other lines."""
    asked = "is {} asked, and what follows answered? Then name who asks and who answers in the file"
    return _of_places(text, places, asked, "file")


def _line(text: SourceText, head: Head) -> str:
    """Return which line the label of `head` stands in, and the beginning of that."""
    return f"line {head.first + 1}, “{_shown(text.source.text, head.start)}”"


def _shown(text: str, start: int) -> str:
    return text[start:].split("\n", 1)[0].strip()[:_LONGEST_SHOWN]
