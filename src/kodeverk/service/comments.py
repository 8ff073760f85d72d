"""Comments from the margin of a file: memos on their passages, or codings where they name codes."""

import re
from collections.abc import Sequence

from kodeverk.model.change import Value
from kodeverk.model.identity import derived_id
from kodeverk.model.records import Code, passage_target
from kodeverk.model.source import Comment
from kodeverk.model.text import Span, normalise, source_digest
from kodeverk.service.coding import add_coding, start_work
from kodeverk.store import queries
from kodeverk.store.writer import Writer

_BETWEEN_CODES = re.compile(r"[,;\n]+")


def write_comments(
    writer: Writer, version: queries.Version, comments: Sequence[Comment], *, as_codings: bool
) -> None:
    """Keep the comments on a text as part of the step being written, as those of its author.

    A memo begins with the name of whoever wrote the comment. With `as_codings` a comment that is
    nothing but codes becomes codings of the origin `imported`, each with the comment as its memo.
    """
    codes = queries.codes(writer.connection) if as_codings else []
    me, unkept = writer.author.id, source_digest(version.text)
    coded: dict[tuple[Span, str], str] = {}
    for number, comment in enumerate(comments):
        span = _passage(version.text, comment)
        author, said = normalise(comment.author).strip(), normalise(comment.text).strip()
        text = f"{author}: {said}" if author else said
        memo: dict[str, Value] = {"type": "free", "text": text, "coder": me}
        named = codes_named(said, codes)
        if said and not named:
            target = {"target_kind": "passage", "target": passage_target(version.id, span)}
            # The same memo wherever the same person imports the file.
            identity = derived_id("comment", version.id, number, author, said, me, unkept)
            writer.put("memo", identity, {**target, **memo}, source=unkept)
        for code in {code.id: code for code in named}.values():
            at = (span, code.id)
            if at not in coded:
                coded[at] = add_coding(writer, me, version, span, code, {}, "imported")
            writer.born("memo", {"target_kind": "coding", "target": coded[at], **memo})
    if coded:
        start_work(writer, writer.author, version.transcript)


def codes_named(text: str, codes: Sequence[Code]) -> list[Code]:
    """Return the codes that `text` is made of, by key or name in any language and case.

    Several stand on lines of their own or with a comma or semicolon between them. None when
    anything else is said, or a name fits two codes in use.
    """
    for parts in ([text], _BETWEEN_CODES.split(text)):
        meant = [_named(part.strip(), codes) for part in parts if part.strip()]
        if meant and None not in meant:
            return [code for code in meant if code is not None]
    return []


def _named(words: str, codes: Sequence[Code]) -> Code | None:
    said = words.casefold()
    fitting = [
        code
        for code in codes
        if code.active and said in {code.key.casefold(), *map(str.casefold, code.name.values())}
    ]
    return fitting[0] if len(fitting) == 1 else None


def _passage(text: str, comment: Comment) -> Span:
    """Return the words a comment is on; one that stands at a point is on its paragraph."""
    if text[comment.start : comment.end].strip():
        return Span(comment.start, comment.end)
    start = text.rfind("\n", 0, comment.start) + 1
    end = text.find("\n", comment.end)
    return Span(start, len(text) if end < 0 else end)
