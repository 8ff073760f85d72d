"""What a paragraph shows by itself: whose words stand in it, or that nobody says it.

What shows neither is inferred from what stands around it: words without a label go on with the turn
above them, as far as anybody can tell.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line
from kodeverk.analysis.recognition.forms.labels import names_nobody, style
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import A_NOTE, BY_THEIR_FORM, Zone
from kodeverk.model.sentences import ENDS

_BY_FORMAT = "voice"
_TOLD_BY_LOOK = ("role", "code", "capitals")
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
_FOREIGN = re.compile(
    r"\W*\d{1,2}:\d\d|\s*(?:\([^()]*\)|\[[^\[\]]*\]|\*[^*]*\*|♪.*♪)\s*$", re.DOTALL
)
"""A time at the head of words, or brackets or signs of music around all of them."""
_LONG_NOTE = re.compile(r"\([^()]{80,}\)|\[[^\[\]]{80,}\]|\b[A-Z]{2,}_[A-Z_]{2,}")
"""A note too long to be of an event, or a name that a program gives."""
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_LABEL = re.compile(
    rf"(?:^|[.!?…])[\"”»)\]]?\s*\W?{_CAPITAL}(?:\s{_CAPITAL}|\s\d+){{0,3}}"
    r"\s?(?:[\[(][^\[\]()]*[\])]\s?)?[:;：](?!\d)"
)
"""One to four words that begin large, with what a bracket says of them, before a sign."""
_BRACKETED = re.compile(r"[\[(*{<]\s*([^\[\](){}<>*]+?)\s*[\])*}>]")
_SIGNS = (":", ";", "：", " - ", " – ", " — ")
"""What stands behind a label."""
_MARKS = "*_~`\"“”„«»'‘’ "
"""What stands around words and is no part of a sentence."""


def is_one_speakers(words: str, labels: tuple[str, ...]) -> bool:
    """Tell whether nothing but what one speaker says can stand behind a label.

    No time begins it, it is no note in brackets nor has a long one, and no other label stands in
    it: one of the `labels`, in small letters, before a sign or in brackets, or what looks as a
    label at the head of a sentence.
    """
    folded = words.casefold()
    if any(label in folded for label in labels):
        parts = (folded.split(sign) for sign in _SIGNS if sign in folded)
        if any(part.rstrip().endswith(labels) for before in parts for part in before[:-1]):
            return False
        if any(name[1] in labels for name in _BRACKETED.finditer(folded)):
            return False
    # Most words have none of these signs, and that is much cheaper to see than no match.
    if any(sign in words for sign in ":;：") and _LABEL.search(words):
        return False
    may_hold_note = any(sign in words for sign in "([_")
    return not (_FOREIGN.match(words) or (may_hold_note and _LONG_NOTE.search(words)))


def seldom_again(blocks: Sequence[Block]) -> set[int]:
    """Return where the labels stand of who spoke last too, if hardly anybody does twice running.

    Such a label may be another's: where a typist swaps two, they do so from there on.
    """
    labelled = [block for block in blocks if block.label and block.label_start < block.label_end]
    again = {one.label_start for other, one in pairwise(labelled) if one.label == other.label}
    return again if len(again) <= _SELDOM * len(labelled) else set()


def is_labelled(reading: Recognition, block: Block) -> bool:
    """Tell whether the format, or a label that comes back, says who says the words of a block.

    A label that says that nobody knows is none, nor is the first word of a line without a sign
    that may be any word.
    """
    if block.label is None or block.label_start == block.label_end or names_nobody(block.label):
        return False
    if reading.convention == "first word" and style(block.label) not in _TOLD_BY_LOOK:
        return False
    return reading.convention == _BY_FORMAT or reading.speakers[block.label] >= _COMES_BACK


def has_own_form(zone: Zone, reason: str, words: str, *, is_right_above: bool) -> bool:
    """Tell whether a paragraph that is taken for outside the interview shows that by itself.

    What stands `is_right_above` the first turn may be the first line of it.
    """
    if reason in BY_THEIR_FORM:
        return True
    if len(words) > _SHORT:
        return False
    if zone != "front":
        return reason == A_NOTE and _NOTE.fullmatch(words) is not None
    bare = words.strip(_MARKS)
    if is_right_above and not (is_fact_line(words) or words.startswith("#")):
        return False
    is_title = len(bare.split()) <= _TITLE and not (bare[:1].islower() or bare.endswith(ENDS))
    return is_title or _IN_BRACKETS.fullmatch(words) is not None or only_a_time(words) is not None


def goes_on(above: str, words: str) -> bool:
    """Tell whether a line goes on, in small letters, with the sentence of the line right above."""
    return words.lstrip(_MARKS)[:1].islower() and not above.rstrip(_MARKS).endswith(ENDS)
