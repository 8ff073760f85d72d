"""What somebody says of the labels of a reading: which are joined, and which are no speaker's."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kodeverk.analysis.recognition.decision.blocks import Block, are_parted, begun, resuming
from kodeverk.analysis.recognition.doubts.label_doubts import of_one_microphone
from kodeverk.analysis.recognition.doubts.labels_of_blocks import doubts_of_labels, tiers
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.errors import BadInput


def with_labels(
    reading: Recognition, joined: Mapping[str, str], ignored: Collection[str]
) -> Recognition:
    """Return `reading` with some labels joined into others, and some no speaker's.

    Labels are told apart as recognition does, without regard to case and white space; those the
    reading does not have do nothing. A block of an ignored label belongs to the turn before it, its
    label ordinary words there, or to no turn if it is the first; what lies outside the interview
    between the two belongs to neither. But where a corpus prints each utterance in two tiers, an
    ignored tier is dropped whole: its words are the other tier's and would count twice. A label may
    be joined into one that is joined itself. Raises BadInput for labels joined in a ring, and into
    one that is ignored.
    """
    no_speakers = {key_of(label) for label in ignored}
    main: dict[str, str] = {}
    for variant, other in joined.items():
        end = last_label(variant, joined)
        if end is None:
            raise BadInput(
                f"labels are joined in a ring, from {variant!r} into {other!r} and on",
                "Say of one of them alone which label it is joined into.",
            )
        if key_of(end) in no_speakers and key_of(variant) not in no_speakers:
            raise BadInput(
                f"{variant!r} is joined into {end!r}, which is said to be no speaker",
                "Say one of the two.",
            )
        main[key_of(variant)] = end
    dropped = {
        label
        for pair in (*tiers(Counter(reading.speakers)), *reading.echoes)
        for label, other in (pair, pair[::-1])
        if key_of(label) in no_speakers and key_of(other) not in no_speakers
    }
    blocks: list[Block] = []
    for block in reading.blocks:
        label = block.label
        if label is None:
            blocks.append(block)
        elif label in dropped:
            continue
        elif key_of(label) not in no_speakers:
            blocks.append(block._replace(label=main.get(key_of(label), label)))
        elif blocks:
            blocks[-1:] = given_to_before(blocks[-1], block, reading.outside_at)
    blocks = [*resuming(blocks, reading.outside_at)]
    before = doubts_of_labels(reading.blocks, reading.stated)
    kept = [
        doubt
        for doubt in reading.doubts
        if doubt not in before and not (doubt.remedy == "ignore" and doubt.label in dropped)
    ]
    alone = (
        of_one_microphone(label)
        for pair in reading.echoes
        for label, other in (pair, pair[::-1])
        if other in dropped and label not in dropped
    )
    # Whom others are joined into, or left out beside, need not be doubted for being alone.
    new = (
        doubt
        for doubt in doubts_of_labels(blocks, reading.stated)
        if doubt.remedy != "convention" or doubt in before
    )
    told = (*kept, *new, *alone)
    turns = reading.turns - begun(reading.blocks) + begun(blocks)
    return replace(reading, blocks=tuple(blocks), turns=turns, doubts=told)


def last_label(label: str, joined: Mapping[str, str]) -> str | None:
    """Return what stands for a label at the end of all its joins; None where they are a ring."""
    others = {key_of(variant): other for variant, other in joined.items()}
    passed: set[str] = set()
    while (key := key_of(label)) in others and key_of(others[key]) != key:
        if key in passed:
            return None
        passed.add(key)
        label = others[key]
    return label


def given_to_before(before: Block, block: Block, outside_at: Sequence[int]) -> list[Block]:
    """Return what becomes of two blocks when the label of the second is words of the first.

    What lies outside the interview stays between them, and below a label alone on its line.
    """
    label = block._replace(start=block.label_end, end=block.label_end)
    words = Block(before.label, block.start, block.start, block.start, block.end, resumes=True)
    if are_parted(label, words, outside_at):
        return [*given_to_before(before, label, outside_at), words]
    start = block.label_start
    if block.resumes or are_parted(before, block, outside_at):
        return [before, Block(before.label, start, start, start, block.end, resumes=True)]
    return [before._replace(end=block.end)]
