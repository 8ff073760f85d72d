"""The patterns of heads: what may stand before a name, the name itself, and the signs behind it."""

import re
from collections.abc import Mapping, Sequence

from kodeverk.analysis.recognition.forms.labels import GENDER_ENDING
from kodeverk.analysis.recognition.forms.signs import INITIAL
from kodeverk.analysis.recognition.forms.times import SPOKEN_PATTERN, clock_pattern
from kodeverk.model.clock import TIME_IN_LETTERS

TIME = clock_pattern("time", dated=True) + "`?"
_LATER_TIME = clock_pattern("later", dated=True)
_TIME_WITHIN = clock_pattern("within")
"""In the bracket of a label: `[00:17 Kari] words`, `[00:17 @kari] words`."""
MARK = (
    r"(?:(?:\*{1,4}|_{1,3}|`)(?:\{:[^{}\n]{0,60}\})?"
    r"|</?(?:b|i|u|em|strong|code|span)(?:\s[^<>\n]{0,40})?>)?"
)
"""What may mark a label, or a time, in Markdown: emphasis, code, an element of HTML.

Emphasis may have attributes behind it: `**Kari:**{: .green}`.
"""
_UNSEEN = r"\u00ad\u200b-\u200f\u2060\ufeff"
_SPACE = rf"[\s{_UNSEEN}]*"
_SIGN = rf"(?:>+\s*|[-–—•*]\s+|#{{1,6}}\s+|[#@](?=[{_UNSEEN}]*[^\W\d]))?{MARK}"
LEAD = _SPACE + _SIGN
_INNER = r"\t\n:：【】〔〕［］\[\]<>{}\"“”«»!?;=|*#"
_GENDERED = rf"[:*](?={GENDER_ENDING})"
_NAME_SHAPE = (
    rf"(?!{TIME_IN_LETTERS})[^\W_](?:(?:[^{_INNER}]|{_GENDERED}){{0,78}}?[^\s_{_INNER}])??"
    r"|\+[\d*x ]{4,20}?"
)
_NAME = rf"[{_UNSEEN}]*(?!(?<=\d )min\b)(?P<name>{_NAME_SHAPE})"
TITLE = (
    r"(?:(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Prof|Hon)\.|Miss|Madam|Chair\w*|Secretary|Senator|Judge"
    r"|The(?=\sChair))"
)
"""What stands before a surname, as the record of a hearing writes it: `Mr. Nord.`"""
_OTHER = rf"[{_UNSEEN}]*(?P<other>(?:{TITLE}\s)?{_NAME_SHAPE})"
_NICK = rf"[{_UNSEEN}]*(?P<other>(?:{TITLE}\s)?(?:{_NAME_SHAPE})_{{0,3}})(?:\[\w{{1,8}}\])?"
"""Who writes in a chat: `<kari_> words`, `<kari[m]> words`."""
_BEHIND_NAME = r"(?=[*_`\s\[(<{#\d:：?])(?P<unsure>\s?\?)?"
"""With what anything begins that may stand between a name and its colon, or the colon itself.

Most letters of a name are told by it to be no last one, and that is much cheaper to see. So it is
with what other conventions have behind a name.
"""
_AT_END = r"(?=[*_`<\s]|$)"
"""With what begins what may stand between a name and the end of its line, or that end itself."""
_TURN = r"(?:\d{1,4}[.)]?|\[[A-Za-z]?\d{1,4}\]|\([A-Za-z]?\d{1,4}\)|§\s?\d{1,4})"
"""The number of a turn: `12`, `12.`, `[T012]`, `(12)`, `§12`."""
_SENDER = r"(?P<sender>(?i:from|fra|frå)\s+)?"
_RECIPIENT = r"(?(sender)(?:\s+(?i:to|til)\s+[^:：\n]{1,60}?)?)"
"""As Zoom writes a chat: `00:04:32 From Kari Nord to Everyone:`."""
_NOTE = r"(?:\[[^\[\]\n]{1,40}\]|\((?:kl\.?\s?)?\d{1,3}(?:[.h]\d\d|\s?min)\))"
"""How something is said, or when: `Kari [laughs]:`, `Kari (10.05):`."""
_DATED = (
    r"(?:[\[(<#]?(?>\d[\d.,:;/TZ–-]*(?:[ \t]\d[\d.,:;/TZ–-]*)*)"
    r"(?:\s?(?i:[ap]\.?m\b\.?)|\sto\s[\d:.]+)?[\])>#]?(?>\s+(?:[–-]\s+)?))"
)
"""A date and time, frames, seconds or a number: what a program puts before every label."""
_SECONDS = r"(?P<within>\d{1,6}\.\d{1,6})\s+(?:\d{1,6}\.\d{1,6}\s+)?"
"""Where words begin, or end, as a program tells who speaks when: `0.0 5.2 SPEAKER_00 words`."""
_JOINED = r"(?<=[^\W\d_])(?=\d{1,2}:\d\d(?::\d\d)?\s*$)"
"""Between a name and a time that end a line, as a page writes them beside each other."""


def _led(before: str) -> str:
    """Return the pattern of what may stand before a name: nothing where a letter opens the line.

    Most lines begin with one, and all that may stand there would be looked for.
    """
    return rf"{_SPACE}(?:(?=[^\W\d_])|(?![^\W\d_]){_SIGN}{before})"


PATTERNS = {
    "name: text": re.compile(
        _led(rf"(?:{_TURN}[ \t]+)?(?:{TIME}[\s,:–—-]*{_SENDER}|{_DATED}{{1,2}})?{MARK}")
        + rf"{_NAME}{_BEHIND_NAME}{MARK}{_RECIPIENT}\s*"
        rf"(?:(?:[-–—,]\s*)?{_LATER_TIME}\s*|{_NOTE}\s*)?{MARK}"
        rf"(?:：|:(?!{GENDER_ENDING}[^:\n]{{0,9}}:))(?:[-–—](?=\s))?{MARK}(?:(?<=：)|(?![/\\\d]))"
    ),
    "name<TAB>text": re.compile(
        _led(rf"(?:\d{{1,4}}[.)]?\t)?(?:{TIME}\s+|{_DATED})?")
        + rf"{_NAME}(?=[*_`<\s]){MARK}(?: *\t| {{2,}})(?=\s*\S)"
    ),
    "name - text": re.compile(
        _led(rf"(?:{TIME}\s+(?:[-–—]\s+)?)?") + rf"{_NAME}(?=[*_`<\s–—-]){MARK}"
        rf"(?:\s+[-–—]{MARK}\s+|[-–—]{MARK}\s+|(?<=\d)[-–—](?=[^\W\d_]))(?=\S)"
    ),
    "[name] text": re.compile(
        rf"{LEAD}(?:{TIME}\s+{MARK})?(?:[\[({{【〔［（]\s?(?:{_TIME_WITHIN}[\s,–—-]+@?)?"
        rf"{_NAME}(?P<unsure>\s?\?)?(?:[\s,]+[-–]?\s*{_LATER_TIME})?\s?[\])}}】〕］）]|<\s?{_NICK}\s?>)"
        rf"(?:{MARK}\s*(?:[:：]{MARK}(?![/\\\d])|[-–—]?{MARK}(?:(?=\s|$)|(?<=[】〕］）])))|(?<=>)(?P<close>))(?!\s*=)"
    ),
    "name and time": re.compile(
        _led("") + rf"{_NAME}(?=[*_`<\s,\d]){MARK}(?:[\s,]+[-–|]?\s*|{_JOINED})"
        rf"(?:{SPOKEN_PATTERN}|{TIME}\s*[:：]?){MARK}(?=\s|$)"
    ),
    "time and name": re.compile(rf"{LEAD}{TIME}[\s,–—-]*{MARK}{_NAME}{_AT_END}{MARK}\s*$"),
    "name on a line": re.compile(_led("(?:-{2,} )?") + rf"{_NAME}{_AT_END}{MARK}(?: -{{2,}})?\s*$"),
    "name; text": re.compile(
        _led(rf"(?:{TIME}(?:\s*\|\s*|\s+)|(?:\d{{1,4}}\s*)?\|\s*)?[@/]?{MARK}")
        + rf"(?:{_NAME}(?=[*_`<\s;>=|/~.-]){MARK}\s?(?:[;>=|/~]+|[-=]>|\.\s?[-–—]+)"
        rf"|{_OTHER}(?=[*_`<\s.]){MARK}\s?(?P<stop>\.)[{_UNSEEN}]*(?=\s))\s*(?=\S)"
    ),
    "first word": re.compile(
        rf"[{_UNSEEN}]*(?:(?![^\W\d_])(?:{TIME}\s+(?:{_LATER_TIME}\s+)?|{_SECONDS}))?[{_UNSEEN}]*@?(?P<name>(?:{INITIAL.pattern}){{2,3}}|[^\W_](?:[\w.'’-]*\w)?)[{_UNSEEN}]*"
        r"(?:[ \t\u00a0]+|$)"
    ),
}
SIGNS: Mapping[str, Sequence[str]] = {
    "name: text": ":：",
    "[name] text": "[(<{【〔［（",
    "name<TAB>text": ("\t", "  "),
    "name - text": "-–—",
    "table column": "\t",
}
"""Convention -> the signs one of which it cannot do without."""
