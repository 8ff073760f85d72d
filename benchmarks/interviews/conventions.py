"""How constructed interviews say who speaks: a form a convention, with the place of the words.

`{words}` is the first paragraph of a turn, `{name}` the label, `{time}` and `{later}` when it
begins and ends, `{n}` its number. `**` makes bold what stands between.
"""

from typing import NamedTuple

from benchmarks.interviews.casts import CASTS, ONE_WORD, PLAIN

DOCUMENTS = ("docx", "odt", "rtf", "html", "md")
"""Formats with bold."""
TEXTS = ("txt", *DOCUMENTS)
WITH_TABS = tuple(form for form in TEXTS if form != "html")
"""A tab is a space in HTML."""
PAGES = (*TEXTS, "pdf")

_ANY = tuple(kind for kind in CASTS if kind != "Q and A")
_NOT_LONG = tuple(kind for kind in _ANY if kind != "role and name")


class Convention(NamedTuple):
    """A form, the formats and casts it is written in, and what it needs.

    With `gaps` a blank line stands between turns, for nothing else would tell where one ends.
    `most` is how many may take part, `times` whether other times may be put around the label,
    `named` whether the label stands in the text.
    """

    form: str
    formats: tuple[str, ...] = TEXTS
    casts: tuple[str, ...] = _ANY
    gaps: bool = False
    most: int = 12
    times: bool = False
    named: bool = True


CONVENTIONS: dict[str, Convention] = {
    "name: text": Convention("{name}: {words}", PAGES, tuple(CASTS), times=True),
    "name : text": Convention("{name} : {words}", casts=tuple(CASTS), times=True),
    "name:<TAB>text": Convention("{name}:\t{words}", casts=tuple(CASTS), times=True),
    "name: below": Convention("{name}:\n{words}", times=True),
    "bold name: text": Convention(
        "**{name}:** {words}", (*DOCUMENTS, "pdf"), tuple(CASTS), times=True
    ),
    "bold name: below": Convention("**{name}:**\n{words}", DOCUMENTS, times=True),
    "bold name and question, name: text": Convention(
        "**{name}: {words}**|{name}: {words}", ("docx", "odt", "rtf", "html"), tuple(CASTS)
    ),
    "bold name text": Convention("**{name}** {words}", DOCUMENTS),
    "bold name below": Convention("**{name}**\n{words}", DOCUMENTS),
    "heading name below": Convention("### {name}\n\n{words}", ("md",)),
    "name below": Convention("{name}\n{words}", gaps=True),
    "[name] below": Convention("[{name}]\n{words}"),
    "[name] text": Convention("[{name}] {words}", PAGES),
    "[name]: text": Convention("[{name}]: {words}", times=True),
    "(name) text": Convention("({name}) {words}", casts=_NOT_LONG),
    "<name> text": Convention("<{name}> {words}", ("txt", "docx", "odt"), _NOT_LONG),
    "{name} text": Convention("{{{name}}} {words}", ("txt", "docx", "odt", "html")),
    "name<TAB>text": Convention("{name}\t{words}", WITH_TABS),
    "name – text": Convention("{name} – {words}", casts=_NOT_LONG),
    "name - text": Convention("{name} - {words}", casts=_NOT_LONG),
    "name- text": Convention("{name}- {words}", casts=_NOT_LONG),
    "name— text": Convention("{name}— {words}", casts=_NOT_LONG),
    "#name: text": Convention("#{name}: {words}", ("txt", "docx", "odt", "rtf", "html")),
    "@name: text": Convention("@{name}: {words}", ("txt", "docx", "odt", "rtf", "html")),
    "*name: text": Convention("*{name}:\t{words}", ("txt",), ONE_WORD),
    ">> name: text": Convention(">> {name}: {words}", ("txt", "docx")),
    "- name: text": Convention("- {name}: {words}", ("txt", "md", "docx")),
    "name; text": Convention("{name}; {words}", casts=_NOT_LONG),
    "name > text": Convention("{name} > {words}", ("txt", "docx", "odt"), _NOT_LONG),
    "/name/ text": Convention("/{name}/ {words}", casts=_NOT_LONG),
    "NAME. text": Convention("{name}. {words}", casts=("role words in capitals",)),
    "Q. text": Convention("{name}. {words}", PAGES, ("Q and A",), most=2),
    "first word": Convention("{name} {words}", casts=("M and P1", "ids", "initials")),
    "name   text": Convention("{name}   {words}", ("txt",), (*ONE_WORD, *PLAIN)),
    "n. name: text": Convention("{n}. {name}: {words}"),
    "n<TAB>name: text": Convention("{n}\t{name}: {words}"),
    "[time] name: text": Convention("[{time}] {name}: {words}", PAGES),
    "time name: text": Convention("{time} {name}: {words}"),
    "time<TAB>name:<TAB>text": Convention("{time}\t{name}:\t{words}"),
    "name [time]: text": Convention("{name} [{time}]: {words}"),
    "name (time): text": Convention("{name} ({time}): {words}"),
    "name: [time] text": Convention("{name}: [{time}] {words}"),
    "bold name [time]: below": Convention("**{name} [{time}]:**\n{words}", DOCUMENTS),
    "bold name (time) text": Convention("**{name}** ({time})\n{words}", DOCUMENTS),
    "[time] bold name: text": Convention("[{time}] **{name}:** {words}", DOCUMENTS),
    "name: text #time#": Convention("{name}: {words} #{time}-0#"),
    "#time# name: text": Convention("#{time}-0# {name}: {words}"),
    "[from - to] name: text": Convention("[{time} - {later}] {name}: {words}"),
    "time above name: text": Convention("{time}\n{name}: {words}", gaps=True),
    "name time below": Convention("{name} {time}\n{words}", gaps=True),
    "name (time) below": Convention("{name} ({time})\n{words}", gaps=True),
    "time name below": Convention("{time} {name}\n{words}", gaps=True),
    "[time] name below": Convention("[{time}] {name}\n{words}", gaps=True),
    "from --> to, name, below": Convention("{time} --> {later}\n{name}\n{words}", gaps=True),
    "name, time, below": Convention("{name}\n{time}\n{words}", gaps=True),
    "Question 3: / Answer:": Convention(
        "{asked} {n}: {words}|{answered}: {words}", casts=("Q and A",), most=2, named=False
    ),
    "Q3: / A3:": Convention(
        "{Q}{n}: {words}|{A}{n}: {words}", casts=("Q and A",), most=2, named=False
    ),
    "Question 3 / answer": Convention(
        "{asked} {n}: {words}|{words}", casts=("Q and A",), most=2, named=False
    ),
    "1. question / answer": Convention(
        "{n}. {words}|{words}", casts=("Q and A",), most=2, named=False
    ),
    "numbered question / answer": Convention(
        "+{words}|{words}", ("docx",), ("Q and A",), most=2, named=False
    ),
    "bold question / answer": Convention(
        "**{words}**|{words}", DOCUMENTS, ("Q and A",), most=2, named=False
    ),
    "bold question / name: text": Convention(
        "**{words}**|{name}: {words}",
        ("docx", "odt", "rtf"),
        ("M and P1", "first names", "ids"),
        named=False,
    ),
    "table name | text": Convention("{name}\t{words}", ("docx", "odt", "html"), _NOT_LONG),
    "table time | name | text": Convention(
        "{time}\t{name}\t{words}", ("docx", "odt", "html"), _NOT_LONG
    ),
    "sheet": Convention("{name}\t{words}", ("csv", "xlsx", "tsv"), _NOT_LONG),
    "sheet with times": Convention(
        "{time}\t{later}\t{name}\t{words}", ("csv", "xlsx", "tsv"), _NOT_LONG
    ),
    "cue voice": Convention("{name}: {words}", ("vtt",), _NOT_LONG),
    "cue name: text": Convention("{name}: {words}", ("vtt", "srt"), _NOT_LONG),
    "cue [name] text": Convention("[{name}] {words}", ("srt",), _NOT_LONG),
    "segments": Convention("{name}: {words}", ("json",), _NOT_LONG),
    "segments, voices named": Convention("{name}: {words}", ("json",), ("voices",)),
    "name: question / answer": Convention(
        "{name}: {words}|{words}", casts=("role words", "role and first names"), most=2
    ),
    "nobody": Convention("{words}", TEXTS, ("Q and A",), most=2, named=False),
    "time alone": Convention("[{time}]\n{words}", TEXTS, ("Q and A",), most=2, named=False),
    "– text": Convention("– {words}", TEXTS, ("Q and A",), most=2, named=False),
}
NOBODY = ("nobody", "time alone", "– text")
"""Conventions by which nobody is named: the reading should be that nobody is."""

TIMES = {
    "none": "{label}",
    "[time] before": "[{time}] {label}",
    "time, before": "{time} {label}",
    "(time) behind the colon": "{label} ({time})",
    "[time] behind the colon": "{label} [{time}]",
    "time in a line above": "{time}\n{label}",
    "#time# at the end": "{label}",
    "[time] now and then": "{label}",
}
"""Where times stand in a file whose convention has none: around `{label}`, the head of a turn."""
