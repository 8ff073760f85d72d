"""What a person should look at about the labels of a reading."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from kodeverk.analysis.recognition.conventions.candidates import Candidate
from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.layouts import BEHIND, QUESTIONS
from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER, QUESTION
from kodeverk.analysis.recognition.decision.nameless_turns import Nameless
from kodeverk.analysis.recognition.doubts.doubt import (
    MOST,
    Doubt,
    more_lines,
    of_all,
    of_places,
    opening,
    where,
)
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.model.text import seen

_OF_TABLES = ("name<TAB>text", "table column")


def not_taken(text: SourceText, doubted: Sequence[Head]) -> list[Doubt]:
    """Tell which labels look like a speaker's and were not taken for one."""
    doubts = [
        Doubt(
            f"{where(text, head)}: {head.label!r} is not taken for a speaker",
            "speaker",
            head.first + 1,
            head.label,
        )
        for head in doubted[:MOST]
    ]
    if more := doubted[MOST:]:
        line, count = more[0].first + 1, len(more)
        others = tuple(head.first + 1 for head in more[1:])
        what = "label is not taken for a speaker"
        if count > 1:
            what = "labels are not taken for speakers"
        more_of_them = f"{count} more such {what}, the first in line {line}"
        doubts.append(Doubt(more_of_them, "speaker", line, more[0].label, likewise=others))
    return doubts


def of_strays(text: SourceText, strays: Iterable[Head]) -> list[Doubt]:
    """Tell which labels in another form than all others are taken for those of turns."""
    return [
        Doubt(
            f"{where(text, head)}: {head.label!r} is in another form than elsewhere, and is taken "
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
            f"{where(text, of_label[0])}: {label!r} is in another form than elsewhere or within a "
            "line, and is taken to begin no turn"
            f"{more_lines(head.first for head in of_label)}",
            "speaker",
            of_label[0].first + 1,
            label,
        )
        for label, of_label in heads.items()
    ]


def of_cues_of_two(text: SourceText, places: Iterable[int]) -> list[Doubt]:
    """Tell in which cues somebody else speaks too: all of them once."""
    asked = "does somebody else speak too in {}? If so, say who; if not, it is said"
    return of_all(text, [*places], asked, "said")


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
        for doubt in (of_places(text, [place], told, "file") if labels else ())
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


def of_headings_that_ask(askers: Iterable[tuple[str, str]]) -> list[Doubt]:
    """Tell which labels that ask may head what somebody else asks right behind them."""
    return [
        Doubt(
            f"{asker!r} asks again and again right behind {label!r}: does {label!r} speak, or is "
            "that a heading?",
            "ignore",
            label=label,
        )
        for label, asker in askers
    ]


def of_no_answers(text: SourceText, heads: Sequence[Head]) -> list[Doubt]:
    """Tell what the labels may be where none of them asks and another answers."""
    *shown, last = [repr(label) for label in dict.fromkeys(head.label for head in heads)][:MOST]
    return [
        Doubt(
            f"{where(text, heads[0])}: of those taken for speakers none asks what another answers: "
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
    *shown, label = dict.fromkeys(repr(head.label) for head in behind) or [""]
    if {head.label for head in heads} == {QUESTION, ANSWER} and shown:
        told = f"do {', '.join(shown[:MOST])} and {label}, behind what is said, say who speaks?"
        line = behind[0].last + 1
        return [Doubt(f"line {line}: {told}", "convention", line, convention=BEHIND)]
    if not (all(map(text.is_bare, heads)) and last.last == text.spoken[-1] != first.last):
        return []
    told = (
        f"{where(text, last)}: nothing stands below the last label: if labels stand below what is "
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
    # A time may stand alone above the words.
    places = [_below(text, head) if text.is_bare(head) else head.last for head in nameless.heads]
    line, *others = (place + 1 for place in dict.fromkeys(places))
    doubt = (
        f"{unit} that name nobody: {len(nameless.heads)}, the first in line {line}: "
        f"{opening(text.source.text, max(first.body, text.source.paragraphs[places[0]].start))!r}"
        f"{more_lines(places)}"
    )
    if nameless.go_on:
        became = "names mark changes of speaker, so the one before is taken to go on"
    else:
        became = "who speaks in them is unknown"
    told = f"{doubt}; {became}; if somebody else does, say who"
    return [Doubt(told, "by", line, likewise=tuple(others), may_wait=nameless.go_on)]


def _below(text: SourceText, head: Head) -> int:
    """Return the paragraph with words below a head, or its own where none is."""
    below = bisect_right(text.spoken, head.last)
    return text.spoken[below] if below < len(text.spoken) else head.last


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


def of_whole(chosen: Candidate) -> Doubt:
    """Tell that it is not sure which convention the file follows."""
    told = f"it is not certain that speakers are named as in {chosen.convention!r}: check them"
    return Doubt(told, "convention", chosen.heads[0].first + 1)


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
