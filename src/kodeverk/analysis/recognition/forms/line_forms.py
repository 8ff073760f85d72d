"""What a line shows by its own form: a heading, a rule, a time, a note, the end of an interview."""

import re
from collections.abc import Collection
from typing import Literal

from kodeverk.analysis.recognition.forms.fact_lines import is_fact_line
from kodeverk.analysis.recognition.forms.labels import is_remark, names_fact
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.forms.page_numbers import says_page
from kodeverk.analysis.recognition.forms.signs import SENTENCE_ENDS, at_colon
from kodeverk.analysis.recognition.forms.times import only_a_time

Form = Literal[
    "heading",
    "title",
    "fact",
    "facts",
    "face sheet",
    "front again",
    "rule",
    "page number",
    "time",
    "note",
    "notes",
    "end",
    "footnote",
    "examiner",
    "legend",
]
"""What shows that a line is not said.

`title` is a heading by its look alone: nothing but that it is short, stands apart and ends as no
sentence does. `notes` are a report's heading, such as `Observation:`.
"""

LONGEST_HEADING = 100
"""A heading without a mark has no more characters, and a note in brackets."""
WRAPPED = 45
"""A full one of hard-wrapped lines has more characters."""
GOES_ON = (*SENTENCE_ENDS, ",", ";", "-", "–", "—")
"""No heading ends so."""
WORDS_OF_NOTES = 3
"""The heading of notes, or of a column, has no more words."""
RULE = re.compile(r"\s*(?:(?:[-–—_=*~•·#|:]\s?){3,}|(?:[.…]\s?){12,})\s*")
"""Signs of a row; a few full stops are a pause."""
_RULED = re.compile(r"([=*_~#-])\1+\s*\w.*\1{2}")
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_MARKS = "\"“”„«»'‘’*_ "
"""What may stand before the first word of a heading: quotation marks, and those of Markdown."""
_END = re.compile(
    r"\W*(?:the\s)?(?:"
    r"(?:end|conclusion)(?:\sof)?(?:\s(?:the|this))?\s(?:interview|transcript(?:ion)?|recording|tape|audio|session)"
    r"|(?:interview|transcript(?:ion)?|recording|tape|audio|session|meeting)"
    r"\s(?:was\s)?(?:ends?|ended|finished|over|closed|adjourned)|møtet\s(?:ble\s)?(?:slutt|hevet)"
    r"|slutt(?:\spå)?\s(?:intervju\w*|opptak\w*|transkripsjon\w*|samtale\w*)"
    r"|(?:intervju\w*|interview\w*|opptak\w*|inspelning\w*|optagelse\w*|transkripsjon\w*)"
    r"\s(?:er\s|är\s)?(?:slut\w*|ferdig|färdig|avslut\w*|stopp\w*)"
    r"|slut(?:\spå)?\s(?:på\s)?(?:interview\w*|intervju\w*|optagelse\w*|inspelning\w*)"
    r"|ende\s(?:des|der)\s(?:interviews?|transkript\w*|auf(?:nahme|zeichnung)|gesprächs?)"
    r"|fin\sde\s(?:l['’]\s?|la\s)?(?:entretien|entrevista|enregistrement|grabación|transcripción)"
    r"|fim\sda\s(?:entrevista|gravação)|fine\s(?:dell['’]\s?)?(?:intervista|registrazione)"
    r"|einde(?:\svan)?(?:\shet)?\s(?:interview|opname)|(?:haastattelun?|nauhoitu(?:s|ksen)|tallen(?:ne|teen))\s(?:päättyy|loppuu?)"
    r"|koni?ec\s(?:wywiadu|nagrania|rozhovoru|nahrávky)|конец\s(?:интервью|записи)"
    r"|(?:kaydın|görüşmenin)\s(?:sonu|bitişi)|(?:kayıt|görüşme)\s(?:sonu|bitti)|τέλος\s(?:(?:της|του)\s)?(?:συνέντευξης|ηχογράφησης|εγγραφής)|кінець\s(?:інтерв.ю|запису)|(?:نهاية|نهایت)\s\w+"
    r"|پایان(?:\s\w+)?|(?:访谈|采访|录音|訪談|採訪|錄音)(?:到此)?(?:结束|結束|完)|(?:インタビュー|録音)(?:終了|終わり)|(?:the\s)?end|slutt?|ende|einde|fin|fim|fine|koniec|конец|кінець|son|loppu|انتهى|النهاية"
    r")(?:\s(?:at\s|kl\.?\s|after\s|etter\s|efter\s|nach\s)?[\d:.]+)?\W*",
    re.IGNORECASE,
)
_MARK_OF_FOOTNOTE = re.compile(r"(\[\^?(?:\d{1,3}|[*†]{1,3})\]):?\s+\S")
_TIME_BEFORE = re.compile(r"^\W*(?:\d{1,2}:)?\d{1,2}:\d{2}\W+(?=[\[(])")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:\s")
"""Markdown's: `[^1]: words`."""
ABOVE_FACTS: Collection[Form | None] = ("heading", "page number", "rule", "fact")
"""What facts stand below."""


def certain_form(words: str) -> Form | None:
    """Return what a line says by its own form, wherever it stands."""
    form: Form | None = None
    words = _TIME_BEFORE.sub("", words, count=1)
    if _END.fullmatch(words):
        form = "end"
    elif is_not_said(words) or _FOOTNOTE.match(words):
        form = "note"
    elif only_a_time(words) is not None:
        form = "time"
    elif RULE.fullmatch(words):
        form = "rule"
    elif _RULED.fullmatch(words):
        form = "heading"
    elif says_page(words):
        form = "page number"
    return form


def is_footnote(words: str, text: str) -> bool:
    """Tell whether a line is a footnote of a `text`: its mark stands behind a word there too."""
    mark = _MARK_OF_FOOTNOTE.match(words)
    found = text.find(mark[1]) if mark else -1
    while mark and found > 0 and text[found - 1].isspace():
        found = text.find(mark[1], found + 1)
    return found > 0


def form_below(above: Form, words: str, *, is_next: bool) -> Form | None:
    """Return what a line is that stands below a line of the form `above`, `is_next` right below."""
    if above not in ABOVE_FACTS:
        return None
    if is_fact_line(words):
        return "fact"
    is_title = above != "fact" and is_next and len(words) < WRAPPED
    if not is_title or words.endswith(GOES_ON) or words[0].islower():
        return None
    return "page number" if above == "page number" else "heading"


def begins_as_heading(words: str) -> bool:
    """Tell whether a line is more than a number, and begins in no small letter and no sign."""
    first = words.lstrip(_MARKS)[:1]
    return any(map(str.isalpha, words)) and first.isalnum() and not first.islower()


def opens_notes(words: str) -> bool:
    """Tell whether a line opens notes about the talk: `Observation: the guest was late.`"""
    label, colon, _ = at_colon(words)
    is_label = bool(colon) and label[:1].isupper() and label.count(" ") < WORDS_OF_NOTES
    return is_label and (is_remark(label) or names_fact(label))
