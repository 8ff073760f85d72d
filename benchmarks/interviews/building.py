"""A constructed interview: its paragraphs, each with its zone, and the turns that are its truth."""

import random
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from benchmarks.interviews.casts import (
    NAMED,
    UNKNOWN,
    Person,
    cast,
    with_roles_on_the_cover,
    with_roles_told,
)
from benchmarks.interviews.conventions import CONVENTIONS, NOBODY, TIMES
from benchmarks.interviews.matter import (
    BACKS,
    FRONTS,
    INTERLUDES,
    PRINTED,
    WITHIN_ANSWERS,
    Matter,
    again,
    foot,
)
from benchmarks.interviews.plans import ASKED_SLIPS, Plan, draw
from benchmarks.interviews.spoken import Language, language

Zone = Literal["front", "interview", "interlude", "back"]

_WIDTH = 72
_PAGE = 38
_ASKED = (
    "bold question / name: text",
    "name: question / answer",
    "report without a heading",
    "conclusion without a heading",
)
"""Who asks, or answers, is not named; or nothing tells a report from words of the last speaker."""
_CLOCKS = ("{h:02}:{m:02}:{s:02}", "{h:02}:{m:02}:{s:02}", "{all:02}:{s:02}", "{h}:{m:02}:{s:02}")
_ENDS = re.compile(r"[.!?؟]")
_LONGEST_HEADING = 60
_ASKS = re.compile(r"[?؟](?: \([^()]*\))?$")
_MARKED = ("md",)
"""Formats in which the marks of bold stand in the text."""


class Paragraph(NamedTuple):
    """A paragraph of the text: `turn` says `[said, until)` of it; None when nobody does.

    `bold` is how many characters at its head are bold, `cells` the row of a table it is.
    """

    text: str
    zone: Zone
    turn: int | None = None
    said: int = 0
    until: int = 0
    bold: int = 0
    heading: bool = False
    numbered: bool = False
    cells: tuple[str, ...] = ()


class Turn(NamedTuple):
    """The labels that a careful reader may give a turn (none: nobody is named), and the roles.

    `times` are when it begins and ends, in seconds.
    """

    labels: tuple[str, ...]
    roles: frozenset[str]
    times: tuple[int, int]


class Interview(NamedTuple):
    """A constructed interview with its truth.

    `is_asked` tells that a careful reader would have to ask: who asks or answers is not named, what
    stands below the last answer, or once between turns, may be said, a question within an answer
    may be asked, where form alone tells who asks, or a few words alone in the last turn may be a
    heading behind the talk. `odd` is the line with a slip. `legend` is what the labels mean.
    """

    plan: Plan
    paragraphs: tuple[Paragraph, ...]
    turns: tuple[Turn, ...]
    is_asked: bool
    odd: str = ""
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The text, a line a paragraph."""
        return "".join(f"{paragraph.text}\n" for paragraph in self.paragraphs)


def interview(seed: str, fixed: Mapping[str, str | int]) -> Interview:
    """Return the interview of a seed, the dimensions of `fixed` with the values there."""
    dice = random.Random(seed)
    return _Builder(dice, draw(dice, fixed)).build()


class _Builder:
    """The state in which an interview is built."""

    def __init__(self, dice: random.Random, plan: Plan) -> None:
        self.dice = dice
        self.plan = plan
        self.about = CONVENTIONS[plan.convention]
        self.language: Language = language(plan.language)
        self.people = cast(dice, self.language, plan.cast, plan.speakers)
        if (
            plan.front.startswith("legend")
            or plan.slip == "in full at first"
            or (plan.convention == "segments, voices named")
        ):
            self.people = with_roles_told(self.people)
        elif plan.front in ("facts and persons", "cover page") and plan.cast in NAMED:
            self.people = with_roles_on_the_cover(self.people)
        self.front = FRONTS[plan.front](dice, self.language, self.people)
        self.paragraphs: list[Paragraph] = []
        self.turns: list[Turn] = []
        self.seconds = dice.randint(0, 20)
        self.has_bold = plan.format in ("docx", "odt", "rtf", "html")
        self.heading = dice.choice(("capitals", "signs", "colon"))
        if self.heading == "colon" and plan.interlude == "another interview":
            self.heading = "signs"  # a heading with a colon among turns may be anybody's label
        self.slip = dice.randrange(plan.turns // 3, plan.turns - 1) if plan.turns > 11 else -1
        self.odd = ""
        self.clock = dice.choice(_CLOCKS)
        self.met: set[str] = set()
        self.feet = 0
        self.asked = ""
        self.asks_within = False
        self.may_have_ended = False
        self.interludes = 0
        above = " ".join(line.text for line in self.front)
        self.sentences = [one for one in self.language.sentences if one not in above]
        self.waiting = dice.sample(self.sentences, len(self.sentences))
        self.is_sheet = plan.format in ("csv", "tsv", "xlsx", "vtt", "srt", "json")

    def build(self) -> Interview:
        plan = self.plan
        self._outside(self.front, "front")
        if self.front:
            self._blank("front")
        for number, person in enumerate(self._order()):
            self._interlude(number, person)
            self._turn(number, person)
            if plan.layout != "plain" and not self.is_sheet and not self._in_table:
                self._blank("interview")
        back = BACKS[plan.back](self.dice, self.language)
        if back and self.paragraphs[-1].text:
            self._blank("back")
        self._outside(back, "back")
        paragraphs = self.paragraphs
        if plan.layout in ("wrapped", "hanging"):
            indent = "      " if plan.layout == "hanging" else ""
            paragraphs = [piece for one in paragraphs for piece in _wrapped(one, indent)]
        if plan.layout == "numbered lines":
            paragraphs = [*_numbered(piece for one in paragraphs for piece in _wrapped(one))]
        if plan.interlude in ("page heads", "long feet") and plan.format == "txt":
            paragraphs = self._paged(paragraphs)
        is_asked = plan.slip in ASKED_SLIPS and bool(self.odd)
        is_asked = is_asked or plan.convention in _ASKED or plan.back in _ASKED
        # What stands once may be said, and a question that form does not tell asked.
        is_asked = is_asked or self.feet == 1 or self.asks_within
        is_headed = any(line.heading for line in back)
        is_asked = is_asked or (self.may_have_ended and not is_headed)
        legend = tuple((person.label, person.title) for person in self.people)
        return Interview(plan, tuple(paragraphs), tuple(self.turns), is_asked, self.odd, legend)

    @property
    def _in_table(self) -> bool:
        return self.plan.convention.startswith("table")

    def _order(self) -> list[Person]:
        """Return who speaks turn by turn: who asks first, then by chance, everybody somewhere."""
        plan, dice, people = self.plan, self.dice, self.people
        if len(people) == 2:
            return [people[number % 2] for number in range(plan.turns)]
        others = list(people[1:])
        dice.shuffle(others)
        order = [people[0]]
        waiting = [*others, *others]
        while len(order) < plan.turns:
            asks = order[-1] is not people[0] and dice.random() < 0.35
            one = people[0] if asks else waiting.pop(0) if waiting else dice.choice(others)
            if one is order[-1]:
                one = dice.choice([other for other in people if other is not order[-1]])
            order.append(one)
        return order

    def _outside(self, lines: Sequence[Matter], zone: Zone) -> None:
        """Put in what nobody says, headings as the format shows them."""
        for line in lines:
            text = self._heading(line.text) if line.heading else line.text
            bold = len(text) if line.heading and self.has_bold else 0
            cells = line.cells if self.has_bold else ()
            is_heading = line.heading and self.has_bold and self.heading == "signs"
            self.paragraphs.append(
                Paragraph(text, zone, bold=bold, heading=is_heading, cells=cells)
            )
            if line.heading and not self.has_bold and self.plan.layout != "plain":
                self._blank(zone)

    def _heading(self, words: str) -> str:
        if self.has_bold:
            return words
        if self.plan.format == "md":
            return f"## {words}"
        if self.heading == "capitals" and words.upper() != words.lower():
            return words.upper()
        return f"{words}:" if self.heading == "colon" else f"=== {words} ==="

    def _blank(self, zone: Zone) -> None:
        self.paragraphs.append(Paragraph("", zone))

    def _interlude(self, number: int, person: Person) -> None:
        if self.plan.interlude == "another interview":
            if number == self.plan.turns // 4 * 2:
                self._another_interview()
            return
        every = max(4, self.plan.turns // 8)
        due = number % every == 2 if not number % 2 else False
        due = due or (len(self.people) > 2 and number % every == 2)
        if due and (person.asks or self.plan.interlude in WITHIN_ANSWERS):
            self._put_between(self.seconds)
            if self.plan.layout != "plain" and self.paragraphs[-1].zone != "interview":
                self._blank("interlude")

    def _another_interview(self) -> None:
        """Put in the front matter of a second interview with the same people."""
        made = again(self.dice, self.front)
        if self.plan.front in PRINTED:
            made = self.front
        elif self.plan.front == "summary":
            made = [made[0], *FRONTS["summary"](self.dice, self.language, self.people)[1:]]
        if self.paragraphs[-1].text:
            self._blank("interlude")
        self._outside(made, "interlude")
        self._blank("interlude")

    def _put_between(self, seconds: int) -> None:
        """Put in what the plan has between turns, if there is anything."""
        make = INTERLUDES[self.plan.interlude]
        if make is None:
            return
        self.interludes += 1
        made = make(self.dice, self.language, self.interludes, seconds)
        lines = made if isinstance(made, list) else [made]
        if lines[0].heading and self.heading == "colon" and not self.has_bold:
            self.heading = "signs"  # a heading with a colon among turns may be anybody's label
        self._outside(lines, "interlude")

    def _turn(self, number: int, person: Person) -> None:
        said = self._said(person)
        length = 2 + sum(map(len, said)) // 14
        begin, self.seconds = self.seconds, self.seconds + length
        if person.asks:
            self.asked = said[-1]
        else:
            self.asks_within |= self._may_be_asked(said)
        if number == self.plan.turns - 1:
            self.may_have_ended = self._may_end_within(said)
        head, tail = self._head(number, person, begin)
        labels = (person.label,) if self.about.named else self._unnamed(person)
        if self.plan.slip == "in full at first":
            labels = (person.label, f"{person.title} ({person.label})")
        if self.plan.convention == "name: question / answer" and not person.asks:
            labels = ()
        if self.plan.convention == "segments, voices named":
            labels = (person.label, person.title)
        roles = person.roles if labels else UNKNOWN
        self.turns.append(Turn(labels, roles, (begin, begin + length)))
        *above, last = head.split("\n")
        for line in above:
            self._add(line, number, len(_plain(line)), None)
        if self.is_sheet or self._in_table:
            cells = tuple((last + said[0]).split("\t"))
            text = "\t".join(cells)
            self.paragraphs.append(
                Paragraph(
                    text, "interview", number, len(text) - len(said[0]), len(text), 0, cells=cells
                )
            )
            return
        self._add(last + said[0] + tail, number, len(_plain(last)), len(tail))
        for place, more in enumerate(said[1:]):
            if place == 2 and self.plan.interlude in WITHIN_ANSWERS and self.dice.random() < 0.15:
                self._put_between(begin)
            self._add(more, number, 0, 0)

    @property
    def _parts_turns(self) -> bool:
        """Whether blank lines are seen between turns: in HTML none is."""
        return self.plan.layout != "plain" and self.plan.format != "html"

    def _may_end_within(self, said: Sequence[str]) -> bool:
        """Tell whether a last turn holds a line that may be a heading behind the talk.

        It breaks off as short as a heading, with words below, and no blank line shows what belongs
        together. A heading behind the talk shows how headings are written.
        """
        return not self._parts_turns and any(
            len(one) <= _LONGEST_HEADING and one[-1].isalpha() for one in said[1:-1]
        )

    def _may_be_asked(self, said: Sequence[str]) -> bool:
        """Tell whether an answer holds what may be a question of whoever asks.

        A number, a word or bold tells who asks, and no blank line parts turns: a question that is a
        paragraph of its own, with words below it, may have been left without its mark. So may what
        goes on with a question, right below a line that asks nothing, where questions are neither
        bold nor numbered by the format.
        """
        is_told_by_form = not self.about.named and self.about.form.endswith("|{words}")
        if not is_told_by_form or self._parts_turns:
            return False
        has_form = self.about.form.startswith(("**", "+"))
        goes_on = len(said) > 1 and not has_form and not _asks(self.asked) and _asks(said[0])
        return (goes_on and len(_ENDS.findall(said[0])) <= 2) or any(
            _asks(one) and len(_ENDS.findall(one)) == 1 for one in said[1:-1]
        )

    def _add(self, marked: str, number: int, said: int, tail: int | None) -> None:
        """Put in a paragraph of a turn: the head is `said` long, and `tail` is no word of it.

        With a tail of None it is all head. What stands between `**` is bold.
        """
        numbered = marked.startswith("+")
        text = _plain(marked.removeprefix("+"))
        said -= numbered
        bold = 0
        if marked.startswith("**"):
            bold = marked.index("**", 2) - 2
        if "**" in marked and self.plan.format in _MARKED:
            said += 2 * marked[: marked.find("**", marked.find("**") + 2) + 2].count("**")
            said = 2 if marked.startswith("**") and tail == 2 else said
            text, bold = marked, 0
        until = said if tail is None else len(text) - (tail if text == marked else 0)
        if tail is not None and "#" in marked[len(marked) - tail :]:
            until = len(text) - tail
        self.paragraphs.append(
            Paragraph(text, "interview", number, said, until, bold, numbered=numbered)
        )

    def _said(self, person: Person) -> list[str]:
        """Return the paragraphs of a turn: a question, or an answer with its continuations."""
        dice, words = self.dice, self.language
        if person.asks and self.plan.convention != "nobody":
            questions = [dice.choice(words.questions)]
            if not self.about.named and dice.random() < 0.06:
                questions.append(f"({dice.choice(words.words['events'])})")
            if dice.random() < 0.25:
                questions.insert(0, self._sentences(1))
            elif self.about.named and dice.random() < 0.12:
                questions = [dice.choice(words.words["back"])]
            return [" ".join(questions)]
        most = self.plan.paragraphs
        number = 1 + (0 if not most else max(0, most + dice.choice((-1, 0, 0, 0, 1))))
        if most <= 1 and self.about.named and dice.random() < 0.12:
            return [dice.choice(words.words["back"])]
        lengths = (1, 2, 2, 3, 4) if number > 4 else (1, 2, 3, 4, 6, 9)
        said = [self._sentences(dice.choice(lengths)) for _ in range(number)]
        return said if dice.random() > 0.2 else self._with_more(said)

    def _with_more(self, said: list[str]) -> list[str]:
        """Return the paragraphs of an answer with what the plan's answers hold beside sentences."""
        dice, words = self.dice, self.language
        place = dice.randrange(len(said))
        match self.plan.answers:
            case "half sentences":
                half = self._sentences(1).rstrip(".!?؟– ")
                return [*said[:place], half, *said[place:]] if place else [*said[:-1], half]
            case "lists":
                mark = dice.choice(("{}. ", "{}) ", "- "))
                entries = [mark.format(number) + self._sentences(1) for number in (1, 2, 3)]
                lead = self._sentences(1).rstrip(".!?؟– ") + ":"
                return [*said[: place + 1], lead, *entries, *said[place + 1 :]]
            case "quotations":
                telling = dice.choice(words.words["said"])
                quoted = f"{telling[0].upper()}{telling[1:]}: “{self._sentences(1)}”"
                return [*said[: place + 1], quoted, *said[place + 1 :]]
        return said

    def _head(self, number: int, person: Person, begin: int) -> tuple[str, str]:
        """Return what stands before and behind the first paragraph of a turn."""
        forms = self.about.form.split("|")
        form = forms[0] if person.asks or len(forms) == 1 else forms[1]
        before, _, behind = form.partition("{words}")
        times = self.plan.times
        label = before.rstrip(" ")
        spaces = before[len(label) :] or (" " if "behind" in times else "")
        before = TIMES[times].replace("{label}", label).replace("\n ", "\n") + spaces
        if times == "#time# at the end":
            behind += " #{time}-0#"
        if times == "[time] now and then" and number % 5 == 3:
            behind += " [{time}]"
        values = {
            "name": self._label(number, person),
            "time": self._time(begin),
            "later": self._time(begin + 4),
            "n": str(number // 2 + 1 if not self.about.named else number + 1),
            "asked": self.language.words["question"][0],
            "answered": self.language.words["answer"][0],
            "Q": self._letters[0],
            "A": self._letters[1],
        }
        head, tail = before.format(**values), behind.format(**values)
        if number == self.slip and self.about.named:
            head = self._slipped(head, values["name"])
        return head, tail

    @property
    def _letters(self) -> tuple[str, str]:
        """What abbreviates the labels of who asks and who answers: so much that they differ."""
        asking, answering = self.people[0].label, self.people[-1].label
        same = 0 if asking[0] != answering[0] else 1
        return asking[: same + 1], answering[: same + 1]

    def _sentences(self, number: int) -> str:
        """Return so many sentences; none that looks like a label before words comes back."""
        said = []
        for _ in range(number):
            if not self.waiting:
                self.waiting = [one for one in self.sentences if not {*":–"} & {*one}]
                self.dice.shuffle(self.waiting)
            said.append(self.waiting.pop())
        return " ".join(said)

    def _time(self, seconds: int) -> str:
        """Return a time as this file writes times."""
        return self.clock.format(
            h=seconds // 3600, m=seconds // 60 % 60, s=seconds % 60, all=seconds // 60
        )

    def _label(self, number: int, person: Person) -> str:
        label, slip = person.label, self.plan.slip
        if slip == "invisible signs" and number % 3:
            label = self.dice.choice(("\u200e{}", "{}\u200f", "\u2060{}", "{}\u00ad")).format(label)
        if slip == "in full at first" and label not in self.met:
            self.met.add(label)
            return f"{person.title} ({label})"
        if number != self.slip:
            return label
        if slip == "case" and label.upper() != label.lower():
            return label.lower() if label.isupper() else label.upper()
        return label

    def _slipped(self, head: str, label: str) -> str:
        """Return the head of the one turn in which the typist slipped."""
        changed = {
            "no space": head.rstrip(" "),
            "space before the sign": head.replace(f"{label}:", f"{label} :"),
            "another sign": head.replace(f"{label}:", self.dice.choice((f"{label};", f"{label}-"))),
            "aside in the label": head.replace(
                f"{label}:", f"{label} ({self.language.words['events'][0]}):"
            ),
            "no sign": head.replace(f"{label}:", label),
            "short form": head.replace(f"{label}:", f"{label[:3]}:") if len(label) > 5 else head,
            "misspelt": head.replace(f"{label}:", f"{_misspelt(label)}:"),
            "number twice": head.replace(f"{label}:", f"{label.replace(' ', '')} {label[-1]}:")
            if label[-1].isdigit()
            else head,
        }.get(self.plan.slip, head)
        if changed != head:
            self.odd = changed.split("\n")[-1].strip()
        return changed

    def _unnamed(self, person: Person) -> tuple[str, ...]:
        if self.plan.convention == "bold question / name: text":
            return () if person.asks else (person.label,)
        if self.plan.convention in NOBODY:
            return ()
        kind = "question" if person.asks else "answer"
        letters = self._letters[0 if person.asks else 1]
        return ("Q" if person.asks else "A", self.language.words[kind][0], letters)

    def _paged(self, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
        """Return the paragraphs with a head or a foot of each page among them."""
        long_foot = foot(self.dice, self.language)
        head = f"{self.language.words['interview'][0]} {self.dice.randint(1, 30)}"
        pages: list[Paragraph] = []
        for number, paragraph in enumerate(paragraphs):
            if number and number % _PAGE == 0:
                page = number // _PAGE
                beside = self.language.words["interview"][-1] if page % 2 else head
                lines = ["", str(page), beside, ""]
                if self.plan.interlude == "long feet":
                    lines = ["", long_foot, str(page), ""]
                    self.feet += 1
                pages += [Paragraph(line, "interlude") for line in lines]
            pages.append(paragraph)
        return pages


def _misspelt(label: str) -> str:
    """Return a label with two letters in the wrong order; a short one as it is."""
    if len(label) < 6 or label[2] == label[3] or not label[2:4].isalpha():
        return label
    return label[:2] + label[3] + label[2] + label[4:]


def _plain(marked: str) -> str:
    return marked.replace("**", "")


def _numbered(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the lines of a transcript whose lines have numbers, what is said alone."""
    number = 0
    for line in lines:
        if line.turn is None:
            yield line
            continue
        number += 1
        head = f"{number:>3}  "
        yield line._replace(
            text=head + line.text, said=line.said + len(head), until=line.until + len(head)
        )


def _asks(words: str) -> bool:
    """Tell whether words end in a question, or in one with a note in brackets behind it."""
    return _ASKS.search(words) is not None


def _wrapped(paragraph: Paragraph, indent: str = "") -> list[Paragraph]:
    """Return the lines of a paragraph as somebody who ends each by hand would have typed them.

    All but the first are indented.
    """
    if len(paragraph.text) <= _WIDTH or paragraph.cells:
        return [paragraph]
    lines: list[Paragraph] = []
    start = 0
    text = paragraph.text
    for line in textwrap.wrap(
        text,
        _WIDTH,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        expand_tabs=False,
    ):
        start = text.index(line, start)
        end = start + len(line)
        said = max(0, min(len(line), paragraph.said - start))
        until = max(said, min(len(line), paragraph.until - start))
        head = indent if lines else ""
        lines.append(
            Paragraph(
                head + line, paragraph.zone, paragraph.turn, len(head) + said, len(head) + until
            )
        )
        start = end
    return lines
