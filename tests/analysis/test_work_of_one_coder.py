"""One coder's work, apart from anybody else's: which codings count, which codes were read for."""

import pytest

from kodeverk.analysis.counting.work import CodebookVersion, CodesRead, by_coder, coder_codings
from kodeverk.errors import Damaged
from kodeverk.model.coding_rows import ASIDE, HERE, UNCONFIRMED, WAITING
from kodeverk.model.records import Assignment, AssignmentState
from tests.analysis.counted_transcripts import code

ROWS = [
    ("REL", 0, 4, "anne", HERE, '{"retning":["hemmer"]}'),
    ("REL", 0, 4, "bo", HERE, None),
    ("REL", 6, 9, "anne", WAITING, '{"fase":["sist"]}'),
    ("TID", 6, 9, "anne", ASIDE, None),
    ("TID", 2, 3, "anne", UNCONFIRMED, None),
    ("X-IDENT", 0, 2, "anne", HERE, None),
    ("X-IDENT", 5, 6, "anne", WAITING, None),
]


def work(state: AssignmentState, *versions: str) -> Assignment:
    return Assignment("a", "anne", "t", "main", 0, state, versions)


def test_what_a_coder_has_coded_counts_waits_or_says_why_it_does_not() -> None:
    codings = coder_codings(by_coder(ROWS)["anne"], {"X-IDENT"})
    assert codings.counted == [("REL", 0, 4, (("retning", "hemmer"),))]
    assert codings.unconfirmed == [("TID", 2, 3, ())]
    assert codings.waiting == [("REL", (("fase", "sist"),))]
    assert (codings.reserve, codings.aside) == (2, 1)


def test_two_coders_on_the_same_words_are_counted_apart() -> None:
    assert coder_codings(by_coder(ROWS)["bo"], {"X-IDENT"}).counted == [("REL", 0, 4, ())]


def test_a_coder_has_read_for_the_codes_of_the_versions_the_transcript_was_read_under() -> None:
    versions = [
        CodebookVersion("v1", "book", frozenset({"REL"})),
        CodebookVersion("v2", "book", frozenset({"REL", "TID"})),
    ]
    read = CodesRead(
        versions, [code("REL", book="book"), code("TID", book="book"), code("NY", book="other")]
    )
    assert read.by(work("finished", "v1")) == {"REL", "NY"}
    assert read.by(work("released", "v1", "v2")) == {"REL", "TID", "NY"}
    assert read.by(work("finished")) == {"NY"}
    assert read.by(work("started")) == {"REL", "TID", "NY"}
    with pytest.raises(Damaged, match="v3"):
        read.by(work("finished", "v3"))
