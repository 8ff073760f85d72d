"""Bytes of old and new encodings come out as the letters that were typed."""

from pathlib import Path

import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript, read_transcript_bytes
from kodeverk.formats.transcripts.decode import decode

SAMPLES = (
    "Kåre: Hei på deg\n",
    "I: Hvor bor du?\nD: På Årdal\n",
    "VEILEDER: ÅRSAKEN ER ÆRLIG ØKT\n",
    "Rettleiar: eg trur ikkje det er så lett å få òg\n",
    "en bø i øst å ha\n",
    "José, Müller, François og Åse\n",
)


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_norwegian_text_is_read_as_it_was_typed(text: str, encoding: str) -> None:
    assert read_transcript_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("encoding", ["mac-roman", "cp865", "utf-16-le", "utf-16-be", "utf-32"])
def test_rarer_encodings_are_read_as_they_were_typed(text: str, encoding: str) -> None:
    assert read_transcript_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_typographic_quotes_and_dashes_survive(encoding: str) -> None:
    text = "Han sa “ja” – og så gikk vi… «Nei», sa Øyvind, it’s ok.\n"
    assert decode(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"), [("Привет, как дела", "cp1251"), ("مرحبا كيف حالك", "cp1256")]
)
def test_an_encoding_of_another_alphabet_is_refused_not_garbled(text: str, encoding: str) -> None:
    with pytest.raises(BadInput, match=r"a\.txt, line 2: .*cannot be told"):
        decode(b"hei\n" + text.encode(encoding), "a.txt")


def test_a_guess_is_told() -> None:
    assert "guess" in decode("VEILEDER: ÆRA\n".encode("cp865"), "a.txt").warnings[0]


def test_text_encoded_twice_is_kept_and_told() -> None:
    text = "Så får vi høre på været, åja\n".encode().decode("cp1252")
    decoded = decode(text.encode(), "a.txt")
    assert decoded.text == text
    assert "encoded twice" in decoded.warnings[0]


def test_real_words_with_foreign_letters_are_not_taken_for_encoded_twice() -> None:
    assert decode("São Paulo, Ãna og Âse\n".encode(), "a.txt").warnings == ()


def test_utf16_cut_in_the_middle_is_told_as_damaged() -> None:
    with pytest.raises(BadInput, match="damaged"):
        decode("Hei på deg".encode("utf-16")[:-1], "a.txt")


def test_every_encoding_of_a_real_interview_gives_the_same_text(shared: Path) -> None:
    folder = shared / "transcripts"
    expected = read_transcript(folder / "tekstlab_no" / "NOTA_002-AMB-i.txt").text
    files = sorted((folder / "derived_encodings").iterdir())
    assert len(files) == 12
    for file in files:
        source = read_transcript(file)
        if "double-encoded" in file.name:
            assert "encoded twice" in source.warnings[0]
        else:
            assert source.text == expected, file.name
            assert source.warnings == (), file.name
