"""Which of what looks like a time is one: alone in a cell, among words, behind a paragraph."""

import re

import pytest

from kodeverk.model.clock import SHORT_TIME, STAMP, TIME, TIME_IN_WORDS, clock_milliseconds


@pytest.mark.parametrize(
    ("written", "alone", "in_words", "stamp", "short"),
    [
        ("1:02:03.4", True, True, True, False),
        ("02:03", True, True, False, True),
        ("00:01:02-3", True, True, True, False),
        ("00:01:02,345", True, True, True, False),
        ("00:01:02:13", True, True, False, False),
        ("00:01:02", True, True, True, True),
        ("120:05", True, True, False, False),
        ("3:1", True, False, False, False),
        ("1:2:3.4", True, True, False, False),
        ("1:2:3", True, False, False, False),
        ("1000:00:00", True, False, False, False),
        ("00:00:01.123456789", True, False, False, False),
        ("62.5s", False, True, False, False),
        ("62.5", False, False, False, False),
        ("1:02:03:04:05", False, False, False, False),
    ],
)
def test_what_is_a_time_depends_on_where_it_stands(
    written: str, alone: bool, in_words: bool, stamp: bool, short: bool
) -> None:
    patterns = (TIME, TIME_IN_WORDS, STAMP, SHORT_TIME)
    found = [re.fullmatch(pattern, written) is not None for pattern in patterns]
    assert found == [alone, in_words, stamp, short]


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [
        ("1:02:03.4", 3_723_400),
        ("02:03", 123_000),
        ("00:01:02-3", 62_300),
        ("00:01:02:13", 62_000),
        ("00:00:01,123456789", 1_123),
        ("62.5", 62_500),
    ],
)
def test_a_time_is_so_many_milliseconds(written: str, milliseconds: int) -> None:
    assert clock_milliseconds(written) == milliseconds
