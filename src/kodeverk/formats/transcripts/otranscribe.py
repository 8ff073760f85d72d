"""oTranscribe's files: JSON that holds a page of HTML, with times to click on and bold names."""

import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from kodeverk.formats.transcripts.assembly import Line, assemble
from kodeverk.formats.transcripts.clock import cell_milliseconds, in_milliseconds
from kodeverk.model.source import Source

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = {"b", "strong"}
_UNSEEN = {"script", "style"}
_MARKED_UP = re.compile(r"<(?:p|div|br|span)\b[^<>]*>", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\u00a0]+")
_LABELLED = re.compile(r"(?P<name>[^\W_][^:：\n]{0,58}?)\s*[:：](?![/\d])\s*")
_LONGEST_LABEL = 60


def is_otranscribe(value: Any) -> bool:
    """Tell whether a JSON value is an oTranscribe file's: a text in HTML, perhaps a recording."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return False
    return "media-time" in value or _MARKED_UP.search(value["text"][:5_000]) is not None


def otranscribe_source(page: str, name: str, encoding: str, warnings: Iterable[str]) -> Source:
    """Return the source of an oTranscribe page.

    The time at the head of a paragraph, or behind its label, is the paragraph's mark; a time within
    the words stays there as it is shown. Raises BadInput when there is no word on the page.
    """
    reader = _Page()
    reader.feed(page)
    reader.close()
    reader.end_paragraph()
    return assemble(_with_voices(reader.lines), name, "otr", encoding, warnings)


def _with_voices(lines: list[Line]) -> list[Line]:
    """Return the lines with bold names as their voices, where no name is written otherwise.

    oTranscribe has no speakers; a bold name and a colon are how people write them in it.
    """
    labelled = [(line, _LABELLED.match(line.text)) for line in lines]
    if any(head and line.bold < len(head["name"]) for line, head in labelled):
        return lines
    return [
        line
        if head is None
        else replace(line, text=f"{head['name']}: {line.text[head.end() :]}", voice=head["name"])
        for line, head in labelled
    ]


class _Page(HTMLParser):
    """One pass over the page: the lines so far and the paragraph being put together."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._text = ""
        self._bold = 0
        self._bold_goes_on = True
        self._bold_depth = 0
        self._unseen = 0
        self._milliseconds: int | None = None
        self._shown: str | None = None
        self._timed: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a bold run or a time."""
        if tag in _BLOCKS:
            self.end_paragraph()
        elif tag in _BOLD:
            self._bold_depth += 1
        elif tag in _UNSEEN:
            self._unseen += 1
        elif tag == "span":
            named = dict(attrs)
            if "timestamp" in (named.get("class") or "").split():
                self._end_time()
                self._shown, self._timed = "", _timestamp(named.get("data-timestamp"))

    def handle_endtag(self, tag: str) -> None:
        """End what the tag began."""
        if tag in _BLOCKS:
            self.end_paragraph()
        elif tag in _BOLD:
            self._bold_depth = max(0, self._bold_depth - 1)
        elif tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "span":
            self._end_time()

    def handle_data(self, data: str) -> None:
        """Go on with what is shown."""
        if self._unseen:
            return
        if self._shown is None:
            self._add(data)
        else:
            self._shown += data

    def end_paragraph(self) -> None:
        """End the paragraph being read."""
        self._end_time()
        text = self._text.rstrip()
        if text or self._milliseconds is not None:
            bold = min(self._bold, len(text))
            self.lines.append(Line(text, bold, milliseconds=self._milliseconds))
        self._text, self._bold, self._bold_goes_on = "", 0, True
        self._milliseconds = None

    def _end_time(self) -> None:
        """End a time: it becomes the paragraph's mark, or it stays in the text."""
        shown, self._shown = self._shown, None
        if shown is None:
            return
        time = self._timed if self._timed is not None else cell_milliseconds(shown)
        label = self._text.rstrip()
        opens = not label or (label.endswith((":", "：")) and len(label) <= _LONGEST_LABEL)
        is_clock = cell_milliseconds(shown) is not None or not shown.strip()
        if opens and self._milliseconds is None and time is not None and is_clock:
            self._milliseconds = time
        elif shown.strip():
            self._add(f" {shown.strip()} ")

    def _add(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if not self._text or self._text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            return
        self._text += text
        if self._bold_depth and self._bold_goes_on:
            self._bold += len(text)
        elif text.strip():
            self._bold_goes_on = False


def _timestamp(seconds: str | None) -> int | None:
    try:
        return in_milliseconds(float(seconds or ""), 1000)
    except ValueError:
        return None
