"""What counting gives: a row for each code, theme or facet value in each group and role."""

from dataclasses import dataclass
from typing import NamedTuple

from kodeverk.model.records import Role

UNSET = "unset"
"""The facet value of codings that could carry the facet and do not."""

NOT_CODED = ".."
"""The reason of a row without figures: nobody has read what it covers for its code."""


class CodeFrequency(NamedTuple):
    """The measures of one code or theme in one group and role.

    `of_speakers` is how many persons of the role are in scope and read for the code. `left_out` is
    how many transcripts of the group in which the role speaks are not: out of scope, unsettled, or
    not read for the code. Where no transcript is left, every measure is None and `reason` is `..`.
    `of_words` is how many words the `of_speakers` say there.
    """

    code: str
    group: str
    role: Role
    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int
    of_words: int | None


class FacetFrequency(NamedTuple):
    """A `CodeFrequency` of the codings of one code or theme that carry `value` of `facet`.

    Those that carry none have the value `unset`.
    """

    code: str
    group: str
    role: Role
    facet: str
    value: str
    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int
    of_words: int | None


class Denominator(NamedTuple):
    """What is in scope in one group and role: all of it, coded or not.

    `turns` and `words` are those of the `speakers`; `left_out` transcripts are not in scope.
    """

    group: str
    role: Role
    transcripts: int
    speakers: int
    turns: int
    words: int
    left_out: int


class HiddenDenominator(NamedTuple):
    """What is in scope in a group and role where so few are that it is withheld."""

    group: str
    role: Role
    reason: str
    transcripts: None = None
    speakers: None = None
    turns: None = None
    words: None = None
    left_out: int = 0


class NotRead(NamedTuple):
    """A transcript in scope that is left out for a code or theme in one role."""

    transcript: str
    code: str
    role: Role


@dataclass(frozen=True, slots=True)
class Counts:
    """Every table of one count, and what stands in none of them.

    Rows are in the order of the codes as given, then of groups by code point, then `all` and the
    roles. `untouching` is how many codings of counted codes share no character with any turn (they
    lie in a label or a preamble), `elsewhere` how many share one only with turns that are in no
    group of the table; `unread` how many belong to a code that their transcript is not read for.
    `codes_not_read` and `themes_not_read` say which transcripts in scope they leave out.
    """

    codes: tuple[CodeFrequency, ...]
    themes: tuple[CodeFrequency, ...]
    facets: tuple[FacetFrequency, ...]
    theme_facets: tuple[FacetFrequency, ...]
    denominators: tuple[Denominator, ...]
    codes_not_read: tuple[NotRead, ...]
    themes_not_read: tuple[NotRead, ...]
    untouching: int
    elsewhere: int
    unread: int
