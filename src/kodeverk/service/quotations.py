"""What of a passage may be printed in a report: as its speakers consented to quotation."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from kodeverk.analysis.counting.passages import mask
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import NOT_INFORMANTS, Informant, Role, Turn, Wording
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.scoping import Reading

Withheld = Literal["", "no", "not asked", "not worded", "told"]
"""Why no words of a passage are printed; empty where they are. `not worded`: somebody consented to
paraphrase, and there is no published wording. `told`: it would tell a figure that is withheld."""

WITHHELD: dict[Withheld, str] = {
    "no": "of who does not want to be quoted",
    "not asked": "of who was not asked about quotation",
    "not worded": "of who consented to paraphrase, and no published wording is there",
    "told": "as they would tell a figure that is withheld",
}


class Spoken(NamedTuple):
    """What one turn has of a passage, without the label: who says it, and the words."""

    who: str
    words: str


class Printable(NamedTuple):
    """A passage as it is printed: its words turn by turn, its published wording, or neither.

    Of who consented to paraphrase only the wording is there. `who` are all who speak in it, each
    with the role, and `roles` these roles.
    """

    passage: Passage
    said: tuple[Spoken, ...]
    wording: Wording | None
    withheld: Withheld
    who: tuple[str, ...]
    roles: tuple[Role, ...]


def printable(
    quoting: Quoting,
    reading: Reading[CodingRow],
    passages: Iterable[Passage],
    informants: Iterable[Informant],
) -> list[Printable]:
    """Return the passages of one transcript as they may be printed.

    Those that touch no turn are nobody's words: they are left out here, as in figures.
    Interviewers and interpreters are called what they are, never by a label. An informant of whom
    nothing is known was not asked. Raises Refused where identifying words could slip through.
    """
    text, turns = reading.version.text, reading.version.turns
    hidden = quoting.masking(reading).identifying
    voices = quoting.voices(reading)
    consents = {one.id: "no" if one.takes_part == "no" else one.quotation for one in informants}
    names, asked, roles = list[str](), list[str](), list[Role]()
    for turn in turns:
        role, person, name = voices[turn.speaker]
        outside = role in NOT_INFORMANTS
        roles.append(role)
        names.append(role if outside or not name else f"{name} ({role})")
        asked.append("yes" if outside else consents.get(person, "not asked"))
    in_turns = _turns_in(turns)

    def as_printed(passage: Passage) -> Printable:
        touched = in_turns(passage.start, passage.end)
        said_of = {asked[number] for number in touched}
        who = tuple(dict.fromkeys(names[number] for number in touched))
        heard = tuple(dict.fromkeys(roles[number] for number in touched))
        withheld: Withheld = ""
        if "no" in said_of:
            withheld = "no"
        elif "not asked" in said_of:
            withheld = "not asked"
        elif "paraphrase" in said_of:
            if passage.wording is not None:
                return Printable(passage, (), passage.wording, "", who, heard)
            withheld = "not worded"
        if withheld:
            return Printable(passage, (), None, withheld, who, heard)
        said = []
        for number in touched:
            turn = turns[number]
            span = max(turn.start, passage.start), min(turn.end, passage.end)
            if words := " ".join(mask(text, *span, hidden).split()):
                said.append(Spoken(names[number], words))
        return Printable(passage, (*said,), passage.wording, "", who, heard)

    return [as_printed(one) for one in passages if in_turns(one.start, one.end)]


def _turns_in(turns: Sequence[Turn]) -> Callable[[int, int], range]:
    """Return what gives the numbers of the turns in which a span has a character."""
    starts, ends = [turn.start for turn in turns], [turn.end for turn in turns]

    def turns_in(start: int, end: int) -> range:
        first = bisect_right(ends, start)
        return range(first, bisect_left(starts, end, first))

    return turns_in
