"""What a paragraph shows by itself: whose words stand in it, or that nobody says it.

What shows neither is inferred from what stands around it: words without a label go on with the turn
above them, as far as anybody can tell.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import A_NOTE, BY_THEIR_FORM, Zone
from kodeverk.model.sentences import ENDS

_BY_FORMAT = "voice"
_COMES_BACK = 3
"""A label that begins so many turns is one for certain."""
_SELDOM = 0.1
_SHORT = 80
"""No line of a title page, and no note in brackets, that is certain has more characters."""
_TITLE = 8
"""Nor has such a line more words."""
_IN_BRACKETS = re.compile(r"\(.*\)|\[.*\]", re.DOTALL)
_NOTE = re.compile(r"\[[^:：]*\]|\(\w+\)|\([^a-zß-öø-ÿ:：]*\)", re.DOTALL)
"""Square brackets without a label in them; round ones only of a word, or in capitals."""
_CLOCK = re.compile(r"\W*\d{1,2}:\d\d")
_SIGNS = (":", "：", " - ", " – ", " — ")
"""What stands behind a label."""
_MARKS = "*_~`\"“”„«»'‘’ "
"""What stands around words and is no part of a sentence."""


def is_one_speakers(words: str, labels: tuple[str, ...]) -> bool:
    """Tell whether no time begins the words behind a label, and no other label stands in them.

    That is one of the labels before a sign, as where its speaker begins.
    """
    parts = (words.split(sign) for sign in _SIGNS if sign in words)
    labelled = any(part.rstrip().endswith(labels) for before in parts for part in before[:-1])
    return not labelled and _CLOCK.match(words) is None


def seldom_again(blocks: Sequence[Block]) -> set[int]:
    """Return where the labels stand of who spoke last too, if hardly anybody does twice running.

    Such a label may be another's: where a typist swaps two, they do so from there on.
    """
    labelled = [block for block in blocks if block.label and block.label_start < block.label_end]
    again = {one.label_start for other, one in pairwise(labelled) if one.label == other.label}
    return again if len(again) <= _SELDOM * len(labelled) else set()


def is_labelled(reading: Recognition, block: Block) -> bool:
    """Tell whether the format, or a label that comes back, says who says the words of a block."""
    if block.label is None or block.label_start == block.label_end:
        return False
    return reading.convention == _BY_FORMAT or reading.speakers[block.label] >= _COMES_BACK


def has_own_form(zone: Zone, reason: str, words: str) -> bool:
    """Tell whether a paragraph that is taken for outside the interview shows that by itself."""
    if reason in BY_THEIR_FORM:
        return True
    if len(words) > _SHORT:
        return False
    if zone != "front":
        return reason == A_NOTE and _NOTE.fullmatch(words) is not None
    bare = words.strip(_MARKS)
    is_title = len(bare.split()) <= _TITLE and not (bare[:1].islower() or bare.endswith(ENDS))
    return is_title or _IN_BRACKETS.fullmatch(words) is not None or only_a_time(words) is not None


def goes_on(above: str, words: str) -> bool:
    """Tell whether a line goes on, in small letters, with the sentence of the line right above."""
    return words.lstrip(_MARKS)[:1].islower() and not above.rstrip(_MARKS).endswith(ENDS)
