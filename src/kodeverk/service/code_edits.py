"""Changing the codes of a codebook in the project: each change is one step that can be undone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kodeverk.errors import BadInput, NotFound, Refused, StaleWrite
from kodeverk.model.change import Value
from kodeverk.model.code_keys import is_key
from kodeverk.model.codebook import SHARED, norwegian_name
from kodeverk.model.identity import joining_id, new_id
from kodeverk.model.joining import joining, turned_to
from kodeverk.model.records import Code, Coder
from kodeverk.service.book_of_project import Codes, Frozen, begin_book, codes_of, open_book
from kodeverk.service.code_wording import (
    check_in_use,
    check_new_name,
    check_same_book,
    checked_colour,
    checked_name,
    checked_texts,
    given_key,
    key_for,
)
from kodeverk.service.codebooks import code_values
from kodeverk.service.redefining import Meaning, redefine
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.queries import CodebookRow
from kodeverk.store.writer import Writer


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that is to be made: its name and where it stands; `key` is made from the name.

    `parent` is the id of the code above, `codebook` a key, needed only where there are several.
    `texts` are of `TEXTS`; names and definitions are in `language`, the codebook's by default.
    """

    name: str
    parent: str | None = None
    key: str | None = None
    codebook: str | None = None
    texts: Mapping[str, str] | None = None
    language: str | None = None


def add_code(project: Project, author: Coder, new: NewCode, *, dry_run: bool = False) -> Code:
    """Make a code at the end of those it stands among; one step.

    A project without a codebook begins one. Raises BadInput for a name or key that is none, Refused
    where there is such a code already or the codebook is frozen, and NotFound for a codebook.
    """
    with step_or_rehearsal(project, author, dry_run=dry_run) as writer:
        code = write_code(writer, new)
        writer.summary = f"added the code {code.key}"
    return code


def write_code(writer: Writer, new: NewCode) -> Code:
    """Make a code in the step being written; raises as `add_code` does."""
    codes = codes_of(writer.connection)
    parent = codes.by_id[new.parent] if new.parent is not None else None
    if parent is not None and parent.codebook == SHARED:
        raise Refused(f"{parent.key} is a reserve code: nothing stands under it", "Choose a theme.")
    if parent is not None:
        check_in_use(parent)
    named = parent.codebook if parent is not None else new.codebook
    book = open_book(writer.connection, named) or begin_book(writer)
    codes = codes_of(writer.connection)
    name = checked_name(new.name)
    siblings = codes.siblings(new.parent, book.key)
    check_new_name(siblings, name)
    connection = writer.connection
    if new.key:
        key = given_key(connection, codes, new.key)
    else:
        key = key_for(connection, codes, book.key, parent, name)
    language = new.language or _language(writer, book)
    texts = checked_texts(new.texts or {})
    definition = texts.pop("definition", None)
    code = Code(
        id=new_id(),
        codebook=book.key,
        key=key,
        name={language: name},
        parent=new.parent,
        position=siblings[-1].position + 1 if siblings else 0,
        definition={language: definition} if definition else {},
        full_definition=texts.get("full_definition"),
        use_when=texts.get("use_when"),
        not_when=texts.get("not_when"),
        example=texts.get("example"),
        colour=None,
        hotkey=None,
        counted=parent.counted if parent is not None else True,
        active=True,
    )
    writer.born("code", code_values(code, book.id), code.id)
    writer.flush()
    return code


def rename_code(
    project: Project,
    author: Coder,
    code: str,
    name: str | None = None,
    *,
    key: str | None = None,
    language: str | None = None,
    seen: Code | None = None,
    dry_run: bool = False,
) -> str:
    """Give a code, by id, another name, or another key; a key it had stays known.

    `seen` is the code as it was shown. Raises as `add_code` does, and StaleWrite where somebody has
    renamed it since.
    """
    with _editing(project, author, code, dry_run=dry_run) as edit:
        now, book, codes = edit.code, edit.book, edit.codes
        if seen is not None and (seen.name, seen.key) != (now.name, now.key):
            raise _stale("name", now)
        said = []
        if name is not None:
            clean = checked_name(name)
            others = [one for one in codes.siblings(now.parent, book.key) if one.id != code]
            check_new_name(others, clean)
            inside = language or _language(edit.writer, book)
            said.append(f"{norwegian_name(now.name)} → {clean}")
            edit.writer.set("code", code, "name", {**now.name, inside: clean})
        own = now.key.rpartition(":")[2]
        if key is not None and key != own:
            edit.writer.set("code", code, "key", given_key(edit.writer.connection, codes, key, now))
            former = queries.former_keys(edit.writer.connection).get(code, [])
            # One that was told apart from another's was never its key.
            kept = [one for one in [*former, own] if one != key and is_key(one)]
            edit.writer.set("code", code, "formerly", [*dict.fromkeys(kept)])
            said.append(f"{own} → {key}")
        edit.writer.summary = f"renamed the code {now.key}: {', '.join(said)}"
    return edit.writer.summary


def describe_code(
    project: Project,
    author: Coder,
    code: str,
    texts: Mapping[str, str],
    meaning: Meaning = "clarified",
    *,
    language: str | None = None,
    seen: Code | None = None,
    dry_run: bool = False,
) -> str:
    """Write what a code is: some of `TEXTS`; an empty text takes one away.

    A code that is narrowed asks the coders of its codings to decide on them again, one that is
    widened those who have finished to read on for it. `seen` is the code as it was shown. Raises
    StaleWrite where somebody has changed one of the texts since, and Refused where none differs.
    """
    with _editing(project, author, code, dry_run=dry_run) as edit:
        inside = language or _language(edit.writer, edit.book)
        changed = []
        for field, text in checked_texts(texts).items():
            before = getattr(edit.code, field)
            if seen is not None and getattr(seen, field) != before:
                raise _stale(field.replace("_", " "), edit.code)
            value: Value = text
            if field == "definition":
                kept = {**before, inside: text} if text else {**before}
                if not text:
                    kept.pop(inside, None)
                value = {**kept}
            if edit.writer.set("code", code, field, value):
                changed.append(field.replace("_", " "))
        if not changed:
            raise Refused(
                f"{edit.code.key} is described so already", "Give a text that differs from it."
            )
        if meaning != "clarified":
            redefine(edit.writer, code, meaning)
        how = "" if meaning == "clarified" else f", {meaning}"
        edit.writer.summary = f"described the code {edit.code.key}: {', '.join(changed)}{how}"
    return edit.writer.summary


def _stale(what: str, code: Code) -> StaleWrite:
    return StaleWrite(
        f"the {what} of {code.key} has been changed meanwhile",
        "Look at it as it is now and do it again if it still should be done.",
    )


def recolour_code(
    project: Project, author: Coder, code: str, colour: str | None, *, dry_run: bool = False
) -> str:
    """Give a code, by id, a colour `#rrggbb`; None leaves it to the code above.

    Raises BadInput for what is no colour.
    """
    with _editing(project, author, code, also_reserve=True, dry_run=dry_run) as edit:
        edit.writer.set("code", code, "colour", checked_colour(colour))
        edit.writer.summary = f"coloured the code {edit.code.key}"
    return edit.writer.summary


def pin_code(
    project: Project, author: Coder, code: str, hotkey: str | None, *, dry_run: bool = False
) -> str:
    """Give a code, by id, a digit from 1 to 9, or none; who had the digit has it no longer.

    Raises BadInput for another sign.
    """
    if hotkey is not None and hotkey not in "123456789":
        raise BadInput(f"{hotkey!r} cannot be a hotkey", "Use a digit from 1 to 9.")
    with _editing(project, author, code, also_reserve=True, dry_run=dry_run) as edit:
        for other in edit.codes.by_id.values():
            if hotkey is not None and other.hotkey == hotkey and other.id != code:
                edit.writer.set("code", other.id, "hotkey", None)
        edit.writer.set("code", code, "hotkey", hotkey)
        done, where = ("pinned", f" to {hotkey}") if hotkey else ("unpinned", "")
        edit.writer.summary = f"{done} the code {edit.code.key}{where}"
    return edit.writer.summary


def move_code(
    project: Project,
    author: Coder,
    code: str,
    parent: str | None,
    before: str | None = None,
    *,
    dry_run: bool = False,
) -> str:
    """Let a code, by id, stand under another or at top level: last there, or `before` another.

    Raises Refused where it would stand below itself, under one out of use or in another codebook.
    """
    with _editing(project, author, code, dry_run=dry_run) as edit:
        codes, book = edit.codes, edit.book
        if parent is not None:
            above = codes.by_id[parent]
            if parent in codes.below(code):
                raise Refused(
                    f"{edit.code.key} cannot stand under {above.key}: that is below it",
                    "Move that one out first.",
                )
            check_same_book(edit.code, above, "stand under")
            if edit.code.active and parent != edit.code.parent:
                check_in_use(above)
        order = [one for one in codes.siblings(parent, book.key) if one.id != code]
        if before is not None and before not in {one.id for one in order}:
            raise NotFound(f"{codes.by_id[before].key} does not stand there", "Name one that does.")
        place = next(
            (at for at, one in enumerate(order) if one.id == before),
            len(order),
        )
        edit.writer.set("code", code, "parent", parent)
        order.insert(place, edit.code)
        for position, one in _moved(order, place):
            edit.writer.set("code", one.id, "position", position)
        where = f"below {codes.by_id[parent].key}" if parent else "to the top"
        if before is not None:
            where += f", before {codes.by_id[before].key}"
        edit.writer.summary = f"moved the code {edit.code.key} {where}"
    return edit.writer.summary


def _moved(order: Sequence[Code], place: int) -> list[tuple[int, Code]]:
    """Return the positions that codes get, so that they stand in this order: few change."""
    position = order[place - 1].position + 1 if place else 0
    given = [(position, order[place])]
    for one in order[place + 1 :]:
        if one.position > position:
            break
        position += 1
        given.append((position, one))
    return given


def join_codes(
    project: Project, author: Coder, goes: str, stays: str, *, dry_run: bool = False
) -> str:
    """Say that two codes, by id, are one, called as the second; one step, undone by parting them.

    Every coding of the first goes along, also those that colleagues make in other copies; what
    stood under it stands under the second. Raises Refused for a reserve code, for codes of two
    codebooks, where the second stands under the first, and for one in use into one out of use.
    """
    with _editing(project, author, goes, dry_run=dry_run) as edit:
        codes = edit.codes
        into = codes.by_id[stays]
        if goes == stays or goes in queries.one_with(edit.writer.connection, stays):
            raise BadInput(f"{into.key} is that code already", "Name two codes.")
        check_same_book(edit.code, into, "be joined into")
        if edit.code.active:
            check_in_use(into)
        if stays in codes.below(goes):
            raise Refused(
                f"{into.key} stands under {edit.code.key}", "Move it out first, then join them."
            )
        known = queries.joinings(edit.writer.connection)
        for turned in turned_to([*known, joining(goes, stays)], stays):
            if turned not in known:
                edit.writer.put("code_joining", joining_id(*turned[:2]), dict(turned._asdict()))
        edit.writer.summary = f"joined the code {edit.code.key} into {into.key}"
    return edit.writer.summary


def split_code(
    project: Project,
    author: Coder,
    code: str,
    into: Sequence[str],
    *,
    keep: bool = False,
    dry_run: bool = False,
) -> tuple[Code, ...]:
    """Make several codes of one, by id; its coders decide on each of its codings again.

    `into` are names of codes to make, beside it, or ids of codes that are there. Unless `keep`, or
    codes stand under it, it is out of use from now on; its codings stay on it until they are
    decided. Returns the codes.
    Raises as `add_code` does, and BadInput for less than one other code.
    """
    with _editing(project, author, code, dry_run=dry_run) as edit:
        parts = []
        for named in into:
            there = edit.codes.by_id.get(named)
            if there is None:
                new = NewCode(named, edit.code.parent, codebook=edit.book.key)
                parts.append(write_code(edit.writer, new))
            elif there.id != code:
                check_same_book(edit.code, there, "be split into")
                parts.append(there)
        if not parts or (len(parts) < 2 and not keep):
            raise BadInput(
                f"{edit.code.key} cannot be split into {len(parts)}",
                "Name two codes, or one beside which it stays in use.",
            )
        redefine(edit.writer, code, "split", [part.id for part in parts])
        is_empty = not any(edit.codes.by_id[one].active for one in edit.codes.below(code)[1:])
        if not keep and is_empty:
            edit.writer.set("code", code, "active", False)
        edit.writer.summary = (
            f"split the code {edit.code.key} into {', '.join(part.key for part in parts)}"
        )
    return tuple(parts)


def set_in_use(
    project: Project, author: Coder, code: str, *, active: bool, dry_run: bool = False
) -> str:
    """Take a code, by id, out of use with all codes under it, or into use with those above it.

    All codings are kept. Raises Refused where it is so already.
    """
    with _editing(project, author, code, dry_run=dry_run) as edit:
        codes = edit.codes
        reached = codes.below(code)
        if active:
            reached, above = [code], edit.code.parent
            while above is not None:
                reached.append(above)
                above = codes.by_id[above].parent
        changed = [
            codes.by_id[one].key
            for one in reached
            if codes.by_id[one].active != active and edit.writer.set("code", one, "active", active)
        ]
        into = "into" if active else "out of"
        if not changed:
            raise Refused(f"{edit.code.key} is {into} use already", "Nothing is to be done.")
        edit.writer.summary = f"put {', '.join(changed)} {into} use"
    return edit.writer.summary


# What all of them have in common


@dataclass(slots=True)
class _Edit:
    """A step being written about one code of an open codebook."""

    writer: Writer
    code: Code
    book: CodebookRow
    codes: Codes


@contextmanager
def step_or_rehearsal(project: Project, author: Coder, *, dry_run: bool) -> Iterator[Writer]:
    """Give a writer as `Project.writing` does; in a `dry_run` nothing of it is kept."""
    with project.locked() as connection:
        writer = Writer(connection, author, "")
        yield writer
        writer.finish()
        if dry_run:
            project.take_back(connection)


@contextmanager
def _editing(
    project: Project,
    author: Coder,
    code: str,
    *,
    also_reserve: bool = False,
    dry_run: bool = False,
) -> Iterator[_Edit]:
    """Give the step that changes a code.

    Raises StaleWrite where it is not there any more, Refused for a reserve code, and Frozen.
    """
    with step_or_rehearsal(project, author, dry_run=dry_run) as writer:
        codes = codes_of(writer.connection)
        there = codes.by_id.get(code)
        if there is None:
            raise StaleWrite(
                "the code is no longer in the project, or one with another",
                "Look at the codebook as it is now.",
            )
        if there.codebook == SHARED:
            if not also_reserve:
                raise Refused(
                    f"{there.key} is a reserve code, which every codebook has alike",
                    "Change it in the codebooks' files, and load them together.",
                )
            books = queries.codebooks(writer.connection)
            if frozen := [book for book in books if book.frozen]:
                raise Frozen(frozen[0])
            yield _Edit(writer, there, books[0], codes)
            return
        book = open_book(writer.connection, there.codebook)
        assert book is not None
        yield _Edit(writer, there, book, codes)


def _language(writer: Writer, book: CodebookRow) -> str:
    return queries.codebook_details(writer.connection)[book.id][1]
