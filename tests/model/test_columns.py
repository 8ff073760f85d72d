"""What the heading of a table's column says, in a file that is a table and within a document."""

import pytest

from kodeverk.model.columns import IN_DOCUMENTS, IN_FILES, Column


@pytest.mark.parametrize(
    ("heading", "in_file", "in_document"),
    [
        ("Tid", "time", "time"),
        ("TIMECODES:", "time", None),
        ("Timespan", "time", "time"),
        ("Start (ms)", "time", None),
        ("end", "end", "end"),
        ("duration", "end", None),
        ("Taler", "speaker", "speaker"),
        ("Speaker 1", "speaker", None),
        ("Full name", "speaker", None),
        ("hablante", "speaker", None),
        (" Tekst. ", "text", "text"),
        ("Was said", "text", None),
        ("What now", None, None),
        ("Nr.", None, "aside"),
        ("kommentar", None, "aside"),
        ("Text of the name in ms", None, None),
        ("kode", None, "aside"),
        (":", None, None),
        ("", None, None),
    ],
)
def test_a_heading_says_what_is_below_it(
    heading: str, in_file: Column | None, in_document: Column | None
) -> None:
    assert IN_FILES.column(heading) == in_file
    assert IN_DOCUMENTS.column(heading) == in_document


def test_what_heads_a_column_within_a_document_does_so_in_a_file_too() -> None:
    for column, names in IN_FILES.names.items():
        assert IN_DOCUMENTS.names[column] <= names


def test_a_header_has_a_heading_in_every_cell_but_the_fewer_that_are_empty() -> None:
    assert IN_DOCUMENTS.is_header(["Nr.", "Hvem", "Utsagn"])
    assert not IN_DOCUMENTS.is_header(["Nr.", "Kari", "Utsagn"])
    assert IN_DOCUMENTS.is_header(["Hvem", "", "Utsagn"])
    assert not IN_DOCUMENTS.is_header(["Hvem", "", "Kari"])
    assert not IN_DOCUMENTS.is_header(["", "", "Utsagn"])
    assert IN_FILES.columns(["#", "Hvem", "Utsagn"]) == {1: "speaker", 2: "text"}
