"""What stands in a transcript and nobody says: a note of an event, a notice about the text."""

import re

from kodeverk.analysis.recognition.forms.labels import is_event
from kodeverk.model.clock import SHORT_TIME

_SIGN = "[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?"
"""An arrow or a picture, as before a note: `🔗 (we open the form)`."""
_LINKED = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
"""A link in Markdown, with where it leads."""
_BRACKET = (
    r"(?:\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\]|<[^<>]*>|（[^（）]*）"
    r"|\*[a-zæøåäöüéè][^*.?!\n]*\*|\*\s[^*.?!\n]{1,40}\s\*|♪[^♪\n]*♪)"
)
"""Brackets, or asterisks around small letters, or spaces, or signs of music: `*door opens*`."""
_NOTED = re.compile(
    rf"\s*(?:{_SIGN}\s*)?(?P<mark>[*_]{{0,3}}){_BRACKET}(?:[\s.]*{_BRACKET})*[\s.]*(?P=mark)\s*"
    rf"(?:{SHORT_TIME}\s*)?"
)
"""A note in brackets, and perhaps when that was: `[laughs] 12:44`."""
_SHOWN = re.compile(
    r"\s*(?:(?:!\[[^\[\]]*\]\([^()]*\)(?:\{[^{}]*\})?|\{%.*%\}|"
    r"</?(?:iframe|img|div|span|hr|br|center|video|audio)\b[^<>]*>)\s*)+"
)
"""Pictures in Markdown, elements of HTML without words, and what a program puts in the place of
some: `{% photo "a.jpg" %}`."""
_MARKED_TIME = rf"{SHORT_TIME}(?:[.,]\d{{1,3}})?\W*"
_EVENT_LINE = re.compile(
    rf"\W*([^\W_][^:：\n]{{0,30}}?)\W*[:：]\W*(?:{_MARKED_TIME}(?:(?:to|til)\W+{_MARKED_TIME})?)?"
)
_LONGEST_EVENT = 100
LONGEST_NOTICE = 200
"""What is longer may be said, though it is in brackets from end to end."""
# What a program, a transcriber or an archive writes about the transcription itself.
_NOTICE = re.compile(
    r"\W*(?:[^\W_].{0,60}\s(?:started|stopped|startet|starta|stoppet|stoppa|avsluttet|avslutta)\s"
    r"(?:transcription|transkripsjon(?:en)?|transkribering(?:en|a)?)(?:\s+[\d:]+)?"
    r"|(?-i:T)(?:rans[ck]r[iy]|rascri)\w*(?:\sist|\swas)?\s"
    r"(?:by|with|a[vf]|med|von|vom|mit|par|avec|por|con|com|d[aei]|door|met|przez)\s\S.{0,60}"
    r"|(?:this\stranscript\swas\s|transcript\s)?exported\s(?:on|from|by)\s.*"
    r"|(?:©|copyright\s(?:©|\(c\)|\d{4})).*"
    r"|retrieved\sfrom\s.*|(?:meeting|transcription)\sended\safter\s[\d:]+"
    r"|this\seditable\stranscript\swas\scomputer\sgenerated.*)\W*",
    re.IGNORECASE,
)


def is_notice(line: str) -> bool:
    """Tell whether a line is about the transcription, or shows something that has no words.

    `Transcribed by https://otter.ai`, a picture.
    """
    return _NOTICE.fullmatch(line.strip()) is not None or _SHOWN.fullmatch(line) is not None


def is_bracketed(words: str) -> bool:
    """Tell whether words are in brackets, however long: `[The tape is turned.] (coughs)`."""
    return _NOTED.fullmatch(_without_links(words)) is not None


def _without_links(line: str) -> str:
    """Return a line without where its links lead, nor what keeps a bracket from beginning one."""
    line = line.replace("\\", "") if "\\" in line else line
    return _LINKED.sub(r"\1", line) if "](" in line else line


def is_not_said(line: str) -> bool:
    """Tell whether a line is blank or notes an event: `(latter)`, `[Break 08:17]`.

    Or it is about the transcription.
    """
    if not line.strip() or _SHOWN.fullmatch(line):
        return True
    line = _without_links(line)
    if len(line) > LONGEST_NOTICE:
        return False
    if is_notice(line):
        return True
    if len(line) > _LONGEST_EVENT:
        return False
    if is_bracketed(line):
        return True
    event = _EVENT_LINE.fullmatch(line)
    return event is not None and is_event(event[1])
