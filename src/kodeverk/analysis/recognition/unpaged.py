"""Which paragraphs a text has without its pages: a line goes on over the end of a page.

What was printed on a page and the blank lines around it may part a label from its words, or a
sentence in two.
"""

from collections.abc import Collection

from kodeverk.analysis.recognition.labels import SENTENCE_ENDS
from kodeverk.model.source import Source

_ENDS = (*SENTENCE_ENDS, "–", "—", "-", "#")
_AROUND = 2


def unpaged(source: Source, furniture: Collection[int]) -> list[int]:
    """Return the numbers of the paragraphs that stay when `furniture` goes, in order.

    Of the blank ones around furniture one stays, where the line above has ended, or there are more
    than one on either side.
    """
    kept: list[int] = []
    blank: list[int] = []
    above = ""
    is_page = False
    for place, paragraph in enumerate(source.paragraphs):
        if place in furniture:
            is_page = True
            continue
        line = source.text[paragraph.start : paragraph.end].strip()
        if not line:
            blank.append(place)
            continue
        if not is_page:
            kept += blank
        elif (above.endswith(_ENDS) or len(blank) > _AROUND) and not line[0].islower():
            kept += blank[:1]
        kept.append(place)
        blank, above, is_page = [], line, False
    return kept + blank
