"""First words of lines as labels, with no sign behind them: which lines have one, and whose."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.evidence.marks import with_usual_marks
from kodeverk.analysis.recognition.forms.labels import has_letters_and_digits, key_of, style
from kodeverk.analysis.recognition.forms.signs import is_in_capitals
from kodeverk.analysis.recognition.text.source_text import SourceText

_NEARLY_ALL = 0.9
_FEW = 12
_SEVERAL = 3
_MOSTLY = 0.7
_LONGEST_BLOCK = 30
"""No paragraph has more lines, on average."""
_HALF = 0.5


def beginnings_of(text: SourceText, heads: list[Head]) -> list[Head]:
    """Return the heads below blank lines, where such lines set blocks apart; else all.

    A few in a long text are those around pages, unless nearly all codes that come back stand there.
    """
    blank = sum(text.is_blank(head.first - 1) for head in heads)
    are_blocks = blank >= max(_FEW, len(heads) / _LONGEST_BLOCK)
    if not are_blocks and blank:
        counts = Counter(head.label for head in heads)
        codes = [head for head in heads if counts[head.label] > 1 and _is_code(head.label)]
        apart = sum(text.is_blank(head.first - 1) for head in codes)
        are_blocks = len(codes) >= _FEW and apart > _NEARLY_ALL * len(codes)
    return [head for head in heads if text.stands_apart(head.first)] if are_blocks else heads


def _is_code(label: str) -> bool:
    """Tell whether a first word is no word of a sentence: `P2`, `KN`."""
    return has_letters_and_digits(label) or (label.isupper() and len(label) > 1)


def first_word_speakers(text: SourceText, heads: list[Head]) -> set[str]:
    """Return the keys of first words that are speakers: words that seldom stand anywhere else."""
    counts = Counter(key_of(head.label) for head in heads)
    speakers = _seldom_elsewhere(text, heads, counts)
    # `ld` among `LD` is the same code.
    capitals = {key_of(head.label): head.label for head in heads if head.label.isupper()}
    as_codes = Counter(
        key
        for head in heads
        if style(capitals.get(key := key_of(head.label), head.label))
        in ("role", "code", "capitals")
    )
    coded = {key for key in speakers if as_codes[key] > _MOSTLY * counts[key]}
    share = sum(counts[key] for key in coded) / (sum(counts[key] for key in speakers) or 1)
    if share <= _MOSTLY:
        # Beside codes, a word that two sentences begin with is none.
        return coded | {key for key in speakers if share < _HALF or counts[key] >= _SEVERAL}
    # Who speaks once has initials like the others', which are said nowhere.
    lengths = {len(capitals[key]) for key in coded & capitals.keys() if capitals[key].isalpha()}
    # Where all codes have letters and digits, so has one with a slip.
    if all(map(has_letters_and_digits, coded)):
        coded |= {key for key in counts if has_letters_and_digits(key)}
    return coded | {
        key
        for key, label in capitals.items()
        if counts[key] == text.words[label] == 1 and label.isalpha() and len(label) in lengths - {1}
    }


def _seldom_elsewhere(text: SourceText, heads: list[Head], counts: Mapping[str, int]) -> set[str]:
    """Return the keys of first words that come back, or are usual, and seldom stand elsewhere."""
    # Behind a label a sentence begins, and goes on behind a word.
    small = Counter(key_of(head.label) for head in heads if text.begins_small(head))
    headings = Counter(key_of(head.label) for head in heads if is_in_capitals(text.said_in(head)))
    dashes = sum(text.source.text[head.body : head.body + 1] in "-–—" for head in heads)
    speakers: set[str] = set()
    for label in {head.label for head in heads} if dashes <= len(heads) / 2 else ():
        key = key_of(label)
        if headings[key] == counts[key] and 2 * headings.total() < len(heads):
            continue  # lines in capitals among others are headings: `LA LLEGADA`
        is_code = len(label) > 1 and any(sign.isdigit() or sign == "_" for sign in label)
        is_letter = len(label) == 1  # any sentence may begin with one, as `I går …` and `В мне …`
        is_as_written = is_code or (label.isupper() and not is_letter)
        written = (label,) if is_as_written else (label, label.lower(), label.title())
        elsewhere = sum(text.words[word] for word in set(written)) - counts[key]
        comes_back = counts[key] > 1 and (is_code or elsewhere <= counts[key])
        is_usual = counts[key] > len(heads) / 4 and (label.isupper() or style(label) == "role")
        is_word = is_letter and elsewhere > counts[key] and 2 * small[key] > counts[key]
        is_usual = is_usual and not is_word
        if comes_back or is_usual or (is_code and style(label) == "role"):
            speakers.add(key)
    # Sentences begin with years and numbers: somebody asks those who are counted.
    return {key for key in speakers if not key.isdigit() or key[0] == "0"}


def marked_first_words(
    text: SourceText, possible: list[Head], few: Sequence[Head], begin: Collection[int]
) -> list[Head]:
    """Return the first words in lines that may `begin` with one, and look as most do.

    `Se` at the head of a sentence is no `SE`.
    """
    counts = Counter(head.label for head in few)
    codes = {key_of(label) for label, count in counts.items() if label.isupper() and count > 1}
    return [
        head
        for head in with_usual_marks(text, possible)
        if head.first in begin
        and (head.label.isupper() or not (head.label.istitle() and key_of(head.label) in codes))
    ]
