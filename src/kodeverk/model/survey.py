"""A sheet of respondents and open questions: what it holds, before anybody says it is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class SurveyForm(NamedTuple):
    """What a survey's columns are, by their headings, and how many respondents it has.

    `questions` are open, `closed` become variables, `left_out` are neither: names, addresses,
    columns without a heading. `identity` is the column of the ids. With `is_plain` the form alone
    shows that it is a survey; otherwise somebody has to say so. `doubts` say what is odd.
    """

    respondents: int
    questions: tuple[str, ...]
    closed: tuple[str, ...]
    left_out: tuple[str, ...]
    identity: str | None
    municipality: str | None
    date: str | None
    is_plain: bool
    doubts: tuple[str, ...] = ()


class Respondent(NamedTuple):
    """One row: its number from 1, what is asked with what is answered, and what is known.

    One who `is_unnamed` has no id.
    """

    row: int
    answers: tuple[tuple[str, str], ...]
    variables: Mapping[str, str]
    municipality: str | None
    date: str | None
    is_unnamed: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """A sheet read as a survey: respondents by id, or by their row where there is none."""

    form: SurveyForm
    respondents: Mapping[str, Respondent] = field(default_factory=dict)
